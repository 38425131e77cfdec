import { describe, expect, it } from "vitest";
import { sessionRecord } from "../../playground/fleet/session-record.ts";
import { elementsIn } from "../../playground/slack/state/block-ids.ts";
import { byWebApi } from "../../playground/slack/state/cause.ts";
import type { Fault } from "../../playground/slack/state/faults.ts";
import type { SlackMessage } from "../../playground/slack/state/messages.ts";
import type { SlackView } from "../../playground/slack/state/views.ts";
import { channels, people } from "../../playground/slack/state/workspace.ts";
import { hourMs, minuteMs } from "../../src/core/instant.ts";
import { encodeSharer } from "../../src/slack/values/sharer.ts";
import { csvRecords } from "../support/csv-reader.ts";
import { sessionSid } from "../support/sessions.ts";
import {
  actionsOf,
  optionIn,
  startWorld,
  textsOf,
  transports,
  valuesIn,
  type World,
} from "../support/whole-bot.ts";

const imei = "356938035643809";
const iccid = "8988307000000001234";

/** A truck with an hourly session, a known device, and its ICCID for a name. */
function putTruck(world: World, count = 12): void {
  const sessions = Array.from({ length: count }, (_, index) => {
    const start = world.clock.now() - (index + 1) * hourMs;
    const parts = { sid: sessionSid(index), imei, packets_uploaded: 1_000 + index };
    return sessionRecord({ start, end: start + 20 * minuteMs, ...parts });
  });
  world.fleet.putSim({
    key: "truck-12",
    fields: { iccid, friendly_name: `Truck ${iccid}` },
    sessions,
  });
}

/** Presses a button and waits until the window shows more than that it is reading. */
async function openWindow(
  world: World,
  message: SlackMessage,
  actionId: string,
  option?: string,
): Promise<SlackView> {
  let { sequence: since } = world.slack.world.changes;
  await world.slack.click({
    user: people.ada,
    message,
    actionId,
    ...(option !== undefined && { selectedOption: option }),
  });
  for (;;) {
    const view = await world.slack.waitForView(people.ada, since);
    since = world.slack.world.changes.sequence;
    if (!JSON.stringify(view.content).includes("Reading from")) return view;
    const [current] = world.slack.world.views.stackOf(people.ada);
    if (current && !JSON.stringify(current.content).includes("Reading from")) return current;
  }
}

function openTicket(world: World, answer: SlackMessage): Promise<SlackView> {
  const { actionId, option } = optionIn(answer.blocks, "Carrier ticket");
  return openWindow(world, answer, actionId, option);
}

const wordsOf = (view: SlackView): string => JSON.stringify(view.content);

function messagesWith(world: World, channel: string, viewer: string, words: string) {
  return world.slack.messages(channel, viewer).filter((one) => textsOf(one).includes(words));
}

describe.each(transports)("windows over %s", (transport) => {
  it("show every property of the session whose Details was pressed, and only of that one", async () => {
    await using world = await startWorld({ transport });
    putTruck(world);
    const answer = await world.ask("sessions truck-12");
    const page = await world.press(answer, "sessions_older");
    const third = valuesIn(page.blocks, "session_details")[2];
    if (third === undefined) throw new Error("no third row");
    const words = wordsOf(await openWindow(world, page, "session_details", third));
    for (const wire of [
      ...["sid", "sim_sid", "account_sid", "radio_link", "operator_mcc", "operator_mnc"],
      ...["operator_country", "operator_name", "cell_id", "cell_location_estimate"],
      ...["packets_uploaded", "packets_downloaded", "last_updated", "start", "end", "imei"],
    ]) {
      expect(words).toContain(`\`${wire}\``);
    }
    expect(words).toContain(sessionSid(7));
    expect(words).toContain("1,007");
    expect(words).toContain(imei);
  });

  it("hold a ticket that is complete, and close by their button", async () => {
    await using world = await startWorld({ transport });
    putTruck(world);
    const view = await openTicket(world, await world.ask("sessions truck-12"));
    for (const needed of [`ICCID: ${iccid}`, `IMEI: ${imei}`, "310-260", "What we see: "]) {
      expect(wordsOf(view)).toContain(needed);
    }
    const { ack } = await world.slack.submitView({ user: people.ada, view });
    expect(ack.kind).toBe("acknowledged");
    expect(world.slack.world.views.stackOf(people.ada)).toEqual([]);
  });

  it("say what was checked", async () => {
    await using world = await startWorld({ transport });
    putTruck(world);
    const answer = await world.ask("sessions truck-12");
    const words = wordsOf(await openWindow(world, answer, "sessions_findings"));
    expect(words).toContain("Checked, and found in order");
    expect(words).toContain("Reconnect loop");
  });
});

describe("a window", () => {
  it("opens at once although the SIM platform is slow", async () => {
    await using world = await startWorld();
    putTruck(world);
    const answer = await world.ask("sessions truck-12");
    await world.restart();
    world.fleet.hold();
    const { sequence } = world.slack.world.changes;
    await world.slack.click({
      ...{ user: people.ada, message: answer, actionId: "sessions_findings" },
    });
    const first = await world.slack.waitForView(people.ada, sequence);
    expect(wordsOf(first)).toContain("Reading from");
    const afterFirst = world.slack.world.changes.sequence;
    world.fleet.release();
    const second = await world.slack.waitForView(people.ada, afterFirst);
    expect(second.id).toBe(first.id);
    expect(wordsOf(second)).toContain("Checked, and found in order");
  });

  it("shows a failure of the platform inside", async () => {
    await using world = await startWorld();
    putTruck(world);
    const answer = await world.ask("sessions truck-12");
    await world.restart();
    world.fleet.inject({ fault: { kind: "status", status: 401 } });
    const words = wordsOf(await openTicket(world, answer));
    expect(words).toContain("did not accept simscope's credentials");
    expect(words).toContain("Reference");
  });

  it("that Slack does not open is said beside the message", async () => {
    await using world = await startWorld();
    putTruck(world);
    const answer = await world.ask("sessions truck-12");
    world.slack.faults.plan("views.open", { kind: "error", error: "expired_trigger_id" });
    const aside = await world.press(answer, "sessions_findings");
    expect(textsOf(aside)).toContain("press the button again");
    expect(aside.visibleTo).toBe(people.ada);
  });

  it("is not opened for people who may not ask", async () => {
    await using world = await startWorld({ env: { ALLOWED_USERS: people.ada } });
    putTruck(world);
    const answer = await world.ask("sessions truck-12 public");
    world.simCalls();
    const refusal = await world.choose(answer, "Carrier ticket", { user: people.ben });
    expect(textsOf(refusal)).toContain("not on the list");
    expect(refusal.visibleTo).toBe(people.ben);
    expect(world.slack.world.views.stackOf(people.ben)).toEqual([]);
    expect(world.simCalls()).toEqual([]);
  });
});

describe("Share", () => {
  it.each([
    ["where the bot is a member", channels.incidents],
    ["where it is not", channels.general],
    ["in a private channel without it", channels.leadership],
    ["in direct messages of two people", channels.adaAndBen],
  ])("posts once, masked, with who and when, %s", async (_, channel) => {
    await using world = await startWorld();
    putTruck(world);
    const answer = await world.ask("sessions truck-12", { channel });
    const { sequence } = world.slack.world.changes;
    await world.slack.click({ user: people.ada, message: answer, actionId: "sessions_share" });
    const confirmation = await world.slack.waitForMessage({
      since: sequence,
      channel,
      where: (message) => message.text.includes("Shared with"),
    });
    expect(confirmation.visibleTo).toBe(people.ada);
    const posted = messagesWith(world, channel, people.ada, `Shared by <@${people.ada}>`);
    expect(posted).toHaveLength(1);
    const [shared] = posted;
    if (shared === undefined) throw new Error("nothing was shared");
    expect(shared.visibleTo).toBeNull();
    for (const secret of [imei, iccid, "29.76", "-95.36", "openstreetmap"]) {
      expect(textsOf(shared)).not.toContain(secret);
    }
    expect(actionsOf(shared)).not.toContain("sessions_share");
    // The private answer stays as it was.
    expect(actionsOf(answer)).toContain("sessions_share");
  });

  it("is not offered where everybody reads already", async () => {
    await using world = await startWorld();
    putTruck(world);
    const answer = await world.ask("sessions truck-12 public");
    expect(actionsOf(answer)).not.toContain("sessions_share");
    expect(textsOf(answer)).not.toContain(iccid);
  });

  it("posts nothing twice when Slack's answer is lost", async () => {
    await using world = await startWorld();
    putTruck(world);
    const answer = await world.ask("sessions truck-12");
    world.slack.faults.plan("chat.postMessage", { kind: "status", status: 503 });
    const aside = await world.press(answer, "sessions_share");
    expect(textsOf(aside)).toContain("look in the channel before");
    const posts = world.slack.requests.filter(({ method }) => method === "chat.postMessage");
    expect(posts).toHaveLength(1);
  });
});

describe("Share where Slack says no", () => {
  async function shareWith(fault: Fault) {
    const world = await startWorld();
    putTruck(world);
    const answer = await world.ask("sessions truck-12");
    world.slack.faults.plan("chat.postMessage", fault);
    const { sequence: since } = world.slack.world.changes;
    const click = { user: people.ada, message: answer, actionId: "sessions_share" };
    await Promise.all([world.slack.click(click), world.slack.click(click)]);
    const aside = await world.slack.waitForMessage({
      since,
      where: ({ visibleTo }) => visibleTo === people.ada,
    });
    return {
      world,
      aside,
      posted: messagesWith(world, channels.incidents, people.ben, "Shared by"),
    };
  }

  it("to too many calls, goes the other way, and a double click posts once", async () => {
    const { world, posted } = await shareWith({ kind: "rate_limited", retryAfterSeconds: 30 });
    await using _ = world;
    expect(posted).toHaveLength(1);
  });

  it("to simscope in this channel, respects it", async () => {
    const { world, aside, posted } = await shareWith({ kind: "error", error: "restricted_action" });
    await using _ = world;
    expect(textsOf(aside)).toContain("did not let simscope post here");
    expect(posted).toEqual([]);
  });
});

/** Ada's answer, shared in a channel, and the message that everybody sees there. */
async function sharedIn(world: World, channel: string) {
  putTruck(world);
  const answer = await world.ask("sessions truck-12", { channel });
  await world.press(answer, "sessions_share");
  const [shared] = messagesWith(world, channel, people.ada, "Shared by");
  if (shared === undefined) throw new Error("nothing was shared");
  return { answer, shared };
}

describe("what was shared", () => {
  const isThere = (world: World, { channel, ts }: SlackMessage) =>
    world.slack.world.messages.find(channel, ts) !== null;

  it("was asked about first, and is verdict, picture and facts without rows", async () => {
    await using world = await startWorld();
    const { answer, shared } = await sharedIn(world, channels.incidents);
    const share = elementsIn(answer.blocks).find(
      ({ element }) => element["action_id"] === "sessions_share",
    );
    expect(JSON.stringify(share?.element["confirm"])).toContain("IMEI, ICCID and positions");
    expect(textsOf(shared)).toContain("*Last seen*");
    expect(textsOf(shared)).not.toContain("Sessions 1–5");
    expect(actionsOf(shared)).toEqual(["share_delete"]);
  });

  it.each([
    ["where the bot is a member", channels.incidents],
    ["in a public channel without it", channels.general],
    ["in direct messages of two people", channels.adaAndBen],
  ])("is deleted by who shared it, %s", async (_, channel) => {
    await using world = await startWorld();
    const { shared } = await sharedIn(world, channel);
    const aside = await world.press(shared, "share_delete");
    expect(textsOf(aside)).toContain("Deleted");
    expect(aside.visibleTo).toBe(people.ada);
    expect(isThere(world, shared)).toBe(false);
  });

  it("is not deleted by others, who hear whom to ask, also with a made-up value", async () => {
    await using world = await startWorld();
    const { shared } = await sharedIn(world, channels.incidents);
    for (const value of [undefined, encodeSharer(people.ben), "1.<!channel>"]) {
      const over = { user: people.ben, ...(value !== undefined && { value }) };
      const aside = await world.press(shared, "share_delete", over);
      expect(textsOf(aside)).toContain(`Only <@${people.ada}>, who shared this answer`);
      expect(aside.visibleTo).toBe(people.ben);
    }
    expect(isThere(world, shared)).toBe(true);
    const calls = world.slack.requests.filter(({ method }) => method === "chat.delete");
    expect(calls).toEqual([]);
  });

  it("is deleted the other way where Slack refuses the bot", async () => {
    await using world = await startWorld();
    const { shared } = await sharedIn(world, channels.incidents);
    world.slack.faults.plan("chat.delete", { kind: "error", error: "cant_delete_message" });
    await world.press(shared, "share_delete");
    expect(isThere(world, shared)).toBe(false);
  });
});

describe("messages of earlier versions", () => {
  it("keep working: a button for each row, for Export and for the ticket", async () => {
    await using world = await startWorld();
    putTruck(world);
    const answer = await world.ask("sessions truck-12");
    const [row = ""] = valuesIn(answer.blocks, "session_details");
    const [value = ""] = valuesIn(answer.blocks, "sessions_findings");
    const button = (actionId: string, carried: string) => ({
      ...{ type: "button", action_id: actionId, value: carried },
      text: { type: "plain_text", text: "Press" },
    });
    const old = world.slack.world.messages.post(
      {
        ...{ channel: channels.incidents, author: { kind: "bot" }, text: "an answer" },
        blocks: [
          {
            ...{ type: "section", text: { type: "mrkdwn", text: "a row" } },
            accessory: button("session_details", row),
          },
          {
            type: "actions",
            elements: [button("sessions_export", value), button("sessions_ticket", value)],
          },
        ],
      },
      byWebApi,
    );
    expect(wordsOf(await openWindow(world, old, "session_details"))).toContain(sessionSid(0));
    expect(wordsOf(await openWindow(world, old, "sessions_ticket"))).toContain(`ICCID: ${iccid}`);
    expect(textsOf(await world.press(old, "sessions_export"))).toContain("12 sessions");
  });
});

describe("Export", () => {
  it("sends 10,000 sessions as a file, in the order of the pages, to the person alone", async () => {
    await using world = await startWorld();
    const everyMs = 4 * minuteMs;
    const sessions = Array.from({ length: 10_000 }, (_, index) => {
      const start = world.clock.now() - (index + 1) * everyMs;
      return sessionRecord({ start, end: start + minuteMs, sid: sessionSid(index) });
    });
    world.fleet.putSim({ key: "busy", sessions });
    const answer = await world.ask("sessions busy 30d");
    const aside = await world.choose(answer, "Export");
    expect(textsOf(aside)).toContain("10,000 sessions");
    expect(aside.visibleTo).toBe(people.ada);
    const [direct] = messagesWith(world, channels.adaAndBot, people.ada, "10,000 sessions");
    const [fileId] = direct?.files ?? [];
    const file = world.slack.world.files.find(fileId ?? "");
    expect(file?.name).toMatch(/^sessions-DE[0-9a-f]{8}-30d-\d{8}T\d{4}Z\.csv$/);
    const rows = csvRecords(file?.bytes.toString("utf8") ?? "");
    expect(rows.map(({ sid }) => sid)).toEqual(sessions.map(({ sid }) => sid));
  });

  it.each([
    ["conversations.open", "missing_scope", "im:write"],
    ["files.getUploadURLExternal", "missing_scope", "files:write"],
    ["files.completeUploadExternal", "internal_error", "press *Export* again"],
  ])("says what is wrong when %s answers %s", async (method, error, words) => {
    await using world = await startWorld();
    putTruck(world);
    const answer = await world.ask("sessions truck-12");
    world.slack.faults.plan(method, { kind: "error", error });
    expect(textsOf(await world.choose(answer, "Export")).toLowerCase()).toContain(
      words.toLowerCase(),
    );
  });

  it("says when the bytes were refused, and when nothing is there to export", async () => {
    await using world = await startWorld();
    putTruck(world);
    const answer = await world.ask("sessions truck-12");
    world.slack.faults.plan("upload", { kind: "status", status: 403 });
    expect(textsOf(await world.choose(answer, "Export"))).toContain("did not take the file");
    world.fleet.putSim({ key: "empty", sessions: [] });
    const empty = await world.ask("sessions empty");
    expect(textsOf(await world.choose(empty, "Export"))).toContain("nothing to export");
  });
});

describe("other questions", () => {
  it("compare two SIMs, privately and masked in public", async () => {
    await using world = await startWorld();
    putTruck(world);
    const answer = await world.ask("compare truck-12 vendor-sample");
    expect(textsOf(answer)).toContain("Two SIMs compared");
    expect(answer.visibleTo).toBe(people.ada);
    const open = await world.ask("compare truck-12 and vendor-sample public");
    expect(open.visibleTo).toBeNull();
    expect(textsOf(open)).not.toContain(iccid);
    expect(textsOf(await world.ask("compare truck-12 nobody"))).toContain("No SIM *nobody*");
    expect(textsOf(await world.ask("compare truck-12 truck-12"))).toContain("the same SIM");
  });

  it("explain the words", async () => {
    await using world = await startWorld();
    expect(textsOf(await world.ask("help words"))).toContain("Words in an answer");
  });

  it("leave no number and no place in the log", async () => {
    await using world = await startWorld();
    putTruck(world);
    const answer = await world.ask("sessions truck-12");
    await openWindow(
      world,
      answer,
      "session_details",
      valuesIn(answer.blocks, "session_details")[0],
    );
    await openTicket(world, answer);
    await world.choose(answer, "Export");
    for (const secret of [imei, iccid, "29.76", "95.36", "Truck"]) {
      expect(world.log()).not.toContain(secret);
    }
  });
});

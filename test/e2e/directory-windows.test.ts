import { describe, expect, it } from "vitest";
import type { Chosen } from "../../playground/slack/driver/element-value.ts";
import type { SlackView } from "../../playground/slack/state/views.ts";
import { channels, people } from "../../playground/slack/state/workspace.ts";
import {
  actionsOf,
  startWorld,
  textsOf,
  transports,
  valuesIn,
  type World,
} from "../support/whole-bot.ts";

async function listedWorld(options: Parameters<typeof startWorld>[0] = {}): Promise<World> {
  const world = await startWorld(options);
  await world.untilListed();
  return world;
}

async function openPicker(world: World, user: string = people.ada): Promise<SlackView> {
  const { sequence } = world.slack.world.changes;
  const view = world.slack.waitForView(user, sequence);
  const asked = await world.slack.shortcut({ user, callbackId: "look_up_sim" });
  expect(asked.ack.kind).toBe("acknowledged");
  return view;
}

async function optionsFor(world: World, view: SlackView, value: string, user: string = people.ada) {
  const place = { view };
  return world.slack.suggest({ user, actionId: "sim_pick", value, place });
}

const labelsOf = (options: Awaited<ReturnType<typeof optionsFor>>): string[] =>
  options.map(({ text }) => (text as { text: string }).text);

describe.each(transports)("looking a SIM up without a command, over %s", (transport) => {
  it("suggests from memory, from the first letter on, and answers only the asker where they are", async () => {
    await using world = await listedWorld({ transport });
    const view = await openPicker(world);
    world.simCalls();
    expect((await optionsFor(world, view, "")).length).toBeGreaterThan(20);
    const options = await optionsFor(world, view, "cargo cam 0");
    expect(labelsOf(options)).toContain("Cargo camera 07");
    expect(world.simCalls()).toEqual([]);

    const sim = options.find(({ text }) => (text as { text: string }).text === "Cargo camera 07");
    const sent = await world.slack.submitView({
      ...{ user: people.ada, view, viewing: channels.incidents },
      values: { sim_pick: sim as Chosen, window: "24h" },
    });
    expect(sent.errors).toEqual({});
    const answer = await world.slack.nextAnswer(sent);
    expect(answer).toMatchObject({ channel: channels.incidents, visibleTo: people.ada });
    expect(textsOf(answer)).toContain("24 hours");
    expect(actionsOf(answer)).toContain("sessions_share");
    expect(world.slack.world.views.stackOf(people.ada)).toEqual([]);
  });

  it("answers everybody in a conversation, also where the bot is no member", async () => {
    await using world = await listedWorld({ transport });
    const view = await openPicker(world);
    const [option] = await optionsFor(world, view, "cargo-cam-07");
    const values = { sim_pick: option as Chosen, audience: "channel" };
    const none = await world.slack.submitView({ user: people.ada, view, values });
    expect(Object.keys(none.errors)).toEqual(["conversation"]);

    const conversation = channels.leadership;
    const sent = await world.slack.submitView({
      ...{ user: people.ada, view, values: { ...values, conversation } },
    });
    const answer = await world.slack.nextAnswer(sent);
    expect(answer).toMatchObject({ channel: conversation, visibleTo: null });
    expect(actionsOf(answer)).not.toContain("sessions_share");
  });

  it("with no conversation, answers in direct messages, whose buttons work", async () => {
    await using world = await listedWorld({ transport });
    const view = await openPicker(world);
    const [option] = await optionsFor(world, view, "cargo-cam-07");
    const sent = await world.slack.submitView({
      ...{ user: people.ada, view, values: { sim_pick: option as Chosen } },
    });
    const answer = await world.slack.nextAnswer(sent);
    expect(answer).toMatchObject({ channel: channels.adaAndBot });
    const told = () => {
      const [open] = world.slack.world.views.stackOf(people.ada);
      const words = JSON.stringify(open?.content ?? {});
      return words.includes("in your direct messages") ? words : undefined;
    };
    if (told() === undefined) await world.slack.world.changes.next(sent.since, told);
    const refreshed = await world.press(answer, "sessions_refresh");
    expect(refreshed.ts).toBe(answer.ts);
  });

  it("says so in the window when Slack takes no direct message", async () => {
    await using world = await listedWorld({ transport });
    const view = await openPicker(world);
    const [option] = await optionsFor(world, view, "cargo-cam-07");
    world.slack.faults.plan("chat.postMessage", { kind: "error", error: "messages_tab_disabled" });
    const { sequence } = world.slack.world.changes;
    await world.slack.submitView({
      ...{ user: people.ada, view, values: { sim_pick: option as Chosen } },
    });
    const told = () => {
      const [open] = world.slack.world.views.stackOf(people.ada);
      const words = JSON.stringify(open?.content ?? {});
      return words.includes("did not let simscope send you a direct message") ? words : undefined;
    };
    expect(told() ?? (await world.slack.world.changes.next(sequence, told))).toContain(
      "Choose a conversation",
    );
  });

  it("asks for exactly what was typed: a SIM that came a minute ago", async () => {
    await using world = await listedWorld({ transport });
    world.fleet.putSim({ key: "brand-new", fields: { friendly_name: "Brand new" } });
    const view = await openPicker(world);
    const options = await optionsFor(world, view, "brand-new");
    expect(labelsOf(options).at(-1)).toBe("Ask for “brand-new”");
    const sent = await world.slack.submitView({
      ...{ user: people.ada, view, viewing: channels.incidents },
      values: { sim_pick: options.at(-1) as Chosen },
    });
    expect(textsOf(await world.slack.nextAnswer(sent))).toContain("Brand new");
  });

  it("opens from help as well", async () => {
    await using world = await listedWorld({ transport });
    const help = await world.ask("help");
    const { sequence } = world.slack.world.changes;
    const opened = world.slack.waitForView(people.ada, sequence);
    await world.slack.click({ user: people.ada, message: help, actionId: "look_up_sim" });
    const view = await opened;
    expect(view.content["private_metadata"]).toBe(channels.incidents);
    expect(labelsOf(await optionsFor(world, view, "cargo"))).toContain("Cargo camera 07");
  });

  it("finds the SIMs in an alert and offers them in its thread, where a pick is answered", async () => {
    await using world = await listedWorld({ transport });
    const { message } = await world.slack.write({
      ...{ user: people.ben, channel: channels.incidents },
      text: "ALERT host=cargo-cam-07 state=down <https://status.example|details> kiosk-berlin",
    });
    const asked = { user: people.ada, callbackId: "find_sims_in_message", message };
    const offer = await world.slack.nextAnswer(await world.slack.shortcut(asked));
    expect(offer).toMatchObject({ threadTs: message.ts, visibleTo: null });
    expect(textsOf(offer)).toContain("2 SIMs in this message.");
    expect(textsOf(offer)).toContain("Cargo camera 07");

    const [value = ""] = valuesIn(offer.blocks, "sim_pick");
    const answer = await world.press(offer, "sim_pick", { value, user: people.ben });
    expect(answer).toMatchObject({ threadTs: message.ts, visibleTo: null });
    expect(answer.ts).not.toBe(offer.ts);
    expect(actionsOf(answer)).toContain("sessions_refresh");
    expect(textsOf(answer)).not.toMatch(/\d{15,}/);
  });

  it("offers them privately where the bot is no member, and when there are none", async () => {
    await using world = await listedWorld({ transport });
    for (const [channel, text, words] of [
      [channels.general, "cargo-cam-07 is down", "1 SIM in this message."],
      [channels.incidents, "all is well", "No SIM found in this message."],
    ] as const) {
      const { message } = await world.slack.write({ user: people.ben, channel, text });
      const asked = { user: people.ada, callbackId: "find_sims_in_message", message };
      const offer = await world.slack.nextAnswer(await world.slack.shortcut(asked));
      expect(offer.visibleTo).toBe(people.ada);
      expect(textsOf(offer)).toContain(words);
    }
  });

  it("finds them in an alert that came as an e-mail", async () => {
    await using world = await listedWorld({ transport });
    const place = { user: people.ben, channel: channels.incidents };
    const { message } = await world.slack.write({ ...place, text: "" });
    const email = { mode: "email", filetype: "email", title: "ALERT cargo-cam-07", name: "ALERT" };
    const files = [{ ...email, plain_text: "Host: kiosk-berlin\nState: down" }];
    const asked = { user: people.ada, callbackId: "find_sims_in_message", message };
    const offer = await world.slack.nextAnswer(
      await world.slack.shortcut({ ...asked, alsoInMessage: { files } }),
    );
    expect(textsOf(offer)).toContain("2 SIMs in this message.");
  });

  it("answers a mention in its thread, and what follows too", async () => {
    await using world = await listedWorld({ transport });
    const place = { user: people.ada, channel: channels.incidents };
    const { message: alert } = await world.slack.write({ ...place, text: "the camera is gone" });
    const inThread = { ...place, threadTs: alert.ts };
    const asked = await world.slack.mention({ ...inThread, text: "sessions cargo-cam-07 24h" });
    const answer = await world.slack.nextAnswer(asked);
    expect(answer).toMatchObject({ threadTs: alert.ts, visibleTo: null });
    expect(textsOf(answer)).toContain("Cargo camera 07");
    const refreshed = await world.press(answer, "sessions_refresh", { user: people.ben });
    expect(refreshed.ts).toBe(answer.ts);

    const began = await world.slack.mention({ ...place, text: "find cargo" });
    const found = await world.slack.nextAnswer(began);
    expect(found).toMatchObject({ threadTs: began.message.ts, visibleTo: null });
    const wrong = await world.slack.mention({ ...inThread, text: "sesions cargo-cam-07" });
    expect(textsOf(await world.slack.nextAnswer(wrong))).toContain("@simscope sessions cargo-cam");
    const missing = await world.slack.mention({ ...inThread, text: "sessions nobody-here" });
    expect(await world.slack.nextAnswer(missing)).toMatchObject({ threadTs: alert.ts });
  });
});

describe("a mention", () => {
  it("for help hears that everybody reads along, and how to ask privately", async () => {
    await using world = await listedWorld();
    const place = { user: people.ada, channel: channels.incidents };
    const asked = await world.slack.mention({ ...place, text: "help" });
    const help = textsOf(await world.slack.nextAnswer(asked));
    expect(help).toContain("Everybody in this channel sees the answer.");
    const [, example = ""] = /type `\/sim sessions ([\w-]+)`\./.exec(help) ?? [];
    expect(help).toContain(`\`@simscope sessions ${example} 24h\``);
    const answered = await world.slack.mention({ ...place, text: `sessions ${example} 24h` });
    expect(textsOf(await world.slack.nextAnswer(answered))).toContain("Last seen");
    expect(help).not.toMatch(/Only you|public/);
    expect(textsOf(await world.ask("help"))).toContain("Only you see the answer");
  });

  it("that Slack repeats is answered once; the bot's own and other bots' are not answered", async () => {
    await using world = await listedWorld();
    const asked = await world.slack.mention({
      ...{ user: people.ada, channel: channels.incidents, text: "sessions cargo-cam-07" },
    });
    await world.slack.nextAnswer(asked);
    const sent = world.slack.deliveries.at(-1)?.sent;
    if (!sent) throw new Error("nothing was sent");
    // The same event under another signature, as a repetition has.
    const timestampSeconds = Math.floor(world.clock.now() / 1_000) + 1;
    const again = { contentType: "application/json", body: sent.body, timestampSeconds };
    expect((await world.slack.sendForged(again)).status).toBe(200);

    const { ts } = asked.message;
    const place = { channel: channels.incidents, team: "T0FLEET001" };
    const event = { type: "app_mention", ...place, ts, event_ts: ts };
    const text = "<@U0SIMSCOPE> sessions cargo-cam-07";
    await world.slack.event({ ...event, text, user: "U0SIMSCOPE" });
    await world.slack.event({ ...event, text, user: people.ben, bot_id: "B0ALERTS01" });
    await world.slack.event({ ...event, text: "<@U0SIMSCOPE> help", user: people.ben });
    await world.slack.waitForMessage({
      since: asked.since,
      where: (message) => textsOf(message).includes("What has this SIM's connection been doing?"),
    });
    const answers = world.slack
      .messages(channels.incidents, people.ada)
      .filter((message) => textsOf(message).includes("Cargo camera 07"));
    expect(answers).toHaveLength(1);
  });
});

describe("who may look up, and where", () => {
  it("names are for those who may ask: each window, letter and answer is decided anew", async () => {
    await using world = await listedWorld({ env: { ALLOWED_USERS: people.ada } });
    const view = await openPicker(world);
    expect(await optionsFor(world, view, "cargo", people.ben)).toEqual([]);
    const refused = await openPicker(world, people.ben);
    expect(JSON.stringify(refused.content)).toContain("ALLOWED_USERS");
    const { message } = await world.slack.write({
      ...{ user: people.ben, channel: channels.incidents, text: "cargo-cam-07" },
    });
    const asked = { user: people.ben, callbackId: "find_sims_in_message", message };
    const offer = await world.slack.nextAnswer(await world.slack.shortcut(asked));
    expect(offer.visibleTo).toBe(people.ben);
    expect(textsOf(offer)).not.toContain("Cargo camera");
    const place = { user: people.ben, channel: channels.incidents };
    const mention = await world.slack.mention({ ...place, text: "sessions cargo-cam-07" });
    expect(textsOf(await world.slack.nextAnswer(mention))).toContain("ALLOWED_USERS");
  });

  it("where channels are listed, a window opens only from one of them, and answers only there", async () => {
    await using world = await listedWorld({ env: { ALLOWED_CHANNELS: channels.incidents } });
    const anywhere = await openPicker(world);
    expect(JSON.stringify(anywhere.content)).toContain("ALLOWED_CHANNELS");
    const help = await world.ask("help");
    const { sequence } = world.slack.world.changes;
    const opened = world.slack.waitForView(people.ada, sequence);
    await world.slack.click({ user: people.ada, message: help, actionId: "look_up_sim" });
    const view = await opened;
    const [option] = await optionsFor(world, view, "cargo-cam-07");
    const sent = await world.slack.submitView({
      ...{ user: people.ada, view, viewing: channels.general },
      values: { sim_pick: option as Chosen },
    });
    const answer = await world.slack.nextAnswer(sent);
    expect(textsOf(answer)).toContain("ALLOWED_CHANNELS");
  });
});

import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Interaction } from "../../../playground/slack/driver/interaction.ts";
import { type SlackSimulator, startSlackSimulator } from "../../../playground/slack/simulator.ts";
import { channels, people } from "../../../playground/slack/state/workspace.ts";
import { secrets } from "../../support/playground/slack/bolt-bot.ts";
import { ManualTime } from "../../support/playground/slack/manual-time.ts";

const here = { user: people.ada, channel: channels.leadership };
let time: ManualTime;
let slack: SlackSimulator;

// Nobody is connected: the tests play the bot and answer by hand.
beforeEach(async () => {
  time = new ManualTime();
  slack = await startSlackSimulator({ clock: time, timers: time, ...secrets });
});
afterEach(() => slack.close());

const ask = () => slack.command({ ...here, text: "/sim help" });

async function respond(asked: Interaction, body: unknown) {
  const response = await fetch(`${slack.origin}/responses/${asked.responseToken}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  return [response.status, await response.text()];
}

const said = (viewer: string = people.ada) =>
  slack
    .messages(here.channel, viewer)
    .filter(({ author }) => author.kind === "bot")
    .map(({ text }) => text);

const withButton = {
  text: "page 1",
  blocks: [
    {
      type: "actions",
      elements: [
        { type: "button", action_id: "older", text: { type: "plain_text", text: "Older" } },
      ],
    },
  ],
};

async function clickOlder() {
  const message = slack
    .messages(here.channel, here.user)
    .findLast(({ author }) => author.kind === "bot");
  if (message === undefined) throw new Error("nothing to click");
  return slack.click({ user: here.user, message, actionId: "older" });
}

describe("response_url", () => {
  test("takes five answers, then refuses", async () => {
    const asked = await ask();
    for (const number of [1, 2, 3, 4, 5]) {
      expect(await respond(asked, { text: `answer ${number}` })).toEqual([200, "ok"]);
    }
    const [status, body] = await respond(asked, { text: "answer 6" });
    expect([status, JSON.parse(String(body)).error]).toEqual([404, "used_url"]);
    expect(said()).toHaveLength(5);
  });

  test("works for thirty minutes, then refuses", async () => {
    const asked = await ask();
    time.advance(30 * 60_000);
    expect(await respond(asked, { text: "just in time" })).toEqual([200, "ok"]);
    time.advance(1);
    const [status, body] = await respond(asked, { text: "too late" });
    expect([status, JSON.parse(String(body)).error]).toEqual([404, "expired_url"]);
  });

  test("answers are private unless in_channel is said", async () => {
    const asked = await ask();
    await respond(asked, { text: "for Ada" });
    await respond(asked, { text: "for all", response_type: "in_channel" });
    expect(said(people.ada)).toEqual(["for Ada", "for all"]);
    expect(said(people.eve)).toEqual(["for all"]);
  });

  test("a command's replace_original replaces nothing and posts one more", async () => {
    const asked = await ask();
    await respond(asked, { text: "Thinking…" });
    await respond(asked, { text: "the answer", replace_original: true });
    await respond(asked, { delete_original: true });
    expect(said()).toEqual(["Thinking…", "the answer"]);
  });

  test("a click's own address replaces and deletes the clicked message", async () => {
    await respond(await ask(), withButton);
    const click = await clickOlder();
    await respond(click, { ...withButton, text: "page 2", replace_original: true });
    expect(said()).toEqual(["page 2"]);
    await respond(click, { text: "one more" });
    expect(said()).toEqual(["page 2", "one more"]);
    await respond(click, { delete_original: true });
    expect(said()).toEqual(["one more"]);
  });

  test("what Slack refuses is a 404 with invalid_blocks and the place", async () => {
    const asked = await ask();
    const [status, body] = await respond(asked, { text: "a", blocks: [{ type: "section" }] });
    expect(status).toBe(404);
    expect(JSON.parse(String(body))).toMatchObject({
      error: "invalid_blocks",
      response_metadata: {
        messages: ["missing required field: text [json-pointer:/blocks/0]"],
      },
    });
    expect(said()).toEqual([]);
  });

  test("an answer follows a thread when it names one", async () => {
    await respond(await ask(), { text: "in a thread", thread_ts: "1.000001" });
    expect(slack.messages(here.channel, here.user).at(-1)?.threadTs).toBe("1.000001");
  });

  test("planned failures come first, and only as often as planned", async () => {
    const asked = await ask();
    slack.faults.plan("response_url", { kind: "status", status: 500, body: "no" }, 1);
    expect(await respond(asked, { text: "a" })).toEqual([500, "no"]);
    expect(await respond(asked, { text: "b" })).toEqual([200, "ok"]);
    expect(said()).toEqual(["b"]);
  });

  test("an address from before a reset is unknown", async () => {
    const asked = await ask();
    slack.reset();
    expect((await respond(asked, { text: "a" }))[0]).toBe(404);
    expect(said()).toEqual([]);
  });
});

test("someone who does not see a message cannot click it", async () => {
  await respond(await ask(), withButton);
  const [message] = slack.messages(here.channel, here.user).slice(-1);
  if (message === undefined) throw new Error("no message");
  const click = slack.click({ user: people.eve, message, actionId: "older" });
  await expect(click).rejects.toThrow("does not see");
});

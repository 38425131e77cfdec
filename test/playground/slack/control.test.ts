import { afterEach, beforeEach, expect, test } from "vitest";
import { type SlackSimulator, startSlackSimulator } from "../../../playground/slack/simulator.ts";
import { channels, people } from "../../../playground/slack/state/workspace.ts";
import { secrets } from "../../support/playground/slack/bolt-bot.ts";
import { ManualTime } from "../../support/playground/slack/manual-time.ts";

let slack: SlackSimulator;
beforeEach(async () => {
  const time = new ManualTime();
  slack = await startSlackSimulator({ clock: time, timers: time, ...secrets });
});
afterEach(() => slack.close());

async function control(method: string, path: string, body?: unknown, headers = {}) {
  const response = await fetch(`${slack.origin}/_control/${path}`, {
    method,
    headers,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const answer = (await response.json()) as Readonly<Record<string, unknown>>;
  return { status: response.status, body: answer };
}

test("people can be played from another process", async () => {
  const typed = { user: people.ada, channel: channels.incidents, text: "/sim help" };
  const { body: asked } = await control("POST", "command", typed);
  expect(asked).toMatchObject({ ack: { kind: "dispatch_failed", status: null }, user: people.ada });
  const query = `messages?channel=${channels.incidents}&viewer=${people.ada}`;
  const { body } = await control("GET", query);
  expect(body["messages"]).toMatchObject([
    { text: '/sim failed with the error "dispatch_failed"' },
  ]);
});

test("failures can be planned, seen and cleared", async () => {
  const fault = { kind: "error", error: "internal_error" };
  await control("POST", "faults", { target: "auth.test", fault, times: 2 });
  expect((await control("GET", "faults")).body).toEqual({
    faults: [{ target: "auth.test", fault, times: 2 }],
    hanging: 0,
  });
  await control("DELETE", "faults");
  expect((await control("GET", "faults")).body["faults"]).toEqual([]);
});

test("what is not understood is refused in words", async () => {
  expect(await control("POST", "command", { user: 1 })).toMatchObject({ status: 400 });
  const nowhere = { user: people.ada, channel: "C0NOWHERE1", text: "/sim" };
  expect((await control("POST", "command", nowhere)).body["error"]).toContain("no channel");
  expect((await control("POST", "constructor")).status).toBe(404);
});

test("pages from elsewhere may not call", async () => {
  const foreign = await control("GET", "workspace", undefined, { origin: "https://example.com" });
  expect(foreign.status).toBe(403);
  const own = await control("GET", "workspace", undefined, { origin: slack.origin });
  expect(own.status).toBe(200);
});

test("changes are streamed to the one who sees them, and resumed where they broke", async () => {
  const stream = async (viewer: string, lastSeen: number) => {
    const stop = new AbortController();
    const response = await fetch(`${slack.origin}/_control/events?viewer=${viewer}`, {
      headers: { "last-event-id": String(lastSeen) },
      signal: stop.signal,
    });
    const texts: string[] = [];
    for await (const chunk of response.body ?? []) {
      for (const line of Buffer.from(chunk).toString().split("\n")) {
        if (line.startsWith("data: ")) texts.push(JSON.parse(line.slice(6)).message.text);
      }
      if (texts.includes("the end")) break;
    }
    stop.abort();
    return texts;
  };
  const author = { kind: "bot" } as const;
  const cause = { by: "web_api", token: null } as const;
  const post = (text: string, visibleTo: string | null) =>
    slack.world.messages.post({ channel: channels.incidents, author, text, visibleTo }, cause);
  post("one", null);
  const afterOne = slack.world.changes.sequence;
  const forBen = stream(people.ben, afterOne);
  const forAda = stream(people.ada, 0);
  post("secret", people.ada);
  post("the end", null);
  expect(await forBen).toEqual(["the end"]);
  expect(await forAda).toEqual(["one", "secret", "the end"]);
});

import { setInterval as everyMs } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import type { SlackSimulator } from "../../playground/slack/simulator.ts";
import { channels, people } from "../../playground/slack/state/workspace.ts";
import { startWorld, textsOf } from "../support/whole-bot.ts";

const betweenMs = 100;

interface Heard {
  readonly asked: number;
  readonly unheard: number;
  /** The longest time without an acknowledgement. */
  readonly gapMs: number;
}

/** Asks for help every 100 ms until told to end, and counts what the bot did not take. */
function keepAsking(slack: SlackSimulator): { end(): Promise<Heard>; untilHeard(): Promise<void> } {
  let isOver = false;
  let latestMs = performance.now();
  let gapMs = 0;
  let unheard = 0;
  const next = new Set<() => void>();
  const asking: Promise<void>[] = [];
  const askOnce = async (): Promise<void> => {
    const asked = { user: people.ada, channel: channels.incidents, text: "/sim help" };
    const { ack } = await slack.command(asked);
    if (ack.kind !== "acknowledged") {
      unheard += 1;
      return;
    }
    gapMs = Math.max(gapMs, performance.now() - latestMs);
    latestMs = performance.now();
    for (const resolve of next) resolve();
    next.clear();
  };
  const loop = (async () => {
    for await (const _ of everyMs(betweenMs)) {
      if (isOver) break;
      asking.push(askOnce());
    }
  })();
  return {
    untilHeard: () =>
      new Promise((resolve) => {
        next.add(resolve);
      }),
    end: async () => {
      isOver = true;
      await loop;
      await Promise.all(asking);
      return { asked: asking.length, unheard, gapMs: Math.round(gapMs) };
    },
  };
}

async function startListening() {
  const world = await startWorld({ transport: "socket" });
  await world.slack.socket.connected(2);
  return world;
}

async function untilConnectionsAre(slack: SlackSimulator, count: number): Promise<void> {
  for await (const _ of everyMs(10)) if (slack.socket.connectionCount === count) return;
}

describe("Socket Mode holds two lines", () => {
  test.each(["warning", "refresh_requested"] as const)(
    "nothing is lost while Slack exchanges one of them (%s), and then the other",
    { timeout: 30_000 },
    async (reason) => {
      await using world = await startListening();
      const { slack } = world;
      const asking = keepAsking(slack);
      await asking.untilHeard();
      for (const round of [1, 2]) {
        slack.socket.askToReconnect(reason, 1);
        await world.untilLogged("Slack exchanges a line", round);
        await asking.untilHeard();
        await world.untilLogged("a line to Slack is open", 2 + round);
        await asking.untilHeard();
      }
      // The old ones go once nothing can be under way on them any more.
      await untilConnectionsAre(slack, 2);
      const heard = await asking.end();
      expect(heard.unheard).toBe(0);
      expect(heard.gapMs).toBeLessThan(2_000);
    },
  );

  test("nothing is lost when Slack exchanges both at once", { timeout: 30_000 }, async () => {
    await using world = await startListening();
    const asking = keepAsking(world.slack);
    await asking.untilHeard();
    await world.slack.socket.renew();
    for (let more = 0; more < 10; more += 1) await asking.untilHeard();
    const heard = await asking.end();
    expect(heard.unheard).toBe(0);
    expect(heard.gapMs).toBeLessThan(2_000);
  });

  test("nothing is lost while one is cut, and another one takes its place", async () => {
    await using world = await startListening();
    const { slack } = world;
    const asking = keepAsking(slack);
    await asking.untilHeard();
    slack.socket.cut(1);
    await asking.untilHeard();
    await slack.socket.connected(2);
    for (let more = 0; more < 5; more += 1) await asking.untilHeard();
    const heard = await asking.end();
    expect(heard.unheard).toBe(0);
    expect(heard.gapMs).toBeLessThan(2_000);
  });

  test("both cut at once: deaf for less than a second", async () => {
    await using world = await startListening();
    const asking = keepAsking(world.slack);
    await asking.untilHeard();
    world.slack.socket.cut();
    await asking.untilHeard();
    const heard = await asking.end();
    expect(heard.gapMs).toBeLessThan(1_000);
  });

  test("an address that Slack never gives leaves nobody deaf", { timeout: 30_000 }, async () => {
    await using world = await startListening();
    const { slack } = world;
    const asking = keepAsking(slack);
    await asking.untilHeard();
    slack.faults.plan("apps.connections.open", { kind: "hang" }, 1);
    slack.socket.cut(1);
    await world.untilLogged("a line to Slack could not be opened");
    await slack.socket.connected(2);
    const heard = await asking.end();
    expect(heard.unheard).toBe(0);
    expect(heard.gapMs).toBeLessThan(2_000);
  });

  test("nor does a connection that is never greeted", { timeout: 30_000 }, async () => {
    await using world = await startListening();
    const { slack } = world;
    slack.faults.plan("link", { kind: "hang" }, 1);
    slack.socket.cut(1);
    const logged = world.untilLogged("a line to Slack could not be opened");
    expect(textsOf(await world.ask("help"))).toContain("/sim sessions");
    await logged;
    await slack.socket.connected(2);
  });

  test("a line that is dead without an end is noticed within 5 s", {
    timeout: 30_000,
  }, async () => {
    await using world = await startListening();
    const { slack } = world;
    const begunMs = performance.now();
    slack.socket.silence(1);
    await world.untilLogged("a line to Slack is open", 3);
    // One look more for a machine under load.
    expect(performance.now() - begunMs).toBeLessThan(6_500);
  });

  test("the same envelope over both lines is answered once", async () => {
    await using world = await startListening();
    const { slack } = world;
    await world.ask("help");
    slack.socket.repeat();
    slack.socket.repeat();
    expect(textsOf(await world.ask("help"))).toContain("/sim sessions");
    expect(slack.requests.filter(({ method }) => method === "response_url")).toHaveLength(2);
  });

  test("frames that are none of Slack's end nothing", async () => {
    await using world = await startListening();
    const { slack } = world;
    for (const text of ["null", "7", "[]", "{", "{}", '{"type":"events_api","envelope_id":"E1"}'])
      slack.socket.sendRaw(text);
    slack.socket.sendRaw('{"type":"close","envelope_id":"E2","payload":{}}');
    slack.socket.sendRaw(
      '{"type":"events_api","envelope_id":"E3","payload":{"event":{"type":"disconnected"}}}',
    );
    await world.untilLogged("a frame was left unread", 7);
    expect(textsOf(await world.ask("help"))).toContain("/sim sessions");
    expect(slack.socket.connectionCount).toBe(2);
  });

  test("stops while a line hangs on its way back, and leaves no connection", async () => {
    const world = await startListening();
    world.slack.faults.plan("apps.connections.open", { kind: "hang" });
    world.slack.socket.cut();
    await world.untilLogged("a line to Slack is cut", 2);
    await world.bot.stop();
    world.slack.faults.clear();
    expect(world.slack.socket.connectionCount).toBe(0);
    await world[Symbol.asyncDispose]();
  });
});

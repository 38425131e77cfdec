import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Playground, startPlayground } from "../../../playground/playground.ts";
import { channels, people } from "../../../playground/slack/state/workspace.ts";
import { MovableClock } from "../../../playground/time/movable-clock.ts";

const dayMs = 86_400_000;

describe.each(["http", "socket"] as const)(
  "the clock of the whole playground over %s",
  (transport) => {
    let playground: Playground;
    beforeAll(async () => {
      playground = await startPlayground({ clock: { now: Date.now }, transport, timeZone: "UTC" });
    });
    afterAll(() => playground.close());

    const ask = async (text: string) => {
      const { slack } = playground;
      const asked = { user: people.ada, channel: channels.incidents, text };
      const message = await slack.nextAnswer(await slack.command(asked));
      expect(message.author.kind).toBe("bot");
      return JSON.stringify(message.blocks);
    };
    /** The last second that a date token of the answer names. */
    const latestInstant = (blocks: string) =>
      Math.max(...[...blocks.matchAll(/<!date\^(\d+)/g)].map(([, seconds]) => Number(seconds))) *
      1_000;

    test("a day passes for Slack, bot and fleet alike: sessions go on", async () => {
      const before = latestInstant(await ask("/sim sessions tank-level-5 24h"));
      await playground.advance(dayMs);
      expect(playground.aheadMs).toBe(dayMs);
      const after = latestInstant(await ask("/sim sessions tank-level-5 24h"));
      expect(after - before).toBeGreaterThanOrEqual(dayMs - 60_000);
      expect(after - before).toBeLessThan(dayMs + 3_600_000);
      const last = playground.slack.messages(channels.incidents, people.ada).at(-1);
      expect(Number(last?.ts) * 1_000).toBeGreaterThan(Date.now() + dayMs - 60_000);
    });

    // By sockets, as the new bot has to find its own way to Slack then.
    test.runIf(transport === "socket")(
      "starting over goes back to now, with an empty channel and a new bot",
      async () => {
        await playground.startOver();
        expect(playground.aheadMs).toBe(0);
        expect(playground.slack.messages(channels.incidents, people.ada)).toEqual([]);
        const latest = latestInstant(await ask("/sim sessions tank-level-5 24h"));
        expect(latest).toBeLessThan(Date.now() + 60_000);
      },
    );

    test("every request between the three is there to look at, with its time", () => {
      const { kept } = playground.traffic;
      const parties = new Set(kept.map(({ from, to }) => `${from} ${to}`));
      expect(parties).toEqual(new Set(["slack bot", "bot slack", "bot sim_platform"]));
      expect(kept.map(({ what }) => what)).toContain("/sim sessions tank-level-5 24h");
      expect(kept.every(({ tookMs }) => tookMs >= 0)).toBe(true);
    });
  },
);

test("the clock never goes back", () => {
  const clock = new MovableClock({ now: () => 1_000 });
  expect(() => clock.setAhead(-1)).toThrow(RangeError);
  clock.setAhead(500);
  expect(clock.now()).toBe(1_500);
});

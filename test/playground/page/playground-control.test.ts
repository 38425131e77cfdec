import { afterEach, beforeEach, expect, test } from "vitest";
import { readAppMenus } from "../../../playground/app-manifest.ts";
import { type FleetSimulator, startFleetSimulator } from "../../../playground/fleet/simulator.ts";
import { type PageServer, startPageServer } from "../../../playground/page/server.ts";
import { type SlackSimulator, startSlackSimulator } from "../../../playground/slack/simulator.ts";
import { channels, people } from "../../../playground/slack/state/workspace.ts";
import { MovableClock } from "../../../playground/time/movable-clock.ts";
import { Traffic } from "../../../playground/traffic.ts";
import { secrets } from "../../support/playground/slack/bolt-bot.ts";
import { ManualTime } from "../../support/playground/slack/manual-time.ts";

const dayMs = 86_400_000;
let slack: SlackSimulator;
let fleet: FleetSimulator;
let page: PageServer;
let clock: MovableClock;

beforeEach(async () => {
  const timers = new ManualTime();
  clock = new MovableClock(timers);
  slack = await startSlackSimulator({ clock, timers, ...secrets });
  fleet = await startFleetSimulator({ clock });
  const fleets = [{ account: null, description: null, simulator: fleet }];
  page = await startPageServer({
    port: 0,
    playground: {
      slack,
      fleets,
      traffic: new Traffic(slack, fleets),
      transport: "socket",
      get aheadMs() {
        return clock.aheadMs;
      },
      advance: async (byMs) => clock.setAhead(clock.aheadMs + byMs),
      startOver: async () => clock.setAhead(0),
    },
  });
});
afterEach(() => Promise.all([page.close(), slack.close(), fleet.close()]));

async function control(method: string, path: string, body?: unknown, headers = {}) {
  const response = await fetch(`${page.url}_control/playground/${path}`, {
    method,
    headers,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

/** Opens the page's stream of events; `until` reads on to one of a kind that holds these words. */
async function follow() {
  const response = await fetch(`${page.url}_control/playground/events?viewer=${people.ada}`);
  return {
    async until(kind: string, words: string): Promise<string> {
      let text = "";
      for await (const chunk of response.body ?? []) {
        text += Buffer.from(chunk).toString();
        const found = text
          .slice(0, text.lastIndexOf("\n\n") + 1)
          .split("\n\n")
          .find((event) => event.startsWith(`event: ${kind}\n`) && event.includes(words));
        if (found !== undefined) return found;
      }
      throw new Error("the stream ended");
    },
  };
}

test("the page learns what the app's manifest offers, and what to ask first", async () => {
  const { commands, shortcuts } = await readAppMenus();
  expect(commands.map(({ command }) => command)).toEqual(["/sim"]);
  expect(shortcuts.every(({ name, callbackId }) => name !== "" && callbackId !== "")).toBe(true);
  const { body } = await control("GET", "about");
  expect(body).toMatchObject({ aheadMs: 0, transport: "socket", commands, shortcuts });
  expect(body["questions"]).toHaveLength(3);
});

test("the clock moves ahead by as much as one says, thirty days at most, and back to now", async () => {
  expect(await control("POST", "advance", { byMs: dayMs })).toEqual({
    status: 200,
    body: { aheadMs: dayMs },
  });
  const tooFar = await control("POST", "advance", { byMs: 30 * dayMs });
  expect([tooFar.status, tooFar.body["error"]]).toEqual([400, expect.stringContaining("30 days")]);
  for (const byMs of [0, -1, 0.5, "1"]) {
    expect((await control("POST", "advance", { byMs })).status).toBe(400);
  }
  expect(clock.aheadMs).toBe(dayMs);
  expect((await control("POST", "start-over", {})).body).toEqual({ aheadMs: 0 });
});

test("one stream tells of the clock and of every request", async () => {
  const first = await follow();
  await control("POST", "advance", { byMs: dayMs });
  expect(await first.until("clock", String(dayMs))).toContain(`{"aheadMs":${dayMs}}`);
  const second = await follow();
  await slack.command({ user: people.ada, channel: channels.incidents, text: "/sim help" });
  const asked = await second.until("exchange", "/sim help");
  const { isFailure, from, to, outcome } = JSON.parse(asked.split("data: ")[1] ?? "");
  expect({ isFailure, from, to, outcome }).toEqual({
    isFailure: true,
    from: "slack",
    to: "bot",
    outcome: "dispatch_failed",
  });
  // Whoever comes later sees what was.
  const later = await follow();
  expect(await later.until("traffic", "/sim help")).toContain("dispatch_failed");
});

test("pages from elsewhere may not call, and nothing else is there", async () => {
  const foreign = { origin: "https://example.com" };
  expect((await control("GET", "about", undefined, foreign)).status).toBe(403);
  expect((await control("GET", "constructor")).status).toBe(404);
});

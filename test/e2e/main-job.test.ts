import { describe, expect, it } from "vitest";
import { sessionRecord } from "../../playground/fleet/session-record.ts";
import type { SlackMessage } from "../../playground/slack/state/messages.ts";
import { channels, people } from "../../playground/slack/state/workspace.ts";
import { hourMs, minuteMs, secondMs } from "../../src/core/instant.ts";
import { sessionSid } from "../support/sessions.ts";
import {
  actionsOf,
  settingsWithSeveralAccounts,
  startWorld,
  textsOf,
  type World,
} from "../support/whole-bot.ts";

/** 37 sessions over 30 days, 19 hours apart, in an order of no meaning; packets tell them apart. */
function putShuffled(world: World, count = 37): void {
  const now = world.clock.now();
  const records = Array.from({ length: count }, (_, index) => {
    const start = now - (index + 1) * 19 * hourMs;
    return sessionRecord({
      start,
      end: start + 30 * minuteMs,
      sid: sessionSid(index),
      packets_uploaded: 1_000 + index,
    });
  });
  const shuffled = records.toSorted((a, b) => hash(String(a.sid)) - hash(String(b.sid)));
  world.fleet.putSim({ key: "shuffled", sessions: shuffled });
}

function hash(text: string): number {
  return [...text].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9_973, 7);
}

/** Which of the 37 a page shows, by their packets. */
function rowsOf(message: SlackMessage): number[] {
  return [...textsOf(message).matchAll(/↑ 1,0(\d\d) ↓ \d+\\n/g)].map(([, digits]) =>
    Number(digits),
  );
}

async function olderToTheEnd(world: World, first: SlackMessage): Promise<SlackMessage[]> {
  const pages = [first];
  for (let page = first; actionsOf(page).includes("sessions_older"); ) {
    page = await world.press(page, "sessions_older");
    pages.push(page);
    expect(pages.length).toBeLessThan(40);
  }
  return pages;
}

describe.each(settingsWithSeveralAccounts)(
  "the main job over $transport, SIMs at $platform, beside: $beside",
  (setting) => {
    it("answers privately, with the vendor's documented values", async () => {
      await using world = await startWorld(setting);
      const answer = await world.ask("sessions vendor-sample");
      for (const value of ["T-Mobile", "LTE", "310-260-40482-1243", "246", "296"]) {
        expect(textsOf(answer)).toContain(value);
      }
      expect(answer.visibleTo).toBe(people.ada);
      const sparse = await world.ask("sessions vendor-sparse");
      expect(textsOf(sparse)).toContain("open");
      expect(textsOf(sparse)).not.toMatch(/undefined|NaN|\[object|null/);
    });

    it("pages through 37 shuffled sessions of 30 days: each once, newest first, five a page", async () => {
      await using world = await startWorld(setting);
      putShuffled(world);
      const first = await world.ask("sessions shuffled 30d");
      expect(actionsOf(first)).not.toContain("sessions_newer");
      const pages = await olderToTheEnd(world, first);
      expect(pages.map((page) => rowsOf(page).length)).toEqual([5, 5, 5, 5, 5, 5, 5, 2]);
      expect(pages.flatMap(rowsOf)).toEqual(Array.from({ length: 37 }, (_, index) => index));

      const last = pages.at(-1) as SlackMessage;
      const newer = await world.press(last, "sessions_newer");
      expect(rowsOf(newer)).toEqual(rowsOf(pages.at(-2) as SlackMessage));
    });

    it("goes on from 7 days to 30 days without a gap or a repeat, and says so", async () => {
      await using world = await startWorld(setting);
      putShuffled(world);
      const pages = await olderToTheEnd(world, await world.ask("sessions shuffled"));
      expect(pages.flatMap(rowsOf)).toEqual(Array.from({ length: 37 }, (_, index) => index));
      expect(textsOf(pages[2] as SlackMessage)).toContain("Widened from 7 days to 30 days");
    });

    it("continues exactly although a session starts and the bot restarts between two clicks", async () => {
      await using world = await startWorld(setting);
      putShuffled(world);
      const first = await world.ask("sessions shuffled 30d");
      world.clock.advance(10 * secondMs);
      world.fleet.addSessions("shuffled", [
        sessionRecord({ start: world.clock.now() - 2 * secondMs, end: null, packets_uploaded: 7 }),
      ]);
      world.clock.advance(20 * secondMs);
      await world.restart();
      const second = await world.press(first, "sessions_older");
      expect(rowsOf(second)).toEqual([5, 6, 7, 8, 9]);
      expect(textsOf(second)).toContain("Sessions 6–10 of 37");
      expect(textsOf(second)).toContain("1 newer session since");

      const refreshed = await world.press(second, "sessions_refresh");
      expect(textsOf(refreshed)).toContain("Sessions 1–5 of 38");
    });

    it("changes the window, for the same moment", async () => {
      await using world = await startWorld(setting);
      putShuffled(world);
      const first = await world.ask("sessions shuffled");
      const options = JSON.stringify(first.blocks).matchAll(/"value":"(1\.DE[^"]*\.24h\.[^"]*)"/g);
      const [option] = [...options].map(([, value]) => value);
      const day = await world.press(first, "sessions_window", { option: option ?? "" });
      expect(rowsOf(day)).toEqual([0]);
      expect(textsOf(day)).toContain("24 hours");
    });

    it("makes an answer public only when asked to, and pages it for everybody", async () => {
      await using world = await startWorld(setting);
      putShuffled(world);
      const answer = await world.ask("sessions shuffled public");
      expect(answer.visibleTo).toBeNull();
      const older = await world.press(answer, "sessions_older", { user: people.ben });
      expect(older.visibleTo).toBeNull();
      expect(older.ts).toBe(answer.ts);
    });

    it("helps, tells its health, and finds the nearest command", async () => {
      await using world = await startWorld(setting);
      expect(textsOf(await world.ask(""))).toMatch(/`\/sim sessions [^`]+ 24h`/);
      expect(textsOf(await world.ask("help"))).toContain("30d public");
      await world.ask("sessions cargo-cam-07");
      expect(textsOf(await world.ask("health"))).toContain("half within");
      expect(textsOf(await world.ask("watches"))).toContain("You wait for no SIM");
      expect(textsOf(await world.ask("sesions cargo-cam-07"))).toContain(
        "/sim sessions cargo-cam-07",
      );
      expect(textsOf(await world.ask("sessions cargo-cam-07 90d"))).toContain("only 30 days");
    });

    it("reads 2,300 sessions with 1 SIM request and 3 session requests, and the next page with none", async () => {
      await using world = await startWorld(setting);
      const now = world.clock.now();
      const many = Array.from({ length: 2_300 }, (_, index) => {
        const start = now - (index + 1) * 15 * minuteMs;
        return sessionRecord({ start, end: start + minuteMs, sid: sessionSid(index) });
      });
      world.fleet.putSim({ key: "many", sessions: many });
      world.simCalls();
      const first = await world.ask("sessions many 30d");
      const calls = world.simCalls();
      expect(calls.filter((path) => !path.endsWith("/DataSessions"))).toHaveLength(1);
      expect(calls.filter((path) => path.endsWith("/DataSessions"))).toHaveLength(3);
      expect(textsOf(first)).toContain("of 2,300");

      world.clock.advance(59 * secondMs);
      await world.press(first, "sessions_older");
      expect(world.simCalls()).toEqual([]);
    });

    it("reads once for 20 people who ask at the same time", async () => {
      await using world = await startWorld(setting);
      world.simCalls();
      world.fleet.hold();
      const users = [people.ada, people.ben, people.eve];
      const windows = ["24h", "7d", "30d"];
      const places = [channels.incidents, channels.general, channels.fleetOps];
      const asking = Array.from({ length: 20 }, (_, index) =>
        world.ask(`sessions cargo-cam-07 ${windows[Math.floor(index / 3) % 3]}`, {
          user: users[index % 3] ?? people.ada,
          channel: places[Math.floor(index / 9)] ?? channels.incidents,
        }),
      );
      await world.fleet.untilWaiting(1);
      world.fleet.release();
      const answers = await Promise.all(asking);
      expect(answers.every((answer) => textsOf(answer).includes("Cargo camera 07"))).toBe(true);
      expect(world.simCalls().filter((path) => path.endsWith("/DataSessions"))).toHaveLength(1);
    });
  },
);

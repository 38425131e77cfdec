import { describe, expect, it } from "vitest";
import { missedIn, missedUntilHeard } from "../../../src/core/findings/silence.ts";
import type { Silences } from "../../../src/core/findings/silences.ts";
import { triage } from "../../../src/core/findings/triage.ts";
import { unknownsOf } from "../../../src/core/findings/unknowns.ts";
import { dayMs, hourMs, minuteMs } from "../../../src/core/instant.ts";
import { reportOf } from "../../../src/core/report.ts";
import { historiesOf } from "../../support/histories/all.ts";
import { ago, asOf, readOf, sessionBetween, sim } from "../../support/sessions.ts";

const histories = historiesOf(2);
const named = (name: string) => histories.filter((history) => history.name === name);

function silencesIn(name: string): Silences[] {
  return named(name).map(({ input }) => triage(input).silences);
}

const hours = ({ from, to }: { from: number; to: number }) => (to - from) / hourMs;

describe("silences worth showing", () => {
  it.each([
    "healthy: hourly",
    "healthy: every 4 hours",
    "healthy: every 5 minutes",
    "healthy: daily",
    "healthy: one endless session",
    "healthy: long sessions, one after the other",
  ])("are not those that the SIM is used to: %s", (name) => {
    for (const { unusual, now } of silencesIn(name)) {
      // A report may fail to appear; no pause between two reports is unusual.
      expect(unusual.length).toBeLessThan(6);
      expect(now).toBeNull();
    }
  });

  it.each([
    "healthy: weekdays, asked on Sunday",
    "healthy: sleeps at night, asked at night",
    "healthy: weekly, 24 hours asked",
  ])("are not those by the hour either, but what lasts has its length: %s", (name) => {
    for (const { unusual, now } of silencesIn(name)) {
      expect(now).toMatchObject({ unusual: false });
      expect(unusual.filter((silence) => hours(silence) > 6)).toEqual([]);
    }
  });

  it.each([
    ["an outage of 31 hours, over", 31],
    ["an outage of 2 days, over", 48],
    ["an outage of 3 hours, over", 3],
  ])("include %s", (name, length) => {
    for (const { unusual, now } of silencesIn(name)) {
      const longest = Math.max(...unusual.map(hours));
      expect(longest).toBeGreaterThan(length - 1);
      expect(longest).toBeLessThan(length + 5);
      expect(now).toBeNull();
    }
  });

  it.each([
    ["silent for 9 hours, was every 15 minutes", 9],
    ["open but silent for 9 hours", 9],
    ["silent for 2 days, was hourly", 48],
    ["open but silent for 70 minutes", 70 / 60],
  ])("include the one that lasts: %s", (name, length) => {
    for (const { unusual, now } of silencesIn(name)) {
      if (now === null) throw new Error("nothing lasts");
      expect(now.unusual).toBe(true);
      expect(unusual.at(-1)).toEqual(now);
      expect(hours(now)).toBeGreaterThan(length - 1);
      expect(hours(now)).toBeLessThan(length + 1);
    }
  });

  it("follow the verdict: what is found silent is marked, and with all in order nothing is", () => {
    for (const { input, name } of histories.filter((_, index) => index % 3 === 0)) {
      const { verdict, silences } = triage(input);
      if (verdict.kind === "overdue" || verdict.kind === "open_but_silent") {
        const isGrave = verdict.severity !== "notice";
        if (isGrave) expect(silences.now?.unusual, name).toBe(true);
      }
      const isSure = verdict.severity === "normal" && verdict.confidence !== "possible";
      if (isSure) expect(silences.now?.unusual ?? false, name).toBe(false);
    }
  });

  it("are judged by the SIM's own silences, whatever the length of its sessions", () => {
    const [healthy] = named("healthy: long sessions, one after the other");
    if (healthy === undefined) throw new Error("no such history");
    const { input } = healthy;
    const at = input.asOf - 3 * dayMs;
    const outage = { from: at, to: at + 2 * hourMs + 49 * minuteMs };
    // As if nothing had been heard in that time: sessions end where it begins, or begin where it ends.
    const sessions = input.sessions.flatMap((session) => {
      const { start, end } = session;
      if (start === null || end === null || end <= outage.from || start >= outage.to)
        return [session];
      const before = { ...session, end: outage.from, lastUpdated: outage.from };
      const after = { ...session, start: outage.to };
      return [...(start < outage.from ? [before] : []), ...(end > outage.to ? [after] : [])];
    });
    expect(triage({ ...input, sessions }).silences.unusual).toEqual([outage]);
  });

  it("are none of a list that was not read to its end", () => {
    for (const { input } of named("an outage of 31 hours, over")) {
      const { sessions, asOf } = input;
      const unknowns = unknownsOf({ sessions, asOf, incomplete: "page_cap" });
      expect(triage({ ...input, unknowns }).silences).toMatchObject({ unusual: [], now: null });
    }
  });
});

describe("an open session that was heard within the hour", () => {
  it("is no silence, neither in the verdict nor in the picture", () => {
    const minutes = (count: number) => count * minuteMs;
    const short = Array.from({ length: 29 }, (_, index) => {
      const from = 62 + (index + 1) * 60;
      // Three of its silences are shorter than the one that lasts.
      return sessionBetween(minutes(from), minutes(from - 42));
    });
    const open = sessionBetween(minutes(62), null, { lastUpdated: ago(minutes(56)) });
    const report = reportOf({
      ...{ sim: sim(), read: readOf([open, ...short]), windowName: "7d", asOf },
    });
    expect(report.triage.verdict.severity).toBe("normal");
    expect(report.triage.silences.now).toBeNull();
  });
});

describe("what was missed in a silence that a report ended", () => {
  it.each([
    [164 * minuteMs, 10],
    [165 * minuteMs, 10],
    [166 * minuteMs, 10],
    [173 * minuteMs, 11],
    [29 * minuteMs, 1],
    [15 * minuteMs, 1],
  ])("is all that were due before it: in %i ms, every 15 min, %i", (silenceMs, missed) => {
    const rhythm = { kind: "timed", typicalMs: 15 * minuteMs } as const;
    expect(missedUntilHeard(silenceMs, rhythm)).toBe(missed);
  });

  it("is no fewer than what was told while it lasted", () => {
    const rhythm = { kind: "timed", typicalMs: 15 * minuteMs } as const;
    // Heard again when the next one was due: sessions last some seconds.
    for (let due = 2; due < 200; due += 1) {
      const endedAfterMs = due * 15 * minuteMs - 20_000;
      const toldBefore = missedIn(endedAfterMs - minuteMs, rhythm) ?? 0;
      expect(missedUntilHeard(endedAfterMs, rhythm)).toBe(toldBefore);
    }
  });
});

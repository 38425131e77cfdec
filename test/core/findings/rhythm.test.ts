import { describe, expect, it } from "vitest";
import { dayMs, hourMs, minuteMs, secondMs } from "../../../src/core/instant.ts";
import type { DataSession } from "../../../src/core/session.ts";
import { plainText } from "../../../src/core/words.ts";
import {
  asked,
  asOf,
  findingOf,
  openSession,
  session,
  steady,
  verdictOn,
} from "../../support/core/findings/cases.ts";

/** In session for `lengthMs` each time, silent for `silenceMs` in between; the newest ended `endedAgoMs` ago. */
function inSession(
  lengthMs: number,
  silenceMs: number,
  endedAgoMs: number,
  sessions = 40,
): DataSession[] {
  return Array.from({ length: sessions }, (_, index) => {
    const ended = endedAgoMs + index * (lengthMs + silenceMs);
    const end = asOf - ended;
    return session(ended + lengthMs, { end, lastUpdated: end });
  });
}

const sentenceOn = (sessions: readonly DataSession[]) =>
  plainText(asked(sessions).verdict.sentence);

describe("a SIM that is nearly always in session", () => {
  it.each([
    ["sessions of 4 hours", inSession(4 * hourMs, 8 * minuteMs, 5 * hourMs), "critical"],
    ["sessions of 40 minutes", inSession(40 * minuteMs, 4 * minuteMs, 5 * hourMs), "critical"],
    ["sessions of 20 hours", inSession(20 * hourMs, 8 * minuteMs, 5 * hourMs, 20), "critical"],
    [
      "dark for a little over an hour",
      inSession(4 * hourMs, 8 * minuteMs, 65 * minuteMs),
      "warning",
    ],
    ["dark for less than an hour", inSession(4 * hourMs, 8 * minuteMs, 55 * minuteMs), "clear"],
    [
      "silences of half an hour, dark for one",
      inSession(4 * hourMs, 30 * minuteMs, hourMs),
      "clear",
    ],
  ])("is dark after hours: %s", (_name, sessions, expected) => {
    expect(verdictOn(asked(sessions), "overdue")).toBe(expected);
  });

  it("is not said to connect every so often", () => {
    const alive = [
      openSession(2 * hourMs, 3 * minuteMs),
      ...inSession(4 * hourMs, 8 * minuteMs, 2.2 * hourMs),
    ];
    expect(sentenceOn(alive)).toBe("Looks normal: nearly always in session, heard 3 min ago.");
    expect(sentenceOn(inSession(4 * hourMs, 8 * minuteMs, 5 * hourMs))).toBe(
      "Nothing heard since 23 Nov 05:05 UTC (5 h); usually silent for 8 min at most.",
    );
  });

  it("has an outage told that is over", () => {
    const outageMs = 2 * hourMs + 49 * minuteMs;
    const since = inSession(4 * hourMs, 8 * minuteMs, minuteMs, 5);
    const before = inSession(4 * hourMs, 8 * minuteMs, 20 * hourMs + 33 * minuteMs + outageMs);
    const result = asked([...since, ...before]);
    expect(verdictOn(result, "past_gaps")).toBe("notice");
    expect(plainText(findingOf(result, "past_gaps")?.summary ?? [])).toBe(
      "Nothing heard for 2 h 49 min from 22 Nov 10:43 UTC; usually silent for 8 min at most.",
    );
  });
});

describe("a SIM that was told to report less often some days ago", () => {
  /** Every 15 minutes for weeks, then hourly for so long; the reports of one hour are left out. */
  const hourlyFor = (days: number, leftOutAgoMs: number) =>
    [
      ...steady(hourMs, days * 24, 20 * minuteMs),
      ...steady(15 * minuteMs, 1_500, days * dayMs + 20 * minuteMs),
    ].filter(({ start }) => Math.abs(asOf - (start ?? 0) - leftOutAgoMs) > minuteMs);

  it.each([1, 2, 4, 5, 7, 9])("keeps its new rhythm, %i days later", (days) => {
    expect(sentenceOn(hourlyFor(days, 0))).toContain("about every 1 h, heard ");
  });

  it.each([4, 6, 8])("and a single report that is missing is no outage, %i days later", (days) => {
    const sessions = hourlyFor(days, 40 * hourMs + 20 * minuteMs);
    expect(verdictOn(asked(sessions), "past_gaps")).toBe("clear");
  });
});

describe("a SIM without a rhythm", () => {
  /** Some sessions, with silences from minutes to half a day between them. */
  const anyhow = (endedAgoMs: number) => {
    let ago = endedAgoMs;
    return Array.from({ length: 60 }, (_, index) => {
      ago += ((index * 7) % 12) ** 4 * 3 * secondMs + 5 * minuteMs;
      return session(ago);
    });
  };

  it.each([
    ["silent as often before", 9 * hourMs, "cannot_judge"],
    ["silent far beyond all before", 3 * dayMs, "warning"],
  ])("%s", (_name, agoMs, expected) => {
    expect(verdictOn(asked(anyhow(agoMs)), "overdue")).toBe(expected);
  });
});

describe("a storm of starts", () => {
  const brief = (agoMs: number) => ({ end: asOf - agoMs + 30 * secondMs, lastUpdated: null });
  const hourly = (untilAgoMs: number) => steady(hourMs, 300, untilAgoMs);

  it.each([
    ["steady, with packets, for six hours", 6 * hourMs, "warning"],
    ["steady, with packets, for three days", 3 * dayMs, "warning"],
    ["steady, with packets, for ten days", 10 * dayMs, "notice"],
  ])(
    "is no design when it is many times faster than its own rhythm: %s",
    (_name, lastsMs, expected) => {
      const storm = steady(4 * minuteMs, lastsMs / (4 * minuteMs), minuteMs, brief);
      const result = asked([...storm, ...hourly(lastsMs + hourMs)]);
      expect(verdictOn(result, "reconnect_loop")).toBe(expected);
      expect(findingOf(result, "reconnect_loop")?.since).toBe(storm.at(-1)?.start);
      expect(result.verdict.severity).not.toBe("normal");
    },
  );

  it("began with its own first session in a life that is always busy", () => {
    const usual = steady(10 * minuteMs, 2_000, 3 * hourMs + 10 * minuteMs);
    const storm = steady(90 * secondMs, 120, minuteMs, brief);
    const finding = findingOf(asked([...storm, ...usual]), "reconnect_loop");
    const since = finding?.since ?? 0;
    expect(Math.abs(since - (storm.at(-1)?.start ?? 0))).toBeLessThan(hourMs);
  });

  it("leaves the SIM's own rhythm as it was", () => {
    const storm = steady(2 * minuteMs, 300, 2 * hourMs, brief);
    const result = asked([...storm, ...hourly(13 * hourMs)]);
    expect(verdictOn(result, "overdue")).toBe("clear");
    expect(plainText(result.checked.find(({ rule }) => rule === "overdue")?.seen ?? [])).toBe(
      "connects about every 1 h, and is not overdue",
    );
  });

  it("is none when other days show as many starts at these hours", () => {
    const sessions = Array.from({ length: 20 * 24 }, (_, hour) => asOf - hour * hourMs).flatMap(
      (at) => {
        const isBusy = new Date(at).getUTCHours() === 9;
        return Array.from({ length: isBusy ? 10 : 1 }, (_, index) =>
          session(asOf - at + index * 5 * minuteMs),
        );
      },
    );
    expect(verdictOn(asked(sessions), "reconnect_loop")).toBe("clear");
  });
});

describe("day and night", () => {
  /** Every 5 min by day, hourly by night, for 20 days before that moment. */
  const dayAndNight = (at: number) => {
    const starts: number[] = [];
    for (let start = at - 20 * dayMs; start < at; ) {
      starts.push(start);
      const hour = new Date(start).getUTCHours();
      start += hour >= 6 && hour < 20 ? 5 * minuteMs : hourMs;
    }
    return starts.map((start) => session(asOf - start));
  };

  it("have one rhythm and no changes, whenever it is asked", () => {
    const answers = [1, 4, 6.1, 7, 12, 19, 20.5, 23].map((hour) => {
      const at = Date.UTC(2026, 10, 25) + hour * hourMs;
      const { verdict, changed, findings } = asked(dayAndNight(at), { at });
      const kinds = findings.map(({ kind }) => kind);
      return { severity: verdict.severity, changed, kinds };
    });
    expect(answers).toEqual(answers.map(() => ({ severity: "normal", changed: null, kinds: [] })));
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dayMs, hourMs, lengthOf, minuteMs } from "../../src/core/instant.ts";
import { createSessionReader } from "../../src/core/known/known-session.ts";
import { reportOf } from "../../src/core/report.ts";
import { beginOf, type DataSession, lastSeen } from "../../src/core/session.ts";
import { windowNames } from "../../src/core/window.ts";
import { plainText } from "../../src/core/words.ts";
import {
  ago,
  anySession,
  asOf,
  plausibleSession,
  readOf,
  session,
  sessionBetween,
  sim,
  telcel,
  unknownOperator,
} from "../support/sessions.ts";

const report = (sessions: readonly DataSession[], windowName: "24h" | "7d" | "30d" = "7d") =>
  reportOf({ sim: sim(), read: readOf(sessions), windowName, asOf });

describe("sessions of the window", () => {
  it("are newest first whatever the order received", () => {
    const [old, middle, young] = [50, 30, 10].map((h) =>
      sessionBetween(h * hourMs, h * hourMs - 1),
    );
    const expected = [young, middle, old];
    expect(report([old, young, middle] as DataSession[]).sessions).toEqual(expected);
    expect(report([middle, old, young] as DataSession[]).sessions).toEqual(expected);
  });

  it("include one that began before the window and reached into it", () => {
    const straddling = sessionBetween(10 * dayMs, 6 * dayMs);
    const gone = sessionBetween(10 * dayMs, 8 * dayMs);
    expect(report([straddling, gone]).sessions).toEqual([straddling]);
    expect(report([straddling, gone]).earlier).toEqual([gone]);
  });

  it("leave out, and count, what began after the question", () => {
    const later = session({
      start: asOf + 5 * minuteMs,
      end: null,
      lastUpdated: asOf + 6 * minuteMs,
    });
    const read = readOf([later, session()], { finishedAt: asOf + 10 * minuteMs });
    const page = reportOf({ sim: sim(), read, windowName: "7d", asOf });
    expect(page.sessions).toHaveLength(1);
    expect(page.newerSince).toBe(1);
  });

  it("show a session as it stood at the question when it ended later", () => {
    const closedSince = session({ end: asOf + minuteMs, lastUpdated: asOf + minuteMs });
    const read = readOf([closedSince], { finishedAt: asOf + 10 * minuteMs });
    const [row] = reportOf({ sim: sim(), read, windowName: "7d", asOf }).sessions;
    expect(row).toMatchObject({ end: null, lastUpdated: asOf });
  });

  it("take an impossible time as unknown, and say so", () => {
    const odd = session({ end: asOf + dayMs, lastUpdated: asOf + dayMs });
    const { sessions, latest, quality } = report([odd]);
    expect(sessions).toEqual([{ ...odd, end: odd.start, lastUpdated: null, isEndAssumed: true }]);
    expect(latest).toEqual(sessions[0]);
    expect(quality).toContainEqual({ kind: "future_times", count: 1 });
  });

  it("cannot place a record whose times are all impossible", () => {
    const future = session({ start: asOf + dayMs, end: null, lastUpdated: asOf + dayMs });
    expect(report([future]).sessions).toEqual([]);
    expect(report([future]).quality).toContainEqual({ kind: "future_times", count: 1 });
    expect(report([future]).quality).not.toContainEqual(
      expect.objectContaining({ kind: "undated" }),
    );
  });

  it("cannot place a record without any time, and count it", () => {
    const { sessions, quality } = report([session({ start: null, end: null, lastUpdated: null })]);
    expect(sessions).toEqual([]);
    expect(quality).toContainEqual({ kind: "undated", count: 1 });
  });
});

describe("timeline", () => {
  it("counts overlapping sessions once and finds the gaps", () => {
    const { timeline, totals, window } = report(
      [sessionBetween(20 * hourMs, 10 * hourMs), sessionBetween(15 * hourMs, 5 * hourMs)],
      "24h",
    );
    expect(timeline.connected).toEqual([{ from: ago(20 * hourMs), to: ago(5 * hourMs) }]);
    expect(totals.connectedMs).toBe(15 * hourMs);
    expect(timeline.gaps).toEqual([
      { from: window.from, to: ago(20 * hourMs) },
      { from: ago(5 * hourMs), to: asOf },
    ]);
  });

  it("lets the session that began last speak, and the longer one resume after it", () => {
    const long = sessionBetween(20 * hourMs, 2 * hourMs);
    const nested = sessionBetween(10 * hourMs, 8 * hourMs, { operator: telcel, radioLink: "3G" });
    expect(report([long, nested], "24h").timeline.segments).toEqual([
      { from: ago(20 * hourMs), to: ago(10 * hourMs), operator: long.operator, radioLink: "LTE" },
      { from: ago(10 * hourMs), to: ago(8 * hourMs), operator: telcel, radioLink: "3G" },
      { from: ago(8 * hourMs), to: ago(2 * hourMs), operator: long.operator, radioLink: "LTE" },
    ]);
  });

  it("vouches for an open session up to its last update only", () => {
    const silent = sessionBetween(9 * hourMs, null, { lastUpdated: ago(7 * hourMs) });
    const { timeline } = report([silent], "24h");
    expect(timeline.connectedMs).toBe(2 * hourMs);
    expect(timeline.unconfirmed).toEqual({ from: ago(7 * hourMs), to: asOf });
    expect(timeline.gaps).toEqual([{ from: ago(24 * hourMs), to: ago(9 * hourMs) }]);
  });

  it("claims no gap while a session is open, also where its last update lies before the window", () => {
    const silent = sessionBetween(60 * hourMs, null, { lastUpdated: ago(50 * hourMs) });
    const { timeline, open, window, sessions } = report([silent], "24h");
    expect(open).toEqual(silent);
    expect(sessions).toEqual([]);
    expect(timeline.unconfirmed).toEqual({ from: window.from, to: window.to });
    expect(timeline.gaps).toEqual([]);
    expect(timeline.connectedMs).toBe(0);
  });

  it("treats an older open session as a stale record", () => {
    const stale = sessionBetween(20 * hourMs, null, { lastUpdated: ago(18 * hourMs) });
    const newest = sessionBetween(2 * hourMs, null, { lastUpdated: ago(minuteMs) });
    const { timeline, open, totals } = report([stale, newest], "24h");
    expect(open).toEqual(newest);
    expect(timeline.unconfirmed).toEqual({ from: ago(minuteMs), to: asOf });
    expect(timeline.connected).toEqual([
      { from: ago(20 * hourMs), to: ago(18 * hourMs) },
      { from: ago(2 * hourMs), to: ago(minuteMs) },
    ]);
    expect(totals).toMatchObject({ sessions: 2, openSessions: 1, staleSessions: 1 });
    expect(totals.connectedKnown).toBe("at_least");
  });
});

describe("state", () => {
  const words = (sessions: readonly DataSession[], windowName: "24h" | "7d" = "7d") =>
    plainText(report(sessions, windowName).state);

  it.each<[string, DataSession[], string]>([
    [
      "nothing held",
      [],
      "No data session in the last 30 days, which is all that the platform keeps.",
    ],
    [
      "nothing in the window",
      [sessionBetween(9 * dayMs, 8 * dayMs)],
      "No data session in the last 7 days. Last heard 15 Nov 10:05 UTC, 8 d ago.",
    ],
    [
      "closed",
      [sessionBetween(5 * hourMs, 221 * minuteMs)],
      "No session now. Last heard 23 Nov 06:24 UTC, 3 h 41 min ago.",
    ],
    [
      "open and updated",
      [sessionBetween(5 * hourMs, null, { lastUpdated: ago(4 * minuteMs) })],
      "Session open since 23 Nov 05:05 UTC, heard 4 min ago.",
    ],
    [
      "open, quiet",
      [sessionBetween(5 * hourMs, null, { lastUpdated: ago(40 * minuteMs) })],
      "Session open since 23 Nov 05:05 UTC, heard 40 min ago.",
    ],
    [
      "open but silent",
      [sessionBetween(9 * hourMs, null, { lastUpdated: ago(7 * hourMs) })],
      "A session has been open since 23 Nov 01:05 UTC, but nothing heard since 23 Nov 03:05 UTC (7 h).",
    ],
    [
      "an open record that a later session outdates",
      [
        sessionBetween(9 * hourMs, null, { lastUpdated: ago(7 * hourMs) }),
        sessionBetween(3 * hourMs, hourMs),
      ],
      "No session now. Last heard 23 Nov 09:05 UTC, 1 h ago.",
    ],
  ])("%s", (_, sessions, expected) => {
    expect(words(sessions)).toBe(expected);
  });
});

describe("totals and last known values", () => {
  it("sums what is known and counts what is not", () => {
    const { totals } = report([
      session({ packetsUp: 10, packetsDown: null }),
      session({ packetsUp: null, packetsDown: 5 }),
      session({ packetsUp: 1, packetsDown: 2 }),
    ]);
    expect(totals.packetsUp).toEqual({ packets: 11, unknownSessions: 1 });
    expect(totals.packetsDown).toEqual({ packets: 7, unknownSessions: 1 });
  });

  it("takes each value from the newest record that has one, with its moment", () => {
    const sparse = sessionBetween(hourMs, null, {
      operator: unknownOperator,
      cellId: null,
      tower: null,
      imei: null,
      lastUpdated: ago(minuteMs),
    });
    const full = sessionBetween(5 * hourMs, 2 * hourMs, { operator: telcel });
    const { lastKnown, latest } = report([full, sparse]);
    expect(latest).toEqual(sparse);
    expect(lastKnown.operator).toEqual({ value: telcel, at: ago(2 * hourMs) });
    expect(lastKnown.radioLink).toEqual({ value: "LTE", at: ago(minuteMs) });
  });

  it("looks beyond the window for last known values", () => {
    const { sessions, lastKnown } = report([sessionBetween(20 * dayMs, 19 * dayMs)], "24h");
    expect(sessions).toEqual([]);
    expect(lastKnown.operator?.at).toBe(ago(19 * dayMs));
  });

  it("splits the connected time by operator and radio link", () => {
    const { totals } = report([
      sessionBetween(4 * hourMs, 1 * hourMs),
      sessionBetween(1 * hourMs, 0, { operator: telcel, radioLink: "3G" }),
    ]);
    expect(totals.operators.map(({ label, share }) => [label, share])).toEqual([
      ["T-Mobile", 0.75],
      ["Telcel", 0.25],
    ]);
    expect(totals.radioLinks.map(({ label }) => label)).toEqual(["LTE", "3G"]);
  });
});

describe("properties", () => {
  const reads = fc.array(fc.oneof(anySession, plausibleSession), { maxLength: 40 });

  it("any sessions yield a report whose parts agree", () => {
    fc.assert(
      fc.property(reads, fc.constantFrom(...windowNames), (sessions, windowName) => {
        const { timeline, totals, window, ...rest } = report(sessions, windowName);
        const parts = [...rest.sessions, ...rest.earlier];
        expect(parts.length + rest.newerSince).toBeLessThanOrEqual(sessions.length);
        for (const { start, end, lastUpdated } of parts) {
          for (const at of [start, end, lastUpdated]) expect(at ?? 0).toBeLessThanOrEqual(asOf);
        }
        const credible = sessions.filter((one) =>
          [one.start, one.end, one.lastUpdated].every((at) => at === null || at <= asOf),
        );
        const kept = credible.filter((one) => (lastSeen(one) ?? 0) >= ago(30 * dayMs));
        expect(parts).toEqual(expect.arrayContaining(kept.map(createSessionReader())));
        for (const [index, { from, to }] of timeline.segments.entries()) {
          expect(from).toBeLessThan(to);
          expect(from).toBeGreaterThanOrEqual(timeline.segments[index - 1]?.to ?? window.from);
          expect(to).toBeLessThanOrEqual(window.to);
        }
        expect(lengthOf(timeline.segments)).toBe(lengthOf(timeline.connected));
        const unconfirmed = timeline.unconfirmed === null ? [] : [timeline.unconfirmed];
        const covered = lengthOf(timeline.gaps) + lengthOf(timeline.connected);
        expect(covered).toBeLessThanOrEqual(window.to - window.from);
        if (unconfirmed.length === 0) expect(covered).toBe(window.to - window.from);
        expect(totals.connectedShare).toBeGreaterThanOrEqual(0);
        expect(totals.connectedShare).toBeLessThanOrEqual(1);
      }),
      { numRuns: 2_000 },
    );
  });

  it("connected time equals brute force minute by minute", () => {
    const onMinutes = fc.array(
      fc
        .tuple(fc.nat({ max: 26 * 60 }), fc.nat({ max: 300 }))
        .map(([startMinutesAgo, length]) =>
          sessionBetween(
            startMinutesAgo * minuteMs,
            Math.max(0, startMinutesAgo - length) * minuteMs,
          ),
        ),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(onMinutes, (sessions) => {
        let connectedMinutes = 0;
        for (let minute = 24 * 60; minute > 0; minute -= 1) {
          const at = ago(minute * minuteMs);
          if (sessions.some((one) => (beginOf(one) ?? 0) <= at && at < (lastSeen(one) ?? 0))) {
            connectedMinutes += 1;
          }
        }
        expect(report(sessions, "24h").totals.connectedMs).toBe(connectedMinutes * minuteMs);
      }),
      { numRuns: 200 },
    );
  });

  it("the order received changes nothing", () => {
    fc.assert(
      fc.property(reads, fc.infiniteStream(fc.nat()), (sessions, keys) => {
        const shuffled = sessions
          .map((one) => ({ one, key: keys.next().value ?? 0 }))
          .sort((a, b) => a.key - b.key)
          .map(({ one }) => one);
        expect(report(shuffled, "30d")).toEqual(report(sessions, "30d"));
      }),
      { numRuns: 500 },
    );
  });
});

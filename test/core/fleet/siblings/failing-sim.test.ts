import { describe, expect, it } from "vitest";
import {
  failingSimOf,
  type SiblingFinding,
  siblingFindingOf,
} from "../../../../src/core/fleet/siblings/failing-sim.ts";
import type { SiblingRecord } from "../../../../src/core/fleet/siblings/sibling-record.ts";
import { saysOf } from "../../../../src/core/fleet/siblings/what-it-says.ts";
import { dayMs, hourMs, minuteMs } from "../../../../src/core/instant.ts";
import { reportOf } from "../../../../src/core/report.ts";
import { ago, asOf, readOf, sessionBetween, sessionSid, sim } from "../../../support/sessions.ts";

/** A session of two minutes every half an hour for twelve days, the newest so long ago. */
const everyHalfHour = (msAgo: number, over = {}) =>
  Array.from({ length: 576 }, (_, index) => {
    const endMsAgo = msAgo + index * 30 * minuteMs;
    const sid = sessionSid(1_000 + index);
    return sessionBetween(endMsAgo + 2 * minuteMs, endMsAgo, { sid, ...over });
  });

/** Uneven starts every three minutes between these. */
const loop = (fromMsAgo: number, toMsAgo: number) =>
  Array.from({ length: Math.floor((fromMsAgo - toMsAgo) / (3 * minuteMs)) }, (_, index) => {
    const start = fromMsAgo - index * 3 * minuteMs - (index % 3) * 40_000;
    const sid = sessionSid(index);
    return sessionBetween(start, start - 30_000, { sid, packetsUp: 0, packetsDown: 0 });
  });

/** The newest so many without packets. */
const emptySince = (count: number) => {
  const all = everyHalfHour(minuteMs);
  return all.map((one, index) => (index < count ? { ...one, packetsUp: 0, packetsDown: 0 } : one));
};

const reported = (sessions: Parameters<typeof readOf>[0]) =>
  reportOf({ sim: sim(), read: readOf(sessions), windowName: "30d", asOf });

describe("what goes wrong with a connection now", () => {
  it("is a reconnect loop since it began", () => {
    const report = reported([...everyHalfHour(3 * hourMs), ...loop(3 * hourMs, 0)]);
    const asked = failingSimOf(report);
    expect(asked).toMatchObject({ kind: "failing", finding: "reconnect_loop" });
    expect(Math.abs((asked?.since ?? 0) - ago(3 * hourMs))).toBeLessThan(40 * minuteMs);
  });

  it("is that sessions carry no packets, since the first of them", () => {
    expect(failingSimOf(reported(emptySince(6)))).toMatchObject({
      ...{ finding: "no_traffic", since: ago(2.5 * hourMs + 3 * minuteMs) },
    });
  });

  it.each([
    ["what looks normal", everyHalfHour(minuteMs)],
    ["a silence", everyHalfHour(5 * hourMs)],
    ["a loop that is over", [...loop(9 * hourMs, 6 * hourMs), ...everyHalfHour(minuteMs)]],
    ["what never carried packets", everyHalfHour(minuteMs, { packetsUp: 0, packetsDown: 0 })],
    ["what has lasted for more than a week", emptySince(400)],
  ])("is not %s", (_, sessions) => {
    expect(failingSimOf(reported(sessions))).toBeNull();
  });

  it("is not what an earlier read showed", () => {
    const stale = { askedAt: asOf + hourMs, because: "no_answer" } as const;
    expect(failingSimOf({ ...reported(emptySince(6)), stale })).toBeNull();
  });
});

const asked = {
  ...({ kind: "failing", sid: sim().sid, asOf, finding: "no_traffic" } as const),
  since: ago(3 * hourMs),
};

describe("what a sibling shows of it", () => {
  it.each([
    [
      "has it since then",
      emptySince(6),
      { since: ago(2.5 * hourMs + 3 * minuteMs), canTell: true },
    ],
    ["went on as before", everyHalfHour(minuteMs), { since: null, isElse: false, canTell: true }],
    [
      "has had too few sessions since",
      everyHalfHour(2.4 * hourMs),
      { since: null, canTell: false },
    ],
    [
      "shows no packets ever, which may mean nothing",
      everyHalfHour(minuteMs, { packetsUp: 0, packetsDown: 0 }),
      { since: null, isElse: true },
    ],
    [
      "has no packets that are known",
      everyHalfHour(minuteMs, { packetsUp: null, packetsDown: null }),
      { since: null, canTell: false },
    ],
  ])("that %s", (_, sessions, shown) => {
    expect(siblingFindingOf(reported(sessions), asked)).toMatchObject(shown);
  });

  const record = (finding: Partial<SiblingFinding> | null, over: Partial<SiblingRecord> = {}) => ({
    ...{ sid: "DE2", asOf, lastSeen: ago(minuteMs), firstSeen: ago(30 * dayMs), stopped: null },
    ...{ wouldShow: 0, excused: null, past: [], ...over },
    finding: finding && { since: null, isElse: false, canTell: true, ...finding },
  });
  it.each([
    ["the same within an hour", record({ since: ago(2 * hourMs) }), "with_it"],
    ["the same, an hour before it", record({ since: ago(4 * hourMs) }), "with_it"],
    ["the same, begun later", record({ since: ago(2 * hourMs - 1) }), "after"],
    ["the same, begun long before", record({ since: ago(5 * hourMs) }), "before"],
    [
      "the same, known for a week",
      record({ since: ago(3 * hourMs) }, { firstSeen: ago(7 * dayMs) }),
      "too_new",
    ],
    ["the same, over by now", record({ isElse: true }), "before"],
    ["nothing of it", record({}), "seen"],
    ["too little to tell", record({ canTell: false }), "not_due"],
    ["nothing since", record({}, { lastSeen: ago(4 * hourMs) }), "not_due"],
    [
      "nothing since, suspended",
      record({}, { lastSeen: ago(4 * hourMs), excused: "not_active" }),
      "not_active",
    ],
    ["what it was not read for", record(null), "not_known"],
  ] as const)("is told: %s", (_, one, says) => {
    expect(saysOf(one, asked)).toBe(says);
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Rhythm } from "../../../../src/core/findings/rhythm.ts";
import { defaultThresholds } from "../../../../src/core/findings/thresholds.ts";
import { canTell } from "../../../../src/core/fleet/siblings/can-tell.ts";
import { siblingCandidates } from "../../../../src/core/fleet/siblings/candidates.ts";
import { fisherAtLeast } from "../../../../src/core/fleet/siblings/fisher.ts";
import { howFar } from "../../../../src/core/fleet/siblings/how-far.ts";
import { someInRandomOrder } from "../../../../src/core/fleet/siblings/random-order.ts";
import { isBeyondHabit, sameHourOf } from "../../../../src/core/fleet/siblings/same-hour.ts";
import { sequentialTest } from "../../../../src/core/fleet/siblings/sequential-test.ts";
import type { SiblingRecord } from "../../../../src/core/fleet/siblings/sibling-record.ts";
import {
  mayBeOneEvent,
  stopIntervalOf,
} from "../../../../src/core/fleet/siblings/stop-interval.ts";
import { saysOf, tallyOf } from "../../../../src/core/fleet/siblings/what-it-says.ts";
import { dayMs, hourMs, minuteMs } from "../../../../src/core/instant.ts";
import { simFacts } from "../../../support/fleet/sim-facts.ts";
import { ago, asOf } from "../../../support/sessions.ts";

const stopped = { from: ago(3 * hourMs), to: ago(3 * hourMs - 20 * minuteMs) };
const silent = { kind: "silent", sid: "DE1", asOf, stopped } as const;

const record = (over: Partial<SiblingRecord> = {}): SiblingRecord => ({
  ...{ sid: "DE2", asOf, lastSeen: ago(minuteMs), firstSeen: ago(30 * dayMs) },
  ...{ stopped: null, wouldShow: 1, excused: null, past: [], finding: null, ...over },
});
const silentFor = (ms: number, over: Partial<SiblingRecord> = {}): SiblingRecord =>
  record({ lastSeen: ago(ms), stopped: { from: ago(ms), to: ago(ms - 20 * minuteMs) }, ...over });

describe("the stretch in which a SIM may have stopped", () => {
  const rhythm: Rhythm = {
    ...{
      kind: "timed" as const,
      typicalMs: 15 * minuteMs,
      mostlyBelowMs: 16 * minuteMs,
      starts: 900,
    },
    ...{ typicalSilenceMs: 10 * minuteMs, silenceMostlyBelowMs: 12 * minuteMs },
    ...{ limitMs: 30 * minuteMs, longMs: hourMs },
  };
  it.each([
    ["one and a half of its usual gaps", rhythm, null, 15 * minuteMs],
    ["its long gaps", { ...rhythm, silenceMostlyBelowMs: 40 * minuteMs }, null, 40 * minuteMs],
    [
      "an open session's patience",
      { ...rhythm, kind: "in_session", typicalSilenceMs: 0, silenceMostlyBelowMs: 0 },
      null,
      15 * minuteMs,
    ],
    ["the same without a rhythm", null, null, 15 * minuteMs],
    ["its sleep as well", rhythm, asOf + 8 * hourMs, 8 * hourMs + 15 * minuteMs],
  ] as const)("is as long as %s", (_, one, expectedAt, lengthMs) => {
    const { from, to } = stopIntervalOf(asOf, one, expectedAt, defaultThresholds);
    expect([from, to - from]).toEqual([asOf, lengthMs]);
  });

  it("is compared by touching, whichever is asked first", () => {
    fc.assert(
      fc.property(fc.nat(100), fc.nat(30), fc.nat(100), fc.nat(30), (a, long, b, other) => {
        const [one, two] = [
          { from: a, to: a + long },
          { from: b, to: b + other },
        ];
        expect(mayBeOneEvent(one, two)).toBe(mayBeOneEvent(two, one));
        expect(mayBeOneEvent(one, two)).toBe(a <= b + other && b <= a + long);
      }),
    );
  });
});

describe("what a sibling says", () => {
  it.each([
    ["stopped with it", silentFor(3 * hourMs), "with_it"],
    [
      "stopped just before, in a stretch that touches",
      silentFor(3 * hourMs + 20 * minuteMs),
      "with_it",
    ],
    ["stopped a minute earlier", silentFor(3 * hourMs + 21 * minuteMs), "before"],
    [
      "stopped just after, in a stretch that touches",
      silentFor(3 * hourMs - 20 * minuteMs),
      "with_it",
    ],
    ["stopped a minute later", silentFor(3 * hourMs - 21 * minuteMs), "after"],
    ["was heard since", record(), "seen"],
    ["was heard since, but would not be missed yet", record({ wouldShow: 0 }), "not_due"],
    [
      "was heard while it may have stopped",
      record({ lastSeen: ago(3 * hourMs - 10 * minuteMs) }),
      "not_due",
    ],
    ["was heard before, and is not due", record({ lastSeen: ago(4 * hourMs) }), "not_due"],
    ["was never heard", record({ lastSeen: null, firstSeen: null }), "before"],
    ["is known for a week", silentFor(3 * hourMs, { firstSeen: ago(8 * dayMs - 1) }), "too_new"],
    ["is known for eight days", silentFor(3 * hourMs, { firstSeen: ago(8 * dayMs) }), "with_it"],
    ["is suspended", silentFor(3 * hourMs, { excused: "not_active" }), "not_active"],
    ["has records missing", silentFor(3 * hourMs, { excused: "not_known" }), "not_known"],
    ["is suspended, but was heard", record({ excused: "not_active" }), "seen"],
  ] as const)("that %s", (_, one, says) => {
    expect(saysOf(one, silent)).toBe(says);
  });

  it("counts each once, and one that half would be missed by now for half", () => {
    const all = [
      silentFor(3 * hourMs),
      record(),
      record({ wouldShow: 0.5 }),
      record({ wouldShow: 0 }),
    ];
    expect(tallyOf(all, silent)).toEqual({
      ...{ withIt: 1, seen: 2, seenCounts: 1.5, nothing: { not_due: 1 } },
    });
  });
});

describe("the sequential test", () => {
  it.each([
    [3, 0, 0, "open"],
    [4, 0, 0, "many"],
    [4, 3, 0, "many"],
    [4, 4, 0, "open"],
    [0, 6, 0, "open"],
    [0, 7, 0, "not_widespread"],
    [1, 12, 0, "not_widespread"],
    [1, 11, 0, "open"],
    // By a history of its own that shows a fifth of them silent, four are nothing special.
    [4, 0, 0.2, "open"],
    [9, 0, 0.2, "open"],
    [10, 0, 0.2, "many"],
    [24, 0, 0.4, "open"],
    [0, 24, 0.4, "open"],
  ] as const)("of %i silent and %i heard, %d by chance: %s", (withIt, seen, chance, answer) => {
    expect(sequentialTest(withIt, seen, chance)).toBe(answer);
  });

  it("never comes nearer to many by one that was heard", () => {
    const rank = { not_widespread: 0, open: 1, many: 2 };
    fc.assert(
      fc.property(
        fc.nat(24),
        fc.nat(24),
        fc.double({ min: 0, max: 0.39, noNaN: true }),
        (k, n, p) => {
          const before = rank[sequentialTest(k, n, p)];
          expect(rank[sequentialTest(k, n + 1, p)]).toBeLessThanOrEqual(before);
          expect(rank[sequentialTest(k + 1, n, p)]).toBeGreaterThanOrEqual(before);
        },
      ),
    );
  });
});

describe("the same hour of other days", () => {
  const silentBack = (days: number, hours = 0): SiblingRecord["past"][number] => {
    const backMs = days * dayMs + hours * hourMs;
    return {
      stopped: { from: stopped.from - backMs, to: stopped.to - backMs },
      overdue: { from: stopped.to - backMs, to: asOf - backMs + minuteMs },
    };
  };
  it.each([
    ["nothing", [], 0],
    ["one a day before", [silentBack(1)], 1],
    ["one at the hour before", [silentBack(3, -1)], 1],
    ["one two hours off", [silentBack(3, 2)], 0],
    ["one 27 days before", [silentBack(27)], 1],
    ["one 28 days before", [silentBack(28)], 0],
  ])("shows %s", (_, past, most) => {
    expect(sameHourOf([record({ past }), record()], silent).most).toBe(most);
  });

  it("counts how many at one moment, and how many on average", () => {
    const all = [
      record({ past: [silentBack(1)] }),
      record({ past: [silentBack(1)] }),
      record({ past: [silentBack(2)] }),
    ];
    const { most, meanShare } = sameHourOf(all, silent);
    expect(most).toBe(2);
    expect(meanShare).toBeCloseTo(3 / 81 / 3, 10);
  });

  it.each([
    [1, 0, false],
    [2, 0, true],
    [5, 4, false],
    [6, 4, true],
    [8, 6, false],
    [9, 6, true],
  ])("%i silent are beyond a habit of %i: %s", (withIt, most, isBeyond) => {
    expect(isBeyondHabit(withIt, { most })).toBe(isBeyond);
  });
});

describe("how far it reaches", () => {
  it("has Fisher's own example: four of four cups by chance once in 70", () => {
    expect(fisherAtLeast({ silent: 4, of: 4 }, { silent: 0, of: 4 })).toBeCloseTo(1 / 70, 10);
    expect(fisherAtLeast({ silent: 3, of: 4 }, { silent: 1, of: 4 })).toBeCloseTo(17 / 70, 10);
    expect(fisherAtLeast({ silent: 0, of: 4 }, { silent: 2, of: 4 })).toBeCloseTo(1, 10);
  });

  it.each([
    // 126 of 8,568 ways, and 210 of 27,132.
    [{ silent: 5, of: 9 }, { silent: 0, of: 9 }, "open"],
    [{ silent: 6, of: 10 }, { silent: 0, of: 9 }, "here"],
    [{ silent: 12, of: 14 }, { silent: 2, of: 10 }, "here"],
    [{ silent: 20, of: 20 }, { silent: 3, of: 12 }, "open"],
    [{ silent: 8, of: 12 }, { silent: 3, of: 10 }, "beyond"],
    [{ silent: 8, of: 12 }, { silent: 3, of: 11 }, "open"],
    [{ silent: 8, of: 12 }, { silent: 2, of: 3 }, "open"],
    [{ silent: 4, of: 4 }, { silent: 0, of: 0 }, "open"],
  ] as const)("%o here and %o elsewhere: %s", (here, elsewhere, far) => {
    expect(howFar(here, elsewhere, { most: 0 })).toBe(far);
  });

  it("claims nothing of those elsewhere that this hour shows as well", () => {
    const here = { silent: 8, of: 12 };
    expect(howFar(here, { silent: 3, of: 10 }, { most: 2 })).toBe("open");
  });
});

describe("which siblings are read", () => {
  const at = (number: number, cell: string, operator = "tmobile USA") => ({
    ...{ sid: `DE${number}`, operator, cell },
  });
  const some = (count: number, cell: string, from = 0) =>
    Array.from({ length: count }, (_, index) => at(from + index, cell));
  const asked = { operator: "tmobile USA", cell: "310-260-1-1" };

  it.each([
    ["its cell", [...some(8, "310-260-1-1"), ...some(12, "310-260-2-1", 50)], "cell", 8],
    [
      "its area, where too few are in its cell",
      [...some(7, "310-260-1-1"), at(40, "310-260-1-2"), ...some(12, "310-260-2-1", 50)],
      "area",
      8,
    ],
    [
      "no place, where too few are elsewhere",
      [...some(8, "310-260-1-1"), ...some(11, "310-260-2-1", 50)],
      null,
      0,
    ],
    ["no place, where few are known", some(3, "310-260-1-1"), null, 0],
  ] as const)("begins with %s", (_, others, nearest, near) => {
    const found = siblingCandidates(asked, others);
    expect([found.nearest, found.near.length]).toEqual([nearest, near]);
    expect(found.near.length + found.operator.length).toBe(others.length);
  });

  it("keeps those of other operators apart", () => {
    const found = siblingCandidates(asked, [at(1, "x", "att USA"), at(2, "310-260-1-1")]);
    expect([found.others, found.operator]).toEqual([["DE1"], ["DE2"]]);
  });

  it("takes each once, in an order that follows from chance alone", () => {
    fc.assert(
      fc.property(
        fc.nat(50),
        fc.nat(60),
        fc.infiniteStream(fc.double({ min: 0, max: 0.999, noNaN: true })),
        (count, most, chances) => {
          const taken = someInRandomOrder(
            count,
            (index) => index,
            most,
            () => chances.next().value ?? 0,
          );
          expect(taken.length).toBe(Math.min(count, most));
          expect(new Set(taken).size).toBe(taken.length);
          expect(taken.every((index) => index >= 0 && index < count)).toBe(true);
        },
      ),
    );
  });

  const remembered = (over: Parameters<typeof simFacts>[0] = {}) =>
    simFacts({ lastSign: ago(5 * hourMs), readAt: ago(5 * hourMs), ...over });
  it.each([
    ["reports every 15 min", remembered(), true],
    ["reports once a day", remembered({ overdueAfter: ago(5 * hourMs) + 3 * dayMs }), false],
    [
      "was silent when it was read",
      remembered({ readAt: ago(3.5 * hourMs), overdueAfter: ago(4 * hourMs) }),
      false,
    ],
    ["is suspended", remembered({ simState: "suspended" }), false],
    [
      "sleeps at this hour",
      remembered({
        rhythm: { ...{ kind: "timed", usualGapMs: 1, mostGapsBelowMs: 1 }, quietHours: 1 << 10 },
      }),
      false,
    ],
    ["has no rhythm", remembered({ rhythm: null, overdueAfter: null }), false],
  ] as const)("reads last what cannot tell: one that %s", (_, one, can) => {
    expect(canTell(one, silent)).toBe(can ? 1 : 0);
  });

  it("reads first what would be missed by now for the most of the moments in question", () => {
    const daily = {
      kind: "timed",
      usualGapMs: dayMs,
      mostGapsBelowMs: dayMs,
      quietHours: 0,
    } as const;
    // It reported last at that hour of some day before, and is overdue after three more.
    const since = { ...silent, stopped: { from: ago(3 * dayMs), to: ago(2 * dayMs) } };
    const lastAt = (hours: number) => {
      const lastSign = ago(5 * dayMs + hours * hourMs);
      const overdueAfter = lastSign + 3 * dayMs;
      return remembered({ lastSign, readAt: lastSign, rhythm: daily, overdueAfter });
    };
    const shares = [1, 6, 12, 18, 23].map((hours) => canTell(lastAt(hours), since));
    // Who reports an hour before the stretch begins would be missed for nearly all of it.
    expect(shares).toEqual([1, 0.75, 0.5, 0.25, 0]);
  });
});

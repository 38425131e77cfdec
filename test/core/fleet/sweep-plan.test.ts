import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  dueAt,
  ended,
  isSwept,
  type Pace,
  passMs,
  sent,
  startingPace,
  waitMs,
} from "../../../src/core/fleet/sweep-plan.ts";
import { dayMs, hourMs, minuteMs, secondMs } from "../../../src/core/instant.ts";
import { asOf } from "../../support/sessions.ts";

const never = Number.NaN;

describe("which SIM is due", () => {
  it.each([
    ["was never read", never, never, Number.NEGATIVE_INFINITY],
    ["was read a day ago", asOf - dayMs, never, asOf],
    ["was just read", asOf, never, asOf + dayMs],
    ["was read in the future: the clock was put back", asOf + hourMs, never, asOf],
    ["could not be read now", asOf - dayMs, asOf, asOf + hourMs],
    ["could not be read, and never was", never, asOf - hourMs, asOf],
    ["could not be read in the future", never, asOf + hourMs, asOf],
  ])("%s", (_, readAt, triedAt, expected) => {
    expect(dueAt({ readAt, triedAt }, asOf, dayMs)).toBe(expected);
  });

  it.each([
    ["active", true],
    [" Active ", true],
    [null, true],
    ["suspended", false],
    ["ready", false],
    ["new", false],
  ])("state %j: %s", (state, expected) => {
    expect(isSwept(state)).toBe(expected);
  });
});

/** Sends calls as soon as the pace lets it, each taking so long; when each was sent. */
function run(
  calls: number,
  callsPerMinute: number,
  endOf: (index: number) => Parameters<typeof ended>[1] = () => ({ kind: "good" }),
  tookMs: (index: number) => number = () => 0,
): { readonly times: readonly number[]; readonly pace: Pace } {
  let pace = startingPace(callsPerMinute);
  let now = asOf;
  const times: number[] = [];
  for (let index = 0; index < calls; index += 1) {
    now += waitMs(pace, now);
    times.push(now);
    pace = sent(pace, now);
    now += tookMs(index);
    pace = ended(pace, endOf(index), now);
  }
  return { times, pace };
}

/** The most calls in any minute. */
function mostInAMinute(times: readonly number[]): number {
  return Math.max(
    ...times.map((from) => times.filter((at) => at >= from && at < from + minuteMs).length),
  );
}

describe("how fast the sweep calls", () => {
  it.each([1, 7, 60, 90, 600])("exactly %d a minute, when the platform is quick", (rate) => {
    const { times } = run(3 * rate + 1, rate);
    expect(mostInAMinute(times)).toBe(rate);
    expect((times.at(-1) ?? 0) - asOf).toBeGreaterThanOrEqual(3 * minuteMs);
    expect((times.at(-1) ?? 0) - asOf).toBeLessThan(3 * minuteMs + 3 * rate);
  });

  it("never more than that in any minute, however long calls and waits take", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(9_000), { minLength: 200, maxLength: 200 }), (took) => {
        const { times } = run(200, 60, undefined, (index) => took[index] ?? 0);
        expect(mostInAMinute(times)).toBeLessThanOrEqual(60);
      }),
      { numRuns: 20 },
    );
  });

  it("half as fast after each refusal, at most sixteen times slower, and waits as long as asked", () => {
    const { times, pace } = run(7, 60, (index) =>
      index < 6 ? { kind: "limited", askedMs: index === 0 ? 10_000 : 0 } : { kind: "good" },
    );
    const gaps = times.slice(1).map((at, index) => (at - (times[index] ?? 0)) / secondMs);
    expect(gaps).toEqual([10, 4, 8, 16, 16, 16]);
    expect(pace.slowness).toBe(16);
  });

  it("twice as fast again after thirty calls that went well", () => {
    const { pace } = run(1 + 29, 60, (index) =>
      index === 0 ? { kind: "limited", askedMs: 0 } : { kind: "good" },
    );
    expect(pace.slowness).toBe(2);
    expect(ended(pace, { kind: "good" }, asOf)).toMatchObject({ slowness: 1, good: 0 });
  });

  it("once a minute while the platform is down", () => {
    const { times } = run(4, 60, () => ({ kind: "down" }));
    expect(times.map((at) => at - asOf)).toEqual([0, 60_000, 120_000, 180_000]);
  });

  it("does not wait for a moment that lies behind a clock that was put back", () => {
    const pace = ended(sent(startingPace(1), asOf), { kind: "down" }, asOf);
    expect(waitMs(pace, asOf)).toBe(minuteMs);
    expect(waitMs(pace, asOf - dayMs)).toBe(0);
  });

  it("tells how long a look at all takes", () => {
    expect(passMs(startingPace(60), 2_400, 1.5)).toBe(hourMs);
  });
});

import { describe, expect, it } from "vitest";
import type { Watch } from "../../../src/core/fleet/watch.ts";
import { afterLook, type Look } from "../../../src/core/fleet/watch-look.ts";
import { dueWatches, nextLookInMs } from "../../../src/core/fleet/watch-schedule.ts";
import { tellingsDue } from "../../../src/core/fleet/watch-telling.ts";
import { dayMs, hourMs, type Instant, minuteMs, secondMs } from "../../../src/core/instant.ts";
import { watchOf } from "../../support/fleet/watches.ts";

const pressedAt: Instant = Date.UTC(2026, 10, 23, 3, 0);
const everyMs = 5 * minuteMs;
const silent: Look = { kind: "read", signs: [], isWhole: true };

/** The moments of all looks, in milliseconds since the press, where somebody looks every ten seconds. */
function looksOf(until: number, clock = (passedMs: number) => pressedAt + passedMs): number[] {
  let watch = watchOf({ pressedAt });
  const looks: number[] = [];
  for (let passedMs = 0; passedMs <= until; passedMs += 10 * secondMs) {
    const now = clock(passedMs);
    if (dueWatches([watch], now, everyMs).length === 0) continue;
    looks.push(passedMs);
    watch = afterLook(watch, silent, now, everyMs);
  }
  return looks;
}

describe("when to look", () => {
  it("every five minutes for two hours, then every quarter, after a day every hour, for seven days", () => {
    const looks = looksOf(9 * dayMs);
    const gaps = looks.map((at, index) => at - (looks[index - 1] ?? 0));
    const gapsUpTo = (ms: number) => new Set(gaps.filter((_, index) => (looks[index] ?? 0) <= ms));
    expect(gapsUpTo(2 * hourMs)).toEqual(new Set([everyMs]));
    expect(gapsUpTo(dayMs)).toEqual(new Set([everyMs, 3 * everyMs]));
    expect(new Set(gaps)).toEqual(new Set([everyMs, 3 * everyMs, 12 * everyMs]));
    expect(looks).toHaveLength(24 + 22 * 4 + 6 * 24);
    expect(looks.at(-1)).toBe(7 * dayMs);
  });

  it.each([hourMs, -hourMs])(
    "a clock that moves by %d ms makes at most one look more, no storm",
    (moveMs) => {
      const movedAt = 62 * minuteMs;
      const clock = (passedMs: number) => pressedAt + passedMs + (passedMs >= movedAt ? moveMs : 0);
      const looks = looksOf(100 * minuteMs, clock);
      const usual = looksOf(100 * minuteMs).length;
      expect(looks.length).toBeLessThanOrEqual(usual + 1);
      for (const [index, at] of looks.entries())
        if (at !== movedAt) expect(at - (looks[index - 1] ?? 0)).toBeGreaterThanOrEqual(everyMs);
    },
  );

  it("what was found is confirmed soon, however seldom it was looked at", () => {
    const day = { pressedAt, lookedAt: pressedAt + 2 * dayMs };
    const now = day.lookedAt + minuteMs;
    expect(nextLookInMs(watchOf(day), now, everyMs)).toBe(59 * minuteMs);
    const seen = watchOf({ ...day, state: { kind: "seen", sign: now } });
    expect(nextLookInMs(seen, now, everyMs)).toBe(4 * minuteMs);
  });

  it("whoever waits longest is first, and what is decided is not looked at", () => {
    const now = pressedAt + hourMs;
    const watches = [
      watchOf({ id: "later", pressedAt, lookedAt: pressedAt + minuteMs }),
      watchOf({ id: "first", pressedAt }),
      watchOf({ id: "back", pressedAt, state: { kind: "back", sign: now, decidedAt: now } }),
      watchOf({ id: "fresh", pressedAt, lookedAt: now }),
    ];
    expect(dueWatches(watches, now, everyMs).map(({ id }) => id)).toEqual(["first", "later"]);
  });
});

describe("what is told together", () => {
  const back = (id: string, minutes: number): Watch => {
    const at = pressedAt + minutes * minuteMs;
    return watchOf({ id, state: { kind: "back", sign: at, decidedAt: at } });
  };
  const told = (watches: readonly Watch[], minutes: number) =>
    tellingsDue(watches, ({ simSid }) => simSid, pressedAt + minutes * minuteMs).map((group) =>
      group.map(({ id }) => id),
    );

  it("at once, where nothing can join it", () => {
    expect(told([back("a", 0)], 0)).toEqual([["a"]]);
    expect(told([back("b", 3), back("a", 0)], 3)).toEqual([["a", "b"]]);
  });

  it("after ten minutes, with all that came meanwhile, where more may come", () => {
    const watches = [back("b", 8), watchOf({ id: "open" }), back("a", 0)];
    expect(told(watches, 9)).toEqual([]);
    expect(told(watches, 10)).toEqual([["a", "b"]]);
  });

  it("not later because the clock was put back", () => {
    expect(told([back("a", 60), watchOf({ id: "open" })], 0)).toEqual([["a"]]);
  });

  it("apart for each place, of which one does not wait for another", () => {
    const elsewhere = watchOf({ id: "open", simSid: `DE${"0".repeat(32)}` });
    expect(told([back("a", 0), elsewhere], 0)).toEqual([["a"]]);
  });
});

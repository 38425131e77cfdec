import { describe, expect, it } from "vitest";
import type { Watch, WatchState } from "../../../src/core/fleet/watch.ts";
import { afterLook, type Look, meaningOf } from "../../../src/core/fleet/watch-look.ts";
import { dayMs, hourMs, type Instant, minuteMs } from "../../../src/core/instant.ts";
import { watchOf } from "../../support/fleet/watches.ts";

const pressedAt: Instant = Date.UTC(2026, 10, 23, 3, 0);
const everyMs = 5 * minuteMs;
const at = (minutes: number): Instant => pressedAt + minutes * minuteMs;
const watch = (over: Partial<Watch> = {}): Watch => watchOf({ pressedAt, ...over });
const read = (minutes: readonly number[], isWhole = true): Look => ({
  ...{ kind: "read", isWhole },
  signs: minutes.map(at),
});
const seen = (minutes: number): WatchState => ({ kind: "seen", sign: at(minutes) });
const failed: Look = { kind: "failed" };
const gone: Look = { kind: "gone" };

describe("what a look means", () => {
  it.each<readonly [string, WatchState, Look, ReturnType<typeof meaningOf>]>([
    ["nothing new", { kind: "watching" }, read([-300]), { kind: "still_silent" }],
    ["nothing at all", { kind: "watching" }, read([]), { kind: "still_silent" }],
    [
      "a late record of before the press",
      { kind: "watching" },
      read([-1]),
      { kind: "still_silent" },
    ],
    ["a record of the press itself", { kind: "watching" }, read([0]), { kind: "still_silent" }],
    ["a sign", { kind: "watching" }, read([-300, 3]), { kind: "unconfirmed", sign: at(3) }],
    [
      "the first of several",
      { kind: "watching" },
      read([9, 3]),
      { kind: "unconfirmed", sign: at(3) },
    ],
    ["shown again", seen(3), read([3]), { kind: "confirmed", sign: at(3) }],
    ["a later one", seen(3), read([8]), { kind: "confirmed", sign: at(3) }],
    ["gone again", seen(3), read([-300]), { kind: "still_silent" }],
    ["failed", { kind: "watching" }, failed, { kind: "unknown" }],
    ["failed after a sign", seen(3), failed, { kind: "unknown" }],
    ["cut short, nothing new", seen(3), read([-300], false), { kind: "unknown" }],
    ["cut short, with a sign", seen(3), read([3], false), { kind: "confirmed", sign: at(3) }],
    ["no such SIM", { kind: "watching" }, gone, { kind: "missing" }],
    ["no such SIM, twice", { kind: "missing" }, gone, { kind: "gone" }],
    ["a SIM after all", { kind: "missing" }, read([-300]), { kind: "still_silent" }],
  ])("%s", (_what, state, look, meaning) => {
    expect(meaningOf(watch({ state }), look)).toEqual(meaning);
  });

  it("a SIM that was never heard is back with its first sign", () => {
    expect(meaningOf(watch({ lastSign: null }), read([1])).kind).toBe("unconfirmed");
  });
});

describe("a watch after its looks", () => {
  /** Looks one after the other, each so many minutes after the press. */
  const lookedAfter = (looks: readonly (readonly [minutes: number, Look])[]): Watch =>
    looks.reduce((one, [minutes, look]) => afterLook(one, look, at(minutes), everyMs), watch());

  it("an outage of the platform between sign and confirmation is no return, and loses none", () => {
    const down = [10, 15, 20].map((minutes) => [minutes, failed] as const);
    expect(lookedAfter([[5, read([3])], ...down]).state).toEqual(seen(3));
    expect(lookedAfter([...down, [25, read([-300])]]).state).toEqual({ kind: "watching" });
    const back = lookedAfter([[5, read([3])], ...down, [25, read([3, 24])]]);
    expect(back.state).toEqual({ kind: "back", sign: at(3), decidedAt: at(25) });
  });

  it("ends after seven days, and not before a last look", () => {
    const week = (7 * dayMs) / minuteMs;
    expect(lookedAfter([[week - 1, read([-300])]]).state.kind).toBe("watching");
    const over = { kind: "over", because: "time", decidedAt: at(week) };
    expect(lookedAfter([[week, read([-300])]]).state).toEqual(over);
    expect(lookedAfter([[week, failed]]).state).toEqual(over);
    expect(lookedAfter([[week, read([week - 2])]]).state).toEqual(seen(week - 2));
  });

  it("a SIM that is not there any more ends it", () => {
    const { state } = lookedAfter([
      [5, gone],
      [10, gone],
    ]);
    expect(state).toEqual({ kind: "over", because: "gone", decidedAt: at(10) });
  });

  const hour = hourMs / minuteMs;
  it.each([
    ["put ahead by an hour", 5 + hour],
    ["put back by an hour", 5 - hour],
  ])("the clock is %s: silence stays silence", (_what, second) => {
    const { state } = lookedAfter([
      [5, read([-300])],
      [second + 5, read([-300])],
      [second + 10, read([-300])],
    ]);
    expect(state).toEqual({ kind: "watching" });
  });

  it("the clock is put back by an hour: what comes back then is told, and what was before is not", () => {
    // The sign has the time of the clock as it is by then, before that of the press.
    const signs = [
      [10 - hour, read([-300])],
      [15 - hour, read([-300, 12 - hour])],
      [20 - hour, read([-300, 12 - hour])],
    ] as const;
    expect(lookedAfter([[5, read([-300])], ...signs]).state).toMatchObject({
      ...{ kind: "back", sign: at(12 - hour) },
    });
    const late = read([-300, -1 - hour]);
    const before = lookedAfter([
      [5, read([-300])],
      [10 - hour, late],
      [15 - hour, late],
    ]);
    expect(before.state).toEqual({ kind: "watching" });
  });
});

import { describe, expect, it } from "vitest";
import {
  type AdaptiveLimit,
  loweredLimit,
  raisedLimit,
  startingLimit,
} from "../../../src/sim-api/adaptive-limit.ts";

const at = (calls: number): AdaptiveLimit => ({
  calls,
  most: 8,
  changedAt: 1_000,
  changes: 0,
  goodCalls: 0,
});

function afterGoodCalls(limit: AdaptiveLimit, count: number, now: number): AdaptiveLimit {
  return Array.from({ length: count }).reduce<AdaptiveLimit>(
    (state) => raisedLimit(state, true, now),
    limit,
  );
}

describe("the limit of calls at once", () => {
  it("begins with what the documents suggest", () => {
    expect(startingLimit(0).calls).toBe(8);
  });

  it.each([
    [8, 5],
    [5, 3],
    [3, 2],
    [2, 1],
    [1, 1],
  ])("goes from %i down to %i", (before, after) => {
    expect(loweredLimit(at(before), at(before), 2_000).calls).toBe(after);
  });

  it("goes down once for calls that were under way together", () => {
    const lowered = loweredLimit(at(8), at(8), 2_000);
    expect(loweredLimit(lowered, at(8), 2_000).calls).toBe(5);
    expect(loweredLimit(lowered, lowered, 2_000).calls).toBe(3);
  });

  it("goes up by one after two hundred good calls and ten seconds, not sooner", () => {
    expect(afterGoodCalls(at(3), 199, 20_000).calls).toBe(3);
    expect(afterGoodCalls(at(3), 200, 10_999).calls).toBe(3);
    expect(afterGoodCalls(at(3), 200, 11_000)).toMatchObject({ calls: 4, goodCalls: 0 });
    expect(afterGoodCalls(at(3), 399, 20_000).calls).toBe(4);
  });

  it("does not go up while nobody waits, nor above its top", () => {
    expect(raisedLimit({ ...at(3), goodCalls: 500 }, false, 90_000).calls).toBe(3);
    expect(raisedLimit({ ...at(8), goodCalls: 500 }, true, 90_000).calls).toBe(8);
  });
});

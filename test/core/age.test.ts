import { describe, expect, it } from "vitest";
import { ageOf, isYounger, leftOf, tookMs } from "../../src/core/age.ts";

describe("ages", () => {
  it.each([
    [100, 100, { age: 0, young: true, left: 10, took: 0 }],
    [100, 109, { age: 9, young: true, left: 1, took: 9 }],
    [100, 110, { age: 10, young: false, left: 0, took: 10 }],
    [100, 1_000_000, { age: 999_900, young: false, left: 0, took: 999_900 }],
    [100, 99, { age: null, young: false, left: 0, took: 0 }],
    [1_000_000, 100, { age: null, young: false, left: 0, took: 0 }],
    [Number.NEGATIVE_INFINITY, 100, { age: Infinity, young: false, left: 0, took: Infinity }],
  ])("of %d at %d, within a limit of 10", (then, now, expected) => {
    expect({
      age: ageOf(then, now),
      young: isYounger(then, now, 10),
      left: leftOf(then, now, 10),
      took: tookMs(then, now),
    }).toEqual(expected);
  });
});

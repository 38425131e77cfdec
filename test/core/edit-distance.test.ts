import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { editDistance } from "../../src/core/edit-distance.ts";

describe("the distance between two texts", () => {
  it.each([
    ["", "", 0],
    ["emea", "", 4],
    ["emea", "emea", 0],
    ["emea", "emae", 1],
    ["emea", "meea", 1],
    ["us", "su", 1],
    ["emea", "emaea", 1],
    ["emea", "eme", 1],
    ["emea", "apac", 4],
    ["health", "healht", 1],
    ["ca", "abc", 3],
    ["\u{1F6A2}a", "a\u{1F6A2}", 1],
  ])("%j to %j", (a, b, distance) => {
    expect(editDistance(a, b)).toBe(distance);
  });

  it("is the same both ways, nought for equal texts alone, and never more than the longer one", () => {
    const text = fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 8 });
    fc.assert(
      fc.property(text, text, (a, b) => {
        const distance = editDistance(a, b);
        expect(editDistance(b, a)).toBe(distance);
        expect(distance === 0).toBe(a === b);
        expect(distance).toBeGreaterThanOrEqual(Math.abs(a.length - b.length));
        expect(distance).toBeLessThanOrEqual(Math.max(a.length, b.length));
      }),
    );
  });

  it("counts one for a letter put in, and for two swapped", () => {
    const text = fc.string({ unit: "grapheme-ascii", minLength: 2, maxLength: 12 });
    fc.assert(
      fc.property(text, fc.nat(), (whole, at) => {
        const index = at % (whole.length - 1);
        const [one = "", other = ""] = [whole[index], whole[index + 1]];
        const swapped = `${whole.slice(0, index)}${other}${one}${whole.slice(index + 2)}`;
        expect(editDistance(whole, swapped)).toBe(one === other ? 0 : 1);
        expect(editDistance(whole, whole.slice(0, index) + whole.slice(index + 1))).toBe(1);
      }),
    );
  });
});

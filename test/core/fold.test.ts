import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  compactOf,
  fold,
  foldedCharacters,
  withoutLeadingZeros,
  wordsOf,
} from "../../src/core/fold.ts";

describe("fold", () => {
  it.each([
    ["case", "Cargo CAM", "cargo cam"],
    ["spaces", "  Cargo \t\n cam\u00a0 7 ", "cargo cam 7"],
    ["accents, composed", "São Köln Łódź Århus", "sao koln lodz arhus"],
    ["accents, as marks", "Ko\u0308ln", "koln"],
    ["ligatures and wide letters", "ﬁeld ＣＡＭ", "field cam"],
    ["sharp s", "Straße STRASSE", "strasse strasse"],
    ["final sigma", "ΟΔΟΣ οδός", "οδοσ οδοσ"],
    ["dotted and dotless i", "İstanbul ıstanbul", "istanbul istanbul"],
    ["Arabic with vowel signs and digits", "مُستشعر ٧", "مستشعر 7"],
    ["direction marks and joiners", "\u202eValve\u202c\u200b 4", "valve 4"],
    ["control characters", "Pump\u0007", "pump"],
    ["emoji stay", "🚚 Van", "🚚 van"],
  ])("%s", (_, text, folded) => expect(fold(text)).toBe(folded));

  it("keeps apart what accents do not make", () => {
    expect(fold("कि")).not.toBe(fold("कु"));
    expect(fold("ガス")).not.toBe(fold("カス"));
  });

  const anyText = fc.oneof(
    fc.string({ unit: "grapheme", maxLength: 60 }),
    fc.string({ unit: "binary", maxLength: 60 }),
    fc.string({ unit: "binary", minLength: foldedCharacters - 5, maxLength: foldedCharacters + 5 }),
    fc.constant("ﷺ".repeat(foldedCharacters)),
  );

  it("changes nothing when done twice, and never grows without bound", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const once = fold(text);
        expect(fold(once)).toBe(once);
        expect(once.length).toBeLessThanOrEqual(foldedCharacters);
      }),
      { numRuns: 2_000 },
    );
  });

  it("does not care about case", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 40 }), (text) => {
        expect(fold(text.toUpperCase().toLowerCase())).toBe(fold(text));
      }),
    );
  });
});

describe("words", () => {
  it.each([
    ["cargo-cam-07", ["cargo", "cam", "07"], "cargocam07"],
    ["cargo_cam07", ["cargo", "cam", "07"], "cargocam07"],
    ["🚚 van 7!", ["van", "7"], "van7"],
    ["🚚 🚚", ["🚚🚚"], "🚚🚚"],
    ["", [], ""],
  ])("of %j", (folded, words, compact) => {
    expect(wordsOf(folded)).toEqual(words);
    expect(compactOf(folded)).toBe(compact);
  });

  it("lose the zeros in front of a number, but not the number zero", () => {
    expect(["007", "7", "000", "cam"].map(withoutLeadingZeros)).toEqual(["7", "7", "0", "cam"]);
  });
});

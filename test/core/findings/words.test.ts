import { describe, expect, it } from "vitest";
import { dayMs, hourMs, minuteMs, secondMs } from "../../../src/core/instant.ts";
import {
  count,
  country,
  data,
  duration,
  durationWords,
  imei,
  instant,
  listed,
  nounFor,
  numberWords,
  paragraph,
  plainText,
  shareWords,
} from "../../../src/core/words.ts";

describe("durationWords", () => {
  it.each([
    [-5, "0 s"],
    [Number.NaN, "an unknown time"],
    [Number.POSITIVE_INFINITY, "an unknown time"],
    [41 * secondMs, "41 s"],
    [minuteMs - 1, "59 s"],
    [41 * minuteMs, "41 min"],
    [hourMs - 1, "59 min"],
    [hourMs, "1 h"],
    [3 * hourMs + 41 * minuteMs + 59 * secondMs, "3 h 41 min"],
    [31 * hourMs, "31 h"],
    [2 * dayMs - 1, "47 h 59 min"],
    [2 * dayMs, "2 d"],
    [2 * dayMs + 5 * hourMs + 59 * minuteMs, "2 d 5 h"],
  ])("%d ms reads %s", (ms, words) => {
    expect(durationWords(ms)).toBe(words);
  });
});

describe("numberWords", () => {
  it.each([
    [0, "0"],
    [412, "412"],
    [999, "999"],
    [999.6, "1k"],
    [1_000, "1k"],
    [7_900, "7.9k"],
    [9_960, "10k"],
    [12_345, "12k"],
    [352_000, "352k"],
    [999_499, "999k"],
    [999_500, "1M"],
    [1_234_567, "1.2M"],
    [999_500_000, "1B"],
    [Number.NaN, "an unknown number"],
  ])("%d reads %s", (value, words) => {
    expect(numberWords(value)).toBe(words);
  });
});

describe("shareWords", () => {
  it.each([
    [0, "0 %"],
    [0.004, "<1 %"],
    [0.42, "42 %"],
    [0.994, "99 %"],
    [0.995, "100 %"],
    [Number.NaN, "an unknown share"],
  ])("%d reads %s", (share, words) => {
    expect(shareWords(share)).toBe(words);
  });
});

describe("nounFor", () => {
  it.each([
    [1, "session", "session"],
    [0, "session", "sessions"],
    [2, "country", "countries"],
    [2, "day", "days"],
    [2, "radio switch", "radio switches"],
  ])("%d %s reads %s", (value, singular, noun) => {
    expect(nounFor(value, singular)).toBe(noun);
  });
});

describe("plainText", () => {
  it("renders every kind of word", () => {
    const at = Date.UTC(2026, 10, 23, 9, 5);
    const sentence = [
      ...["Since ", instant(at), ", ", count(1, "session"), " of ", duration(41 * minuteMs)],
      ...[" on ", data("T-Mobile"), " (", country("USA"), "), device ", imei("014931000129700")],
    ];
    expect(plainText(sentence)).toBe(
      "Since 23 Nov 09:05 UTC, 1 session of 41 min on T-Mobile (USA), device …9700",
    );
  });

  it("takes control characters and direction marks off untrusted text", () => {
    expect(plainText([data("A\u202eB\nC\u0000"), "."])).toBe("A B C.");
  });

  it("survives an instant that is no date", () => {
    expect(plainText([instant(Number.NaN)])).toBe("an unknown time");
  });
});

describe("joining", () => {
  it("lists with commas and a last conjunction", () => {
    expect(plainText(listed([]))).toBe("");
    expect(plainText(listed([["a"]]))).toBe("a");
    expect(plainText(listed([["a"], ["b"]], "or"))).toBe("a or b");
    expect(plainText(listed([["a"], ["b"], ["c"]]))).toBe("a, b and c");
  });

  it("puts sentences into a paragraph", () => {
    expect(plainText(paragraph([["One."], ["Two."]]))).toBe("One. Two.");
  });
});

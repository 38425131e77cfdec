import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fold, wordsOf } from "../../src/core/fold.ts";
import type { Nearness, SearchRange } from "../../src/ports/directory.ts";
import { anyFleet, entry, indexOf, named, sidOf } from "../support/directory/fleets.ts";

const fleet = [
  named(1, "Cargo camera 7 Köln", "cargo-cam-07"),
  named(2, "Cargo camera 70", "cargo-cam-70"),
  named(3, "Truck 7 cargo camera", "truck-7-cam"),
  named(4, "Truck 8", "truck-8"),
  named(5, "Camera", "camera-000123"),
  named(6, "Refrigerated container 12 Łódź"),
  named(7, "Tucker 7"),
  entry(8),
];
const index = indexOf(fleet);

const ask = (text: string, range: Partial<SearchRange> = {}) =>
  index
    .search(text, { limit: 100, ...range })
    .matches.map(({ sim, nearness }) => [Number.parseInt(sim.sid.slice(2), 16), nearness]);

describe("search", () => {
  it.each<[string, string, [number, Nearness][]]>([
    [
      "a whole name first, whatever separates its words",
      "CARGO cam07",
      [
        [1, "exact"],
        [3, "words"],
      ],
    ],
    [
      "then names that begin so, then words",
      "camera",
      [
        [5, "exact"],
        [1, "words"],
        [2, "words"],
        [3, "words"],
      ],
    ],
    [
      "beginnings of names before words in the middle",
      "cargo c",
      [
        [1, "words"],
        [2, "words"],
        [3, "words"],
      ],
    ],
    [
      "whole words before beginnings of words",
      "camera 7",
      [
        [1, "words"],
        [3, "words"],
        [2, "words"],
      ],
    ],
    ["words in any order", "cam truck", [[3, "words"]]],
    ["accents", "lodz", [[6, "words"]]],
    ["a number without its zeros", "camera 123", [[5, "words"]]],
    ["a number with zeros too many", "truck 08", [[4, "words"]]],
    ["the last digits of an ICCID", "260000000000008", [[8, "words"]]],
    ["a word and the last digits of an ICCID", "truck 00004", [[4, "words"]]],
    ["a whole ICCID in groups", "8901 2600 0000 0000 008", [[8, "exact"]]],
    ["a SID", sidOf(6), [[6, "exact"]]],
    ["nothing like it", "zebra", []],
    ["punctuation alone", "--", []],
  ])("%s: %j", (_, text, expected) => expect(ask(text, { farthest: "words" })).toEqual(expected));

  it.each([
    ["a letter missing", "refigerated", 6],
    ["a letter too many", "refrigeratted", 6],
    ["a letter mistaken", "refrigerazed", 6],
    ["two letters swapped", "refrigeraetd", 6],
    ["the first letter mistaken", "vefrigerated", 6],
    ["two typos in a long word", "refigeratted", 6],
    ["a typo in a beginning", "refirg", 6],
    ["a typo in a short word beside others", "cargo cm 07", 1],
    ["a typo in one of several words", "contaner lodz", 6],
    ["a letter for a digit", "cargo-cam-O7", 1],
  ])("%s", (_, text, expected) => {
    const found = ask(text);
    expect(found.map(([number]) => number)).toContain(expected);
    expect(found.every(([, nearness]) => nearness === "typo")).toBe(true);
  });

  it("typos come after all that was typed right", () => {
    expect(ask("tuck 7")).toEqual([
      [7, "words"],
      [3, "typo"],
    ]);
  });

  it.each<[string, readonly string[]]>([
    // A whole name, names that begin so, then words that are or begin so.
    ["c", ["C", "cafe", "Cargo 9", "Zulu", "Buoy c", "Depot cargo"]],
    ["ca", ["cafe", "Cargo 9", "Zulu", "Depot cargo"]],
    ["7", ["7", "70 gates", "Cargo 9", "Pump 7"]],
    ["70", ["70 gates"]],
    ["x", []],
  ])("one or two characters find what begins with them: %j", (text, names) => {
    const sims = [
      named(1, "Cargo 9", "excavator-7"),
      named(2, "Depot cargo"),
      named(3, "Zulu", "ca-9"),
      named(4, "Buoy c"),
      named(5, "C"),
      named(6, "cafe"),
      named(7, "70 gates"),
      named(8, "7"),
      named(9, "Pump 7"),
    ];
    const { matches } = indexOf(sims).search(text, { limit: 20, farthest: "some_words" });
    expect(matches.map(({ sim }) => sim.friendlyName)).toEqual(names);
  });

  it("a short word alone is no typo of another", () => {
    expect(ask("cxm")).toEqual([]);
    expect(ask("7").every(([, nearness]) => nearness === "words")).toBe(true);
  });

  it("some of the words, when asked for, most of them first", () => {
    expect(ask("the camera on truck 7")).toEqual([]);
    const loose = ask("the camera on truck 7", { farthest: "some_words" });
    expect(loose[0]?.[0]).toBe(3);
    expect(loose.length).toBeGreaterThan(3);
    expect(loose.every(([, nearness]) => nearness === "some_words")).toBe(true);
    expect(ask("zebra crossing", { farthest: "some_words" })).toEqual([]);
  });

  it("more words than are looked at never count as a match of all", () => {
    const text = "cargo camera 7 koln cam 07 zebra";
    expect(ask(text)).toEqual([]);
    expect(ask(text, { farthest: "some_words" })[0]).toEqual([1, "some_words"]);
  });

  it("counts all, gives a stretch, in one order", () => {
    const many = indexOf(
      Array.from({ length: 250 }, (_, number) => named(number, `Cam ${number}`)),
    );
    const whole = many.search("cam", { limit: 1_000 });
    expect(whole.totals).toEqual({ exact: 0, words: 250, typo: 0, some_words: 0 });
    const labels = whole.matches.map(({ sim }) => sim.friendlyName);
    expect(labels).toEqual(Array.from({ length: 250 }, (_, number) => `Cam ${number}`));
    const pages = [0, 100, 200, 300].flatMap(
      (offset) => many.search("cam", { offset, limit: 100 }).matches,
    );
    expect(pages).toEqual(whole.matches);
    expect(many.search("", { limit: 3 }).matches.map(({ sim }) => sim.friendlyName)).toEqual([
      "Cam 0",
      "Cam 1",
      "Cam 2",
    ]);
  });

  it("a SIM is found by every beginning of every word of its names", () => {
    fc.assert(
      fc.property(anyFleet, (sims) => {
        const any = indexOf(sims);
        for (const sim of sims) {
          for (const name of [sim.uniqueName, sim.friendlyName]) {
            for (const word of wordsOf(fold(name?.toWellFormed() ?? "")).slice(0, 4)) {
              for (const length of [1, 2, Math.ceil(word.length / 2), word.length]) {
                const start = [...word].slice(0, length).join("");
                const { matches } = any.search(start, { limit: 100, farthest: "words" });
                expect(matches.map((match) => match.sim.sid)).toContain(sim.sid);
              }
            }
          }
        }
      }),
      { numRuns: 200 },
    );
  });

  it("a SIM is found by its name with any one letter left out, put in or mistaken", () => {
    const names = ["refrigerator", "Elevator Hamburg", "cargo-camera-2231"];
    fc.assert(
      fc.property(
        fc.constantFrom(...names),
        fc.nat(),
        fc.constantFrom("", "q", "double"),
        (name, place, how) => {
          const any = indexOf([...fleet, ...names.map((text, at) => named(100 + at, text))]);
          const letters = [...name];
          const at = place % letters.length;
          const letter = letters[at] ?? "";
          if (!/\p{L}|\p{N}/u.test(letter)) return;
          letters[at] = how === "double" ? letter + letter : how;
          const found = any.search(letters.join(""), { limit: 100 }).matches;
          expect(found.map(({ sim }) => sim.friendlyName)).toContain(name);
        },
      ),
    );
  });

  it("never throws, and never gives one SIM twice or more than asked for", () => {
    fc.assert(
      fc.property(
        anyFleet,
        fc.string({ unit: "binary", maxLength: 600 }),
        fc.nat({ max: 50 }),
        (sims, text, limit) => {
          const range: SearchRange = { limit, farthest: "some_words" };
          const { matches, totals } = indexOf(sims).search(text, range);
          const sum = Object.values(totals).reduce((all, count) => all + count, 0);
          expect(matches.length).toBe(Math.min(limit, sum));
          expect(new Set(matches.map(({ sim }) => sim.sid)).size).toBe(matches.length);
        },
      ),
      { numRuns: 300 },
    );
  });
});

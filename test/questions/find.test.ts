import { describe, expect, it } from "vitest";
import type { ListState } from "../../src/core/list-state.ts";
import type { DirectorySim } from "../../src/ports/directory.ts";
import { findSims, mostSuggestions, suggestSims } from "../../src/questions/find.ts";
import { named, sidOf } from "../support/directory/fleets.ts";
import { fakeSimSource, testClock } from "../support/fake-sim-source.ts";
import { accountOf, scopeOf } from "../support/one-account.ts";
import { heldDirectory } from "../support/questions/held-directory.ts";

const meters = Array.from({ length: 134 }, (_, number) => named(number, `Meter ${number}`));

function setUp(sims: readonly DirectorySim[] = meters, state?: ListState) {
  const directory = heldDirectory(sims, state);
  const scope = scopeOf([accountOf({ source: fakeSimSource(testClock()), directory })]);
  return {
    find: (text: string, page: number) => findSims(scope, text, page),
    suggest: (text: string, limit?: number) => suggestSims(scope, text, limit),
  };
}

describe("find", () => {
  it("pages through all matches, each once", () => {
    const { find } = setUp();
    const seen: string[] = [];
    for (let page = 1; page <= 14; page += 1) {
      const outcome = find("meter", page);
      if (outcome.kind !== "found") throw new Error("nothing found");
      expect(outcome).toMatchObject({ total: 134, page, pageCount: 14, wanted: "meter" });
      seen.push(...outcome.matches.map(({ sim }) => sim.sid));
    }
    expect(seen).toHaveLength(134);
    expect(new Set(seen).size).toBe(134);
  });

  it.each([
    [0, 1],
    [-3, 1],
    [Number.NaN, 1],
    [15, 14],
    [1e9, 14],
  ])("page %d is page %d", (asked, given) => {
    const outcome = setUp().find("meter", asked);
    expect(outcome).toMatchObject({ kind: "found", page: given });
    expect(outcome.kind === "found" && outcome.matches.length).toBe(given === 14 ? 4 : 10);
  });

  it("takes a pasted link for the SID in it, and groups of digits for an ICCID", () => {
    for (const text of [
      `<https://console.twilio.com/sims/${sidOf(17)}>`,
      "8901 2600 0000 0000 017",
      "“meter 17”",
    ]) {
      expect(setUp().find(text, 1)).toMatchObject({
        kind: "found",
        matches: [{ nearness: "exact", sim: { sid: sidOf(17) } }],
      });
    }
  });

  it("finds mistyped names and says that they are", () => {
    expect(setUp().find("metre 17", 1)).toMatchObject({
      kind: "found",
      matches: [{ nearness: "typo", sim: { sid: sidOf(17) } }],
    });
  });

  it("finds nothing, offers some of the words, and says what stands behind it", () => {
    const state: ListState = { kind: "loading", listed: 2_000 };
    const outcome = setUp(meters, state).find("green meter 17", 1);
    expect(outcome).toMatchObject({
      kind: "none",
      wanted: "green meter 17",
      lists: [{ account: null, state }],
    });
    expect(outcome.kind === "none" && outcome.nearest[0]?.sim.sid).toBe(sidOf(17));
    expect(setUp(meters, state).find("zebra", 1)).toMatchObject({ kind: "none", nearest: [] });
  });
});

describe("suggestions", () => {
  it("are as many as a menu shows, of all there are", () => {
    const { suggest } = setUp();
    expect(suggest("met").total).toBe(134);
    expect(suggest("met").matches).toHaveLength(mostSuggestions);
    expect(suggest("met", 500).matches).toHaveLength(mostSuggestions);
    expect(suggest("met", 5).matches).toHaveLength(5);
    expect(suggest("met", -1).matches).toHaveLength(0);
  });

  it("begin with the alphabet when nothing is typed", () => {
    const { matches } = setUp().suggest("", 2);
    expect(matches.map(({ sim }) => sim.friendlyName)).toEqual(["Meter 0", "Meter 1"]);
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { oneLine } from "../../src/chart/drawable-text.ts";
import { cutText, firstCharacters, lastCharacters } from "../../src/core/cut-text.ts";
import { knownOperator } from "../../src/core/known/known-session.ts";
import { simLabel } from "../../src/core/sim.ts";
import { maskedImei } from "../../src/core/words.ts";
import { scrub } from "../../src/ops/scrub.ts";
import { createTextPool } from "../../src/reads/fleet/text-pool.ts";
import { cleanText } from "../../src/slack/kit/clean.ts";
import { tellingApart } from "../../src/slack/views/sim-line.ts";
import { sim } from "../support/sessions.ts";

/** One character each, to whoever sees it. */
const whole = ["🚚", "🇩🇪", "👨‍👩‍👧", "👍🏽", "e\u0301", "字", "a", "नि", "1️⃣", "ä"];
const text = fc.array(fc.constantFrom(...whole), { minLength: 1, maxLength: 30 });

describe("a text that is cut to a length", () => {
  it("keeps as many whole characters as fit, from either end", () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 0, max: 60 }), (characters, most) => {
        // Two flags' halves pair from the left: a row of them is cut where whoever reads it would.
        const all = characters.join("");
        const lengthOf = (some: readonly string[]) => some.join("").length;
        const count = (from: "first" | "last") => {
          let kept = 0;
          const taken = (so: number) =>
            from === "first" ? characters.slice(0, so) : characters.slice(characters.length - so);
          while (kept < characters.length && lengthOf(taken(kept + 1)) <= most) kept += 1;
          return taken(kept).join("");
        };
        const first = count("first");
        if (first !== "" || most === 0) expect(firstCharacters(all, most)).toBe(first);
        expect(lastCharacters(all, most)).toBe(count("last"));
        if (most === 0) return;
        const cut = cutText(all, most);
        expect(cut.length).toBeLessThanOrEqual(most);
        if (all.length <= most) expect(cut).toBe(all);
        else expect(all.startsWith(cut.slice(0, -1))).toBe(true);
      }),
    );
  });

  it("is never half a character, where the first one is longer than all that is kept", () => {
    expect(firstCharacters(`a${"\u0301".repeat(99)}`, 10)).toHaveLength(10);
    expect(firstCharacters("👨‍👩‍👧", 4)).toBe("👨‍");
    expect(firstCharacters("🚚", 1)).toBe("");
    expect(cutText(`a${"\u0301".repeat(99)}`, 10)).toBe("…");
  });
});

const unit = fc.integer({ min: 0, max: 600 });
const character = fc.constantFrom("🚚", "🇩🇪", "👨‍👩‍👧", "👍🏽", "e\u0301");

/** Every way in which a text of somebody else's is cut before somebody reads it. */
const cuts: readonly (readonly [
  what: string,
  cut: (text: string) => readonly (string | null)[],
])[] = [
  ["text in a message", (given) => [cleanText(given, 80)]],
  ["a line of the picture", (given) => [oneLine(given), oneLine(given, 16)]],
  [
    "an operator out of a record",
    (given) => {
      const { country, name } = knownOperator({
        mcc: null,
        mnc: null,
        country: given,
        name: given,
      });
      return [country, name];
    },
  ],
  ["what is remembered of the fleet", (given) => pooled(given)],
  ["a line of the log", (given) => [scrub(given)]],
];

function pooled(given: string): readonly (string | null)[] {
  const pool = createTextPool();
  return [pool.text(pool.take(given))];
}

describe("what is shown of a long text holds only whole characters", () => {
  it.each(cuts)("%s", (_, cut) => {
    fc.assert(
      fc.property(unit, character, (before, one) => {
        const given = `${"x".repeat(before)}${one.repeat(300)}`;
        for (const shown of cut(given)) {
          const rest = (shown ?? "").replace(/[\u2068\u2069]|…$/gu, "").replace(/^x*/, "");
          expect(rest.replaceAll(one, "")).toBe("");
        }
      }),
    );
  });

  it("the last characters of a number that is none", () => {
    const iccid = "898830🚚🚚🚚";
    const own = { ...sim(), friendlyName: null, uniqueName: null, iccid };
    expect(simLabel(own)).toBe("SIM …🚚🚚");
    expect(tellingApart({ ...own, account: null })).toContain("ICCID ends in 🚚🚚");
    expect(maskedImei("35🚚🚚1")).toBe("…🚚1");
  });
});

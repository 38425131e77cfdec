import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { FindingInput } from "../../../src/core/findings/facts.ts";
import { type Triage, triage } from "../../../src/core/findings/triage.ts";
import { unknownsOf } from "../../../src/core/findings/unknowns.ts";
import { dayMs } from "../../../src/core/instant.ts";
import type { RecordTimes } from "../../../src/core/session-read.ts";
import { anyHiding, anyLeft, hiding, type Left } from "../../support/core/findings/hiding.ts";
import { historiesOf } from "../../support/histories/all.ts";

/** Of those that are known whole. */
const labelled = historiesOf(31).filter(({ input }) => input.unknowns === undefined);
const anyHistory = fc.constantFrom(...labelled);

/** What is found where nothing is hidden, worked out once for a history. */
const whole = new Map(labelled.map((one) => [one, triage(one.input)]));

function withLeft(input: FindingInput, left: Left): Triage {
  const { sessions, asOf } = input;
  return triage({ ...input, unknowns: unknownsOf({ sessions, asOf, ...left }) });
}

const kindsOf = ({ findings }: Triage) => findings.map(({ kind }) => kind);

/** Whether a record with these times may have been in the last 24 hours, worked out anew. */
function mayBeOfNewestDay({ start, end, lastUpdated }: RecordTimes, asOf: number): boolean {
  const readable = [start, end, lastUpdated].filter((at) => typeof at === "number" && at <= asOf);
  const until = end === null ? lastUpdated : end;
  if (typeof until !== "number" || until > asOf) return true;
  return readable.some((at) => typeof at === "number" && at > asOf - dayMs);
}

describe("records that are not known", () => {
  it("add no finding and no change, and leave no tick where they may be of the newest day", () => {
    const pair = anyHistory.chain((one) => fc.tuple(fc.constant(one), anyLeft(one.input.asOf)));
    fc.assert(
      fc.property(pair, ([one, left]) => {
        const before = whole.get(one);
        const after = withLeft(one.input, left);
        expect(kindsOf(before ?? after)).toEqual(expect.arrayContaining(kindsOf(after)));
        if (after.changed !== null) expect(after.changed).toEqual(before?.changed);
        const { setAside = [], ofOtherSims = [], undated = 0, incomplete = null } = left;
        const isNewestUnknown =
          undated > 0 ||
          incomplete !== null ||
          [...setAside, ...ofOtherSims].some((times) => mayBeOfNewestDay(times, one.input.asOf));
        if (isNewestUnknown) expect(after.verdict.severity).not.toBe("normal");
      }),
      { numRuns: 120 },
    );
  });

  it("make no finding by being hidden", () => {
    const found: string[] = [];
    fc.assert(
      fc.property(anyHistory, anyHiding, (one, hidden) => {
        const { known, left } = hiding(one.input.sessions, one.input.asOf, hidden);
        const after = withLeft({ ...one.input, sessions: known }, left);
        const before = whole.get(one);
        const full =
          before === undefined
            ? []
            : [...kindsOf(before), ...before.suppressed.map(({ rule }) => rule)];
        for (const kind of kindsOf(after).filter((kind) => !full.includes(kind))) {
          found.push(`${kind}: ${one.name} ${JSON.stringify(hidden)}`);
        }
      }),
      { numRuns: 250 },
    );
    expect(found).toEqual([]);
  });
});

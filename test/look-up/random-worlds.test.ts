import fc from "fast-check";
import { expect, it } from "vitest";
import { isBotError } from "../../src/core/errors.ts";
import { secondMs } from "../../src/core/instant.ts";
import { createSimReports, type SimReportOutcome } from "../../src/questions/report.ts";
import { entry, sidOf } from "../support/directory/fleets.ts";
import { lived, type Trouble, worldArbitrary } from "../support/look-up/random-world.ts";

/**
 * Any accounts with any trouble and any lists, right or wrong; several people ask at different
 * times in different places. Whatever they are told must be true, in time, and theirs to know.
 */

const longestMs = 12 * secondMs;

/** Who answers at once, or does not want to be shown, is never shown from memory. */
const fine: readonly (Trouble | undefined)[] = ["none", "refused"];

/** All names of accounts that an outcome tells. */
function accountsTold(outcome: SimReportOutcome): readonly (string | null)[] {
  switch (outcome.kind) {
    case "report":
      return [outcome.report.account, ...outcome.alsoIn, ...namesIn(outcome.unasked)];
    case "several_sims":
      return [...outcome.alsoIn, ...namesIn([...outcome.candidates, ...outcome.unasked])];
    case "no_match":
      return namesIn([...outcome.lists, ...outcome.nearest, ...outcome.unasked]);
    case "sim_not_found":
      return [...outcome.accounts, ...namesIn(outcome.unasked)];
    case "super_sim":
      return [];
  }
}

function namesIn(some: readonly { readonly account: string | null }[]): (string | null)[] {
  return some.map(({ account }) => account);
}

it("tells nothing that is untrue, late, or another one's, however lists and platforms fail", async () => {
  await fc.assert(
    fc.asyncProperty(worldArbitrary, async (world) => {
      const { ends } = await lived(world, createSimReports);
      for (const { outcome, error, asked, looked, tookMs } of ends) {
        expect(tookMs).toBeLessThanOrEqual(longestMs);
        if (outcome === null) {
          expect(isBotError(error)).toBe(true);
          // Somebody must be at fault: where all answer, there is an answer.
          expect(looked.some((side) => side.trouble !== "none")).toBe(true);
          continue;
        }
        const allowed = new Set<string | null>(looked.map(({ name }) => name));
        expect(accountsTold(outcome).filter((name) => !allowed.has(name))).toEqual([]);
        if (outcome.kind === "report") {
          const { report, alsoIn, unasked } = outcome;
          const side = looked.find(({ name }) => name === report.account);
          if (report.stale === null) expect(side?.sids).toContain(report.sim.sid);
          else expect(tookMs < longestMs ? [...fine, "slow"] : fine).not.toContain(side?.trouble);
          const heard = new Set([report.account, ...alsoIn]);
          expect(namesIn(unasked).filter((name) => heard.has(name))).toEqual([]);
        }
        const isNotFound = outcome.kind === "sim_not_found" || outcome.kind === "no_match";
        if (isNotFound && tookMs < longestMs) {
          const told = new Set(namesIn(outcome.unasked));
          const silent = looked.filter(
            ({ name, sims }) =>
              !told.has(name) &&
              sims.some(({ number, uniqueName }) =>
                [sidOf(number), entry(number).iccid, uniqueName].includes(asked),
              ),
          );
          expect(silent.map(({ name }) => name)).toEqual([]);
        }
      }
    }),
    { numRuns: 1_500 },
  );
}, 300_000);

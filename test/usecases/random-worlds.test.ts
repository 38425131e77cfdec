import fc from "fast-check";
import { expect, it } from "vitest";
import { minuteMs, secondMs } from "../../src/core/instant.ts";
import type { Sim } from "../../src/core/sim.ts";
import { isBotError } from "../../src/errors.ts";
import type { DirectorySim } from "../../src/usecases/directory.ts";
import { createSimReports, type SimReportOutcome } from "../../src/usecases/sim-report.ts";
import { entry, sidOf } from "../directory/fleets.ts";
import { type FakeSimSource, fakeSimSource } from "../support/fake-sim-source.ts";
import { accountOf, scopeOf } from "../support/one-account.ts";
import { session, sim } from "../support/sessions.ts";
import { type VirtualTime, virtualTime } from "../support/virtual-time.ts";
import { heldDirectory } from "./held-directory.ts";
import { failure, loading } from "./two-accounts.ts";

/**
 * Any accounts with any trouble and any lists, right or wrong; several people ask at different
 * times in different places. Whatever they are told must be true, in time, and theirs to know.
 */

const trouble = [
  "none",
  "slow",
  "very_slow",
  "hangs",
  "down",
  "refused",
  "limited_too_long",
] as const;
type Trouble = (typeof trouble)[number];

const numbers = fc.integer({ min: 30, max: 33 });
const uniqueNames = fc.constantFrom("gate", "pump", "cam", null);
const friendlyNames = fc.constantFrom("Gate", "Gate north", "Pump", null);
const record = fc.record({ number: numbers, uniqueName: uniqueNames, friendlyName: friendlyNames });
type Known = { number: number; uniqueName: string | null; friendlyName: string | null };

const accountArbitrary = fc.record({
  sims: fc.uniqueArray(record, {
    maxLength: 3,
    comparator: (a, b) =>
      a.number === b.number || (a.uniqueName !== null && a.uniqueName === b.uniqueName),
  }),
  /** What its list has that is not so any more. */
  mistake: fc.option(record),
  /** What it had when earlier reads were made. */
  hadToo: fc.option(record),
  list: fc.constantFrom("ready", "ready", "ready", "loading", "failed"),
  trouble: fc.constantFrom("none" as const, "none" as const, ...trouble),
});

const questionArbitrary = fc.record({
  asked: fc.oneof(
    fc.constantFrom("gate", "Gate", "Gate north", "pump", "gat", "gaet"),
    numbers.map((number) => sidOf(number)),
    numbers.map((number) => entry(number).iccid ?? ""),
  ),
  atS: fc.integer({ min: 0, max: 10 }),
  /** Which of the accounts this person may look in; none of these: in all. */
  places: fc.subarray([0, 1, 2]),
  isFirstPreferred: fc.boolean(),
});

const worldArbitrary = fc.record({
  accounts: fc.array(accountArbitrary, { minLength: 1, maxLength: 3 }),
  questions: fc.array(questionArbitrary, { minLength: 1, maxLength: 3 }),
});

const longestMs = 12 * secondMs;

/** Who answers at once, or does not want to be shown, is never shown from memory. */
const fine: readonly (Trouble | undefined)[] = ["none", "refused"];

/** From now on the source behaves like that. */
function troubled(source: FakeSimSource, time: VirtualTime, what: Trouble): void {
  const delayMs = { slow: secondMs, very_slow: 4 * secondMs }[what as "slow" | "very_slow"];
  const endless = ["hangs", "limited_too_long"].includes(what);
  const wrapped =
    <Value>(ask: (name: string, signal: AbortSignal) => Promise<Value>) =>
    async (name: string, signal: AbortSignal): Promise<Value> => {
      if (signal.aborted) throw failure("sim_api_timeout");
      if (what === "down") throw failure("sim_api_unreachable");
      if (what === "refused") throw failure("sim_api_unauthorized");
      if (endless || delayMs !== undefined) await time.wait(delayMs ?? 60 * minuteMs, signal);
      if (signal.aborted)
        throw failure(what === "limited_too_long" ? "sim_api_rate_limited" : "sim_api_timeout");
      return ask.call(source, name, signal);
    };
  source.fetchSim = wrapped(source.fetchSim);
  source.fetchSimByIccid = wrapped(source.fetchSimByIccid);
  source.readSessions = wrapped(source.readSessions);
}

function simOf({ number, uniqueName, friendlyName }: Known): Sim {
  return sim({ sid: sidOf(number), iccid: entry(number).iccid, uniqueName, friendlyName });
}

function listedOf({ number, ...names }: Known): DirectorySim {
  return entry(number, names);
}

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
    fc.asyncProperty(worldArbitrary, async ({ accounts, questions }) => {
      const time = virtualTime();
      const sides = accounts.map((made, index) => {
        const name = ["us", "emea", "apac"][index] ?? "";
        const source = fakeSimSource(time);
        const isMistaken = ({ number, uniqueName }: Known) =>
          made.mistake !== null &&
          (made.mistake.number === number || made.mistake.uniqueName === uniqueName);
        const right = made.sims.filter((one) => !isMistaken(one));
        const listed = made.mistake === null ? right : [...right, made.mistake];
        const directory = {
          ready: heldDirectory(listed.map(listedOf)),
          loading: heldDirectory([], loading),
          failed: heldDirectory([], { kind: "failed", error: failure("sim_api_failed") }),
        }[made.list];
        const sids = new Set(made.sims.map(({ number }) => sidOf(number)));
        return { ...made, name, source, sids, account: accountOf({ name, source, directory }) };
      });
      const reports = createSimReports({ clock: time, startTimer: time.startTimer });

      // What is kept from before.
      for (const { source, account, sims, hadToo } of sides) {
        for (const known of hadToo === null ? sims : [...sims, hadToo]) {
          source.add(simOf(known), [session()]);
          const scope = scopeOf([account]);
          const sid = sidOf(known.number);
          await time.run(reports.answer({ sim: sid, scope, windowName: "7d", moment: "now" }));
          source.remove(sid);
        }
        for (const known of sims) source.add(simOf(known), [session()]);
      }
      await time.pass(5 * minuteMs);
      for (const side of sides) troubled(side.source, time, side.trouble);

      const ask = async ({ asked, atS, places, isFirstPreferred }: (typeof questions)[number]) => {
        const some = sides.filter((_, index) => places.includes(index));
        const looked = some.length === 0 ? sides : some;
        const scope = scopeOf(
          looked.map(({ account }) => account),
          { isFirstPreferred },
        );
        await time.wait(atS * secondMs, new AbortController().signal);
        const beganAt = time.now();
        const question = { sim: asked, scope, windowName: "7d", moment: "now" } as const;
        const end = await reports.answer({ ...question, orEarlier: true }).then(
          (outcome) => ({ outcome, error: null }),
          (error: unknown) => ({ outcome: null, error }),
        );
        return { ...end, asked, looked, tookMs: time.now() - beganAt };
      };
      const ends = await time.run(Promise.all(questions.map(ask)));

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
}, 120_000);

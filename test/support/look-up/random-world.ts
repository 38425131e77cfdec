import fc from "fast-check";
import type { Account } from "../../../src/accounts/accounts.ts";
import { minuteMs, secondMs } from "../../../src/core/instant.ts";
import type { Sim } from "../../../src/core/sim.ts";
import type { DirectorySim } from "../../../src/ports/directory.ts";
import type {
  SimReportOutcome,
  SimReportParts,
  SimReports,
} from "../../../src/questions/report.ts";
import { entry, sidOf } from "../directory/fleets.ts";
import { type FakeSimSource, fakeSimSource } from "../fake-sim-source.ts";
import { accountOf, scopeOf } from "../one-account.ts";
import { heldDirectory } from "../questions/held-directory.ts";
import { session, sim } from "../sessions.ts";
import { type VirtualTime, virtualTime } from "../virtual-time.ts";
import { failure, loading } from "./two-accounts.ts";

const trouble = [
  "none",
  "slow",
  "very_slow",
  "hangs",
  "down",
  "refused",
  "limited_too_long",
] as const;
export type Trouble = (typeof trouble)[number];

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

export const worldArbitrary = fc.record({
  accounts: fc.array(accountArbitrary, { minLength: 1, maxLength: 3 }),
  questions: fc.array(questionArbitrary, { minLength: 1, maxLength: 3 }),
});

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

export type World = typeof worldArbitrary extends fc.Arbitrary<infer Value> ? Value : never;

/** One account of a world. */
export interface Side {
  readonly name: string;
  readonly account: Account;
  readonly source: FakeSimSource;
  readonly sims: readonly Known[];
  readonly sids: ReadonlySet<string>;
  readonly trouble: Trouble;
}

/** What a person was told, or how it failed. */
export interface Ending {
  readonly outcome: SimReportOutcome | null;
  readonly error: unknown;
  readonly asked: string;
  readonly looked: readonly Side[];
  readonly tookMs: number;
}

/** Everybody asks at their time; ends when the last one has heard something. */
export async function lived(
  { accounts, questions }: World,
  createReports: (parts: SimReportParts) => SimReports,
): Promise<{ readonly sides: readonly Side[]; readonly ends: readonly Ending[] }> {
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
  const reports = createReports({ clock: time, startTimer: time.startTimer });

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

  const ask = async ({ asked, atS, places, isFirstPreferred }: World["questions"][number]) => {
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

  return { sides, ends };
}

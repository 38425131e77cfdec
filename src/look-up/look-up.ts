import { type Account, type SimRef, scopeKey } from "../accounts/accounts.ts";
import { readGiven, type SuperSim } from "../core/reading/given.ts";
import type { StartTimer } from "../core/time.ts";
import type { Freshness, HeldReads, LoadSim } from "../reads/held-reads.ts";
import { createSharedWork } from "../reads/shared-work.ts";
import { askAll, askInTurn } from "./ask-all.ts";
import type { Matches, Row } from "./listed.ts";
import { type Ask, fetchedIn, type Known, type Reading } from "./meaning.ts";
import { type End, lookFor, next, type Step } from "./next.ts";

/** What came of a look-up. */
export type LookedUp = End | SuperSim;

/**
 * From a text to the sessions of the SIM that it means, in whichever account of a scope it is: `next`
 * says what to do, and what came of it is known from then on. Rejects only with faults of our own.
 */
export function createLookUp(reads: HeldReads, startTimer: StartTimer) {
  const shared = createSharedWork<readonly Row[]>();

  const ask = async (known: Known, step: Ask, signal: AbortSignal): Promise<Partial<Known>> => {
    const begin = () => askAll(step, (account) => askOne(account, step, reads, signal), startTimer);
    // Who asks for one text in the same accounts at one time waits for one answer to all of them.
    const key = `${scopeKey(known.scope)} ${known.name.given}`;
    const rows = await (known.gone.length > 0 ? begin() : shared.of(key, begin, signal));
    return step.what === "name" ? { asked: rows } : { askedForSid: rows };
  };

  const read = async (
    known: Known,
    { found, others }: Extract<Step, { kind: "read" }>,
    freshness: Freshness,
    signal: AbortSignal,
  ): Promise<Reading> => {
    const { account: first, sid } = found;
    const readIn = (account: Account) => {
      const load: LoadSim = async (room) => {
        const [sim, sessions] = await Promise.all([
          fetchedIn(known, account, sid) ?? account.source.fetchSim(sid, signal),
          account.source.readSessions(sid, signal, room),
        ]);
        return sim === null || sessions === null ? null : { sim, read: sessions };
      };
      return reads.of(account.name).get(sid, freshness, load, signal);
    };
    return { found, rows: await askInTurn([first, ...others], readIn, startTimer, signal) };
  };

  return async (ref: SimRef, freshness: Freshness, signal: AbortSignal): Promise<LookedUp> => {
    const name = readGiven(ref.sim);
    if (name.kind === "super_sim") return name;
    let known = lookFor(name, ref.scope);
    for (;;) {
      const step = next(known, signal.aborted);
      switch (step.kind) {
        case "ask":
          known = { ...known, ...(await ask(known, step, signal)) };
          break;
        case "read":
          known = { ...known, read: await read(known, step, freshness, signal) };
          break;
        case "again":
          known = lookFor(known.name, known.scope, [...known.gone, step.gone]);
          break;
        default:
          return step;
      }
    }
  };
}

/** One account for one SIM. `null`: it has none such. */
export async function askOne(
  { name, source }: Account,
  { what, by, calls }: Ask,
  reads: HeldReads,
  signal: AbortSignal,
): Promise<Matches | null> {
  for (const [method, text] of calls) {
    // Somebody asked by that name a moment ago, before any list has it.
    const recent = what === "name" ? reads.of(name).recent(text) : null;
    const sim = recent?.sim ?? (await source[method](text, signal));
    if (sim !== null) return { by, total: 1, sims: [sim], fetched: recent === null ? sim : null };
  }
  return null;
}

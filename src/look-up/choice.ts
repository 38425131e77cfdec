import { type Account, type ListedSim, located, namesOf } from "../accounts/accounts.ts";
import { type Beside, having, toldBeside, unaskedIn } from "../core/hearing.ts";
import type { DirectorySim } from "../ports/directory.ts";
import { type FoundBy, mostCandidates, type Row } from "./listed.ts";

/** The SIM that is meant; beside it, who else has one of that name, and who was not heard. */
export interface Found extends Beside {
  readonly kind: "found";
  readonly account: Account;
  readonly sid: string;
  /** What is known of it. `null`: a SID was taken at its word. */
  readonly sim: DirectorySim | null;
  readonly by: FoundBy;
}

/** Nobody but the person who asks can tell which. */
export interface Several extends Beside {
  readonly kind: "several";
  /** At most `mostCandidates`; those of one account together, in alphabetical order. */
  readonly candidates: readonly ListedSim[];
  readonly total: number;
  readonly by: FoundBy;
}

/**
 * One match answers, several are a choice, none is `null`. The choice is the asker's, unless their
 * place prefers an account, or all matches are one SIM that two accounts can read: KORE serves
 * SIMs under the SIDs that they had at Twilio. Pure.
 */
export function choiceIn(rows: readonly Row[], preferred: Account | null): Found | Several | null {
  const some = having(rows);
  const own = some.filter(({ account }) => account === preferred);
  const among = own.length > 0 ? own : some;
  const sims = among.flatMap(({ account, what }) =>
    what.sims.map((sim) => ({ account, sim, by: what.by })),
  );
  const once = sims.filter(
    ({ sim }, index) => sims.findIndex((other) => other.sim.sid === sim.sid) === index,
  );
  const [first] = once;
  if (first === undefined) return null;
  const { account, sim, by } = first;
  const total = among.reduce((sum, { what }) => sum + what.total, 0) - (sims.length - once.length);
  const candidates = once.slice(0, mostCandidates).map((one) => located(one.sim, one.account));
  const hasOther = ({ what }: (typeof some)[number]) =>
    what.sims.some(({ sid }) => sid !== sim.sid);
  const others = some.filter((one) => (total > 1 ? !among.includes(one) : hasOther(one)));
  const alsoIn = namesOf(others.map((other) => other.account));
  const answering = candidates.map((candidate) => candidate.account);
  const beside = toldBeside({ alsoIn, unasked: unaskedIn(rows) }, answering);
  return total > 1
    ? { kind: "several", candidates, total, by, ...beside }
    : { kind: "found", account, sid: sim.sid, sim, by, ...beside };
}

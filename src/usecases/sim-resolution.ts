import {
  type Account,
  type AccountList,
  type LocatedSim,
  located,
  type Unasked,
} from "./accounts.ts";
import type { DirectoryMatches, DirectorySim } from "./directory.ts";

/** Which step found it. */
export type ResolvedBy =
  | "sid"
  | "unique_name"
  | "iccid"
  | "friendly_name"
  | "last_digits"
  | "search";

export type SimResolution =
  | {
      readonly kind: "found";
      readonly account: Account;
      readonly sid: string;
      /** What is known of it. `null`: a SID was given that the directory does not hold (yet). */
      readonly sim: DirectorySim | null;
      readonly by: ResolvedBy;
      /** Other accounts that have a SIM of that name, which the preferred account went before. */
      readonly others: readonly Account[];
      /** Accounts in which it could not be looked for. */
      readonly unasked: readonly Unasked[];
    }
  /** Nobody but the person who asks can tell which. */
  | {
      readonly kind: "several";
      /** At most `mostCandidates`; those of one account together, in alphabetical order. */
      readonly candidates: readonly LocatedSim[];
      readonly total: number;
      readonly by: ResolvedBy;
      /** Other accounts that have SIMs of that name, which the preferred account went before. */
      readonly others: readonly Account[];
      /** Accounts in which it could not be looked for. */
      readonly unasked: readonly Unasked[];
    }
  | {
      readonly kind: "none";
      /** What was looked for, without its wrapping. Untrusted text. */
      readonly wanted: string;
      /** Whether the platform itself said so of a SID, in every account that could be asked. */
      readonly isCertain: boolean;
      /** Names that resemble it, nearest first; often empty. */
      readonly nearest: readonly LocatedSim[];
      /** Whether "none" means anything: a list may still be loading, be old, or have failed. */
      readonly lists: readonly AccountList[];
      readonly unasked: readonly Unasked[];
    }
  /** No account could be asked, and memory does not know it either. */
  | { readonly kind: "unheard"; readonly text: string; readonly unasked: readonly Unasked[] }
  /** Super SIMs are another product: they have no data sessions at all. */
  | { readonly kind: "super_sim"; readonly sid: string };

export type Found = Extract<SimResolution, { kind: "found" }>;
export type Several = Extract<SimResolution, { kind: "several" }>;

export const mostCandidates = 10;

/** What the list of one account has. */
export interface MatchesIn extends DirectoryMatches {
  readonly account: Account;
}

/** One SIM, known to one account. */
export interface Hit {
  readonly account: Account;
  readonly value: DirectorySim;
}

/**
 * One match answers, several are a choice, none (`null`) is left to the next step. The choice is
 * the asker's, unless their place prefers an account, or all matches are one SIM that two accounts
 * can read: KORE serves SIMs under the SIDs that they had at Twilio. Pure.
 */
export function chosenAmong(
  found: readonly MatchesIn[],
  preferred: Account | null,
  by: ResolvedBy,
): Found | Several | null {
  const some = found.filter(({ total }) => total > 0);
  const own = some.filter(({ account }) => account === preferred);
  const among = own.length > 0 ? own : some;
  const listed = among.flatMap(({ account, sims }) => sims.map((value) => ({ account, value })));
  const [first] = listed;
  if (first === undefined) return null;
  const { sid } = first.value;
  const hits = listed.filter(
    ({ value }, index) => listed.findIndex((other) => other.value.sid === value.sid) === index,
  );
  const repeated = listed.length - hits.length;
  const total = among.reduce((sum, one) => sum + one.total, 0) - repeated;
  if (total > 1) {
    const candidates = hits
      .slice(0, mostCandidates)
      .map(({ account, value }) => located(value, account));
    const others = some.filter((one) => !among.includes(one)).map(({ account }) => account);
    return { kind: "several", candidates, total, by, others, unasked: [] };
  }
  const rest = some.filter(({ account }) => account !== first.account);
  const others = rest.filter(({ sims }) => sims.some((sim) => sim.sid !== sid));
  return {
    ...foundIn(first.account, sid, first.value, by),
    others: others.map(({ account }) => account),
  };
}

/** The same where each account knows one SIM at most. */
export function chosenHit(
  hits: readonly Hit[],
  preferred: Account | null,
  by: ResolvedBy,
): Found | Several | null {
  const found = hits.map(({ account, value }) => ({ account, total: 1, sims: [value] }));
  return chosenAmong(found, preferred, by);
}

export function foundIn(
  account: Account,
  sid: string,
  sim: DirectorySim | null,
  by: ResolvedBy,
): Found {
  return { kind: "found", account, sid, sim, by, others: [], unasked: [] };
}

/** The names of all accounts that have a SIM of that name. */
export function accountsWith(resolution: Found | Several): readonly (string | null)[] {
  const others = resolution.others.map(({ name }) => name);
  return resolution.kind === "found"
    ? [resolution.account.name, ...others]
    : [...resolution.candidates.map(({ account }) => account), ...others];
}

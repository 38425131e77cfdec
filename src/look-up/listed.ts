import type { Account, ListedSim, Scope } from "../accounts/accounts.ts";
import { fold } from "../core/fold.ts";
import { type Hearing, saidByLack } from "../core/hearing.ts";
import type { Name } from "../core/reading/given.ts";
import { iccidIn, isIccidEnd } from "../core/reading/iccid.ts";
import { plainCharacters } from "../core/reading/plain.ts";
import type { Sim } from "../core/sim.ts";
import type { Directory, DirectoryMatches, DirectorySim } from "../ports/directory.ts";

/** What led to a SIM. */
export type FoundBy = "sid" | "unique_name" | "iccid" | "friendly_name" | "last_digits" | "search";

/** The SIMs of one account that a text may mean. */
export interface Matches {
  readonly by: FoundBy;
  readonly total: number;
  readonly sims: readonly DirectorySim[];
  /** The record as its platform gave it just now. `null`: from memory, which may be behind. */
  readonly fetched: Sim | null;
}

export type Row = Hearing<Matches, Account>;

/** One SIM in the list of one account that it is not in any more, or not by that name. */
export type Mistake = Pick<ListedSim, "account" | "sid">;

/** The lists to look in, and what they have proved wrong about. */
export interface Lists {
  readonly scope: Scope;
  readonly gone: readonly Mistake[];
}

/** A choice of more is no help. */
export const mostCandidates = 10;

/**
 * What the lists say of a SID, a unique name or an ICCID: all that a platform can be asked for. A
 * SID, and a card, is in one account, so nothing is said of the lists that lack it. From memory.
 */
export function listed(lists: Lists, { kind, text, exact }: Name): readonly Row[] {
  if (kind === "sid") return hits(rowsOf(lists, "sid", (list) => asMatches(list.bySid(text))));
  const named = rowsOf(lists, "unique_name", (list) => asMatches(list.byUniqueName(text)));
  if (kind === "name") return named;
  // Digits may be a unique name as well.
  if (hits(named).length > 0) return hits(named);
  return hits(rowsOf(lists, "iccid", (list, most) => list.byIccid(exact, most)));
}

/**
 * What they say of a text that is none of these: a friendly name, the last digits of an ICCID and,
 * where that is asked for, what has all its words. The first of these that any list has decides.
 */
export function listedOtherwise(
  lists: Lists,
  { kind, text }: Pick<Name, "kind" | "text">,
  how: "named" | "searched",
): readonly Row[] {
  const nothing = rowsOf(lists, "search", () => asMatches(null));
  // A search for nothing finds everything, which may be one SIM.
  if (kind === "sid" || fold(text) === "") return nothing;
  const friendly = rowsOf(lists, "friendly_name", (list, most) => list.byFriendlyName(text, most));
  if (hits(friendly).length > 0) return friendly;
  const digits = iccidIn(plainCharacters(text)) ?? "";
  const ending = isIccidEnd(digits)
    ? rowsOf(lists, "last_digits", (list, most) => list.byLastDigits(digits, most))
    : nothing;
  return hits(ending).length > 0 || how === "named" ? ending : searched(lists, text);
}

/** What has the whole name, else what has every word. */
function searched(lists: Lists, text: string): readonly Row[] {
  const found = new Map<Directory, ReturnType<Directory["search"]>>();
  const near = (nearness: "exact" | "words") =>
    rowsOf(lists, "search", (list, limit) => {
      const { totals, matches } =
        found.get(list) ?? list.search(text, { limit, farthest: "words" });
      found.set(list, { totals, matches });
      const sims = matches.flatMap((one) => (one.nearness === nearness ? [one.sim] : []));
      return { total: totals[nearness], sims };
    });
  const exact = near("exact");
  return hits(exact).length > 0 ? exact : near("words");
}

function rowsOf(
  { scope, gone }: Lists,
  by: FoundBy,
  look: (list: Directory, most: number) => DirectoryMatches,
): readonly Row[] {
  return scope.accounts.map((account): Row => {
    const all = look(account.directory, mostCandidates + gone.length);
    const sims = all.sims.filter(({ sid }) => !isGone(gone, account, sid));
    const total = all.total - (all.sims.length - sims.length);
    if (total === 0) return { account, said: saidByLack(account.directory.state()) };
    const what = { by, total, sims: sims.slice(0, mostCandidates), fetched: null };
    return { account, said: { kind: "has", what } };
  });
}

/** Whether its list has that SIM, and is right. */
export function hasSid({ gone }: Lists, account: Account, sid: string): boolean {
  return !isGone(gone, account, sid) && account.directory.bySid(sid) !== null;
}

export function isGone(gone: readonly Mistake[], { name }: Account, sid: string): boolean {
  return gone.some((one) => one.account === name && one.sid === sid);
}

function hits(rows: readonly Row[]): readonly Row[] {
  return rows.filter(({ said }) => said.kind === "has");
}

function asMatches(sim: DirectorySim | null): DirectoryMatches {
  return sim === null ? { total: 0, sims: [] } : { total: 1, sims: [sim] };
}

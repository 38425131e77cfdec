import { type Account, inOrderOfPreference, listsOf, type Scope } from "../accounts/accounts.ts";
import { type BotError, isBotError } from "../core/errors.ts";
import type { Beside, Unasked } from "../core/hearing.ts";
import { eachOnce, having, toldBeside, unaskedIn, unlisted } from "../core/hearing.ts";
import type { Name } from "../core/reading/given.ts";
import type { HeldRead } from "../reads/held-reads.ts";
import { unheard } from "./ask-all.ts";
import type { Found, Several } from "./choice.ts";
import { type FoundBy, hasSid, listed, type Mistake } from "./listed.ts";
import type { Ask, Gone, Known, Meaning, Reading } from "./meaning.ts";
import { fetchedIn, isWhole, meaningNow } from "./meaning.ts";

export type Step =
  | Ask
  /** In its account; in the others should that one be silent. */
  | { readonly kind: "read"; readonly found: Found; readonly others: readonly Account[] }
  /** A list was wrong: it is looked for anew without that. */
  | { readonly kind: "again"; readonly gone: Gone }
  | End;

export type End =
  | ({ readonly kind: "has_read"; readonly found: Found; readonly held: ReadIn } & Beside)
  | Several
  | (Extract<Meaning, { kind: "none" }> & { readonly gone: readonly Mistake[] })
  /** A list still has it, and no platform that could be asked. */
  | { readonly kind: "gone"; readonly unasked: readonly Unasked[] }
  /** No account could be read, or asked; what is known beside an earlier read. */
  | ({ readonly kind: "failed"; readonly failures: readonly Failure[] } & Beside);

/** What was read, and where: that may be another account that has this SIM. */
export type ReadIn = HeldRead & { readonly account: string | null };

/** What went wrong in an account that would have had to be read, or asked. */
export interface Failure extends Unasked {
  /** What an earlier read would be kept under. */
  readonly name: string;
  readonly error: BotError;
}

/** Lists are minutes old: what they lead to may be renamed, moved or gone. Then it is looked for anew. */
const mostLooks = 3;

/** What a platform can be asked for: "there is none" is its own word then. */
const askable: ReadonlySet<FoundBy> = new Set(["sid", "unique_name", "iccid"]);

/** How a question begins, and each new look after a list's mistake. */
export function lookFor(name: Name, scope: Scope, gone: readonly Gone[] = []): Known {
  const rows = listed({ scope, gone }, name);
  return { name, scope, gone, listed: rows, asked: null, askedForSid: null, read: null };
}

/**
 * What to do next: pure. The rules are those of docs/decisions/accounts.md. It comes to an end
 * because there are three looks at most, and each step is taken once in a look.
 *
 * @param isOver the time of the question is: nobody can be asked or read any more
 */
export function next(known: Known, isOver: boolean): Step {
  if (known.read !== null) return afterReading(known, known.read, isOver);
  const { scope, gone } = known;
  const meant = meaningNow(known);
  const [first] = gone;
  // Its account said "gone" in time; what others say after that is about our time.
  const isTooLate = first !== undefined && isOver;
  switch (meant.kind) {
    case "ask":
    case "several":
      return meant;
    case "unheard": {
      if (isTooLate) return { ...meant, kind: "gone" };
      const failures = failuresIn(known, meant.unasked, known.name.exact);
      return { kind: "failed", failures, alsoIn: [], unasked: failures };
    }
    case "none": {
      if (first === undefined || !askable.has(first.by)) return { ...meant, gone };
      // "Gone" says nothing of names in a list that is not there, unless it is the only one.
      const isAll = meant.isCertain || scope.accounts.length === 1;
      const lists = isAll ? [] : unlisted(listsOf(scope));
      return { kind: "gone", unasked: eachOnce(meant.unasked, lists) };
    }
    case "found": {
      const { account, sid, unasked } = meant;
      if (isTooLate) return { kind: "gone", unasked: eachOnce(unasked, notReached([account])) };
      const mayHaveIt = (one: Account) => hasSid(known, one, sid) || !isWhole(one, gone);
      const others = scope.accounts.filter((one) => one !== account && mayHaveIt(one));
      return { kind: "read", found: meant, others };
    }
  }
}

function afterReading(known: Known, { found, rows }: Reading, isOver: boolean): Step {
  const { scope, gone } = known;
  const { account, sid, sim, by, alsoIn } = found;
  const [read] = having(rows);
  const owners = rows.filter((row) => row.account === account || hasSid(known, row.account, sid));
  const failures = failuresIn(known, unaskedIn(owners), sid);
  if (read === undefined && failures.length > 0) {
    return { kind: "failed", failures, alsoIn, unasked: found.unasked };
  }
  const unasked = eachOnce(found.unasked, unaskedIn(rows));
  // A unique name may have gone to another SIM of its account.
  const isNamed = by === "unique_name" && read?.account === account && sim !== null;
  if (read !== undefined && !(isNamed && read.what.sim.uniqueName !== sim.uniqueName)) {
    const beside = toldBeside({ alsoIn, unasked }, [read.account.name]);
    const held = { ...read.what, account: read.account.name };
    return { kind: "has_read", found, held, ...beside };
  }
  // What has just been fetched, or never was in a list, cannot be a list's mistake.
  const isListed = sim !== null && fetchedIn(known, account, sid) === null;
  const isElsewhere = scope.accounts.length > 1 || by !== "sid";
  if (!isListed || !isElsewhere || gone.length + 1 === mostLooks) return { kind: "gone", unasked };
  if (isOver) {
    // Its own account may have the name for another SIM by now.
    const unreached = scope.accounts.filter((one) => by === "unique_name" || one !== account);
    return { kind: "gone", unasked: eachOnce(unasked, notReached(unreached)) };
  }
  return { kind: "again", gone: { account: account.name, sid, by, unasked, isNowhere: !read } };
}

/** The preferred account's first. */
function failuresIn({ scope }: Known, unasked: readonly Unasked[], name: string): Failure[] {
  return inOrderOfPreference(scope).flatMap((one) =>
    unasked.flatMap(({ account, error }) =>
      account === one.name && isBotError(error) ? [{ account, name, error }] : [],
    ),
  );
}

function notReached(accounts: readonly Account[]): readonly Unasked[] {
  return unaskedIn(accounts.map((one) => unheard(one, "no time was left to ask")));
}

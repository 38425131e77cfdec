import { namesOf, narrowedTo, type Scope } from "../usecases/accounts.ts";
import type { ComparedSim } from "../usecases/compare-sims.ts";
import type { Directory } from "../usecases/directory.ts";
import { searchAcross } from "../usecases/search-across.ts";
import type { Reply } from "./answering.ts";
import type { NamedSim } from "./command.ts";
import { type AskingVerb, accountNotHereMessage } from "./views/accounts.ts";

/** Where a question looks, or what to say to somebody who may not look there. */
export type NamedScope =
  | { readonly kind: "scope"; readonly scope: Scope }
  | { readonly kind: "other"; readonly reply: Reply };

/**
 * The same for a SIM that somebody typed: `camera in yard` may be the whole of its name, although
 * `in` stands for an account elsewhere.
 */
export function scopeOfTyped(
  scope: Scope,
  { sim, account }: NamedSim,
  verb: AskingVerb = "sessions",
):
  | (NamedScope & { readonly kind: "other" })
  | { readonly kind: "scope"; readonly question: ComparedSim } {
  const whole = account === null ? sim : `${sim} in ${account}`;
  const isName =
    account !== null &&
    narrowedTo(scope, account) === null &&
    scope.accounts.some(({ directory }) => hasName(directory, whole));
  const named = scopeNamed(scope, isName ? null : account, sim, verb);
  if (named.kind === "other") return named;
  return { kind: "scope", question: { sim: isName ? whole : sim, scope: named.scope } };
}

/** Where a search looks: its text may hold `in` without meaning an account. */
export function scopeOfSought(
  scope: Scope,
  { text, account }: { readonly text: string; readonly account: string | null },
): (NamedScope & { readonly kind: "other" }) | { readonly kind: "scope"; readonly sought: Sought } {
  if (account !== null && narrowedTo(scope, account) === null) {
    const whole = `${text} in ${account}`.trim();
    const { totals } = searchAcross(scope, whole, { limit: 0, farthest: "words" });
    if (totals.exact + totals.words > 0) {
      return { kind: "scope", sought: { scope, text: whole, account: null } };
    }
  }
  const named = scopeNamed(scope, account, text, "find");
  return named.kind === "other"
    ? named
    : { kind: "scope", sought: { scope: named.scope, text, account } };
}

/** A text, and the accounts in whose lists it is looked for. */
export interface Sought {
  readonly scope: Scope;
  readonly text: string;
  /** The only account, where one was named. */
  readonly account: string | null;
}

function hasName(directory: Directory, name: string): boolean {
  return directory.byUniqueName(name) !== null || directory.byFriendlyName(name, 1).total > 0;
}

/**
 * The account that a command or a click names, if it may be looked in from there; without a name
 * all of the scope. Decided anew each time: a rule may have changed since a button was made.
 */
export function scopeNamed(
  scope: Scope,
  account: string | null,
  typed: string | null = null,
  verb: AskingVerb = "sessions",
): NamedScope {
  if (account === null) return { kind: "scope", scope };
  const narrow = narrowedTo(scope, account);
  if (narrow !== null) return { kind: "scope", scope: narrow };
  const message = accountNotHereMessage({ account, usable: namesOf(scope.accounts), typed, verb });
  return { kind: "other", reply: { kind: "aside", outcome: "account_not_here", message } };
}

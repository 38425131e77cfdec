import { namesIn, narrowedTo, type Scope } from "../usecases/accounts.ts";
import type { ComparedSim } from "../usecases/compare-sims.ts";
import type { Directory } from "../usecases/directory.ts";
import type { Reply } from "./answering.ts";
import type { NamedSim } from "./command.ts";
import { accountNotHereMessage } from "./views/accounts.ts";

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
):
  | (NamedScope & { readonly kind: "other" })
  | { readonly kind: "scope"; readonly question: ComparedSim } {
  const whole = account === null ? sim : `${sim} in ${account}`;
  const isName =
    account !== null &&
    narrowedTo(scope, account) === null &&
    scope.accounts.some(({ directory }) => hasName(directory, whole));
  const named = scopeNamed(scope, isName ? null : account, sim);
  if (named.kind === "other") return named;
  return { kind: "scope", question: { sim: isName ? whole : sim, scope: named.scope } };
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
): NamedScope {
  if (account === null) return { kind: "scope", scope };
  const narrow = narrowedTo(scope, account);
  if (narrow !== null) return { kind: "scope", scope: narrow };
  const message = accountNotHereMessage({ account, usable: namesIn(scope), typed });
  return { kind: "other", reply: { kind: "aside", outcome: "account_not_here", message } };
}

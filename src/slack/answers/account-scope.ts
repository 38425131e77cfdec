import { namesOf, narrowedTo, type Scope, type SimRef } from "../../accounts/accounts.ts";
import { editDistance } from "../../core/edit-distance.ts";
import { searchAcross } from "../../questions/search-across.ts";
import { isNamed } from "../../questions/whole-names.ts";
import type { Reply } from "../delivery/answering.ts";
import type { Comparison, SimQuestion } from "../typed/command-forms.ts";
import {
  comparisonCommand,
  findCommand,
  type NamedSim,
  sessionsCommand,
} from "../typed/command-words.ts";
import type { TypedSim } from "../typed/typed-sim.ts";
import { accountNotHereMessage } from "../views/accounts.ts";

/** Where a question looks, or what to say to somebody who may not look there. */
export type NamedScope = { readonly kind: "scope"; readonly scope: Scope } | OtherReply;

interface OtherReply {
  readonly kind: "other";
  readonly reply: Reply;
}

/** A SIM that was typed, and the accounts in which it is looked for. */
export interface Typed extends SimRef {
  readonly typed: TypedSim;
}

/** Where the SIM of a question is looked for. */
export function scopeOfSessions(
  scope: Scope,
  command: SimQuestion,
): OtherReply | { readonly kind: "scope"; readonly question: Typed } {
  return scopeOfTyped(scope, command, (named) => sessionsCommand(named, command));
}

/** Where the two SIMs of a comparison are looked for. */
export function scopesOfCompared(
  scope: Scope,
  command: Comparison,
): OtherReply | { readonly kind: "scope"; readonly sims: readonly [Typed, Typed] } {
  const { sims, sharesAccount } = command;
  const [first, second] = sims;
  const one = scopeOfTyped(scope, first, (named) => comparisonCommand([named, second], command));
  const other = scopeOfTyped(
    scope,
    second,
    (named) => comparisonCommand([first, named], command),
    (named) => {
      const beside = sharesAccount ? { ...first, account: named.account } : first;
      return comparisonCommand([beside, named], command);
    },
  );
  if (other.kind === "other" && sharesAccount) return other;
  if (one.kind === "other") return one;
  if (other.kind === "other") return other;
  return { kind: "scope", sims: [one.question, other.question] };
}

/**
 * `retyped` is the command with that SIM in place of this one; `putRight` where its account was a
 * slip of the hand.
 */
function scopeOfTyped(
  scope: Scope,
  { sim, account }: NamedSim,
  retyped: (named: NamedSim) => string,
  putRight = retyped,
): OtherReply | { readonly kind: "scope"; readonly question: Typed } {
  const named = scopeNamed(scope, account, {
    quoted: putRight({ sim: `${sim} in ${account ?? ""}`, account: null }),
    inAccount: (other) => putRight({ sim, account: other }),
  });
  if (named.kind === "other") return named;
  const typed = { sim, account, scope, retyped };
  return { kind: "scope", question: { sim, scope: named.scope, typed } };
}

/** Where a search looks: its text may hold `in` without meaning an account. */
export function scopeOfSought(
  scope: Scope,
  { text, account }: { readonly text: string; readonly account: string | null },
): OtherReply | { readonly kind: "scope"; readonly sought: Sought } {
  const whole = `${text} in ${account ?? ""}`.trim();
  if (account !== null && isNamed(scope, whole)) {
    return { kind: "scope", sought: { scope, text: whole, account: null } };
  }
  if (account !== null && narrowedTo(scope, account) === null) {
    const { totals } = searchAcross(scope, whole, { limit: 0, farthest: "words" });
    if (totals.exact + totals.words > 0) {
      return { kind: "scope", sought: { scope, text: whole, account: null } };
    }
  }
  const named = scopeNamed(scope, account, {
    quoted: findCommand({ text: whole, account: null }),
    inAccount: (other) => findCommand({ text, account: other }),
  });
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

/** Whether a SIM is called exactly so where it may be looked for. */
export function isNamedIn(scope: Scope, { sim, account }: NamedSim): boolean {
  const own = account === null ? scope : narrowedTo(scope, account);
  return own !== null && isNamed(own, sim);
}

/** The command that was typed, in other words. */
export interface Retyped {
  /** The whole name in quotes, `in` included. */
  readonly quoted: string;
  readonly inAccount: (account: string) => string;
}

/**
 * The account that a command or a click names, if it may be looked in from there; without a name
 * all of the scope. Decided anew each time: a rule may have changed since a button was made.
 *
 * @param typed `null`: a click
 */
export function scopeNamed(
  scope: Scope,
  account: string | null,
  typed: Retyped | null = null,
): NamedScope {
  if (account === null) return { kind: "scope", scope };
  const narrow = narrowedTo(scope, account);
  if (narrow !== null) return { kind: "scope", scope: narrow };
  const meant = accountMeant(scope, account);
  const message = accountNotHereMessage({
    account,
    usable: namesOf(scope.accounts),
    typed: typed && {
      quoted: typed.quoted,
      meant: meant === null ? null : typed.inAccount(meant),
    },
  });
  return { kind: "other", reply: { kind: "aside", outcome: "account_not_here", message } };
}

/** The account of the provider that was typed, if there is only one; else one that is spelt alike. */
function accountMeant({ accounts }: Scope, typed: string): string | null {
  const ofProvider = accounts.filter(({ source }) => source.provider === typed);
  if (ofProvider.length === 1) return ofProvider[0]?.name ?? null;
  const [nearest] = namesOf(accounts)
    .map((name) => ({ name, slips: editDistance(name, typed) }))
    .filter(({ name, slips }) => slips <= Math.max(1, name.length / 3))
    .toSorted((a, b) => a.slips - b.slips);
  return nearest?.name ?? null;
}

import { type LocatedSim, narrowedTo, type Scope } from "../usecases/accounts.ts";
import { simsNamed } from "../usecases/sims-named.ts";
import type { NamedSim } from "./command.ts";
import { unquote } from "./command-text.ts";
import type { MeantSims } from "./views/meant-sims.ts";

/** A SIM as it was typed, by somebody who can type it again. */
export interface TypedSim extends NamedSim {
  /** All that the asker may look in from there, whichever account was named. */
  readonly scope: Scope;
  /** The whole command with that SIM in place of this one. */
  readonly retyped: (named: NamedSim) => string;
}

/**
 * SIMs that were meant by a name that led to none: they have exactly that name in another account
 * than the one that was named, or in the account that stands behind the name without `in`. From
 * memory. `null`: there is none.
 */
export function simsMeant(typed: TypedSim): MeantSims | null {
  return inAnotherAccount(typed) ?? inAccountBehind(typed);
}

function inAnotherAccount({ sim, account, scope, retyped }: TypedSim): MeantSims | null {
  if (account === null) return null;
  const others = scope.accounts.filter(({ name }) => name !== account);
  const sims = simsNamed({ accounts: others, preferred: null }, sim);
  return sims.length === 0
    ? null
    : { kind: "elsewhere", name: sim, ...choiceOf(sims, sim, retyped) };
}

function inAccountBehind({ sim, account, scope, retyped }: TypedSim): MeantSims | null {
  const named = account === null ? accountBehind(sim) : null;
  const narrow = named === null ? null : narrowedTo(scope, named.account);
  if (named === null || narrow === null) return null;
  const sims = simsNamed(narrow, named.name);
  return sims.length === 0
    ? null
    : { kind: "behind_name", wanted: sim, ...choiceOf(sims, named.name, retyped) };
}

/** By its name, where that leads to one SIM of the account; else by its SID. */
export function nameAgain(sim: LocatedSim, sims: readonly LocatedSim[], name: string): NamedSim {
  const { account, sid } = sim;
  const isOnly = sims.filter((other) => other.account === account).length === 1;
  return isOnly && account !== null ? { sim: name, account } : { sim: sid, account: null };
}

/** Enough to choose from. */
const mostMeant = 5;

function choiceOf(
  sims: readonly LocatedSim[],
  name: string,
  retyped: TypedSim["retyped"],
): Pick<MeantSims, "sims" | "commands"> {
  const shown = sims.slice(0, mostMeant);
  return { sims: shown, commands: shown.map((sim) => retyped(nameAgain(sim, sims, name))) };
}

const wordBehind =
  /^(.+?)[\s,(]+(?:(?:in|from|at|on|of)\s+)?(?:the\s+)?(?:account\s+)?["'`*]*([a-z][a-z0-9-]{0,19})["'`*]*(?:\s+account)?[.,;:!?)]*$/i;

/** `cargo-cam-07 emea`, `cargo-cam-07 from emea`, `cargo-cam-07 in the emea account`. */
function accountBehind(text: string): { readonly name: string; readonly account: string } | null {
  const [, name, account] = wordBehind.exec(text) ?? [];
  if (name === undefined || account === undefined) return null;
  return { name: unquote(name), account: account.toLowerCase() };
}

import { type ListedSim, narrowedTo, type Scope } from "../../accounts/accounts.ts";
import { givenCharacters, unquote } from "../../core/reading/plain.ts";
import { withoutMarksAtEnd, withoutMarksAtStart } from "../../core/text-ends.ts";
import { simsNamed } from "../../questions/find.ts";
import type { MeantSims } from "../views/meant-sims.ts";

import { canBeTyped, type NamedSim } from "./command-words.ts";

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
function nameAgain(sim: ListedSim, sims: readonly ListedSim[], name: string): NamedSim {
  const { account, sid } = sim;
  const isOnly = sims.filter((other) => other.account === account).length === 1;
  const isEnough = isOnly && account !== null && canBeTyped(name);
  return isEnough ? { sim: name, account } : { sim: sid, account: null };
}

/** Enough to choose from. */
const mostMeant = 5;

function choiceOf(
  sims: readonly ListedSim[],
  name: string,
  retyped: TypedSim["retyped"],
): Pick<MeantSims, "sims" | "commands"> {
  const shown = sims.slice(0, mostMeant);
  return { sims: shown, commands: shown.map((sim) => retyped(nameAgain(sim, sims, name))) };
}

const accountName = /^[a-z][a-z0-9-]{0,19}$/;
const prepositions = ["in", "from", "at", "on", "of"];

/** `in the account emea account`: what can stand around an account's name, and the name. */
const mostWordsBehind = 5;

/** `cargo-cam-07 emea`, `cargo-cam-07 from emea`, `cargo-cam-07 in the emea account`. */
function accountBehind(text: string): { readonly name: string; readonly account: string } | null {
  const shown = withoutMarksAtEnd(text.slice(0, givenCharacters), ".,;:!?)");
  const words = wordsAtEnd(shown, mostWordsBehind);
  for (const [place, first] of words.entries()) {
    const behind = words.slice(place);
    const account = behind.slice(1).every(({ isSpaced }) => isSpaced)
      ? accountIn(behind.map(({ word }) => word.toLowerCase()))
      : null;
    if (account === null || first.name === "") continue;
    return { name: unquote(first.name), account };
  }
  return null;
}

/** `emea` out of `in the emea account`. */
function accountIn(words: readonly string[]): string | null {
  const rest = [...words];
  if (rest.length > 1 && prepositions.includes(rest[0] ?? "")) rest.shift();
  if (rest.length > 1 && rest[0] === "the") rest.shift();
  if (rest.length > 1 && rest[0] === "account") rest.shift();
  const [name = "", last = "account", ...more] = rest;
  const bare = withoutMarksAtStart(withoutMarksAtEnd(name, marksAround), marksAround);
  return last === "account" && more.length === 0 && accountName.test(bare) ? bare : null;
}

const marksAround = "\"'`*";

/** A word near the end, and what stands before it. */
interface WordAtEnd {
  readonly word: string;
  readonly name: string;
  /** Whether only space, and no comma or bracket, parts it from the word before. */
  readonly isSpaced: boolean;
}

/** In the order of the text. Read from its end, each character once. */
function wordsAtEnd(text: string, most: number): readonly WordAtEnd[] {
  const words: WordAtEnd[] = [];
  let end = text.length;
  while (words.length < most && end > 0) {
    let start = end;
    while (start > 0 && !/[\s,(]/.test(text.charAt(start - 1))) start -= 1;
    let nameEnd = start;
    while (nameEnd > 0 && /[\s,(]/.test(text.charAt(nameEnd - 1))) nameEnd -= 1;
    const isSpaced = text.slice(nameEnd, start).trim() === "";
    words.unshift({ word: text.slice(start, end), name: text.slice(0, nameEnd), isSpaced });
    end = nameEnd;
  }
  return words;
}

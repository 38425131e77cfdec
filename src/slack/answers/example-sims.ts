import type { ListedSim, Scope } from "../../accounts/accounts.ts";
import { maskingOf } from "../../core/private-numbers.ts";
import { simLabel } from "../../core/sim.ts";
import { visibleOrNull } from "../../core/visible-text.ts";
import { simsNamed, suggestSims } from "../../questions/find.ts";
import { isNamed } from "../../questions/whole-names.ts";
import { readingsOf } from "../typed/command-options.ts";
import { canBeTyped } from "../typed/command-words.ts";
import type { ExampleSim } from "../views/help.ts";

/** A name, and whether it is one word: those look best in an example. */
interface ExampleName {
  readonly sim: ExampleSim;
  readonly isWord: boolean;
}

const shownSims = 2;

/**
 * Two SIMs to show in examples, at most: of those that may be looked at from there, the first active
 * ones by the alphabet whose names everybody may read, and lead to them as they are typed. The same
 * ones as long as the list is the same. From memory; none while there is no list.
 */
export function exampleSims(scope: Scope): readonly ExampleSim[] {
  const listed = suggestSims(scope, "").matches.map(({ sim }) => sim);
  const active = listed.filter(({ status }) => status?.trim().toLowerCase() === "active");
  const words: ExampleSim[] = [];
  const others: ExampleSim[] = [];
  for (const sim of new Set([...active, ...listed])) {
    const example = exampleOf(sim, scope);
    if (example !== null) (example.isWord ? words : others).push(example.sim);
    if (words.length === shownSims) break;
  }
  return [...words, ...others].slice(0, shownSims);
}

function exampleOf(sim: ListedSim, scope: Scope): ExampleName | null {
  // A name that is the number of a card is hidden from others.
  const isShown = maskingOf([sim.iccid]);
  const fits = (name: string): boolean =>
    name.length <= mostCharacters &&
    [name, simLabel(sim)].every((text) => ordinary.test(text)) &&
    isShown(name) === name &&
    canBeTyped(name) &&
    readingsOf(name.split(" "), 0, { hasAccountNames: true }).length === 1 &&
    leadsTo(sim, name, scope);
  const names = [sim.uniqueName, sim.friendlyName].map(visibleOrNull);
  const fitting = names.filter((name) => name !== null && fits(name));
  const word = fitting.find((name) => !/\s/.test(name ?? "")) ?? null;
  const name = word ?? fitting[0] ?? null;
  if (name === null) return null;
  return { sim: { sim: name, account: sim.account }, isWord: word !== null };
}

/** What people call it must not look like a mistake of ours. */
const ordinary = /^[\p{L}\p{N}][\p{L}\p{M}\p{N} ._'-]*$/u;

/** A longer one would not be copied from an example. */
const mostCharacters = 40;

/** With one of these behind it, it could be the name of another. */
const behindNames = ["24h", "30d", "30d public"];

function leadsTo(sim: ListedSim, name: string, scope: Scope): boolean {
  const [only, ...others] = simsNamed(scope, name);
  const isOnly = only?.sid === sim.sid && others.length === 0;
  return isOnly && !behindNames.some((words) => isNamed(scope, `${name} ${words}`));
}

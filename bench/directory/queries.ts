import type { DirectorySim } from "../../src/ports/directory.ts";
import { benchSim, randomFrom } from "./fleet.ts";

export type QueryKind = "letters" | "prefix" | "words" | "typo";

export const queryKinds: readonly QueryKind[] = ["letters", "prefix", "words", "typo"];

/** Something that a person types on the way to one SIM. */
export interface Query {
  readonly text: string;
  /** The SIM that should be among the first 100; `null`: far more match. */
  readonly sid: string | null;
}

/**
 * Texts for randomly chosen SIMs of a fleet: the first one to three letters of a name; a name up
 * to somewhere in its last word; number and place in the wrong order; a name with one letter of
 * a word left out, put in, mistaken or swapped.
 */
export function queriesOf(kind: QueryKind, fleetSize: number, count: number): readonly Query[] {
  const random = randomFrom(fleetSize + queryKinds.indexOf(kind));
  const one = () => queryFor(kind, benchSim(Math.floor(random() * fleetSize)), random);
  return Array.from({ length: count }, one);
}

function queryFor(kind: QueryKind, sim: DirectorySim, random: () => number): Query {
  const { sid, uniqueName, friendlyName } = sim;
  const name = friendlyName ?? uniqueName ?? "";
  switch (kind) {
    case "letters":
      return { text: name.slice(0, 1 + Math.floor(random() * 3)), sid: null };
    case "prefix": {
      const lastWord = name.lastIndexOf(friendlyName === null ? "-" : " ") + 1;
      const kept = 1 + Math.floor(random() * (name.length - lastWord));
      return { text: name.slice(0, lastWord + kept), sid: friendlyName === null ? null : sid };
    }
    case "words":
      return { text: name.split(" ").slice(-2).reverse().join(" ").toLowerCase(), sid };
    case "typo":
      return { text: withTypo(name, random), sid };
  }
}

function withTypo(name: string, random: () => number): string {
  const word = /\p{L}{4,}/u.exec(name);
  if (word === null) return name;
  const letters = [...name];
  const at = word.index + 1 + Math.floor(random() * (word[0].length - 2));
  const letter = letters[at] ?? "";
  const other = String.fromCharCode(0x61 + Math.floor(random() * 26));
  const changes = [
    () => letters.splice(at, 1),
    () => letters.splice(at, 0, other),
    () => letters.splice(at, 1, other),
    () => letters.splice(at, 2, letters[at + 1] ?? "", letter),
  ];
  changes[Math.floor(random() * changes.length)]?.();
  return letters.join("");
}

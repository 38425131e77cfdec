import { firstCharacters } from "../../core/cut-text.ts";
import { grown } from "./sid-rows.ts";

/** Each different text once, under a number; what nobody uses any more goes. 0 is no text. */
export interface TextPool {
  /** Every number is below that. */
  readonly count: number;
  /** The number of the text, counted once more; `null`: 0. */
  take(text: string | null): number;
  /** One user less. */
  release(number: number): void;
  text(number: number): string | null;
  /** The number of a text that is in use; `null`: it is not. */
  find(text: string): number | null;
  /** Every text in use, with its number. */
  entries(): Generator<readonly [text: string, number: number]>;
}

/** Texts come from records and have no bound of their own; what is longer is no name of anything. */
const mostCharacters = 80;
const startTexts = 256;
/** Fuller than that, look-ups become walks. */
const mostFull = 0.7;
/** The place of a text that is gone: what lies behind it is still found. */
const emptied = -1;

/** A table of numbers finds the texts: a `Map` of as many would take as much again as the texts. */
export function createTextPool(): TextPool {
  const texts: (string | null)[] = [null];
  const free: number[] = [];
  let users = new Uint32Array(startTexts);
  let places = new Int32Array(2 * startTexts);
  /** Places that are not free: of texts, and emptied ones. */
  let used = 0;

  /** Where the text is, or would be. */
  const placeOf = (text: string): { readonly at: number; readonly number: number | null } => {
    let at = hashOf(text) % places.length;
    for (;;) {
      const number = places[at] ?? 0;
      if (number === 0) return { at, number: null };
      if (number !== emptied && texts[number] === text) return { at, number };
      at = (at + 1) % places.length;
    }
  };
  const rebuild = (): void => {
    const inUse = texts.length - 1 - free.length;
    let length = places.length;
    while (inUse + 1 > (mostFull / 2) * length) length *= 2;
    places = new Int32Array(length);
    used = inUse;
    for (const [number, text] of texts.entries()) {
      if (text !== null) places[placeOf(text).at] = number;
    }
  };
  const add = (text: string): number => {
    if (used + 1 > mostFull * places.length) rebuild();
    const number = free.pop() ?? texts.length;
    texts[number] = text;
    if (number >= users.length) users = grown(users, 2 * users.length);
    users[number] = 0;
    places[placeOf(text).at] = number;
    used += 1;
    return number;
  };

  return {
    get count() {
      return texts.length;
    },
    take: (text) => {
      if (text === null) return 0;
      const kept = cut(text);
      const number = placeOf(kept).number ?? add(kept);
      users[number] = (users[number] ?? 0) + 1;
      return number;
    },
    release: (number) => {
      if (number === 0) return;
      users[number] = (users[number] ?? 1) - 1;
      const text = texts[number] ?? null;
      if ((users[number] ?? 0) > 0 || text === null) return;
      places[placeOf(text).at] = emptied;
      texts[number] = null;
      free.push(number);
    },
    text: (number) => texts[number] ?? null,
    find: (text) => placeOf(cut(text)).number,
    entries: function* () {
      for (const [number, text] of texts.entries()) if (text !== null) yield [text, number];
    },
  };
}

function cut(text: string): string {
  return firstCharacters(text, mostCharacters);
}

/** FNV-1a, of 32 bits. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return (hash ^ (hash >>> 15)) >>> 0;
}

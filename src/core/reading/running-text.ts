import { type KnownNames, namesIn } from "./names-in-text.ts";
import { numbersIn, type Span, wordCharacter } from "./numbers-in-text.ts";
import { type NumberKind, otherNumberIn } from "./other-numbers.ts";
import { plainCharacters } from "./plain.ts";

/** SIMs that a longer text speaks of, each once, in the order of the text. */
export interface InText {
  readonly sids: readonly string[];
  readonly superSimSids: readonly string[];
  /** In the form of comparison. */
  readonly iccids: readonly string[];
  readonly names: readonly string[];
  /** Kinds of numbers in it that are known and name no SIM. */
  readonly others: readonly NumberKind[];
}

/**
 * Of a message so much is read: Slack advises 4,000 characters and cuts above 40,000. The slowest
 * text of this length takes half of the 20 ms that reading may take, so a busy machine has room.
 */
export const messageCharacters = 10_000;

const sid = new RegExp(`(?<!${wordCharacter})(?:DE|HS)[0-9a-f]{32}(?!${wordCharacter})`, "giu");

/** The SIDs in a text, also inside a link, never inside a longer word. Takes plain characters. */
export function sidsIn(text: string): Pick<InText, "sids" | "superSimSids"> {
  // The platform writes the prefix in capitals and the digits in lower case.
  const all = [...text.matchAll(sid)].map(
    ([found]) => found.slice(0, 2).toUpperCase() + found.slice(2).toLowerCase(),
  );
  const ofKind = (prefix: string) => [...new Set(all.filter((one) => one.startsWith(prefix)))];
  return { sids: ofKind("DE"), superSimSids: ofKind("HS") };
}

/**
 * What an alert, a link to the console or a pasted table speaks of. An ICCID is found in groups,
 * never as a part of a longer number. Without `known` no name is found.
 */
export function readRunningText(text: string, known: KnownNames | null = null): InText {
  const shown = text.slice(0, messageCharacters);
  const plain = plainCharacters(shown);
  const numbers = numbersIn(plain);
  const iccids = numbers.flatMap(({ kind, digits }) => (kind === "iccid" ? [digits] : []));
  const others = numbers.flatMap(({ kind }) => (kind === "iccid" ? [] : [kind]));
  const whole = shown.length < longestNumber ? otherNumberIn(plain) : null;
  return {
    ...sidsIn(plain),
    iccids: [...new Set(iccids)],
    names: known === null ? [] : namesIn(shown, known, [...numbers, ...sidSpans(plain)]),
    others: [...new Set([...others, ...(whole === null ? [] : [whole.kind])])],
  };
}

/** A text that is nothing but a number is read like one that was typed. */
const longestNumber = 60;

function sidSpans(plain: string): readonly Span[] {
  return Array.from(plain.matchAll(sid), ({ 0: { length }, index }) => {
    return { from: index, to: index + length };
  });
}

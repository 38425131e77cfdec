import { foldedCharacters } from "../core/fold.ts";
import { mostWords, wordCost } from "./score.ts";

/** What was typed, as far as it is looked at. */
export interface Typed {
  readonly folded: string;
  readonly isCut: boolean;
  readonly typed: readonly string[];
  /** 1 when there are more words: whatever matches lacks one then, as far as anybody knows. */
  readonly unread: 0 | 1;
  readonly wordCount: number;
}

/** Each word once. */
export function typedOf(folded: string, isCut: boolean, words: readonly string[]): Typed {
  const all = [...new Set(words)];
  const typed = all.slice(0, mostWords);
  const unread = isCut || all.length > typed.length ? 1 : 0;
  return { folded, isCut, typed, unread, wordCount: typed.length + unread };
}

/** Whether the text is longer than what is looked at. */
export function isCutShort(text: string): boolean {
  return text.length > foldedCharacters;
}

const shortestLongWord = 4;
const shortestVeryLongWord = 8;

/** Where typos are looked for. */
export type TyposIn = "none" | "long_words" | "all_words";

/** In a longer word more can go wrong; a short one is told by the words beside it. */
export function typosAllowed(word: string, wordCount: number, typosIn: TyposIn): number {
  if (typosIn === "none") return 0;
  if (word.length >= shortestVeryLongWord) return 2;
  if (word.length >= shortestLongWord) return 1;
  return typosIn === "all_words" && wordCount > 1 && word.length >= 2 ? 1 : 0;
}

/** A typo in a short word changes so much of it that no other typo may come with it. */
export function editCostOf(word: string): number {
  return word.length < shortestLongWord ? 2 * wordCost.edit : wordCost.edit;
}

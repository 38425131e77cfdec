import { foldedCharacters } from "../core/fold.ts";
import type { Nearness } from "../ports/directory.ts";

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

/**
 * How far a SIM is from what was typed, in one byte: a whole name, the beginning of a name, or 2
 * plus what each typed word costs. So whole words come before beginnings of words, these before
 * typos, and a SIM that lacks a word comes after all that have every one.
 */
export const exactScore = 0;
export const beginningScore = 1;
export const wordsScore = 2;

/** What one typed word costs. The sums over `mostWords` words and one more stay apart, and in a byte. */
export const wordCost = { whole: 0, beginning: 1, edit: 12, missing: 36 } as const;

/** Typed words that are looked at; nobody types more to name one SIM. */
export const mostWords = 6;

/** Two typos in all, wherever they are. */
const highestTypoScore = wordsScore + 2 * wordCost.edit + mostWords * wordCost.beginning;

/** The highest score of each nearness, nearest first; `highestScore` counts as no match. */
export function bandsOf(words: number): readonly { nearness: Nearness; upTo: number }[] {
  return [
    { nearness: "exact", upTo: exactScore },
    { nearness: "words", upTo: wordsScore + mostWords * wordCost.beginning },
    { nearness: "typo", upTo: highestTypoScore },
    { nearness: "some_words", upTo: unmatchedScore(words) - 1 },
  ];
}

/** The score of a SIM that matches none of that many words. */
export function unmatchedScore(words: number): number {
  return wordsScore + words * wordCost.missing;
}

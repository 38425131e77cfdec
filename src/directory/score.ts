import type { Nearness } from "../ports/directory.ts";

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

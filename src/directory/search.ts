import { coarseWordsOf, compactOf, fold, withoutLeadingZeros, wordsOf } from "../core/fold.ts";
import { iccidIn, isIccidEnd } from "../core/reading/iccid.ts";
import type { Nearness, SearchMatches, SearchRange } from "../ports/directory.ts";
import type { IndexRanges } from "./index-ranges.ts";
import type { PackedIndex, PackedRows } from "./packed-index.ts";
import type { Range } from "./sorted-range.ts";
import {
  bandsOf,
  beginningScore,
  editCostOf,
  exactScore,
  isCutShort,
  type Typed,
  type TyposIn,
  typedOf,
  typosAllowed,
  unmatchedScore,
  wordCost,
  wordsScore,
} from "./typed-text.ts";
import { readWords, typoRanges } from "./word-list.ts";

/**
 * With so many matches, as many as a select menu of Slack's shows, nobody needs typos guessed;
 * nor with a whole name.
 */
const enoughMatches = 100;

/** Fewer digits of a SID would match ordinary words: `deface`. */
const partOfSid = /^de[0-9a-f]{8,32}$/;

/** The first seven digits of an ICCID name its issuer: beside other words, they tell no SIM apart. */
const fewestTellingDigits = 8;

export type Search = (text: string, range: SearchRange) => SearchMatches;

/**
 * Gives every SIM a score for what was typed, then takes the best. Time grows with the number of
 * SIMs, by about a nanosecond for each SIM and word, and with nothing that somebody could type.
 */
export function createSearch(packed: PackedIndex, ranges: IndexRanges, rows: PackedRows): Search {
  const { simCount, postings, postingStarts } = packed;
  const words = readWords(packed);
  // One byte a SIM, added four at a time: no sum is more than a byte holds.
  const scoresByFour = new Uint32Array(Math.ceil(simCount / 4));
  const costsByFour = new Uint32Array(scoresByFour.length);
  const scores = new Uint8Array(scoresByFour.buffer, 0, simCount);
  const costs = new Uint8Array(costsByFour.buffer, 0, simCount);

  /** Never makes a score or cost worse. */
  const paint = (onto: Uint8Array, value: number, row: number): void => {
    if ((onto[row] ?? 0) > value) onto[row] = value;
  };
  const paintRows = (onto: Uint8Array, value: number, list: Uint32Array, range: Range): void => {
    for (let place = range.from; place < range.to; place += 1) paint(onto, value, list[place] ?? 0);
  };
  const paintWords = (value: number, { from, to }: Range): void =>
    paintRows(costs, value, postings, {
      from: postingStarts[from] ?? 0,
      to: postingStarts[to] ?? 0,
    });

  const paintWord = (typed: string, typos: number): void => {
    const { from, to } = words.startingWith(typed);
    paintWords(wordCost.beginning, { from, to });
    paintWhole(typed, wordCost.whole);
    const bare = withoutLeadingZeros(typed);
    if (bare !== typed) paintWhole(bare, wordCost.beginning);
    if (isIccidEnd(typed)) {
      paintRows(costs, wordCost.beginning, packed.byIccidEnd, ranges.iccidsEnding(typed));
    }
    if (isIccidEnd(typed) && typed.length >= fewestTellingDigits) {
      paintRows(costs, wordCost.beginning, packed.byIccid, ranges.iccidsStarting(typed));
    }
    if (typos === 0) return;
    const editCost = editCostOf(typed);
    for (const { range, edits, isWhole } of typoRanges(words, typed, typos)) {
      paintWords(edits * editCost + wordCost.beginning, range);
      if (isWhole) paintWords(edits * editCost, { from: range.from, to: range.from + 1 });
    }
  };

  const paintWhole = (word: string, cost: number): void => {
    const range = words.startingWith(word);
    if (words.isWhole(range, word.length)) {
      paintWords(cost, { from: range.from, to: range.from + 1 });
    }
  };

  const paintTyped = ({ typed, unread }: Typed, typosIn: TyposIn): void => {
    scores.fill(wordsScore + unread * wordCost.missing);
    for (const word of typed) {
      costs.fill(wordCost.missing);
      paintWord(word, typosAllowed(word, typed.length, typosIn));
      for (let four = 0; four < scoresByFour.length; four += 1) {
        scoresByFour[four] = (scoresByFour[four] ?? 0) + (costsByFour[four] ?? 0);
      }
    }
  };

  const paintWholeText = (folded: string): void => {
    const compact = compactOf(folded);
    if (compact === "") return;
    const paintNames = (score: number, { from, to }: Range): void => {
      for (let place = from; place < to; place += 1) {
        paint(scores, score, (packed.byName[place] ?? 0) >>> 1);
      }
    };
    paintNames(beginningScore, ranges.namesStarting(compact));
    paintNames(exactScore, ranges.namesWithCompact(compact));
    if (partOfSid.test(compact)) {
      const score = compact.length === 34 ? exactScore : beginningScore;
      paintRows(scores, score, packed.bySid, ranges.sidsStarting(compact.slice(2)));
    }
    const digits = iccidIn(folded);
    if (digits === null || !isIccidEnd(digits)) return;
    paintRows(scores, beginningScore, packed.byIccidEnd, ranges.iccidsEnding(digits));
    paintRows(scores, wordsScore, packed.byIccid, ranges.iccidsStarting(digits));
    paintRows(scores, exactScore, packed.byIccid, ranges.iccidsOfCard(digits));
  };

  const paintAll = (text: Typed, typosIn: TyposIn): Uint32Array => {
    paintTyped(text, typosIn);
    if (text.folded === "") scores.fill(beginningScore);
    else if (!text.isCut) paintWholeText(text.folded);
    return countScores(scores, scoresByFour, unmatchedScore(text.wordCount));
  };

  const rowsByScore = (counts: Uint32Array, highest: number, from: number, limit: number) => {
    const found: { readonly row: number; readonly score: number }[] = [];
    let skip = from;
    for (let score = 0; score <= highest && found.length < limit; score += 1) {
      const count = counts[score] ?? 0;
      if (count <= skip) {
        skip -= count;
        continue;
      }
      for (let row = scores.indexOf(score); row >= 0; row = scores.indexOf(score, row + 1)) {
        if (skip > 0) skip -= 1;
        else found.push({ row, score });
        if (found.length === limit) break;
      }
    }
    return found;
  };

  /** As typed if that finds enough, else with typos. Leaves the scores painted. */
  const paintBest = (folded: string, isCut: boolean, isLoose: boolean) => {
    const read = typedOf(folded, isCut, wordsOf(folded));
    const literal = { read, counts: paintAll(read, "none") };
    const isEnough =
      countUpTo(literal, "exact") > 0 || countUpTo(literal, "words") >= enoughMatches;
    if (!isLoose || isEnough) return literal;
    // Beside right matches, those with another short word would only be noise.
    const typosIn = countUpTo(literal, "words") > 0 ? "long_words" : "all_words";
    const loose = { read, counts: paintAll(read, typosIn) };
    const coarseWords = coarseWordsOf(folded);
    if (countUpTo(loose, "typo") > 0 || coarseWords.length >= read.wordCount) return loose;
    // A digit mistaken for a letter has torn a word apart: `cam-O7`.
    const coarse = typedOf(folded, isCut, coarseWords);
    const mended = { read: coarse, counts: paintAll(coarse, "all_words") };
    return countUpTo(mended, "typo") > 0 ? mended : { read, counts: paintAll(read, typosIn) };
  };

  return (text, { offset = 0, limit, farthest = "typo" }) => {
    const isLoose = farthest === "typo" || farthest === "some_words";
    const painted = paintBest(fold(text), isCutShort(text), isLoose);
    const { wordCount } = painted.read;
    const bands = bandsOf(wordCount);
    const nearnessOf = (score: number): Nearness =>
      bands.find(({ upTo }) => score <= upTo)?.nearness ?? "some_words";

    const highest = highestOf(farthest, wordCount);
    const totals: Record<Nearness, number> = { exact: 0, words: 0, typo: 0, some_words: 0 };
    for (let score = 0; score <= highest; score += 1) {
      totals[nearnessOf(score)] += painted.counts[score] ?? 0;
    }
    return {
      totals,
      matches: rowsByScore(painted.counts, highest, offset, limit).map(({ row, score }) => ({
        sim: rows.sim(row),
        nearness: nearnessOf(score),
      })),
    };
  };
}

/** The last score that counts: a SIM without any of the words never matches. */
function highestOf(farthest: Nearness, words: number): number {
  const upTo = bandsOf(words).find(({ nearness }) => nearness === farthest)?.upTo ?? 0;
  return Math.min(upTo, Math.max(unmatchedScore(words) - 1, beginningScore));
}

/** How many SIMs have each score. Most have the same, that of no match: four of them at a time. */
function countScores(scores: Uint8Array, byFour: Uint32Array, common: number): Uint32Array {
  const counts = new Uint32Array(256);
  const fourCommon = common * 0x01_01_01_01;
  const whole = Math.floor(scores.length / 4);
  let fours = 0;
  const countFrom = (from: number, to: number): void => {
    for (let row = from; row < to; row += 1) {
      const score = scores[row] ?? 0;
      counts[score] = (counts[score] ?? 0) + 1;
    }
  };
  for (let four = 0; four < whole; four += 1) {
    if (byFour[four] === fourCommon) fours += 1;
    else countFrom(4 * four, 4 * four + 4);
  }
  countFrom(4 * whole, scores.length);
  counts[common] = (counts[common] ?? 0) + 4 * fours;
  return counts;
}

function countUpTo(
  { read, counts }: { readonly read: Typed; readonly counts: Uint32Array },
  farthest: Nearness,
): number {
  const upTo = highestOf(farthest, read.wordCount);
  return counts.subarray(0, upTo + 1).reduce((sum, count) => sum + count, 0);
}

import type { PackedIndex } from "./packed-index.ts";
import { firstPlace, type Range } from "./sorted-range.ts";

/** The sorted distinct words of all names, read as a tree: a node is a range with a common beginning. */
interface WordList {
  readonly wordCount: number;
  /** The words of `range` whose character number `depth` is `code`; all of them agree before it. */
  child(range: Range, depth: number, code: number): Range;
  /** Every child of a node, with the character that leads to it. */
  children(range: Range, depth: number): Iterable<{ readonly code: number; readonly range: Range }>;
  /** Whether the first word of the range ends at `depth`: it is the common beginning itself. */
  isWhole(range: Range, depth: number): boolean;
  /** The words that begin with `prefix`; empty when there are none. */
  startingWith(prefix: string): Range;
}

/** Stands for "the word ends here" and sorts before every character. */
const ended = -1;

export function readWords({ words, wordStarts }: PackedIndex): WordList {
  const wordCount = wordStarts.length - 1;

  const codeAt = (word: number, depth: number): number => {
    const at = (wordStarts[word] ?? 0) + depth;
    return at < (wordStarts[word + 1] ?? 0) ? (words[at] ?? ended) : ended;
  };

  const child = ({ from, to }: Range, depth: number, code: number): Range => {
    const first = firstPlace(from, to, (word) => codeAt(word, depth) >= code);
    if (first === to || codeAt(first, depth) !== code) return { from: first, to: first };
    return { from: first, to: firstPlace(first, to, (word) => codeAt(word, depth) > code) };
  };

  return {
    wordCount,
    child,
    *children({ from, to }, depth) {
      let word = firstPlace(from, to, (place) => codeAt(place, depth) > ended);
      while (word < to) {
        const code = codeAt(word, depth);
        const end = firstPlace(word, to, (place) => codeAt(place, depth) > code);
        yield { code, range: { from: word, to: end } };
        word = end;
      }
    },
    isWhole: ({ from, to }, depth) => from < to && codeAt(from, depth) === ended,
    startingWith: (prefix) => {
      let range: Range = { from: 0, to: wordCount };
      for (let depth = 0; depth < prefix.length && range.from < range.to; depth += 1) {
        range = child(range, depth, prefix.charCodeAt(depth));
      }
      return range;
    },
  };
}

/** Words that begin, or are, what was probably meant. */
interface TypoRange {
  readonly range: Range;
  readonly edits: number;
  /** Whether the first word of the range is, as a whole, what was probably meant. */
  readonly isWhole: boolean;
}

/**
 * Steps through the tree at most. One typo in a word of ten letters takes a few hundred to a few
 * thousand steps; two typos over a dense list of numbers could take far more.
 */
const maximumSteps = 40_000;

/**
 * Every beginning of a word that becomes `typed` by at most `maximumEdits` letters left out,
 * put in, mistaken, or swapped with their neighbour. Ranges may overlap. Walks the word list as a
 * tree and leaves a branch once it has cost more than allowed, so that nothing need be stored for
 * typos.
 */
export function typoRanges(
  words: WordList,
  typed: string,
  maximumEdits: number,
): readonly TypoRange[] {
  const found: TypoRange[] = [];
  let steps = 0;

  const walk = (range: Range, depth: number, at: number, edits: number): void => {
    steps += 1;
    if (range.from >= range.to || steps > maximumSteps) return;
    if (at === typed.length) {
      if (edits > 0) found.push({ range, edits, isWhole: words.isWhole(range, depth) });
      return;
    }
    const code = typed.charCodeAt(at);
    walk(words.child(range, depth, code), depth + 1, at + 1, edits);
    if (edits === maximumEdits) return;
    // The typed letter is one too many. As the very first it would let everything match.
    if (depth > 0 || at + 1 < typed.length) walk(range, depth, at + 1, edits + 1);
    if (at + 1 < typed.length) {
      const swapped = words.child(range, depth, typed.charCodeAt(at + 1));
      walk(words.child(swapped, depth + 1, code), depth + 2, at + 2, edits + 1);
    }
    for (const other of words.children(range, depth)) {
      // A letter is missing before the typed one, or stands in its place.
      walk(other.range, depth + 1, at, edits + 1);
      if (other.code !== code) walk(other.range, depth + 1, at + 1, edits + 1);
    }
  };

  walk({ from: 0, to: words.wordCount }, 0, 0, 0);
  return found;
}

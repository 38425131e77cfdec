import type { PackedIndex } from "./packed-index.ts";
import { firstPlace, type Range } from "./sorted-range.ts";

/** The sorted distinct words of all names, read as a tree: a node is a range with a common beginning. */
export interface WordList {
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

import type { Range } from "./sorted-range.ts";
import type { WordList } from "./word-list.ts";

/** Words that begin, or are, what was probably meant. */
export interface TypoRange {
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

import { cutText, firstCharacters } from "../core/cut-text.ts";
import { visibleOrNull } from "../core/visible-text.ts";

/**
 * Characters that the bundled fonts (Inter, DejaVu Sans) have a glyph for, as ranges of code
 * points: European, Greek, Cyrillic, Armenian, Hebrew, Arabic, Georgian, Vietnamese, and the
 * signs an operator's name may hold. Compared with the font files by a test. Asking the canvas
 * would not do: a missing glyph is an empty box with a width of its own.
 */
export const drawableRanges: readonly (readonly [first: number, last: number])[] = [
  [0x20, 0x7e],
  [0xa0, 0x377],
  [0x38c, 0x38c],
  [0x38e, 0x3a1],
  [0x3a3, 0x525],
  [0x531, 0x556],
  [0x559, 0x55f],
  [0x561, 0x587],
  [0x589, 0x58a],
  [0x5b0, 0x5c3],
  [0x5d0, 0x5ea],
  [0x5f0, 0x5f4],
  [0x60c, 0x60c],
  [0x61b, 0x61b],
  [0x61f, 0x61f],
  [0x621, 0x63a],
  [0x640, 0x655],
  [0x660, 0x670],
  [0x679, 0x6bf],
  [0x6c6, 0x6c8],
  [0x6cb, 0x6cc],
  [0x6ce, 0x6ce],
  [0x6d0, 0x6d0],
  [0x6d5, 0x6d5],
  [0x6f0, 0x6f9],
  [0x10a0, 0x10c5],
  [0x10d0, 0x10fc],
  [0x1e00, 0x1f15],
  [0x1f18, 0x1f1d],
  [0x1f20, 0x1f45],
  [0x1f48, 0x1f4d],
  [0x1f50, 0x1f57],
  [0x1f5f, 0x1f7d],
  [0x1f80, 0x1fb4],
  [0x200c, 0x200d],
  [0x2010, 0x2027],
  [0x2030, 0x205e],
  [0x2070, 0x2071],
  [0x2074, 0x208e],
  [0x20a0, 0x20b5],
  [0x20b8, 0x20ba],
  [0x20bc, 0x20bf],
  [0x2100, 0x2109],
  [0x210b, 0x2149],
  [0x2150, 0x2186],
  [0x2190, 0x2311],
  [0x2460, 0x2469],
  [0x2500, 0x269c],
  [0x2701, 0x2704],
  [0x2713, 0x2727],
  [0x2756, 0x2756],
];

/** Longer names are shortened before anything measures them. */
const longestName = 120;

/**
 * The name as one line that can be drawn, or `null` when some of it cannot: the rest would name
 * something else.
 */
export function drawableName(name: string): string | null {
  const line = oneLine(name);
  return line !== "" && [...line].every(isDrawable) ? line : null;
}

/** But for those that join letters of some scripts or keep them apart: without them the word is another. */
const unseen = /(?![\u200C\u200D])\p{Cf}/gu;

/**
 * The text as one line, empty if nothing of it would be seen: direction marks and other invisible
 * characters are dropped, blanks and control characters folded.
 */
export function oneLine(text: string, longest = longestName): string {
  const line = firstCharacters(text, longestName * 4)
    .replaceAll(unseen, "")
    .replaceAll(/[\p{Cc}\p{Cs}\s]+/gu, " ")
    .trim();
  return cutText(visibleOrNull(line) ?? "", longest);
}

function isDrawable(character: string): boolean {
  const point = character.codePointAt(0) ?? 0;
  return drawableRanges.some(([first, last]) => point >= first && point <= last);
}

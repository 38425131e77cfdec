/**
 * Characters that the bundled fonts (Inter, DejaVu Sans) have a glyph for, as ranges of code
 * points: European, Greek, Cyrillic, Armenian, Hebrew, Arabic, Georgian, Vietnamese, and the
 * signs an operator's name may hold. Compared with the font files by a test. Asking the canvas
 * would not do: a missing glyph is an empty box with a width of its own.
 */
export const drawableRanges: readonly (readonly [first: number, last: number])[] = [
  [0x20, 0x7e],
  [0xa0, 0x377],
  [0x38e, 0x3a1],
  [0x3a3, 0x525],
  [0x531, 0x556],
  [0x561, 0x587],
  [0x5d0, 0x5ea],
  [0x621, 0x63a],
  [0x640, 0x655],
  [0x660, 0x670],
  [0x679, 0x6bf],
  [0x6cc, 0x6cc],
  [0x6f0, 0x6f9],
  [0x10d0, 0x10fc],
  [0x1e00, 0x1f15],
  [0x2010, 0x2027],
  [0x2030, 0x205e],
  [0x20a0, 0x20b5],
  [0x2122, 0x2122],
  [0x2190, 0x21ff],
  [0x2260, 0x2265],
];

/** Longer names are cut before anything measures them. */
const longestName = 120;

/**
 * The name as one line that can be drawn, or `null` when nothing of it can: control characters
 * and direction marks are dropped, blanks folded. A name of which some letters cannot be drawn
 * is not drawn in part, because the rest would name something else.
 */
export function drawableName(name: string): string | null {
  const line = oneLine(name);
  return line !== "" && [...line].every(isDrawable) ? line : null;
}

/** The text as one line with everything undrawable (emoji, Chinese …) left out; may be empty. */
export function drawablePart(text: string): string {
  return oneLine([...oneLine(text)].filter(isDrawable).join(""));
}

function oneLine(text: string): string {
  return text
    .slice(0, longestName * 4)
    .replaceAll(/[\p{Cc}\p{Cf}\p{Cs}]/gu, " ")
    .replaceAll(/\s+/g, " ")
    .trim()
    .slice(0, longestName)
    .trim();
}

function isDrawable(character: string): boolean {
  const point = character.codePointAt(0) ?? 0;
  return drawableRanges.some(([first, last]) => point >= first && point <= last);
}

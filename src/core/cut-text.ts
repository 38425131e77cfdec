/**
 * Cutting texts to a length, between whole characters as people see them: a flag, a family and a
 * letter with its accents are one, however many UTF-16 units they have. Lengths are in those units.
 */

/** Made for the first text that needs it: it takes milliseconds, and nearly all texts are short or plain. */
let segmenter: Intl.Segmenter | null = null;

function charactersOf(text: string): Intl.Segments {
  segmenter ??= new Intl.Segmenter("en", { granularity: "grapheme" });
  return segmenter.segment(text);
}

/** Between two letters, digits or marks of ASCII one character ends, whatever is around them. */
function isBetweenPlain(text: string, at: number): boolean {
  return isPlain(text.charCodeAt(at - 1)) && isPlain(text.charCodeAt(at));
}

function isPlain(unit: number): boolean {
  return unit >= 0x20 && unit < 0x7f;
}

/** A character beyond the limit tells whether that before it is over; it may have two units. */
const lookedAtBeyond = 2;

/** Where the character begins that holds the unit at `limit`: before it the text can be cut. */
function beginAt(text: string, limit: number): number {
  if (isBetweenPlain(text, limit)) return limit;
  const near = text.slice(0, limit + lookedAtBeyond);
  return charactersOf(near).containing(limit)?.index ?? near.length;
}

/**
 * What a text begins with, at most so long. Of a first character that is longer itself, as a letter
 * under hundreds of accents, as much as makes no broken one.
 */
export function firstCharacters(text: string, mostUnits: number): string {
  if (text.length <= mostUnits) return text;
  const whole = text.slice(0, beginAt(text, mostUnits));
  return whole === "" ? text.slice(0, mostUnits).replace(/[\uD800-\uDBFF]$/, "") : whole;
}

/** What a text ends in, at most so long. */
export function lastCharacters(text: string, mostUnits: number): string {
  const from = text.length - mostUnits;
  if (from <= 0) return text;
  if (isBetweenPlain(text, from)) return text.slice(from);
  const { index = from, segment = "" } = charactersOf(text).containing(from) ?? {};
  return text.slice(index === from ? from : index + segment.length);
}

/** The text, or what it begins with, ending in "…". */
export function cutText(text: string, mostUnits: number): string {
  if (text.length <= mostUnits) return text;
  return `${text.slice(0, beginAt(text, mostUnits - 1)).trimEnd()}…`;
}

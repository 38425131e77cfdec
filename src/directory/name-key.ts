import { compactOf, withoutLeadingZeros } from "../core/fold.ts";

/** Sorts before every character that a folded text can hold. */
const separator = "\u0000";

/**
 * What names are sorted by: the compact form, then the folded one. So names that differ in
 * separators only stand together, and among them the ones that are equal when folded. Takes the
 * folded name.
 */
export function nameKey(folded: string): string {
  return `${compactOf(folded)}${separator}${folded}`;
}

/** What the keys of all names with that compact form begin with. */
export function compactPrefix(compact: string): string {
  return compact + separator;
}

/** A text read backwards, by code units: for ICCIDs, which are digits. */
export function reversed(text: string): string {
  let backwards = "";
  for (let at = text.length - 1; at >= 0; at -= 1) backwards += text[at];
  return backwards;
}

/** Sorts as people count: `Camera 9` before `Camera 10`. Takes the folded label. */
export function labelKey(folded: string): string {
  return folded.replace(/\d+/g, (digits) => {
    const bare = withoutLeadingZeros(digits);
    return String.fromCharCode(0x30 + Math.min(bare.length, 9)) + bare;
  });
}

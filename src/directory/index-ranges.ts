import { compactOf, fold, withoutLeadingZeros } from "../core/fold.ts";
import { iccidKey, shortestIccid } from "../core/reading/iccid.ts";
import { iccidField, type PackedIndex, type PackedRows } from "./packed-index.ts";
import { equalRange, prefixRange, type Range } from "./sorted-range.ts";

/** Where in the sorted lists of an index something stands. Found by halving: about 20 steps in a million. */
export interface IndexRanges {
  /** In `bySid`, by the first hexadecimal digits after `DE`, in lower case. */
  sidsStarting(hex: string): Range;
  /** In `byName`, by the beginning of the compact form. */
  namesStarting(compact: string): Range;
  /** In `byName`, by the whole compact form. */
  namesWithCompact(compact: string): Range;
  /** In `byName`, all that fold to the same as `name`. */
  namesFoldedAs(name: string): Range;
  /** In `byIccid`. */
  iccidsStarting(digits: string): Range;
  /** In `byIccid`: one card is written with and without its check digit. */
  iccidsOfCard(iccid: string): Range;
  /** In `byIccidEnd`. */
  iccidsEnding(digits: string): Range;
}

export function createIndexRanges(packed: PackedIndex, rows: PackedRows): IndexRanges {
  const { bySid, byName, byIccid, byIccidEnd } = packed;
  const hexAt = (place: number) => rows.sid(bySid[place] ?? 0).slice(2);
  const nameKeyAt = (place: number) => {
    const entry = byName[place] ?? 0;
    return nameKey(fold(rows.text(entry >>> 1, entry % 2 === 0 ? 0 : 1)));
  };
  const iccidAt = (place: number) => iccidKey(rows.text(byIccid[place] ?? 0, iccidField));
  const reversedAt = (place: number) =>
    reversed(iccidKey(rows.text(byIccidEnd[place] ?? 0, iccidField)));

  const names = (prefix: string) => prefixRange(byName.length, nameKeyAt, prefix);
  return {
    sidsStarting: (hex) => prefixRange(bySid.length, hexAt, hex),
    namesStarting: (compact) => names(compact),
    namesWithCompact: (compact) => names(compactPrefix(compact)),
    namesFoldedAs: (name) => equalRange(byName.length, nameKeyAt, nameKey(fold(name))),
    iccidsStarting: (digits) => prefixRange(byIccid.length, iccidAt, digits),
    iccidsOfCard: (iccid) => {
      const equal = (text: string) => equalRange(byIccid.length, iccidAt, text);
      const same = equal(iccid);
      if (same.from < same.to || iccid.length < shortestIccid) return same;
      const longer = prefixRange(byIccid.length, iccidAt, iccid);
      for (
        let { length } = iccid;
        longer.from === longer.to && length > shortestIccid;
        length -= 1
      ) {
        const shorter = equal(iccid.slice(0, length - 1));
        if (shorter.from < shorter.to) return shorter;
      }
      return longer;
    },
    iccidsEnding: (digits) => prefixRange(byIccidEnd.length, reversedAt, reversed(digits)),
  };
}

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
function compactPrefix(compact: string): string {
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

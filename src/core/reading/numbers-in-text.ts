import { iccidIn, isCompleteIccid, longestIccid, shortestIccid } from "./iccid.ts";
import { type NumberKind, otherNumberIn } from "./other-numbers.ts";

/** Where something stands in a text: `[from, to)`, in UTF-16 units. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** A number of a card, a chip, a device, a subscriber or a phone. */
export interface NumberIn extends Span {
  readonly kind: "iccid" | NumberKind;
  /** An ICCID's in its form of comparison. */
  readonly digits: string;
}

interface Group extends Span {
  readonly digits: string;
  /** What parts it from the next group; empty: more than a separator. */
  readonly gap: string;
}

/** A word of a script with spaces goes on; Chinese, or a Korean particle, may follow at once. */
export const wordCharacter = "[\\p{Script=Latin}\\p{Script=Greek}\\p{Script=Cyrillic}\\p{M}\\p{N}]";
const number = new RegExp(`(?<!${wordCharacter})(?:ICCID)?([0-9A-F]+)(?!${wordCharacter})`, "giu");
const phone = /(?<![\p{L}\p{N}+])\+[1-9](?:[ ().-]{0,2}\d){6,14}(?!\d)/gu;
const separator = /^([ \u00a0\u2009\u202f.\-\u2010-\u2015])\1{0,2}$/;
const labelBefore = /(?:eid|imei|imsi|msisdn)[ :=#]{0,3}$/i;

const eidDigits = 32;
const longestDevice = 16;
/** An IMEI without its check digit. */
const shortestDevice = 14;
/**
 * Numbers in running text, each as a whole: digits in groups are one number, and none is found
 * inside a longer one. Takes plain characters; looks at each group a few times at most.
 */
export function numbersIn(plain: string): readonly NumberIn[] {
  const groups = groupsIn(plain);
  const found: NumberIn[] = [];
  for (let at = 0; at < groups.length; ) {
    const one = numberAt(plain, groups, at);
    if (one !== null) found.push(one);
    const end = one?.to ?? 0;
    at += 1;
    while (at < groups.length && (groups[at]?.from ?? 0) < end) at += 1;
  }
  const phones = Array.from(plain.matchAll(phone), ({ 0: digits, index }): NumberIn => {
    return { kind: "phone", digits, from: index, to: index + digits.length };
  });
  const taken = phones.length === 0 ? [] : found.filter((one) => isApart(one, phones));
  return [...(phones.length === 0 ? found : taken), ...phones];
}

function groupsIn(plain: string): readonly Group[] {
  const found = Array.from(plain.matchAll(number), ({ 0: all, 1: digits = "", index }) => {
    const to = index + all.length;
    return { digits, from: to - digits.length, to };
  });
  return found.map((one, at) => {
    const next = found[at + 1];
    const gap = next === undefined || next.from - one.to > 3 ? "" : plain.slice(one.to, next.from);
    return { ...one, gap: separator.test(gap) ? gap : "" };
  });
}

/** Whether none of the phone numbers, which are in order, shares a character with it. */
function isApart({ from, to }: Span, phones: readonly NumberIn[]): boolean {
  return phones.every((one) => to <= one.from || one.to <= from);
}

/** Whether a group goes on what dots or dashes began: together they are one number, which began before. */
function goesOn(before: Group | undefined, { gap }: Group): boolean {
  if (before === undefined || before.gap === "" || /^\s/.test(before.gap)) return false;
  return gap === before.gap || gap === "";
}

function numberAt(plain: string, groups: readonly Group[], at: number): NumberIn | null {
  const first = groups[at];
  if (first === undefined || !/^\d/.test(first.digits)) return null;
  if (first.digits.length < shortestDevice && goesOn(groups[at - 1], first)) return null;
  // All cards of telecom operators begin so (ITU-T E.118): order numbers are long, too.
  const isCard = first.digits.startsWith("89");
  const run = runFrom(groups, at, isCard ? eidDigits : longestDevice);
  if (run.groups.length === 1 && first.digits.length < shortestDevice) return null;
  const card = isCard ? (eidIn(run) ?? iccidInRun(run)) : null;
  return card ?? deviceNumberIn(plain, run);
}

/** Groups with the same separator between them: as many as could be one number. */
interface Run {
  readonly groups: readonly [Group, ...Group[]];
  /** Whether they are parted by spaces, which other numbers in the sentence are as well. */
  readonly isSpaced: boolean;
  /** The group that stands in front of them in the same way. */
  readonly before: Group | null;
}

/** Ends when there are so many digits, or more. */
function runFrom(all: readonly Group[], at: number, digits: number): Run {
  const first = all[at] ?? { digits: "", from: 0, to: 0, gap: "" };
  const isSpaced = /^\s/.test(first.gap);
  const groups: [Group, ...Group[]] = [first];
  let length = first.digits.length;
  let last = first;
  while (first.gap !== "" && last.gap === first.gap && length < digits) {
    const next = all[at + groups.length];
    if (next === undefined) break;
    // The year of a date behind a number (`0131 2026-11-28`), or a word (`0131 dead`).
    const isOther = (next.gap !== "" && next.gap !== first.gap) || !/^\d/.test(next.digits);
    if (isSpaced && isOther) break;
    groups.push(next);
    length += next.digits.length;
    last = next;
  }
  const before = all[at - 1] ?? null;
  const isJoined = before !== null && before.gap !== "" && [before.gap, ""].includes(first.gap);
  return { groups, isSpaced, before: isJoined ? before : null };
}

function eidIn({ groups }: Run): NumberIn | null {
  const one = numberOf("eid", groups);
  return /^89\d{30}$/.test(one.digits) ? one : null;
}

function iccidInRun({ groups, isSpaced, before }: Run): NumberIn | null {
  const [first, second] = groups;
  const alone = iccidOf([first]);
  if (alone !== null || second === undefined) return alone;
  const isInside = before !== null && (!isSpaced || before.digits.length === first.digits.length);
  if (isInside) return null;
  // With dashes or dots between them, all the groups are one number.
  if (!isSpaced) return iccidOf(groups);
  const size = first.digits.length;
  const ends: NumberIn[] = [];
  let length = 0;
  for (const [at, { digits }] of groups.entries()) {
    length += digits.length;
    if (length < shortestIccid) continue;
    const own = groups.slice(0, at + 1);
    if (length > longestIccid) {
      // A number in equal groups that goes on is a longer one.
      const isEven = own.every((group) => group.digits.length === size);
      return isEven ? null : usual(ends);
    }
    const one = iccidOf(own);
    if (one !== null) ends.push(one);
    // A shorter group is the last one.
    if (one !== null && digits.length < size) break;
  }
  return usual(ends);
}

/** What cards have, the most usual length first. */
const usualLengths = [20, 19, 18, 22, 21];

function usual(ends: readonly NumberIn[]): NumberIn | null {
  const byLength = usualLengths.map((length) =>
    ends.find(({ digits }) => digits.length === length),
  );
  return byLength.find((one) => one !== undefined) ?? null;
}

function iccidOf(groups: readonly Group[]): NumberIn | null {
  const written = groups.map(({ digits }) => digits).join("");
  const digits = written.length > longestIccid ? null : iccidIn(written);
  if (digits === null || !isCompleteIccid(digits)) return null;
  return { ...numberOf("iccid", groups), digits };
}

/** An IMEI or IMSI: the whole of a run, or one group, as its label or its digits say. */
function deviceNumberIn(plain: string, { groups, before }: Run): NumberIn | null {
  if (before !== null && groups.length > 1) return null;
  const all = numberOf("imei", groups);
  const one = isDevice(all) ? all : numberOf("imei", groups.slice(0, 1));
  if (!isDevice(one)) return null;
  const label = labelBefore.exec(plain.slice(Math.max(0, one.from - 10), one.from))?.[0] ?? "";
  const kind = otherNumberIn(label + one.digits)?.kind ?? "phone";
  return kind === "phone" ? null : { ...one, kind };
}

function isDevice({ digits }: NumberIn): boolean {
  return /^\d{15,16}$/.test(digits);
}

function numberOf(kind: NumberIn["kind"], groups: readonly Group[]): NumberIn {
  const digits = groups.map((group) => group.digits).join("");
  return { kind, digits, from: groups[0]?.from ?? 0, to: groups.at(-1)?.to ?? 0 };
}

import { iccidIn, isCompleteIccid, longestIccid } from "./iccid.ts";
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
}

/** A word of a script with spaces goes on; Chinese, or a Korean particle, may follow at once. */
export const wordCharacter = "[\\p{Script=Latin}\\p{Script=Greek}\\p{Script=Cyrillic}\\p{M}\\p{N}]";
const number = new RegExp(
  `(?<!${wordCharacter})(?:ICCID)?(\\d[0-9A-F]*)(?!${wordCharacter})`,
  "giu",
);
const phone = /(?<![\p{L}\p{N}+])\+[1-9](?:[ ().-]{0,2}\d){6,14}(?!\d)/gu;
const separator = /^([ \u00a0\u2009\u202f.\-\u2010-\u2015])\1{0,2}$/;
const labelBefore = /(?:eid|imei|imsi|msisdn)[ :=#]{0,3}$/i;

const eidDigits = 32;
/**
 * Numbers in running text, each as a whole: digits in groups are one number, and none is found
 * inside a longer one. Takes plain characters; looks at each group a few times at most.
 */
export function numbersIn(plain: string): readonly NumberIn[] {
  const groups = Array.from(plain.matchAll(number), ({ 0: all, 1: digits = "", index }): Group => {
    const to = index + all.length;
    return { digits, from: to - digits.length, to };
  });
  const found: NumberIn[] = [];
  for (let at = 0; at < groups.length; ) {
    const run = runFrom(plain, groups, at);
    const one = eidIn(run) ?? iccidInRun(run) ?? deviceNumberIn(plain, run);
    if (one !== null) found.push(one);
    const end = one?.to ?? 0;
    at += 1;
    while (at < groups.length && (groups[at]?.from ?? 0) < end) at += 1;
  }
  const phones = Array.from(plain.matchAll(phone), ({ 0: digits, index }): NumberIn => {
    return { kind: "phone", digits, from: index, to: index + digits.length };
  });
  const isApart = ({ from, to }: Span) => phones.every((one) => to <= one.from || one.to <= from);
  return [...found.filter(isApart), ...phones];
}

/** Groups with the same separator between them: as many as could be one number. */
interface Run {
  readonly groups: readonly [Group, ...Group[]];
  /** Whether they are parted by spaces, which other numbers in the sentence are as well. */
  readonly isSpaced: boolean;
  /** The group that stands in front of them in the same way. */
  readonly before: Group | null;
}

function runFrom(plain: string, all: readonly Group[], at: number): Run {
  const gapBehind = (place: number): string => {
    const [one, next] = [all[place], all[place + 1]];
    const gap = one === undefined || next === undefined ? "" : plain.slice(one.to, next.from);
    return separator.test(gap) ? gap : "";
  };
  const gap = gapBehind(at);
  const isSpaced = /^\s/.test(gap);
  const groups: [Group, ...Group[]] = [all[at] ?? { digits: "", from: 0, to: 0 }];
  for (
    let last = at;
    gap !== "" && gapBehind(last) === gap && lengthOf(groups) < eidDigits;
    last += 1
  ) {
    const next = all[last + 1];
    const behind = gapBehind(last + 1);
    // The year of a date behind a number: `0131 2026-11-28`.
    if (next === undefined || (isSpaced && behind !== "" && behind !== gap)) break;
    groups.push(next);
  }
  const isJoined = at > 0 && gapBehind(at - 1) !== "" && (gap === "" || gapBehind(at - 1) === gap);
  return { groups, isSpaced, before: isJoined ? (all[at - 1] ?? null) : null };
}

function lengthOf(groups: readonly Group[]): number {
  return groups.reduce((sum, { digits }) => sum + digits.length, 0);
}

function eidIn({ groups }: Run): NumberIn | null {
  const count = groups.findIndex((_, at) => lengthOf(groups.slice(0, at + 1)) >= eidDigits) + 1;
  const own = groups.slice(0, count);
  const isEid = lengthOf(own) === eidDigits && /^89\d*$/.test(own[0]?.digits ?? "");
  return isEid ? numberOf("eid", own) : null;
}

function iccidInRun({ groups, isSpaced, before }: Run): NumberIn | null {
  const [first, second] = groups;
  // All cards of telecom operators begin so (ITU-T E.118): order numbers are long, too.
  if (!first.digits.startsWith("89")) return null;
  const alone = iccidOf([first]);
  if (alone !== null || second === undefined) return alone;
  const isInside = before !== null && (!isSpaced || before.digits.length === first.digits.length);
  if (isInside) return null;
  // With dashes or dots between them, all the groups are one number.
  if (!isSpaced) return iccidOf(groups);
  const size = first.digits.length;
  const ends: NumberIn[] = [];
  for (const [at, { digits }] of groups.entries()) {
    const own = groups.slice(0, at + 1);
    if (lengthOf(own) > longestIccid) {
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
  const own = [15, 16].includes(lengthOf(groups)) ? groups : groups.slice(0, 1);
  if (![15, 16].includes(lengthOf(own))) return null;
  const [from, start] = [own[0]?.from ?? 0, (own[0]?.from ?? 0) - 10];
  const label = labelBefore.exec(plain.slice(Math.max(0, start), from))?.[0] ?? "";
  const one = numberOf("imei", own);
  const kind = otherNumberIn(label + one.digits)?.kind ?? "phone";
  return kind === "phone" ? null : { ...one, kind };
}

function numberOf(kind: NumberIn["kind"], groups: readonly Group[]): NumberIn {
  const digits = groups.map((group) => group.digits).join("");
  return { kind, digits, from: groups[0]?.from ?? 0, to: groups.at(-1)?.to ?? 0 };
}

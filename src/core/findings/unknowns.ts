import { type Instant, type Interval, laterOf } from "../instant.ts";
import { beginOf, compareNewestFirst, type DataSession, isOpen, lastSeen } from "../session.ts";
import type { IncompleteReason, RecordTimes } from "../session-read.ts";
import { retentionMs } from "../window.ts";

/**
 * Why something is not known.
 *
 * - `unreadable`, `of_other_sim`, `undated`: records that were left out.
 * - `unread_pages`: the list could not be read to its end; how many records are missing is not known.
 * - `future`, `impossible`, `no_start`, `no_update`: a record is known, but not how far it reaches.
 */
export type UnknownBecause =
  | "unreadable"
  | "of_other_sim"
  | "undated"
  | "unread_pages"
  | "future"
  | "impossible"
  | "no_start"
  | "no_update";

/** Something that may have been anywhere in a stretch of time. The order of a list is undocumented. */
export interface Hidden {
  readonly because: UnknownBecause;
  readonly within: Interval;
  /** A whole record, with its start and all its fields, or only how long a known one was in contact. */
  readonly hides: "record" | "contact";
}

/** All that is not known of one history: the value that rules, verdict and quality notes ask. */
export interface Unknowns {
  /** One for each record, and one for all pages that were not read. Cut to what is kept. */
  readonly hidden: readonly Hidden[];
  /** Records in all, those left out included. */
  readonly records: number;
  /** How many there are of each, wherever in time. */
  readonly counts: Readonly<Partial<Record<UnknownBecause, number>>>;
  /** The latest time that a record left out for being unreadable still carries. */
  readonly lastSign: Instant | null;
}

export interface UnknownsInput {
  /** The records that are known. Those without any time count as left out. */
  readonly sessions: readonly DataSession[];
  readonly asOf: Instant;
  readonly setAside?: readonly RecordTimes[];
  readonly ofOtherSims?: readonly RecordTimes[];
  /** Records without any time that are not among `sessions`. */
  readonly undated?: number;
  /** The times as received of records that had some in the future; among `sessions` if another can be. */
  readonly future?: readonly RecordTimes[];
  readonly incomplete?: IncompleteReason;
}

export function unknownsOf(input: UnknownsInput): Unknowns {
  const { sessions, asOf, setAside = [], ofOtherSims = [], future = [] } = input;
  const kept = { from: asOf - retentionMs, to: asOf };
  const undated =
    (input.undated ?? 0) + sessions.filter((session) => beginOf(session) === null).length;
  const anywhere = (because: UnknownBecause): Hidden => ({
    because,
    within: kept,
    hides: "record",
  });
  const hidden = [
    ...setAside.flatMap((times) => hiddenRecord("unreadable", times, kept)),
    ...ofOtherSims.flatMap((times) => hiddenRecord("of_other_sim", times, kept)),
    ...Array.from({ length: undated }, () => anywhere("undated")),
    ...(input.incomplete ? [anywhere("unread_pages")] : []),
    ...future.flatMap((times) =>
      isTimeless(times, kept) ? [anywhere("future")] : hiddenContact("future", times, kept),
    ),
    ...sessions.flatMap((session) => unknownReach(session, kept)),
    ...contradictingNow(sessions, kept),
  ].toSorted(byPlace);
  const ofKind = Map.groupBy(hidden, ({ because }) => because);
  return {
    hidden,
    records:
      sessions.length +
      (input.undated ?? 0) +
      setAside.length +
      ofOtherSims.length +
      future.filter((times) => isTimeless(times, kept)).length,
    counts: {
      ...Object.fromEntries([...ofKind].map(([because, { length }]) => [because, length])),
      unreadable: setAside.length,
      of_other_sim: ofOtherSims.length,
      future: future.length,
    },
    lastSign: setAside.reduce(
      (latest: Instant | null, times) => laterOf(latest, signsOf(times, kept).at(-1) ?? null),
      null,
    ),
  };
}

/** What may have been in the stretch; what touches only its beginning was before it. */
export function hiddenIn({ hidden }: Unknowns, { from, to }: Interval): Hidden[] {
  return hidden.filter(({ within }) => within.to > from && within.from <= to);
}

/** The records that may have been in the stretch: infinitely many where pages were not read. */
export function recordsHiddenIn(unknowns: Unknowns, stretch: Interval): number {
  const records = hiddenIn(unknowns, stretch).filter(({ hides }) => hides === "record");
  return records.some(({ because }) => because === "unread_pages")
    ? Number.POSITIVE_INFINITY
    : records.length;
}

/** The times that can be, in order. A time after the question says no more than one that cannot be read. */
function signsOf({ start, end, lastUpdated }: RecordTimes, { to }: Interval): Instant[] {
  return [start, end, lastUpdated].filter((at) => isTime(at, to)).sort((a, b) => a - b);
}

/** No time that it carries can be: it may have been anywhere. */
function isTimeless(times: RecordTimes, kept: Interval): boolean {
  return signsOf(times, kept).length === 0;
}

function isTime(at: RecordTimes["start"], latest: Instant): at is Instant {
  return typeof at === "number" && at <= latest;
}

/** From its start to its end, where it has them; else from the oldest, or up to now. */
function hiddenRecord(because: UnknownBecause, times: RecordTimes, kept: Interval): Hidden[] {
  const signs = signsOf(times, kept);
  const first = signs.at(0);
  const last = signs.at(-1);
  const from = isTime(times.start, kept.to) ? (first ?? kept.from) : kept.from;
  const to = isEndKnown(times, kept) ? (last ?? kept.to) : kept.to;
  if (to < kept.from) return [];
  return [{ because, within: { from: Math.max(from, kept.from), to }, hides: "record" }];
}

/** An open record was last heard of at its last update. */
function isEndKnown({ end, lastUpdated }: RecordTimes, { to }: Interval): boolean {
  return end === null ? isTime(lastUpdated, to) : isTime(end, to);
}

/** Before the times that a known record carries, and after them. */
function hiddenContact(because: UnknownBecause, times: RecordTimes, kept: Interval): Hidden[] {
  const signs = signsOf(times, kept);
  const [first = kept.to, last = kept.from] = [signs.at(0), signs.at(-1)];
  return [
    ...(isTime(times.start, kept.to) ? [] : [{ from: kept.from, to: first }]),
    ...(isEndKnown(times, kept) ? [] : [{ from: Math.max(last, kept.from), to: kept.to }]),
  ]
    .filter(({ from, to }) => from < to)
    .map((within) => ({ because, within, hides: "contact" as const }));
}

/**
 * A session that does not say when it began may have been open long before; one that is open and
 * does not say when it was last updated may have been heard until now.
 */
function unknownReach(session: DataSession, kept: Interval): readonly Hidden[] {
  const { start, lastUpdated } = session;
  const begin = beginOf(session);
  const seen = lastSeen(session);
  if (begin === null || seen === null || begin > kept.to || seen < kept.from) return noneHidden;
  const isUnheard = isOpen(session) && !isCredible(session, lastUpdated);
  if (start !== null && !isUnheard) return noneHidden;
  return [
    ...(start === null ? hiddenFrom("no_start", { from: kept.from, to: begin }) : []),
    ...(isUnheard ? hiddenFrom("no_update", { from: seen, to: kept.to }) : []),
  ];
}

const noneHidden: readonly Hidden[] = [];

function isCredible({ start }: DataSession, at: Instant | null): boolean {
  return at !== null && (start === null || at >= start);
}

/**
 * The newest session, where it ended before it began: it may have lasted until now. Older ones of
 * that kind were over when the next one began.
 */
function contradictingNow(sessions: readonly DataSession[], kept: Interval): Hidden[] {
  let newest: DataSession | null = null;
  for (const session of sessions) {
    const begin = beginOf(session);
    if (begin === null || begin > kept.to) continue;
    if (newest === null || compareNewestFirst(session, newest) < 0) newest = session;
  }
  if (newest === null || newest.start === null || isOpen(newest)) return [];
  if (isCredible(newest, newest.end) || isCredible(newest, newest.lastUpdated)) return [];
  return hiddenFrom("impossible", { from: Math.max(newest.start, kept.from), to: kept.to });
}

function hiddenFrom(because: UnknownBecause, within: Interval): Hidden[] {
  return within.from < within.to ? [{ because, within, hides: "contact" }] : [];
}

/** So that the order of the list received changes nothing. */
function byPlace(a: Hidden, b: Hidden): number {
  return (
    a.within.from - b.within.from ||
    a.within.to - b.within.to ||
    (a.because < b.because ? -1 : a.because > b.because ? 1 : 0)
  );
}

import type { Instant } from "./instant.ts";

/** The network of one record, read as known (`src/core/known`). Any part may be unknown. */
export interface Operator {
  /** Mobile country code, three digits. */
  readonly mcc: string | null;
  /**
   * Mobile network code in the width that its MCC uses (ITU-T E.212): "2" and "002" of 262 are "02".
   * A text that is no number stays as received.
   */
  readonly mnc: string | null;
  /** ISO 3166-1 alpha-3, for example `USA`; what is in no table stays as received. */
  readonly country: string | null;
  readonly name: string | null;
}

/** Where the cell tower is estimated to stand; never the place of the device. Decimal degrees. */
export interface TowerLocation {
  readonly latitude: number;
  readonly longitude: number;
}

/**
 * One data connection of a SIM. `null` is always "unknown", except `end`, where it is "not
 * reported closed". Packets are packets, never bytes.
 */
export interface DataSession {
  readonly sid: string | null;
  readonly simSid: string | null;
  readonly accountSid: string | null;
  /** An open set; `LTE` and `3G` are documented. Shown as received. */
  readonly radioLink: string | null;
  readonly operator: Operator;
  /** The cell at the last update, not at the start. Often `MCC-MNC-LAC-CID`, otherwise opaque. */
  readonly cellId: string | null;
  readonly tower: TowerLocation | null;
  readonly packetsUp: number | null;
  readonly packetsDown: number | null;
  readonly start: Instant | null;
  readonly end: Instant | null;
  /**
   * Set where the platform's end cannot be: the session is closed, but when is not known. `end` is
   * then its last credible sign of life, and is told to nobody.
   */
  readonly isEndAssumed?: true;
  readonly lastUpdated: Instant | null;
  readonly imei: string | null;
}

/** Whether the platform has not reported the session closed. This is not "online". */
export function isOpen(session: DataSession): boolean {
  return session.end === null;
}

/** When it ended, as the platform has it. `null`: it is open, or nobody knows. */
export function reportedEnd({ end, isEndAssumed }: DataSession): Instant | null {
  return isEndAssumed ? null : end;
}

/**
 * The latest moment for which the record speaks: the latest of end, last update and start.
 * `null` when the record carries no time at all.
 */
export function lastSeen({ start, end, lastUpdated }: DataSession): Instant | null {
  let latest = start;
  if (lastUpdated !== null && (latest === null || lastUpdated > latest)) latest = lastUpdated;
  if (end !== null && (latest === null || end > latest)) latest = end;
  return latest;
}

/**
 * The moment by which sessions are ordered and placed: the start, and where it is missing the
 * earliest time that the record does carry. `null` when it carries none.
 */
export function beginOf(session: DataSession): Instant | null {
  if (session.start !== null) return session.start;
  const known = [session.lastUpdated, session.end].filter((at) => at !== null);
  return known.length === 0 ? null : Math.min(...known);
}

/**
 * How long the session is known to have lasted, in milliseconds: `end − start`, and for an open
 * one `lastUpdated − start`, which is "at least". `null` when start or end are unknown, or when
 * the times contradict each other.
 */
export function lengthMs(session: DataSession): number | null {
  const until = session.end ?? session.lastUpdated;
  if (session.start === null || until === null || session.isEndAssumed) return null;
  return until < session.start ? null : until - session.start;
}

/** Up plus down, known only when both counts are. */
function packetsOf(session: DataSession): number | null {
  if (session.packetsUp === null || session.packetsDown === null) return null;
  return session.packetsUp + session.packetsDown;
}

/** Whether the times of the record contradict each other (end or last update before start). */
export function hasImpossibleTimes(session: DataSession): boolean {
  const { start, end, lastUpdated } = session;
  if (start === null) return false;
  return (end !== null && end < start) || (lastUpdated !== null && lastUpdated < start);
}

/**
 * Newest first, by start; ties by last update, then sid, then everything else the record holds,
 * so that the order never depends on the order in which the platform listed the records.
 */
export function compareNewestFirst(a: DataSession, b: DataSession): number {
  return (
    compareInstants(beginOf(b), beginOf(a)) ||
    compareInstants(b.lastUpdated, a.lastUpdated) ||
    compareText(a.sid ?? "", b.sid ?? "") ||
    compareText(JSON.stringify(a), JSON.stringify(b))
  );
}

function compareInstants(a: Instant | null, b: Instant | null): number {
  return (a ?? Number.NEGATIVE_INFINITY) === (b ?? Number.NEGATIVE_INFINITY)
    ? 0
    : (a ?? Number.NEGATIVE_INFINITY) - (b ?? Number.NEGATIVE_INFINITY);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** A session that can be placed in time. */
export interface Placed {
  readonly session: DataSession;
  readonly begin: Instant;
  /** Its last sign of life. */
  readonly seen: Instant;
  /** Up and down together; `null` when either is unknown. */
  readonly packets: number | null;
}

/** `null`: the record carries no time at all. */
export function placed(session: DataSession): Placed | null {
  const begin = beginOf(session);
  const seen = lastSeen(session);
  if (begin === null || seen === null) return null;
  return { session, begin, seen, packets: packetsOf(session) };
}

import { type Instant, minuteMs } from "./instant.ts";
import { createSessionReader, type SessionReader } from "./known/known-session.ts";
import { beginOf, compareNewestFirst, type DataSession, isOpen, lastSeen } from "./session.ts";
import type { RecordTimes, SessionRead } from "./session-read.ts";

/**
 * How far the platform's clock may run ahead of ours before its times count as impossible.
 * Ordinary drift of a host without a time service stays well below this.
 */
export const clockToleranceMs = 2 * minuteMs;

/** What a read tells about one moment: everything held for it, and what had to be left out. */
export interface HeldSessions {
  /** Newest first; nothing that began between `asOf` and the end of the read. */
  readonly sessions: readonly DataSession[];
  /** Sessions that began after `asOf`: a refresh will show them. */
  readonly newerSince: number;
  /** Records without any time: they cannot be placed in a window. */
  readonly undated: number;
  /**
   * Records with times that lie in the future of the read, as received; never trusted. Kept where
   * another time of theirs can be.
   */
  readonly future: readonly RecordTimes[];
}

/**
 * The sessions as they stood at `asOf`, although they may have been read later: a page turn
 * minutes after the question must continue it exactly. Sessions that began later are left out
 * and counted; an end or update reported later is rolled back (packet counts cannot be).
 *
 * Placeholders are unknown, and every network, country, cell and device has one writing: whatever
 * is made of a read begins here.
 *
 * Times beyond the read itself are impossible, and taken as unknown, so that no other part can
 * trust them; the record stays and is counted. An impossible end still says that the session is
 * closed: its last credible sign of life stands in for it.
 */
export function heldAt(
  read: SessionRead,
  asOf: Instant,
  asKnown: SessionReader = createSessionReader(),
): HeldSessions {
  const horizon = Math.max(read.finishedAt, asOf) + clockToleranceMs;
  const isLater = (at: Instant | null): boolean => at !== null && at > asOf && at <= horizon;
  const isImpossible = (at: Instant | null): boolean => at !== null && at > horizon;

  const sessions: DataSession[] = [];
  let newerSince = 0;
  let undated = 0;
  const future: RecordTimes[] = [];
  for (const record of read.sessions) {
    const received = asKnown(record);
    const isOdd =
      isImpossible(received.start) ||
      isImpossible(received.end) ||
      isImpossible(received.lastUpdated);
    const session = isOdd ? credible(received, isImpossible) : received;
    const begin = beginOf(session);
    if (begin === null && isOdd) future.push(oddTimes(received, isImpossible));
    else if (begin === null) undated += 1;
    else if (isLater(begin)) newerSince += 1;
    else {
      if (isOdd) future.push(oddTimes(received, isImpossible));
      // Nearly all stand as they were read: many questions about one read share its records.
      const isRolledBack = isLater(session.end) || isLater(session.lastUpdated);
      sessions.push(isRolledBack ? rolledBack(session, asOf, isLater) : session);
    }
  }
  return { sessions: sessions.sort(compareNewestFirst), newerSince, undated, future };
}

function rolledBack(
  session: DataSession,
  asOf: Instant,
  isLater: (at: Instant | null) => boolean,
): DataSession {
  const end = isLater(session.end) ? null : session.end;
  const lastUpdated = isLater(session.lastUpdated) ? asOf : session.lastUpdated;
  return { ...session, end, lastUpdated };
}

/** The impossible ones say no more than if they could not be read. */
function oddTimes(
  { start, end, lastUpdated }: DataSession,
  isImpossible: (at: Instant | null) => boolean,
): RecordTimes {
  const told = (at: Instant | null) => (isImpossible(at) ? "unreadable" : at);
  return { start: told(start), end: told(end), lastUpdated: told(lastUpdated) };
}

function credible(
  session: DataSession,
  isImpossible: (at: Instant | null) => boolean,
): DataSession {
  const start = isImpossible(session.start) ? null : session.start;
  const lastUpdated = isImpossible(session.lastUpdated) ? null : session.lastUpdated;
  if (!isImpossible(session.end)) return { ...session, start, lastUpdated };
  const end = lastUpdated ?? start;
  return { ...session, start, end, lastUpdated, ...(end !== null && { isEndAssumed: true }) };
}

/** Whether the session touches the stretch that begins at `from`: its last sign of life is not before it. */
export function reaches(session: DataSession, from: Instant): boolean {
  const seen = lastSeen(session);
  return seen !== null && seen >= from;
}

/** The session with the latest sign of life: the one that says most about "now". `null` when there is none. */
export function latestOf(sessions: readonly DataSession[]): DataSession | null {
  let latest: DataSession | null = null;
  for (const session of sessions) {
    if (latest === null || (lastSeen(session) ?? 0) > (lastSeen(latest) ?? 0)) latest = session;
  }
  return latest;
}

/**
 * The open session that may still be alive: the newest one without an end, unless another began
 * after its last update. All other open ones are stale records: the platform never heard how
 * they ended.
 */
export function newestOpen(sessionsNewestFirst: readonly DataSession[]): DataSession | null {
  const open = sessionsNewestFirst.find((session) => session.end === null) ?? null;
  const [newest] = sessionsNewestFirst;
  if (open === null || newest === undefined || newest === open) return open;
  return (beginOf(newest) ?? 0) > (lastSeen(open) ?? 0) ? null : open;
}

/**
 * The open records that are stale: all but the one that may still be alive. Of one that does not
 * say when it was last updated nobody can tell whether it went on.
 */
export function staleOpens(sessionsNewestFirst: readonly DataSession[]): ReadonlySet<DataSession> {
  const alive = newestOpen(sessionsNewestFirst);
  return new Set(
    sessionsNewestFirst.filter((one) => isOpen(one) && one.lastUpdated !== null && one !== alive),
  );
}

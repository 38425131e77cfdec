import { clockToleranceMs } from "../core/held-sessions.ts";
import { type Instant, laterOf } from "../core/instant.ts";
import { type DataSession, lastSeen } from "../core/session.ts";
import type {
  HeardOrRead,
  IncompleteReason,
  RecordTimes,
  SessionRead,
} from "../core/session-read.ts";
import type { Clock } from "../core/time.ts";
import type { PageRoom } from "../ports/sim-source.ts";
import type { SimApiCaller } from "./call.ts";
import { mergePages } from "./merge-pages.ts";
import { type ListPage, readList } from "./reading.ts";
import { timesOfDamaged } from "./session-record.ts";
import { isAddressable } from "./sim-lookup.ts";
import { walkList } from "./walk-list.ts";
import { dataSessionList } from "./wire.ts";

/** 50,000 sessions: one every minute for more than the 30 days that are kept. */
const maxSessionPages = 50;

interface ReadSessionsParts {
  readonly call: SimApiCaller;
  readonly baseUrl: string;
  readonly clock: Clock;
}

/**
 * Reads all pages of the SIM's data sessions. `null`: no such SIM. A failure on any page fails the
 * whole read; where the list itself is cut short, what was read is kept and `incomplete` says why.
 * Records that say they are another SIM's are left out and counted: shown, they would tell of a
 * device that nobody asked about. Of all that is left out its times are kept, as far as they can
 * be read: they bound where in time something is not known.
 */
export async function readSessions(
  parts: ReadSessionsParts,
  simSid: string,
  signal: AbortSignal,
  room?: PageRoom,
): Promise<SessionRead | null> {
  const all = await readUntilHeard(parts, simSid, null, signal, room);
  return all?.kind === "read" ? all.read : null;
}

/**
 * The same, but no page after one with a sign of life of `since` or later. A silence is told by all
 * pages alone, since the order of the list is undocumented; that it was heard is told by any record.
 * `null`: all pages, whenever it was heard.
 */
export async function readUntilHeard(
  { call, baseUrl, clock }: ReadSessionsParts,
  simSid: string,
  since: Instant | null,
  signal: AbortSignal,
  room?: PageRoom,
): Promise<HeardOrRead | null> {
  if (!isAddressable(simSid)) return null;
  const path = `/v1/Sims/${encodeURIComponent(simSid)}/DataSessions`;
  const startedAt = clock.now();
  const list = dataSessionList();
  let pages: (readonly DataSession[])[] = [];
  let setAside: RecordTimes[] = [];
  let ofOtherSims: RecordTimes[] = [];
  let incomplete: IncompleteReason = null;
  const steps = walkList(
    (query) =>
      call<ListPage<DataSession> | null>(
        {
          operation: "list_sessions",
          path,
          query,
          read: (body) => readList(body, list),
          absent: null,
        },
        signal,
      ),
    { baseUrl, maxPages: maxSessionPages },
  );
  for await (const step of steps) {
    if (step.kind === "not_found") return null;
    if (step.kind === "restart") {
      pages = [];
      setAside = [];
      ofOtherSims = [];
      continue;
    }
    const own = step.records.filter((session) => isOf(session, simSid));
    pages.push(own);
    if (own.length < step.records.length)
      ofOtherSims.push(...step.records.filter((session) => !isOf(session, simSid)).map(timesOf));
    setAside.push(...step.setAside.map(timesOfDamaged));
    incomplete = step.incomplete;
    if (since !== null && !step.isLast) {
      const sign = latestSign(own, clock.now() + clockToleranceMs);
      if (sign !== null && sign >= since) return { kind: "heard", sign };
    }
    const sessions = pages.reduce((sum, { length }) => sum + length, 0);
    await room?.pageCame(sessions, step.isLast);
  }
  const finishedAt = clock.now();
  const read: SessionRead = {
    sessions: mergePages(pages),
    setAside,
    ofOtherSims,
    pages: pages.length,
    incomplete,
    // Put back meanwhile, the clock's last word counts: no answer is of a moment to come.
    startedAt: Math.min(startedAt, finishedAt),
    finishedAt,
  };
  return { kind: "read", read };
}

/** What lies in the future tells nothing. */
function latestSign(sessions: readonly DataSession[], horizon: Instant): Instant | null {
  let latest: Instant | null = null;
  for (const session of sessions) {
    const seen = lastSeen(session);
    if (seen !== null && seen <= horizon) latest = laterOf(latest, seen);
  }
  return latest;
}

function timesOf({ start, end, lastUpdated }: DataSession): RecordTimes {
  return { start, end, lastUpdated };
}

/** A record that names no SIM came with the list of this one. SIDs are hexadecimal: case is none. */
function isOf(session: DataSession, simSid: string): boolean {
  return session.simSid === null || session.simSid.toLowerCase() === simSid.toLowerCase();
}

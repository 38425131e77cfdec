import { hiddenIn, recordsHiddenIn, type Unknowns } from "./findings/unknowns.ts";
import type { Instant } from "./instant.ts";
import { createOperatorFinder, type OperatorBook, type OperatorFinder } from "./operator-book.ts";
import { radioLinkKey } from "./radio-link.ts";
import { beginOf, type DataSession, lengthMs } from "./session.ts";
import type { Segment, Timeline } from "./timeline.ts";
import type { Window } from "./window.ts";

/** A sum of the records that carry a count. A missing count is unknown, never zero. */
export interface PacketTotal {
  readonly packets: number;
  /** Sessions whose count is unknown and therefore not in the sum. */
  readonly unknownSessions: number;
}

/** One operator, radio link or country with its part of the time in session. */
export interface Share {
  /** `null`: the records do not say. */
  readonly label: string | null;
  readonly country: string | null;
  readonly connectedMs: number;
  /** Of the time in session, 0 to 1; never of the window. */
  readonly share: number;
}

/**
 * How much the records say of the time in session: `at_least` where one does not tell how long it
 * lasted, or may be missing; `not_at_all` where none tells, which is never 0 %.
 */
export type ConnectedKnown = "exactly" | "at_least" | "not_at_all";

/**
 * Open records that newer sessions have overtaken reach to their last update, as in the picture: so
 * the sums are those of the rows that the answer lists.
 */
export interface Totals {
  /** Whether records that are not known may lie in the window: then every sum is "at least". */
  readonly atLeast: boolean;
  readonly sessions: number;
  /** The one that may still be alive, or none. */
  readonly openSessions: number;
  /** Open records that are stale; among `sessions`. */
  readonly staleSessions: number;
  /** Time with at least one session, in milliseconds; overlapping sessions count once. */
  readonly connectedMs: number;
  /** Of the window, 0 to 1. */
  readonly connectedShare: number;
  readonly connectedKnown: ConnectedKnown;
  /**
   * Where the packets are counted from: sessions are counted whole, and the oldest of them began
   * before the window. `null`: all began within it, so that the sum is that of the window.
   */
  readonly countedSince: Instant | null;
  readonly packetsUp: PacketTotal;
  readonly packetsDown: PacketTotal;
  /** Longest connected time first. */
  readonly operators: readonly Share[];
  readonly radioLinks: readonly Share[];
  readonly countries: readonly Share[];
  /** Different cells named by the records. */
  readonly cells: number;
}

/**
 * Totals over the sessions of a window. Shares come from disjoint segments, so they add up.
 * `stale`: the open records that newer sessions have overtaken.
 */
export function totalsOf(
  sessions: readonly DataSession[],
  timeline: Timeline,
  window: Window,
  unknowns: Unknowns,
  operators: OperatorBook,
  stale: ReadonlySet<DataSession> = new Set(),
): Totals {
  const { segments, connectedMs } = timeline;
  const oldest = sessions.reduce(
    (begin, session) => Math.min(begin, beginOf(session) ?? begin),
    window.to,
  );
  const operatorIn = createOperatorFinder(operators);
  const connectedShare = connectedMs / (window.to - window.from);
  const staleSessions = sessions.filter((session) => stale.has(session)).length;
  return {
    atLeast: recordsHiddenIn(unknowns, window) > 0,
    sessions: sessions.length,
    openSessions: sessions.filter((session) => session.end === null && !stale.has(session)).length,
    staleSessions,
    connectedMs,
    connectedShare,
    connectedKnown: connectedKnown(
      sessions,
      { connectedMs, connectedShare },
      staleSessions > 0 || hiddenIn(unknowns, window).length > 0,
    ),
    countedSince: oldest < window.from ? oldest : null,
    packetsUp: packetTotal(sessions, ({ packetsUp }) => packetsUp),
    packetsDown: packetTotal(sessions, ({ packetsDown }) => packetsDown),
    operators: sharesBy(segments, ({ operator }) => {
      const known = operatorIn(operator);
      return {
        key: known?.key ?? null,
        label: known?.label ?? null,
        country: known?.country ?? null,
      };
    }),
    radioLinks: sharesBy(segments, ({ radioLink }) => ({
      key: radioLink === null ? null : radioLinkKey(radioLink),
      label: radioLink,
      country: null,
    })),
    countries: sharesBy(segments, ({ operator: { country } }) => ({
      key: country?.toUpperCase() ?? null,
      label: country,
      country,
    })),
    cells: countCells(sessions, operatorIn),
  };
}

function connectedKnown(
  sessions: readonly DataSession[],
  { connectedMs, connectedShare }: Pick<Totals, "connectedMs" | "connectedShare">,
  isSomethingHidden: boolean,
): ConnectedKnown {
  const isPartial = isSomethingHidden || sessions.some((session) => lengthMs(session) === null);
  // "At least 100 %" is all of it.
  if (!isPartial || Math.round(100 * connectedShare) === 100) return "exactly";
  return connectedMs === 0 ? "not_at_all" : "at_least";
}

/** Cell ids are unique within a network only. */
function countCells(sessions: readonly DataSession[], operatorIn: OperatorFinder): number {
  const cellsByOperator = new Map<string | null, Set<string>>();
  for (const { cellId, operator } of sessions) {
    if (cellId === null) continue;
    const key = operatorIn(operator)?.key ?? null;
    const cells = cellsByOperator.get(key);
    if (cells === undefined) cellsByOperator.set(key, new Set([cellId]));
    else cells.add(cellId);
  }
  return cellsByOperator.values().reduce((sum, { size }) => sum + size, 0);
}

function packetTotal(
  sessions: readonly DataSession[],
  countOf: (session: DataSession) => number | null,
): PacketTotal {
  let packets = 0;
  let unknownSessions = 0;
  for (const session of sessions) {
    const count = countOf(session);
    if (count === null) unknownSessions += 1;
    else packets += count;
  }
  return { packets, unknownSessions };
}

interface Group {
  readonly key: string | null;
  readonly label: string | null;
  readonly country: string | null;
}

function sharesBy(segments: readonly Segment[], groupOf: (segment: Segment) => Group): Share[] {
  const groups = new Map<string | null, Group & { connectedMs: number }>();
  let totalMs = 0;
  for (const segment of segments) {
    const group = groupOf(segment);
    const lengthMs = segment.to - segment.from;
    const known = groups.get(group.key);
    if (known === undefined) groups.set(group.key, { ...group, connectedMs: lengthMs });
    else known.connectedMs += lengthMs;
    totalMs += lengthMs;
  }
  return [...groups.values()]
    .sort((a, b) => b.connectedMs - a.connectedMs || ((a.label ?? "") < (b.label ?? "") ? -1 : 1))
    .map(({ label, country, connectedMs }) => ({
      label,
      country,
      connectedMs,
      share: connectedMs / totalMs,
    }));
}

import type { Instant } from "../instant.ts";
import { beginOf, type DataSession, lastSeen, packetsOf } from "../session.ts";

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

import type { Instant } from "./instant.ts";
import { called, type OperatorBook } from "./operator-book.ts";
import { type DataSession, lastSeen, type Operator, type TowerLocation } from "./session.ts";

/** A value with the moment for which the record vouches for it. */
export interface Known<Value> {
  readonly value: Value;
  readonly at: Instant;
}

/** The newest value of each property that any held session carries; `null` when none does. */
export interface LastKnown {
  /** By the name that it has throughout the answer. */
  readonly operator: Known<Operator> | null;
  readonly radioLink: Known<string> | null;
  readonly cellId: Known<string> | null;
  /** The tower of the newest session that has one; it may be older than `cellId`. */
  readonly tower: Known<TowerLocation> | null;
  readonly imei: Known<string> | null;
}

/** Last known values over everything held, also from before the window: each says how old it is. */
export function lastKnownOf(sessions: readonly DataSession[], operators: OperatorBook): LastKnown {
  return {
    operator: newest(sessions, ({ operator }) =>
      operator.name === null && operator.mcc === null && operator.country === null
        ? null
        : called(operators, operator),
    ),
    radioLink: newest(sessions, ({ radioLink }) => radioLink),
    cellId: newest(sessions, ({ cellId }) => cellId),
    tower: newest(sessions, ({ tower }) => tower),
    imei: newest(sessions, ({ imei }) => imei),
  };
}

function newest<Value>(
  sessions: readonly DataSession[],
  read: (session: DataSession) => Value | null,
): Known<Value> | null {
  let best: Known<Value> | null = null;
  for (const session of sessions) {
    const at = lastSeen(session);
    if (at === null || (best !== null && at <= best.at)) continue;
    const value = read(session);
    if (value !== null) best = { value, at };
  }
  return best;
}

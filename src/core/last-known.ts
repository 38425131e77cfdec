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
  const bySign = [...sessions].sort((a, b) => (lastSeen(b) ?? 0) - (lastSeen(a) ?? 0));
  return {
    operator: newest(bySign, ({ operator }) =>
      operator.name === null && operator.mcc === null && operator.country === null
        ? null
        : called(operators, operator),
    ),
    radioLink: newest(bySign, ({ radioLink }) => radioLink),
    cellId: newest(bySign, ({ cellId }) => cellId),
    tower: newest(bySign, ({ tower }) => tower),
    imei: newest(bySign, ({ imei }) => imei),
  };
}

function newest<Value>(
  bySign: readonly DataSession[],
  read: (session: DataSession) => Value | null,
): Known<Value> | null {
  for (const session of bySign) {
    const value = read(session);
    const at = lastSeen(session);
    if (value !== null && at !== null) return { value, at };
  }
  return null;
}

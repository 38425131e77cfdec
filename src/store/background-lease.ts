import { secondMs } from "../core/instant.ts";
import type { Clock, StartTimer } from "../core/time.ts";
import type { BackgroundLease, LeaseHold, LeaseState } from "../ports/background-lease.ts";
import type { LeaseRow, LeasesTable } from "./leases-table.ts";

export interface BackgroundLeaseParts {
  readonly leases: LeasesTable;
  readonly name: string;
  /** Tells this process from all others, for whoever looks into the table. */
  readonly holder: string;
  readonly clock: Clock;
  readonly startTimer: StartTimer;
  readonly onChange?: (kind: LeaseState["kind"]) => void;
}

export interface RunningLease extends BackgroundLease {
  start(): void;
  /** Gives the lease back, so that another one takes it at its next look. */
  stop(): Promise<void>;
}

const lookEveryMs = 10 * secondMs;
/** So often in a row a lease must look the same: its holder renews it between any two looks. */
const looksUntilTaken = 4;
/** As often a holder may fail to renew: then another one may have it. */
const missesUntilUnknown = 3;
/** Told to whoever looks into the table; nobody compares it with a clock of their own. */
const termMs = looksUntilTaken * lookEveryMs;

/**
 * Renews the lease every 10 s, or waits for its holder's death: one that stays the same for four
 * looks, that is, for 30 to 40 s, is taken. No clock of one machine is ever compared with another's.
 */
export function createBackgroundLease(parts: BackgroundLeaseParts): RunningLease {
  const { leases, name, holder, clock, startTimer, onChange = () => undefined } = parts;
  const settled = Promise.withResolvers<void>();
  let hold: LeaseHold | null = null;
  let expiresAt = 0;
  let seen: { readonly row: LeaseRow; readonly looks: number } | null = null;
  let isReached = false;
  let misses = 0;
  let told: LeaseState["kind"] = "unknown";
  let working: Promise<void> = Promise.resolve();
  let isStopped = false;
  let stopTimer: () => void = () => undefined;

  const state = (): LeaseState => {
    if (!isReached || misses >= missesUntilUnknown) return { kind: "unknown" };
    return hold === null ? { kind: "elsewhere" } : { kind: "held", hold };
  };
  /** Always another value, also where the clock stands or is put back. */
  const later = (than: number): number => Math.max(clock.now() + termMs, than + 1);

  const renew = async (held: LeaseHold): Promise<void> => {
    expiresAt = later(expiresAt);
    if (!(await leases.renew(held, expiresAt))) hold = null;
  };
  const waitOrTake = async (): Promise<void> => {
    const row = await leases.look(name);
    const isSame =
      row !== null && seen?.row.epoch === row.epoch && seen.row.expiresAt === row.expiresAt;
    const looks = isSame ? (seen?.looks ?? 0) + 1 : 1;
    seen = row === null ? null : { row, looks };
    const isFree = row === null || row.expiresAt === 0 || looks >= looksUntilTaken;
    if (!isFree) return;
    expiresAt = later(row?.expiresAt ?? 0);
    hold = await leases.take(name, holder, row, expiresAt);
    seen = null;
  };

  const look = async (): Promise<void> => {
    try {
      if (hold !== null) await renew(hold);
      if (hold === null) await waitOrTake();
      isReached = true;
      misses = 0;
    } catch {
      // Health tells it. Its holder could not renew the lease either: nobody died of that.
      misses += 1;
      seen = null;
    }
    settled.resolve();
    const { kind } = state();
    if (kind !== told) onChange(kind);
    told = kind;
    if (!isStopped) stopTimer = startTimer(begin, lookEveryMs);
  };
  const begin = (): void => {
    working = look();
  };

  return {
    state,
    settled: settled.promise,
    start: begin,
    stop: async () => {
      isStopped = true;
      stopTimer();
      await working;
      if (hold !== null) await leases.renew(hold, 0).catch(() => false);
      hold = null;
    },
  };
}

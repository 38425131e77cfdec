import type { Account } from "../accounts/accounts.ts";
import type { Asking } from "../accounts/asking.ts";
import { isYounger } from "../core/age.ts";
import { isBotError } from "../core/errors.ts";
import { defaultThresholds, type Thresholds } from "../core/findings/thresholds.ts";
import { type DarkRow, darkRowKey } from "../core/fleet/dark-list.ts";
import type { DarkOrder } from "../core/fleet/dark-order.ts";
import { heardSince } from "../core/fleet/heard-lately.ts";
import { isDark } from "../core/fleet/sim-facts.ts";
import { type Instant, minuteMs } from "../core/instant.ts";
import { type Clock, type StartTimer, withinTime } from "../core/time.ts";
import type { SimReports } from "./report.ts";

export interface DarkReadingParts {
  readonly simReports: Pick<SimReports, "look">;
  readonly clock: Clock;
  readonly startTimer: StartTimer;
  readonly thresholds?: Thresholds;
}

/** Reads that are bounded in number and time. */
export interface ReadingBounds {
  readonly accounts: readonly Account[];
  /** `null`: nobody waits for it. */
  readonly asking: Asking | null;
  readonly most: number;
  readonly timeMs: number;
  /** Ends it before. */
  readonly ended?: AbortSignal;
}

/** Reads SIMs anew that are, or may be, silent. */
export interface DarkReading {
  /** Resolves when there is no more to read within the bounds. What was broken off is put back. */
  read(order: DarkOrder<DarkRow>, bounds: ReadingBounds): Promise<void>;
  /** Whether that SIM was heard so lately that it is not silent, as read just now. */
  isHeard(row: DarkRow): boolean;
}

/** What was read so short a time ago is not read again, as for the next page. */
export const freshMs = 2 * minuteMs;
/**
 * As many as the platform takes at once, and some that wait. Where nobody waits, fewer: the others'
 * places at the platform, and their room in memory, are people's.
 */
const readsAtOnce = { waitedFor: 12, afterwards: 6 } as const;
/** Nobody waits: a platform that fails so often is left alone. */
const mostFailuresOfNobody = 10;

export function createDarkReading(parts: DarkReadingParts): DarkReading {
  const { simReports, clock, startTimer, thresholds = defaultThresholds } = parts;
  /** When those were read that were heard; the memory of the fleet keeps what was read to the end. */
  const heardAt = new Map<string, Instant>();
  const forgetOld = (): void => {
    for (const [key, at] of heardAt) if (!isYounger(at, clock.now(), freshMs)) heardAt.delete(key);
  };

  /** When it was last heard, where it is silent; `null`: it is not. */
  const silentSince = async (
    row: DarkRow,
    account: Account,
    asking: Asking | null,
    signal: AbortSignal,
  ): Promise<Instant | null> => {
    const now = clock.now();
    const since = heardSince(row.facts, now, thresholds);
    const { sid } = row.sim;
    const seen = await simReports.look({ account, sid, asking, heardSince: since }, signal);
    if (seen?.kind === "heard") heardAt.set(darkRowKey(row), now);
    return seen?.kind === "read" && isDark(seen.facts, clock.now()) ? seen.facts.lastSign : null;
  };

  return {
    read: async (order, { accounts, asking, most, timeMs, ended }) => {
      forgetOld();
      let left = most;
      let failures = 0;
      const work = async (signal: AbortSignal): Promise<void> => {
        while (!signal.aborted && left > 0) {
          const row = order.next();
          if (row === undefined) return;
          left -= 1;
          const account = accounts.find(({ name }) => name === row.sim.account);
          if (account === undefined) continue;
          try {
            order.found(row, await silentSince(row, account, asking, signal));
          } catch (error) {
            // It stays as it is remembered, and that is told.
            if (!isBotError(error)) throw error;
            if (signal.aborted) order.putBack(row);
            failures += 1;
            const isTooMuch =
              error.code === "sim_api_rate_limited" || failures >= mostFailuresOfNobody;
            if (asking === null && isTooMuch) left = 0;
          }
        }
      };
      const all = (inTime: AbortSignal) => {
        const signal = ended === undefined ? inTime : AbortSignal.any([inTime, ended]);
        const length = readsAtOnce[asking === null ? "afterwards" : "waitedFor"];
        return Promise.all(Array.from({ length }, () => work(signal)));
      };
      await withinTime(timeMs, all, startTimer);
    },
    isHeard: (row) => {
      if (heardAt.size === 0) return false;
      const at = heardAt.get(darkRowKey(row));
      return at !== undefined && at >= row.facts.readAt && isYounger(at, clock.now(), freshMs);
    },
  };
}

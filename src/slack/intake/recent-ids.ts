import { type Instant, minuteMs } from "../../core/instant.ts";
import type { Clock } from "../../core/time.ts";

/** Slack repeats an event three times within some six minutes. */
const defaultKeepMs = 10 * minuteMs;
/** Thirty deliveries a second, all the time. */
const defaultMax = 20_000;

export interface RecentIdsOptions {
  readonly keepMs?: number;
  /** The oldest are forgotten beyond that. */
  readonly max?: number;
}

/** What came in during the last minutes. */
export interface RecentIds {
  /** Remembers an id; tells whether it was remembered already. */
  isRepeated(id: string): boolean;
  /** How many are remembered. */
  readonly size: number;
}

export function createRecentIds(clock: Clock, options: RecentIdsOptions = {}): RecentIds {
  const { keepMs = defaultKeepMs, max = defaultMax } = options;
  /** In the order in which they came, so the oldest is first. */
  const cameAt = new Map<string, Instant>();
  let latest: Instant = Number.NEGATIVE_INFINITY;

  const forgetOld = (now: Instant): void => {
    // The clock was put back: what is remembered is as old as can be known, that is, new.
    if (now < latest) for (const id of cameAt.keys()) cameAt.set(id, now);
    latest = now;
    for (const [id, at] of cameAt) {
      if (now - at < keepMs && cameAt.size <= max) return;
      cameAt.delete(id);
    }
  };

  return {
    get size() {
      return cameAt.size;
    },
    isRepeated: (id) => {
      const now = clock.now();
      forgetOld(now);
      if (cameAt.has(id)) return true;
      cameAt.set(id, now);
      forgetOld(now);
      return false;
    },
  };
}

import { isYounger } from "../age.ts";
import { hourMs, type Instant, minuteMs } from "../instant.ts";

/** Whether a SIM is to be swept: whatever is not in use has nothing to be silent about. */
export function isSwept(simState: string | null): boolean {
  return simState === null || simState.trim().toLowerCase() === "active";
}

/** When a SIM was read; NaN: never, or not in vain since. */
export interface ReadTimes {
  readonly readAt: Instant;
  readonly triedAt: Instant;
}

/** What could not be read is tried again this much later, or with its next turn where that is sooner. */
const againMs = hourMs;

/**
 * When the SIM is due to be read: once in `everyMs` after it was read last, by whomever; at once where
 * it never was, or where the clock has been put back since. Pure.
 */
export function dueAt({ readAt, triedAt }: ReadTimes, now: Instant, everyMs: number): Instant {
  if (!Number.isNaN(triedAt)) return triedAt > now ? now : triedAt + Math.min(againMs, everyMs);
  if (Number.isNaN(readAt)) return Number.NEGATIVE_INFINITY;
  return readAt > now ? now : readAt + everyMs;
}

/** How fast the sweep may call, and what the platform said of that. */
export interface Pace {
  /** From one call to the next at full speed. */
  readonly everyMs: number;
  /** How many times slower than that it goes: 1, 2, 4 … */
  readonly slowness: number;
  /** Calls that went well since it was changed. */
  readonly good: number;
  /** When the last call was sent; `null`: none was. */
  readonly sentAt: Instant | null;
  /** It keeps away until then, from `restFrom` on. */
  readonly restFrom: Instant;
  readonly restMs: number;
}

/** 16 times slower than at most 60 calls a minute is one in 16 s: nobody is in the way then. */
const slowest = 16;
/** So many calls in a row must go well before it goes faster again. */
const goodBeforeFaster = 30;
/** A platform that is down is not asked more often. */
const downRestMs = minuteMs;

export function startingPace(callsPerMinute: number): Pace {
  const none = { slowness: 1, good: 0, sentAt: null, restFrom: 0, restMs: 0 };
  // Up to whole milliseconds: a fraction less would be one call more in some minute.
  return { everyMs: Math.ceil(minuteMs / callsPerMinute), ...none };
}

/**
 * How long the next call has to wait, in milliseconds. Counted from when the last one was sent, so
 * that no minute ever has more calls than one may have. A clock that was put back ends each wait.
 */
export function waitMs(
  { everyMs, slowness, sentAt, restFrom, restMs }: Pace,
  now: Instant,
): number {
  const gapMs = everyMs * slowness;
  const untilGap = sentAt !== null && isYounger(sentAt, now, gapMs) ? sentAt + gapMs - now : 0;
  const untilRested = isYounger(restFrom, now, restMs) ? restFrom + restMs - now : 0;
  return Math.max(untilGap, untilRested);
}

export function sent(pace: Pace, now: Instant): Pace {
  return { ...pace, sentAt: now };
}

/** What became of a call. */
export type CallEnd =
  | { readonly kind: "good" }
  /** "Too many at once"; `askedMs`: for how long the platform asked to be left alone. */
  | { readonly kind: "limited"; readonly askedMs: number }
  /** It failed in a way that another call would, too. */
  | { readonly kind: "down" };

/** Half as fast after "too many at once", and as fast again after thirty calls that went well. */
export function ended(pace: Pace, end: CallEnd, now: Instant): Pace {
  switch (end.kind) {
    case "good": {
      const good = pace.good + 1;
      const isFaster = pace.slowness > 1 && good >= goodBeforeFaster;
      return isFaster ? { ...pace, slowness: pace.slowness / 2, good: 0 } : { ...pace, good };
    }
    case "limited": {
      const slowness = Math.min(slowest, 2 * pace.slowness);
      return { ...pace, slowness, good: 0, restFrom: now, restMs: end.askedMs };
    }
    case "down":
      return { ...pace, good: 0, restFrom: now, restMs: downRestMs };
  }
}

/** About how long one look at each of so many SIMs takes, `callsEach` calls each, at this pace. */
export function passMs({ everyMs, slowness }: Pace, sims: number, callsEach: number): number {
  return sims * callsEach * everyMs * slowness;
}

import type { Instant } from "./instant.ts";

/**
 * How long ago something was, in milliseconds. `null`: it lies in the future, because the clock has
 * been put back since. Then nothing is known of its age, and it must not count as new: it would for
 * as long as the clock needs to come there again, be it years.
 */
export function ageOf(then: Instant, now: Instant): number | null {
  return then <= now ? now - then : null;
}

/** Whether it was less than so long ago. What lies in the future is not young: its age is unknown. */
export function isYounger(then: Instant, now: Instant, limitMs: number): boolean {
  const ageMs = ageOf(then, now);
  return ageMs !== null && ageMs < limitMs;
}

/**
 * What is left of a stretch that began at `from` and lasts so long, in milliseconds; 0 when it is
 * over. One that began in the future is over, so that every pause ends, however the clock goes.
 */
export function leftOf(from: Instant, now: Instant, lastsMs: number): number {
  const ageMs = ageOf(from, now);
  return ageMs === null ? 0 : Math.max(0, lastsMs - ageMs);
}

/** What something took, in milliseconds; 0 where the clock was put back meanwhile. */
export function tookMs(startedAt: Instant, now: Instant): number {
  return ageOf(startedAt, now) ?? 0;
}

import { ageOf, leftOf } from "../age.ts";
import { dayMs, hourMs, type Instant } from "../instant.ts";
import { isOpen, type Watch } from "./watch.ts";

/** Whoever waits for minutes is at the device; whoever waits for days is not. */
const oftenMs = 2 * hourMs;
const sometimesFactor = 3;
const seldomAfterMs = dayMs;
const seldomFactor = 12;

/** Then it ends with a word: a silence of a week has other reasons than those one waits for. */
export const watchLastsMs = 7 * dayMs;

/** How long after a look of that age the next one comes, in milliseconds. */
export function intervalAt(ageMs: number, everyMs: number): number {
  if (ageMs < oftenMs) return everyMs;
  return (ageMs < seldomAfterMs ? sometimesFactor : seldomFactor) * everyMs;
}

/** What a look has found is not left to wait: the next one, which confirms it, comes as soon as at first. */
export function nextLookInMs(watch: Watch, now: Instant, everyMs: number): number {
  const ageMs = ageOf(watch.pressedAt, watch.lookedAt) ?? 0;
  const interval = watch.state.kind === "watching" ? intervalAt(ageMs, everyMs) : everyMs;
  // Looked at in the future: the clock was put back since, and it is looked at now.
  return leftOf(watch.lookedAt, now, interval);
}

/** The watches to look at now, the one that waits longest first. */
export function dueWatches<Kept extends Watch>(
  watches: readonly Kept[],
  now: Instant,
  everyMs: number,
): Kept[] {
  return watches
    .filter((watch) => isOpen(watch) && nextLookInMs(watch, now, everyMs) === 0)
    .toSorted((a, b) => a.lookedAt - b.lookedAt);
}

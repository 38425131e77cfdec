import type { Rhythm } from "../../findings/rhythm.ts";
import type { Thresholds } from "../../findings/thresholds.ts";
import type { Instant, Interval } from "../../instant.ts";

/** A usual gap and a half: a device that reports on time has done so by then. */
const usualGaps = 1.5;

/**
 * The stretch in which a SIM may have stopped without anybody noticing: from its last sign of life
 * to `max(1.5 × usual gap, 90th percentile)` after it (docs/decisions/siblings.md, after RIPE
 * Atlas "Disco"). One that slept may have stopped at any moment up to the first report that it
 * missed. Of one that is nearly always in session, or of which no rhythm is known, it is as long as
 * an open session counts as active without an update.
 */
export function stopIntervalOf(
  lastSeen: Instant,
  rhythm: Rhythm | null,
  expectedAt: Instant | null,
  thresholds: Thresholds,
): Interval {
  const gapMs =
    rhythm === null
      ? 0
      : Math.max(usualGaps * rhythm.typicalSilenceMs, rhythm.silenceMostlyBelowMs);
  const isTimed = rhythm?.kind === "timed";
  const widthMs = isTimed ? gapMs : Math.max(gapMs, thresholds.openActiveMs);
  return { from: lastSeen, to: Math.max(lastSeen, expectedAt ?? lastSeen) + widthMs };
}

/** Whether both may have stopped at one moment. */
export function mayBeOneEvent(one: Interval, other: Interval): boolean {
  return one.from <= other.to && other.from <= one.to;
}

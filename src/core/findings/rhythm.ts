import { dayMs, hourMs, minuteMs } from "../instant.ts";
import type { Placed } from "../session.ts";
import { duration, type Value } from "../words.ts";
import { median, quantile } from "./statistics.ts";
import type { Thresholds } from "./thresholds.ts";

/** How the starts of a SIM's sessions follow each other. */
export interface Rhythm {
  /** Median of the intervals between starts, in milliseconds. */
  readonly typicalMs: number;
  /** Nine in ten intervals are at most this long. */
  readonly mostlyBelowMs: number;
  /** One in ten intervals is at most this long. */
  readonly hardlyBelowMs: number;
  readonly starts: number;
  /** Whether any claim about rhythm is allowed. */
  readonly regular: boolean;
}

/**
 * The rhythm that the SIM keeps now: that of all sessions, unless the newest ones keep a clearly
 * slower one. A device that was told to report less often is not overdue, and neither is one
 * whose reconnect loop ended.
 */
export function presentRhythmOf(
  sessions: readonly Placed[],
  thresholds: Thresholds,
): Rhythm | null {
  const overall = rhythmOf(sessions, thresholds);
  const starts = startsOf(sessions).slice(-thresholds.rhythmRecentSessions);
  const recent = rhythmOfStarts(starts, thresholds);
  if (overall === null || recent === null || !recent.regular) return overall;
  const isSlower = recent.typicalMs >= thresholds.rhythmSlowerFactor * overall.typicalMs;
  return isSlower ? recent : overall;
}

/** `null`: too few starts are known to tell. */
export function rhythmOf(sessions: readonly Placed[], thresholds: Thresholds): Rhythm | null {
  return rhythmOfStarts(startsOf(sessions), thresholds);
}

function startsOf(sessions: readonly Placed[]): number[] {
  return sessions
    .flatMap(({ session }) => (session.start === null ? [] : [session.start]))
    .sort((a, b) => a - b);
}

function rhythmOfStarts(starts: readonly number[], thresholds: Thresholds): Rhythm | null {
  if (starts.length < thresholds.rhythmMinSessions) return null;
  const intervals = intervalsOf(starts);
  const typicalMs = median(intervals) ?? 0;
  const mostlyBelowMs = quantile(intervals, 0.9) ?? 0;
  const hardlyBelowMs = quantile(intervals, 0.1) ?? 0;
  const regular = typicalMs > 0 && mostlyBelowMs <= thresholds.rhythmIrregularFactor * typicalMs;
  return { typicalMs, mostlyBelowMs, hardlyBelowMs, starts: starts.length, regular };
}

/** The steps between neighbours of a sorted list. */
export function intervalsOf(sorted: readonly number[]): number[] {
  return sorted.slice(1).map((value, index) => value - (sorted[index] ?? value));
}

const minutesOfTimers = [1, 2, 3, 5, 10, 15, 20, 30];
const hoursOfTimers = [1, 2, 3, 4, 6, 8, 12, 24];
const timersMs = [
  ...minutesOfTimers.map((minutes) => minutes * minuteMs),
  ...hoursOfTimers.map((hours) => hours * hourMs),
  7 * dayMs,
];

/**
 * An interval for a sentence that says "about": the timer setting that it is within 5 % of, else
 * cut to what the eye needs. Evidence gives the exact value.
 */
export function aboutInterval(ms: number): Value {
  const timerMs = timersMs.find((timer) => Math.abs(timer - ms) <= timer / 20);
  if (timerMs !== undefined) return duration(timerMs);
  const stepMs = ms < hourMs ? minuteMs : ms < dayMs / 2 ? 5 * minuteMs : hourMs;
  return duration(ms < 5 * minuteMs ? ms : Math.round(ms / stepMs) * stepMs);
}

import type { Placed } from "./placed.ts";
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

/** `null`: too few starts are known to tell. */
export function rhythmOf(sessions: readonly Placed[], thresholds: Thresholds): Rhythm | null {
  const starts = sessions
    .flatMap(({ session }) => (session.start === null ? [] : [session.start]))
    .sort((a, b) => a - b);
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

import { dayMs, hourMs, type Instant, type Interval } from "../instant.ts";
import type { Placed } from "../session.ts";
import { presentRhythmOf, type Rhythm } from "./rhythm.ts";
import { median } from "./statistics.ts";
import type { Thresholds } from "./thresholds.ts";

/**
 * The silence at the moment of the question, judged by the SIM's own habits.
 *
 * - `unknown`: too few sessions, or too irregular ones, to say what is usual.
 * - `usual`: no longer than the rhythm allows.
 * - `asleep`: longer, but earlier days or weeks show the same silence at these hours.
 * - `overdue`: longer, and nothing earlier explains it.
 */
export type Silence =
  | { readonly kind: "unknown"; readonly rhythm: Rhythm | null }
  | { readonly kind: "usual"; readonly rhythm: Rhythm; readonly limitMs: number }
  | { readonly kind: "asleep"; readonly rhythm: Rhythm | null; readonly expectedAt: Instant }
  | {
      readonly kind: "overdue";
      readonly rhythm: Rhythm;
      readonly limitMs: number;
      readonly long: boolean;
      /** When it should have been seen again, had it slept as it used to; `null` when it does not sleep. */
      readonly expectedAt: Instant | null;
      /** Reports that did not come, counted from the last sign of life or from `expectedAt`. */
      readonly missed: number;
    };

/** `since`: the last sign of life, where it is later than that of the sessions. */
export function silenceOf(
  sessions: readonly Placed[],
  asOf: Instant,
  thresholds: Thresholds,
  since: Instant = Number.NEGATIVE_INFINITY,
): Silence {
  const rhythm = presentRhythmOf(sessions, thresholds);
  const habits = habitsOf(sessions, rhythm, thresholds);
  const lastContact = habits.seen.at(-1)?.to;
  if (lastContact === undefined) return { kind: "unknown", rhythm };
  const last = Math.max(lastContact, since);
  const limitMs = habits.limitMs;
  if (asOf - last <= limitMs) {
    return rhythm?.regular ? { kind: "usual", rhythm, limitMs } : { kind: "unknown", rhythm };
  }

  const expectedAt = expectedAgain(habits, last, priorDays, priorWeeks);
  const slackMs = Math.max(limitMs, thresholds.sleeperToleranceMs);
  if (expectedAt !== null && asOf <= expectedAt + slackMs) {
    return { kind: "asleep", rhythm, expectedAt };
  }
  if (!rhythm?.regular) return { kind: "unknown", rhythm };
  const countedMs = asOf - (expectedAt ?? last);
  const long = countedMs > Math.max(thresholds.longOverdueFactor * rhythm.typicalMs, limitMs);
  const missed = Math.floor(countedMs / rhythm.typicalMs);
  return { kind: "overdue", rhythm, limitMs, long, expectedAt, missed };
}

/** When a SIM was seen, and how long a silence of it says nothing. */
export interface Habits {
  /** Disjoint and in order. A moment of contact is an interval of no length. */
  readonly seen: readonly Interval[];
  readonly limitMs: number;
  readonly rhythm: Rhythm | null;
  readonly thresholds: Thresholds;
}

export function habitsOf(
  sessions: readonly Placed[],
  rhythm: Rhythm | null,
  thresholds: Thresholds,
): Habits {
  const limitMs = Math.max(
    thresholds.overdueFactor * (rhythm?.typicalMs ?? 0),
    rhythm?.regular ? rhythm.mostlyBelowMs : 0,
    thresholds.overdueMinMs,
  );
  return { seen: contactsOf(sessions), limitMs, rhythm, thresholds };
}

const daysBack = [1, 2, 3, 4, 5, 6, 7] as const;
const weeksBack = [1, 2, 3, 4] as const;
const priorDays = daysBack.map((days) => -days * dayMs);
const priorWeeks = weeksBack.map((weeks) => -weeks * 7 * dayMs);

/** Earlier and later days: for a silence that is over, what came after tells as much. */
export const neighbourDays = [...priorDays, ...daysBack.map((days) => days * dayMs)];
export const neighbourWeeks = [...priorWeeks, ...weeksBack.map((weeks) => weeks * 7 * dayMs)];

/**
 * When the SIM is expected again if it fell silent at `from`, as other days or other weeks show
 * at the same hour. `null` when they show no such silence: then the rhythm alone counts.
 */
export function expectedAgain(
  habits: Habits,
  from: Instant,
  days: readonly number[],
  weeks: readonly number[],
): Instant | null {
  const { sleeperMinDays } = habits.thresholds;
  const byDays = expectedByShifts(habits, from, days, sleeperMinDays);
  const byWeeks = expectedByShifts(habits, from, weeks, 1);
  if (byDays === null || byWeeks === null) return byDays ?? byWeeks;
  return Math.max(byDays, byWeeks);
}

function expectedByShifts(
  habits: Habits,
  from: Instant,
  shifts: readonly number[],
  atLeast: number,
): Instant | null {
  const wakes: Instant[] = [];
  let comparable = 0;
  for (const shift of shifts) {
    const wake = wakeAfter(habits, from + shift);
    if (wake === "outside") continue;
    comparable += 1;
    if (wake !== "awake") wakes.push(wake - shift);
  }
  if (wakes.length < Math.max(atLeast, habits.thresholds.sleeperShare * comparable)) return null;
  return median(wakes);
}

/**
 * When the silence ended that the SIM kept at, or soon after, `at`. Looks a little later too,
 * because a habit by the hour is not kept to the minute.
 */
function wakeAfter(habits: Habits, at: Instant): Instant | "awake" | "outside" {
  const { seen, limitMs, rhythm, thresholds } = habits;
  const toleranceMs = thresholds.sleeperToleranceMs;
  const nearMs = Math.min(2 * (rhythm?.typicalMs ?? hourMs), toleranceMs);
  const first = seen.at(0);
  const last = seen.at(-1);
  if (first === undefined || last === undefined) return "outside";
  if (at < first.from || at + toleranceMs > last.to) return "outside";
  for (const probe of [at + nearMs, at + toleranceMs]) {
    const gap = gapAround(seen, probe);
    if (gap !== null && gap.to - gap.from > limitMs) return gap.to;
  }
  return "awake";
}

/** The silence that contains the instant; `null` when the SIM was seen then. By bisection. */
function gapAround(seen: readonly Interval[], at: Instant): Interval | null {
  let low = 0;
  let high = seen.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((seen[middle]?.from ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  const before = seen[low - 1];
  const after = seen[low];
  if (before === undefined || after === undefined || before.to >= at) return null;
  return { from: before.to, to: after.from };
}

/** The stretches in which the SIM was seen, joined where they touch. */
export function contactsOf(sessions: readonly Placed[]): Interval[] {
  const sorted = [...sessions].sort((a, b) => a.begin - b.begin);
  const joined: { from: Instant; to: Instant }[] = [];
  for (const { begin, seen } of sorted) {
    const last = joined.at(-1);
    if (last !== undefined && begin <= last.to) last.to = Math.max(last.to, seen);
    else joined.push({ from: begin, to: seen });
  }
  return joined;
}

import { dayMs, hourMs, type Instant, type Interval } from "../instant.ts";
import { silenceAround } from "./contacts.ts";
import type { Rhythm } from "./rhythm.ts";
import { median } from "./statistics.ts";
import type { Thresholds } from "./thresholds.ts";

/*
 * Day is compared with day and night with night: what a SIM does at an hour is held against the
 * same hour of other days, and of the same day of other weeks. Else an answer changes with the hour.
 */

const daysBack = [1, 2, 3, 4, 5, 6, 7] as const;
const weeksBack = [1, 2, 3, 4] as const;

/** How far away the same hour of other days lies, in milliseconds. */
export const earlierDays: readonly number[] = daysBack.map((days) => -days * dayMs);
export const earlierWeeks: readonly number[] = weeksBack.map((weeks) => -weeks * 7 * dayMs);

/** Of something that is over, what came after tells as much. */
export const neighbourDays: readonly number[] = [
  ...earlierDays,
  ...daysBack.map((days) => days * dayMs),
];
export const neighbourWeeks: readonly number[] = [
  ...earlierWeeks,
  ...weeksBack.map((weeks) => weeks * 7 * dayMs),
];

/** What a silence is compared with. */
export interface Habits {
  /** When the SIM was heard: disjoint and in order. */
  readonly contacts: readonly Interval[];
  /** A silence no longer than this says nothing. */
  readonly limitMs: number;
  readonly rhythm: Rhythm | null;
  readonly thresholds: Thresholds;
}

/**
 * When the SIM is expected again if it fell silent at `from`, as other days or other weeks show
 * at the same hour. `null` when they show no such silence: then the rhythm alone counts.
 *
 * What works at weekends is silent on five days of seven, at any hour; but those days all wait for
 * the same Saturday, each so many days ahead, and show no waking of every day. Then its weeks
 * decide, where they are enough: heard at this hour of this weekday, or silent as well.
 */
export function expectedAgain(
  habits: Habits,
  from: Instant,
  days: readonly number[],
  weeks: readonly number[],
): Instant | null {
  const { sleeperMinDays, weeksThatTell } = habits.thresholds;
  const ofDays = sameHours(habits, from, days, sleeperMinDays);
  const ofWeeks = sameHours(habits, from, weeks, 1);
  if (ofDays.expected !== null && !ofDays.isAlike) {
    if (ofWeeks.expected !== null) return ofWeeks.expected;
    if (ofWeeks.awake >= weeksThatTell) return null;
  }
  if (ofDays.expected === null || ofWeeks.expected === null)
    return ofDays.expected ?? ofWeeks.expected;
  return Math.max(ofDays.expected, ofWeeks.expected);
}

/** What the same hour of other days, or of other weeks, shows. */
interface SameHours {
  /** When it is expected again; `null`: it was not silent in enough of them. */
  readonly expected: Instant | null;
  /** Whether enough of them let expect it on one and the same day. */
  readonly isAlike: boolean;
  /** In how many of them it was heard. */
  readonly awake: number;
}

function sameHours(
  habits: Habits,
  from: Instant,
  shifts: readonly number[],
  atLeast: number,
): SameHours {
  const wakes: Instant[] = [];
  let awake = 0;
  for (const shift of shifts) {
    const wake = wakeAfter(habits, from + shift);
    if (wake === "awake") awake += 1;
    else if (wake !== "outside") wakes.push(wake - shift);
  }
  const enough = Math.max(atLeast, habits.thresholds.sleeperShare * (awake + wakes.length));
  const expected = wakes.length < enough ? null : median(wakes);
  const alike = wakes.filter((wake) => expected !== null && Math.abs(wake - expected) < dayMs / 2);
  return { expected, isAlike: alike.length >= enough, awake };
}

/**
 * When the silence ended that the SIM kept at, or soon after, `at`. Looks a little later too,
 * because a habit by the hour is not kept to the minute.
 */
function wakeAfter(habits: Habits, at: Instant): Instant | "awake" | "outside" {
  const { contacts, limitMs, rhythm, thresholds } = habits;
  const toleranceMs = thresholds.sleeperToleranceMs;
  const nearMs = Math.min(2 * (rhythm?.typicalMs ?? hourMs), toleranceMs);
  const first = contacts.at(0);
  const last = contacts.at(-1);
  if (first === undefined || last === undefined) return "outside";
  if (at < first.from || at + toleranceMs > last.to) return "outside";
  for (const probe of [at + nearMs, at + toleranceMs]) {
    const silence = silenceAround(contacts, probe);
    if (silence !== null && silence.to - silence.from > limitMs) return silence.to;
  }
  return "awake";
}

/**
 * The values that earlier days, and earlier weeks, had at the hours of `stretch`: the median of
 * each, where they are enough to compare. `readNumber` is asked for each item; `null` is left out.
 */
export function atTheSameHours<Item>(
  items: readonly Item[],
  stretch: Interval,
  instantOf: (item: Item) => Instant,
  readNumber: (item: Item) => number | null,
  atLeast: number,
): number[] {
  return [earlierDays, earlierWeeks].flatMap((shifts) => {
    const apart = shifts.filter((shift) => stretch.to + shift < stretch.from);
    const values = items.flatMap((item) => {
      const at = instantOf(item);
      const isThen = apart.some((shift) => at >= stretch.from + shift && at <= stretch.to + shift);
      return isThen ? (readNumber(item) ?? []) : [];
    });
    const typical = values.length < atLeast ? null : median(values);
    return typical === null ? [] : [typical];
  });
}

import type { Instant, Interval } from "../instant.ts";
import { silencesBetween } from "./contacts.ts";
import type { Rhythm } from "./rhythm.ts";
import type { RhythmChange } from "./rhythm-now.ts";
import {
  earlierDays,
  earlierWeeks,
  expectedAgain,
  type Habits,
  neighbourDays,
  neighbourWeeks,
} from "./same-hours.ts";
import type { Thresholds } from "./thresholds.ts";

/**
 * The silence at the moment of the question: from the last sign of life, judged by the SIM's own
 * silences.
 *
 * - `unknown`: too few sessions, or too irregular ones, to say what is usual.
 * - `usual`: no longer than usual.
 * - `asleep`: longer, but earlier days or weeks show the same silence at these hours.
 * - `overdue`: longer, and nothing earlier explains it.
 */
export type Silence =
  | { readonly kind: "unknown"; readonly rhythm: Rhythm | null }
  | { readonly kind: "usual"; readonly rhythm: Rhythm }
  | { readonly kind: "asleep"; readonly rhythm: Rhythm | null; readonly expectedAt: Instant }
  | {
      readonly kind: "overdue";
      readonly rhythm: Rhythm;
      readonly long: boolean;
      /** When it should have been heard again, had it slept as it used to; `null` when it does not sleep. */
      readonly expectedAt: Instant | null;
      /**
       * Reports that did not come, counted from the last sign of life or from `expectedAt`; `null`
       * where it keeps no time of which one could count them.
       */
      readonly missed: number | null;
      /** The same, should a report come at this moment and end it. */
      readonly missedIfHeard: number | null;
    };

/**
 * What the silence of a SIM is at any later moment, as long as it is not heard again: worked out
 * once, so that whoever keeps it judges like an answer without a single session.
 */
export interface Patience {
  /** The last sign of life. */
  readonly last: Instant;
  /** Up to then the silence is no longer than usual. */
  readonly usualUntil: Instant;
  /** When earlier days or weeks let expect it again; `null`: they show no such silence. */
  readonly expectedAt: Instant | null;
  /** Up to then it sleeps as it used to; `null` with `expectedAt`. */
  readonly asleepUntil: Instant | null;
  /** After that it is overdue; `null`: too few starts, or too irregular ones, to say so of any silence. */
  readonly overdueAfter: Instant | null;
}

/** `since`: the last sign of life, where it is later than that of the sessions. `null`: it was never heard. */
export function patienceOf(
  contacts: readonly Interval[],
  rhythm: Rhythm | null,
  thresholds: Thresholds,
  since: Instant = Number.NEGATIVE_INFINITY,
): Patience | null {
  const lastContact = contacts.at(-1)?.to;
  if (lastContact === undefined) return null;
  const last = Math.max(lastContact, since);
  const habits = habitsOf(contacts, rhythm, thresholds);
  const usualUntil = last + habits.limitMs;
  const expectedAt = expectedAgain(habits, last, earlierDays, earlierWeeks);
  const slackMs = Math.max(habits.limitMs, thresholds.sleeperToleranceMs);
  const asleepUntil = expectedAt === null ? null : expectedAt + slackMs;
  const mayClaim = rhythm !== null && rhythm.starts >= claimableStarts(rhythm, thresholds);
  const overdueAfter = mayClaim
    ? Math.max(usualUntil, asleepUntil ?? usualUntil, last + rhythm.limitMs)
    : null;
  return { last, usualUntil, expectedAt, asleepUntil, overdueAfter };
}

/** `since`: the last sign of life, where it is later than that of the sessions. */
export function silenceOf(
  contacts: readonly Interval[],
  rhythm: Rhythm | null,
  asOf: Instant,
  thresholds: Thresholds,
  since: Instant = Number.NEGATIVE_INFINITY,
): Silence {
  const patience = patienceOf(contacts, rhythm, thresholds, since);
  if (patience === null) return { kind: "unknown", rhythm };
  const { last, usualUntil, expectedAt, asleepUntil, overdueAfter } = patience;
  if (asOf <= usualUntil) {
    return rhythm === null || rhythm.kind === "irregular"
      ? { kind: "unknown", rhythm }
      : { kind: "usual", rhythm };
  }
  if (expectedAt !== null && asleepUntil !== null && asOf <= asleepUntil) {
    return { kind: "asleep", rhythm, expectedAt };
  }
  if (rhythm === null || overdueAfter === null || asOf <= overdueAfter) {
    return { kind: "unknown", rhythm };
  }
  const countedMs = asOf - (expectedAt ?? last);
  const long = countedMs > rhythm.longMs;
  const missed = missedIn(countedMs, rhythm);
  const missedIfHeard = missedUntilHeard(countedMs, rhythm);
  return { kind: "overdue", rhythm, long, expectedAt, missed, missedIfHeard };
}

/** Reports that did not come in so long; `null` where it keeps no time of which one could count them. */
export function missedIn(
  countedMs: number,
  { kind, typicalMs }: Pick<Rhythm, "kind" | "typicalMs">,
): number | null {
  return kind === "timed" ? Math.floor(countedMs / typicalMs) : null;
}

/**
 * Reports that did not come in a silence that one ended, which is not missed. A silence is a little
 * shorter than a whole number of intervals, as sessions last, or longer: so it is rounded.
 */
export function missedUntilHeard(
  countedMs: number,
  { kind, typicalMs }: Pick<Rhythm, "kind" | "typicalMs">,
): number | null {
  return kind === "timed" ? Math.max(1, Math.round(countedMs / typicalMs) - 1) : null;
}

/** Of a SIM that connects as it likes, more must be known before a silence of it is unusual. */
function claimableStarts({ kind }: Rhythm, thresholds: Thresholds): number {
  return kind === "irregular" ? thresholds.rhythmRecentSessions : thresholds.rhythmMinSessions;
}

/**
 * Without a rhythm silences by the hour are looked for from a few usual silences on: a sleeper
 * whose nights are many among few sessions has none.
 */
function habitsOf(
  contacts: readonly Interval[],
  rhythm: Rhythm | null,
  thresholds: Thresholds,
): Habits {
  const limitMs =
    rhythm === null || rhythm.kind === "irregular"
      ? Math.max(
          thresholds.overdueFactor * (rhythm?.typicalSilenceMs ?? 0),
          thresholds.overdueMinMs,
        )
      : rhythm.limitMs;
  return { contacts, limitMs, rhythm, thresholds };
}

/**
 * The silences that are over and were far beyond what is usual, in order of time: by the rhythm of
 * their time, and not such as other days or weeks show at these hours.
 */
export function outagesOf(
  contacts: readonly Interval[],
  rhythm: Rhythm | null,
  change: RhythmChange | null,
  thresholds: Thresholds,
): Interval[] {
  if (rhythm === null) return [];
  const rhythmAt = (silence: Interval) => rhythmOfSilence(silence, rhythm, change);
  const unusual = silencesBetween(contacts).filter((silence) => {
    const then = rhythmAt(silence);
    return silence.to - silence.from > outageMsOf(then, thresholds);
  });
  const outages = unusual.filter((silence) => {
    const then = rhythmAt(silence);
    const habits = { contacts, limitMs: then.limitMs, rhythm: then, thresholds };
    const expectedAt = expectedAgain(habits, silence.from, neighbourDays, neighbourWeeks);
    const slackMs = Math.max(outageMsOf(then, thresholds), thresholds.sleeperToleranceMs);
    return expectedAt === null || silence.to > expectedAt + slackMs;
  });
  if (rhythm.kind !== "irregular") return outages;
  // What connects as it likes has many lengths of silence: only one far beyond all others is unusual.
  const [longestMs = 0, nextMs = 0] = silencesBetween(contacts)
    .map(({ from, to }) => to - from)
    .toSorted((x, y) => y - x);
  return longestMs > thresholds.pauseFactor * nextMs ? outages.slice(0, 1) : [];
}

/**
 * The rhythm by which a silence is measured: that of its time. The one that ends with the first
 * session of another rhythm is the first of that: told to report less often, it does so from then on.
 */
export function rhythmOfSilence(
  { to }: Interval,
  rhythm: Rhythm,
  change: RhythmChange | null,
): Rhythm {
  return change !== null && to < change.at ? change.before : rhythm;
}

function outageMsOf(rhythm: Rhythm, thresholds: Thresholds): number {
  const { pastGapMinMs, pastGapFactor } = thresholds;
  switch (rhythm.kind) {
    case "timed":
      return Math.max(rhythm.longMs, pastGapFactor * rhythm.silenceMostlyBelowMs, pastGapMinMs);
    case "in_session":
      return Math.max(rhythm.limitMs, pastGapMinMs);
    case "irregular":
      return Math.max(pastGapFactor * rhythm.silenceMostlyBelowMs, pastGapMinMs);
  }
}

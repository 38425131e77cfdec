import { dayMs, hourMs, type Instant, minuteMs } from "../instant.ts";
import type { Placed } from "../session.ts";
import { said, type Tense } from "../tense.ts";
import { duration, type Sentence, type Value } from "../words.ts";
import { quantiles } from "./statistics.ts";
import type { Thresholds } from "./thresholds.ts";

/** How a SIM connects, and which of its silences say nothing. */
export interface Rhythm {
  /**
   * What may be said of it.
   *
   * - `timed`: its starts follow each other regularly.
   * - `in_session`: it is nearly always in session; how long each lasts says nothing.
   * - `irregular`: neither. Only a silence far beyond all earlier ones is unusual.
   */
  readonly kind: "timed" | "in_session" | "irregular";
  /** Median of the intervals between starts, in milliseconds. */
  readonly typicalMs: number;
  /** Nine in ten intervals between starts are at most this long. */
  readonly mostlyBelowMs: number;
  readonly starts: number;
  /** Median of its silences: from the last sign of life to the next start, 0 where sessions overlap. */
  readonly typicalSilenceMs: number;
  /** Nine in ten of its silences are at most this long. */
  readonly silenceMostlyBelowMs: number;
  /** A silence of no more than this is a usual one. */
  readonly limitMs: number;
  /** A silence of more than this is far beyond the usual. */
  readonly longMs: number;
}

/** One start, with what lies between it and the session before. */
export interface Step {
  readonly at: Instant;
  /** From the start before; `null` where either start is unknown. */
  readonly intervalMs: number | null;
  /** Since the last sign of life before it. */
  readonly silenceMs: number;
  /** How long the session lasted, as far as it was not covered by earlier ones. */
  readonly coveredMs: number;
}

/**
 * The sessions as steps, oldest first. What stands beside a session that is left out is left out
 * too: its silence would be no silence.
 */
export function stepsAmong(
  oldestFirst: readonly Placed[],
  leftOut: ReadonlySet<Placed> = new Set(),
): Step[] {
  const steps: Step[] = [];
  let seenTo: Instant | null = null;
  let lastStart: Instant | null = null;
  let isAfterLeftOut = false;
  for (const placed of oldestFirst) {
    const { begin, seen, session } = placed;
    const coveredMs = Math.max(0, seen - Math.max(begin, seenTo ?? begin));
    if (leftOut.has(placed)) isAfterLeftOut = true;
    else {
      const isFirst = seenTo === null || isAfterLeftOut;
      const intervalMs =
        isFirst || session.start === null || lastStart === null ? null : session.start - lastStart;
      const silenceMs = isFirst ? Number.NaN : Math.max(0, begin - (seenTo ?? begin));
      steps.push({ at: begin, intervalMs, silenceMs, coveredMs });
      isAfterLeftOut = false;
    }
    seenTo = Math.max(seenTo ?? seen, seen);
    if (session.start !== null) lastStart = session.start;
  }
  return steps;
}

/** `null`: too few starts are known to tell. */
export function rhythmOf(steps: readonly Step[], thresholds: Thresholds): Rhythm | null {
  const intervals = steps.map(({ intervalMs }) => intervalMs).filter((ms) => ms !== null);
  const silences = steps.map(({ silenceMs }) => silenceMs).filter((ms) => !Number.isNaN(ms));
  if (intervals.length < thresholds.rhythmMinSessions - 1) return null;
  const [typical, mostlyBelow] = quantiles(intervals, 0.5, 0.9);
  const [typicalSilence, silenceMostlyBelow] = quantiles(silences, 0.5, 0.9);
  const [typicalMs, mostlyBelowMs] = [typical ?? 0, mostlyBelow ?? 0];
  const [typicalSilenceMs, silenceMostlyBelowMs] = [typicalSilence ?? 0, silenceMostlyBelow ?? 0];
  const isTimed = typicalMs > 0 && mostlyBelowMs <= thresholds.rhythmIrregularFactor * typicalMs;
  const share = inSessionShare(steps, silences, silenceMostlyBelowMs);
  const kind = share >= thresholds.inSessionShare ? "in_session" : isTimed ? "timed" : "irregular";
  const numbers = { typicalMs, mostlyBelowMs, typicalSilenceMs, silenceMostlyBelowMs };
  return {
    ...{ kind, ...numbers, starts: intervals.length + 1 },
    ...limitsOf(
      kind,
      numbers,
      { silences, byChanceMs: chanceMs(intervals, typicalMs, thresholds) },
      thresholds,
    ),
  };
}

type Numbers = Pick<
  Rhythm,
  "typicalMs" | "mostlyBelowMs" | "typicalSilenceMs" | "silenceMostlyBelowMs"
>;

function limitsOf(
  kind: Rhythm["kind"],
  { typicalSilenceMs, silenceMostlyBelowMs }: Numbers,
  { silences, byChanceMs }: { readonly silences: readonly number[]; readonly byChanceMs: number },
  thresholds: Thresholds,
): Pick<Rhythm, "limitMs" | "longMs"> {
  const { overdueFactor, longOverdueFactor, overdueMinMs, inSessionSilentMs } = thresholds;
  const mostly = (factor: number) => factor * silenceMostlyBelowMs;
  if (kind === "timed") {
    const usualMs = Math.max(overdueFactor * typicalSilenceMs, silenceMostlyBelowMs);
    const limitMs = Math.max(usualMs, byChanceMs, overdueMinMs);
    const longMs = Math.max(longOverdueFactor * typicalSilenceMs, mostly(2), limitMs);
    return { limitMs, longMs };
  }
  if (kind === "in_session") {
    const limitMs = Math.max(mostly(overdueFactor), inSessionSilentMs);
    return { limitMs, longMs: Math.max(mostly(longOverdueFactor), 2 * limitMs) };
  }
  const longest = silences.reduce((a, b) => Math.max(a, b), 0);
  const limitMs = Math.max(
    mostly(overdueFactor),
    thresholds.pauseFactor * longest,
    inSessionSilentMs,
  );
  return { limitMs, longMs: Number.POSITIVE_INFINITY };
}

/**
 * How long a SIM may be silent by chance that loses its reports one by one: as many are lost in a row
 * in one silence of `overdueByChance`. What is lost shows in the intervals that are twice the usual
 * one, against the usual ones: a night or an outage is longer, and tells nothing of that. 0: it loses
 * too few for three in a row.
 */
function chanceMs(intervals: readonly number[], typicalMs: number, thresholds: Thresholds): number {
  const usual = intervals.filter((ms) => ms < 1.5 * typicalMs).length;
  const double = intervals.filter((ms) => ms >= 1.5 * typicalMs && ms < 2.5 * typicalMs).length;
  const lostShare = usual === 0 ? 0 : Math.min(double / usual, thresholds.overdueMostLost);
  const inARow = Math.ceil(Math.log(thresholds.overdueByChance) / Math.log(lostShare));
  return inARow < thresholds.overdueFactor ? 0 : (inARow + 1) * typicalMs;
}

/** Share of the time in session, one outage more or less left aside. 0 to 1. */
function inSessionShare(
  steps: readonly Step[],
  silences: readonly number[],
  mostlyBelowMs: number,
): number {
  const covered = steps.reduce((sum, { coveredMs }) => sum + coveredMs, 0);
  const silent = silences.reduce((sum, silence) => sum + Math.min(silence, mostlyBelowMs), 0);
  return covered === 0 ? 0 : covered / (covered + silent);
}

/** `connects about every 15 min`, `nearly always in session`, `connects at no regular rhythm`. */
export function habitWords(rhythm: Rhythm, tense: Tense): Sentence {
  const connects = said(tense, "connects", "connected");
  switch (rhythm.kind) {
    case "timed":
      return [`${connects} about every `, aboutInterval(rhythm.typicalMs)];
    case "in_session":
      return ["nearly always in session"];
    case "irregular":
      return [`${connects} at no regular rhythm`];
  }
}

/**
 * Why no rhythm is told where none is known, before "to tell": a long list of sessions that do not
 * say when they began is not a short one.
 */
export function tooFewWords(sessions: readonly Placed[], thresholds: Thresholds): string {
  const isLong = sessions.length >= thresholds.rhythmMinSessions;
  return isLong ? "too few known starts of sessions" : "too few sessions";
}

/** What is usual, beside a silence: `usually every 30 min`, `usually silent for 8 min at most`. */
export function usuallyWords({ kind, typicalMs, silenceMostlyBelowMs }: Rhythm): Sentence {
  switch (kind) {
    case "timed":
      return ["usually every ", aboutInterval(typicalMs)];
    case "in_session":
      return silenceMostlyBelowMs < minuteMs
        ? ["usually in session nearly all the time"]
        : ["usually silent for ", duration(silenceMostlyBelowMs), " at most"];
    case "irregular":
      return ["far longer than its silences before"];
  }
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

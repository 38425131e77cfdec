import type { FleetCoverage } from "../../core/fleet/coverage.ts";
import { countWords, durationWords } from "../../core/words.ts";
import { code, type Mrkdwn, mrkdwn } from "../kit/mrkdwn.ts";

/** How much of several accounts is known. */
export interface Coverage
  extends Pick<FleetCoverage, "known" | "lookedAt" | "unheard" | "untold" | "withinMs"> {
  /** `null`: of none of them is there a list. */
  readonly active: number | null;
}

export function sumOf(coverage: readonly FleetCoverage[]): Coverage {
  const sum = (read: (one: FleetCoverage) => number) =>
    coverage.reduce((total, one) => total + read(one), 0);
  const isListed = coverage.some(({ active }) => active !== null);
  return {
    active: isListed ? sum(({ active }) => active ?? 0) : null,
    known: sum(({ known }) => known),
    lookedAt: sum(({ lookedAt }) => lookedAt),
    unheard: sum(({ unheard }) => unheard),
    untold: sum(({ untold }) => untold),
    withinMs: coverage[0]?.withinMs ?? 0,
  };
}

/** `2,391 looked at within 24 h`. */
export function lookedAtWords({ lookedAt, withinMs }: Coverage): Mrkdwn {
  return mrkdwn`${countWords(lookedAt)} looked at within ${durationWords(withinMs)}`;
}

/** What cannot be told of the others, and what the sweep does about it. */
export function coverageLines(sum: Coverage, coverage: readonly FleetCoverage[]): Mrkdwn[] {
  const untold = sum.untold + sum.unheard;
  return [
    untold === 0
      ? null
      : mrkdwn`Can't tell of ${countWords(untold)} with no, too few or irregular records.`,
    sweepLine(sum, coverage),
  ].filter((line) => line !== null);
}

/** `null`: all was looked at. */
export function sweepLine(
  { active, lookedAt }: Coverage,
  coverage: readonly FleetCoverage[],
): Mrkdwn | null {
  if (active !== null && lookedAt >= active) return null;
  const sweeps = coverage.map(({ sweep }) => sweep);
  if (sweeps.every(({ kind }) => kind === "off")) {
    return mrkdwn`Only SIMs that somebody asked about are known. For whoever runs simscope: ${code("SWEEP_HOURS")} is off.`;
  }
  const passMs = sweeps.reduce(
    (most, one) => (one.kind === "runs" ? Math.max(most, one.passMs) : most),
    0,
  );
  const aimMs = sweeps.reduce(
    (most, one) => (one.kind === "runs" ? Math.max(most, one.aimMs) : most),
    0,
  );
  if (passMs > aimMs) {
    return mrkdwn`Looking at all takes about ${durationWords(passMs)}, not ${durationWords(aimMs)} as wanted. For whoever runs simscope: raise ${code("SWEEP_CALLS_PER_MINUTE")}.`;
  }
  return passMs === 0
    ? mrkdwn`The others are still to be looked at.`
    : mrkdwn`The others are still to be looked at: a look at all takes about ${durationWords(passMs)}.`;
}

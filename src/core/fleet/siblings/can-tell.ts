import { hourMs, type Instant } from "../../instant.ts";
import type { SimFacts } from "../sim-facts.ts";
import type { AskedSim, FailingSim, SilentSim } from "./asked-sim.ts";

type Remembered = Pick<SimFacts, "simState" | "lastSign" | "overdueAfter" | "readAt" | "rhythm">;

const mayConnect: ReadonlySet<string> = new Set(["active", "ready"]);

/**
 * Whether a sibling can be expected to tell something, by what was known of it before: not of one
 * that was silent already, that reports too seldom to be missed by now, or that sleeps at this hour.
 * Decided by its habits alone, never by what happened since, so that it favours no answer; the others
 * are read last, not left out.
 */
export function canTell(known: Remembered, asked: AskedSim): boolean {
  return asked.kind === "silent" ? canTellSilence(known, asked) : canTellFinding(known, asked);
}

/** It went on when it was last read, and reports a few times in so long. */
function canTellFinding(known: Remembered, { asOf, since }: FailingSim): boolean {
  const { simState, overdueAfter, readAt, rhythm } = known;
  if (simState !== null && !mayConnect.has(simState.toLowerCase())) return false;
  if (overdueAfter === null || rhythm === null || overdueAfter < readAt) return false;
  return fewestReports * rhythm.usualGapMs <= asOf - since;
}

const fewestReports = 3;

function canTellSilence(known: Remembered, { asOf, stopped }: SilentSim): boolean {
  const { simState, lastSign, overdueAfter, readAt, rhythm } = known;
  if (simState !== null && !mayConnect.has(simState.toLowerCase())) return false;
  if (lastSign === null || overdueAfter === null || rhythm === null) return false;
  if (overdueAfter < Math.min(readAt, stopped.from)) return false;
  if (stopped.from + (overdueAfter - lastSign) > asOf) return false;
  return !isQuiet(rhythm.quietHours, stopped.from) && !isQuiet(rhythm.quietHours, asOf);
}

function isQuiet(quietHours: number, at: Instant): boolean {
  return ((quietHours >>> (Math.floor(at / hourMs) % 24)) & 1) === 1;
}

/** Those that can tell first; of equals in the order given. */
export function tellingFirst<Known extends Remembered>(
  inRandomOrder: readonly Known[],
  asked: AskedSim,
): readonly Known[] {
  const groups = Map.groupBy(inRandomOrder, (one) => canTell(one, asked));
  return [...(groups.get(true) ?? []), ...(groups.get(false) ?? [])];
}

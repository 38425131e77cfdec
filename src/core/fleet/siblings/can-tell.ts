import { hourMs, type Instant } from "../../instant.ts";
import type { SimFacts } from "../sim-facts.ts";
import type { AskedSim, FailingSim, SilentSim } from "./asked-sim.ts";

type Remembered = Pick<SimFacts, "simState" | "lastSign" | "overdueAfter" | "readAt" | "rhythm">;

const mayConnect: ReadonlySet<string> = new Set(["active", "ready"]);

/**
 * How much a sibling can be expected to tell, 0 to 1, by what was known of it before: not of one
 * that was silent already, that sleeps at this hour, or of the moments at which it would not be missed by now.
 * Decided by its habits alone, never by what happened since, so that it favours no answer; the others
 * are read last, not left out.
 */
export function canTell(known: Remembered, asked: AskedSim): number {
  if (asked.kind === "silent") return shareOfSilence(known, asked);
  return canTellFinding(known, asked) ? 1 : 0;
}

/** It went on when it was last read, and reports a few times in so long. */
function canTellFinding(known: Remembered, { asOf, since }: FailingSim): boolean {
  const { simState, overdueAfter, readAt, rhythm } = known;
  if (simState !== null && !mayConnect.has(simState.toLowerCase())) return false;
  if (overdueAfter === null || rhythm === null || overdueAfter < readAt) return false;
  return fewestReports * rhythm.usualGapMs <= asOf - since;
}

const fewestReports = 3;

/** At so many moments of the stretch it is asked whether a sibling would be missed by now. */
const moments = 8;

function shareOfSilence(known: Remembered, { asOf, stopped }: SilentSim): number {
  const { simState, lastSign, overdueAfter, readAt, rhythm } = known;
  if (simState !== null && !mayConnect.has(simState.toLowerCase())) return 0;
  if (lastSign === null || overdueAfter === null || rhythm === null) return 0;
  if (overdueAfter < Math.min(readAt, stopped.from)) return 0;
  if (isQuiet(rhythm.quietHours, stopped.from) || isQuiet(rhythm.quietHours, asOf)) return 0;
  const patienceMs = overdueAfter - lastSign;
  const { usualGapMs } = rhythm;
  if (rhythm.kind !== "timed" || rhythm.quietHours !== 0) {
    return stopped.from + patienceMs <= asOf ? 1 : 0;
  }
  let missed = 0;
  for (let moment = 0; moment < moments; moment += 1) {
    const at = stopped.from + ((moment + 0.5) * (stopped.to - stopped.from)) / moments;
    // As its reports follow each other: the last one before that moment.
    const last = at - ((((at - lastSign) % usualGapMs) + usualGapMs) % usualGapMs);
    if (last + patienceMs < asOf) missed += 1;
  }
  return missed / moments;
}

function isQuiet(quietHours: number, at: Instant): boolean {
  return ((quietHours >>> (Math.floor(at / hourMs) % 24)) & 1) === 1;
}

/** Those that can tell the most first; of equals in the order given. */
export function tellingFirst<Known extends Remembered>(
  inRandomOrder: readonly Known[],
  asked: AskedSim,
): readonly Known[] {
  const told = inRandomOrder.map((one) => ({ one, share: canTell(one, asked) }));
  return told.sort((a, b) => b.share - a.share).map(({ one }) => one);
}

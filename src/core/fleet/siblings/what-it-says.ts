import { dayMs, hourMs } from "../../instant.ts";
import type { AskedSim, FailingSim, SilentSim } from "./asked-sim.ts";
import type { SiblingRecord } from "./sibling-record.ts";
import { mayBeOneEvent } from "./stop-interval.ts";

/**
 * What a sibling tells of the moment at which the SIM asked about stopped.
 *
 * - `with_it`: overdue by its own rhythm, and it may have stopped at the same moment.
 * - `seen`: heard since then, and it would be overdue by now had it stopped, too.
 * - `not_due`: it would not be: heard since or not, it reports too seldom, or sleeps.
 * - `after`: fell silent, too, but after it.
 * - `before`: had been silent before: whatever happened then, it would look the same.
 * - `too_new`: known for too short a time for a silence of it to mean anything.
 * - `not_active`, `not_known`: its state or missing records explain its silence.
 *
 * Of one that is failing: `with_it`: the same finding goes on, and began within an hour of its own;
 * `seen`: it connected since then, often enough, without; `before`: it had the same before, or has no more.
 */
export type Says =
  | "with_it"
  | "seen"
  | "not_due"
  | "after"
  | "before"
  | "too_new"
  | NonNullable<SiblingRecord["excused"]>;

/** What neither says that it stopped, too, nor that it went on. */
export type SaysNothing = Exclude<Says, "with_it" | "seen">;

/** A whole week of habits, weekend included, and a day. */
const leastKnownMs = 8 * dayMs;

export function saysOf(record: SiblingRecord, asked: AskedSim): Says {
  return asked.kind === "silent" ? saysOfSilence(record, asked) : saysOfFinding(record, asked);
}

function saysOfSilence(record: SiblingRecord, silent: SilentSim): Says {
  const { lastSeen, firstSeen, stopped, wouldShow, excused, asOf } = record;
  const { from, to } = silent.stopped;
  if (stopped !== null && excused === null && mayBeOneEvent(stopped, silent.stopped)) {
    return firstSeen !== null && asOf - firstSeen >= leastKnownMs ? "with_it" : "too_new";
  }
  // Heard inside the stretch only: it may have stopped with the other, and not be due yet.
  if (stopped !== null && stopped.from > to) return "after";
  if (lastSeen !== null && lastSeen > to) return wouldShow > 0 ? "seen" : "not_due";
  if (excused !== null) return excused;
  if (lastSeen !== null && lastSeen > from) return "not_due";
  return stopped === null && lastSeen !== null ? "not_due" : "before";
}

/** What began within so long of each other began together. */
const togetherMs = hourMs;

function saysOfFinding(record: SiblingRecord, asked: FailingSim): Says {
  const { finding, lastSeen, firstSeen, excused, asOf } = record;
  if (finding === null) return "not_known";
  if (finding.since !== null && lastSeen !== null && lastSeen >= asked.since) {
    if (firstSeen === null || asOf - firstSeen < leastKnownMs) return "too_new";
    if (Math.abs(finding.since - asked.since) <= togetherMs) return "with_it";
    return finding.since > asked.since ? "after" : "before";
  }
  if (finding.isElse) return "before";
  if (lastSeen !== null && lastSeen >= asked.since && finding.canTell) return "seen";
  return excused ?? "not_due";
}

/** What several of them say, in numbers. */
export interface Tally {
  readonly withIt: number;
  readonly seen: number;
  /**
   * How many they count for: one that would, had it stopped, be overdue by now for half of the
   * moments in question counts for half, as only half of those that did stop are counted, too.
   */
  readonly seenCounts: number;
  /** How many of the others there are of each. */
  readonly nothing: Readonly<Partial<Record<SaysNothing, number>>>;
}

export function tallyOf(records: readonly SiblingRecord[], asked: AskedSim): Tally {
  const nothing: Partial<Record<SaysNothing, number>> = {};
  let [withIt, seen, seenCounts] = [0, 0, 0];
  for (const record of records) {
    const says = saysOf(record, asked);
    if (says === "with_it") withIt += 1;
    else if (says === "seen") {
      seen += 1;
      seenCounts += asked.kind === "silent" ? record.wouldShow : 1;
    } else nothing[says] = (nothing[says] ?? 0) + 1;
  }
  return { withIt, seen, seenCounts, nothing };
}

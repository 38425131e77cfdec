import { silencesBetween } from "../../findings/contacts.ts";
import { type Facts, factsOf } from "../../findings/facts.ts";
import { expectedAgain, neighbourDays, neighbourWeeks } from "../../findings/same-hours.ts";
import { patienceOf, rhythmOfSilence } from "../../findings/silence.ts";
import type { Thresholds } from "../../findings/thresholds.ts";
import { hiddenIn } from "../../findings/unknowns.ts";
import type { Instant, Interval } from "../../instant.ts";
import type { SimReport } from "../../report.ts";
import { windowAt } from "../../window.ts";
import type { AskedSim } from "./asked-sim.ts";
import { type SiblingFinding, siblingFindingOf } from "./failing-sim.ts";
import { stopIntervalOf } from "./stop-interval.ts";

/** What is kept of a SIM that was read to be compared: no session, so that 36 of them are small. */
export interface SiblingRecord {
  readonly sid: string;
  /** The moment for which this was so. */
  readonly asOf: Instant;
  /** Its last sign of life; `null`: none in what the platform keeps. */
  readonly lastSeen: Instant | null;
  /** Its first one that is kept: how far back its habits are known. */
  readonly firstSeen: Instant | null;
  /** In which it may have stopped, where it is overdue by its own rhythm and habits; `null`: it is not. */
  readonly stopped: Interval | null;
  /** At which share of the moments at which the SIM asked about may have stopped it would, had it stopped then, be overdue by now. 0 to 1. */
  readonly wouldShow: number;
  /** Why its silence says nothing: its state forbids it to connect, or records may be missing there. */
  readonly excused: "not_active" | "not_known" | null;
  /** Its silences before this one that were as unusual: what the same hour of other days is asked of. */
  readonly past: readonly PastSilence[];
  /** What it shows of the finding that it was read for; `null`: it was read for a silence. */
  readonly finding: SiblingFinding | null;
}

/** A silence that is over. */
export interface PastSilence {
  /** In which it may have stopped. */
  readonly stopped: Interval;
  /** From when on it was overdue until it was heard again. */
  readonly overdue: Interval;
}

/**
 * Of a report of 30 days; the same rules that judge an answer judge here.
 */
export function siblingRecordOf(
  report: SimReport,
  asked: AskedSim,
  thresholds: Thresholds,
): SiblingRecord {
  const { sim, sessions, earlier, asOf, unknowns } = report;
  const all = earlier.length === 0 ? sessions : [...sessions, ...earlier];
  const window = windowAt("30d", asOf);
  const facts = factsOf({ sim, sessions: all, window, asOf, thresholds, unknowns });
  if (asked.kind === "silent") return recordFrom(facts, asked.stopped);
  const record = recordFrom(facts, { from: asked.since, to: asked.since });
  return { ...record, finding: siblingFindingOf(report, asked) };
}

/**
 * The same of one that was read for a silence, where the facts have been worked out.
 *
 * @param silent in which the SIM asked about may have stopped
 */
export function recordFrom(facts: Facts, silent: Interval): SiblingRecord {
  const { sim, asOf, lastSeen, contacts, silence, rhythm, thresholds, open } = facts;
  const isOpenHeard = open !== null && asOf - open.seen < thresholds.openSilentMs;
  const isOverdue = silence.kind === "overdue" && !isOpenHeard;
  return {
    ...{ sid: sim.sid, asOf, lastSeen },
    firstSeen: contacts.at(0)?.from ?? null,
    stopped:
      isOverdue && lastSeen !== null
        ? stopIntervalOf(lastSeen, rhythm, silence.expectedAt, thresholds)
        : null,
    wouldShow: wouldShow(facts, silent),
    excused: excuseOf(facts),
    past: pastSilencesOf(facts),
    finding: null,
  };
}

/** At so many moments of the stretch it is asked whether it would be overdue by now. */
const moments = 8;

/**
 * A device that reports once a day and was heard an hour ago says little of what happened two hours
 * ago: had it been hit, nobody would know yet. Counting it as heard, but not as silent, makes every
 * outage look smaller than it is.
 */
function wouldShow({ contacts, rhythm, thresholds, asOf }: Facts, { from, to }: Interval): number {
  let shows = 0;
  for (let moment = 0; moment < moments; moment += 1) {
    const at = from + ((moment + 0.5) * (to - from)) / moments;
    const overdueAfter = patienceOf(heardUntil(contacts, at), rhythm, thresholds)?.overdueAfter;
    if (typeof overdueAfter === "number" && asOf > overdueAfter) shows += 1;
  }
  return shows / moments;
}

function heardUntil(contacts: readonly Interval[], at: Instant): Interval[] {
  const after = contacts.findIndex(({ from }) => from > at);
  const until = after < 0 ? contacts.slice() : contacts.slice(0, after);
  const last = until.at(-1);
  return last === undefined || last.to <= at
    ? until
    : [...until.slice(0, -1), { from: last.from, to: at }];
}

/** In these states a SIM may connect; any other explains its silence (sim-status, Twilio and KORE). */
const mayConnect: ReadonlySet<string> = new Set(["active", "ready"]);

function excuseOf({ sim, lastSeen, asOf, unknowns, kept }: Facts): SiblingRecord["excused"] {
  if (sim.status !== null && !mayConnect.has(sim.status.toLowerCase())) return "not_active";
  const silent = { from: lastSeen ?? kept.from, to: asOf };
  return hiddenIn(unknowns, silent).length > 0 ? "not_known" : null;
}

/**
 * What came after tells as much of a silence that is over as what came before: so the first weekend
 * of the records is none that nobody could expect.
 */
function pastSilencesOf({ contacts, rhythm, change, thresholds }: Facts): PastSilence[] {
  if (rhythm === null) return [];
  return silencesBetween(contacts).flatMap((silence) => {
    const then = rhythmOfSilence(silence, rhythm, change);
    const { limitMs } = then;
    if (silence.to - silence.from <= limitMs) return [];
    const habits = { contacts, limitMs, rhythm: then, thresholds };
    const expectedAt = expectedAgain(habits, silence.from, neighbourDays, neighbourWeeks);
    const patienceMs =
      expectedAt === null ? limitMs : Math.max(limitMs, thresholds.sleeperToleranceMs);
    const from = (expectedAt ?? silence.from) + patienceMs;
    if (silence.to <= from) return [];
    const stopped = stopIntervalOf(silence.from, then, expectedAt, thresholds);
    return [{ stopped, overdue: { from, to: silence.to } }];
  });
}

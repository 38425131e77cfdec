import type { AskedSim } from "./asked-sim.ts";
import type { Share } from "./fisher.ts";
import { type HowFar, howFar } from "./how-far.ts";
import { isBeyondHabit, type SameHour, sameHourOf } from "./same-hour.ts";
import { type SequentialAnswer, sequentialTest } from "./sequential-test.ts";
import type { SiblingRecord } from "./sibling-record.ts";
import { saysOf, type Tally, tallyOf } from "./what-it-says.ts";

/** So many siblings are read at once, and at most. */
export const siblingBatch = 8;
export const mostSiblings = 24;
/** So many are read elsewhere, to see how far it reaches. */
export const mostElsewhere = 12;
/** With fewer nothing can be told, whatever they say: four of four is the least that is no chance. */
export const fewestSiblings = 4;

/**
 * Where SIMs were last known beside the one asked about.
 *
 * - `near`: in its cell or area, asked first; none unless enough are known there (`candidates.ts`).
 * - `operator`: on its operator, those that are near left out.
 * - `others`: on other operators.
 */
export type SiblingGroup = "near" | "operator" | "others";

/** SIDs in the order in which they are read: random, so that nothing but the place is chosen. */
export type Candidates = Readonly<Record<SiblingGroup, readonly string[]>>;

/** What was read of one group. */
export interface GroupRead {
  readonly records: readonly SiblingRecord[];
  /** Reads that failed: they say nothing, and never count as silence. */
  readonly failed: number;
}

export type Reads = Readonly<Record<SiblingGroup, GroupRead>>;

export const nothingRead: Reads = {
  near: { records: [], failed: 0 },
  operator: { records: [], failed: 0 },
  others: { records: [], failed: 0 },
};

/**
 * - `many`: more fell silent with it than chance and these hours explain.
 * - `not_widespread`: so many went on that an outage of many is ruled out.
 * - `usual_hour`: many are silent, as at this hour of other days.
 * - `open`: can't tell.
 */
export type SiblingsVerdict = "many" | "not_widespread" | "usual_hour" | "open";

export interface SiblingsAnswer {
  readonly verdict: SiblingsVerdict;
  /**
   * How far it reaches, where it hit many. `near`: of its cell or area, against the rest of its
   * operator; `null`: not asked, or it reaches beyond. `operator`: against other operators.
   */
  readonly far: { readonly near: HowFar | null; readonly operator: HowFar | null };
  /** The most of those siblings that were silent together at this hour of an earlier day. */
  readonly usually: number;
}

/** What is to be read next, or what it comes to. */
export type Step =
  | { readonly kind: "read"; readonly group: SiblingGroup; readonly sids: readonly string[] }
  | { readonly kind: "answer"; readonly answer: SiblingsAnswer };

/**
 * How to find out whether it is just this SIM, step by step: pure, so that the question, the
 * simulation and the tests take the same steps. `isOver`: no more can be read, it comes to what it
 * comes to.
 */
export function nextStep(
  candidates: Candidates,
  reads: Reads,
  asked: AskedSim,
  isOver = false,
): Step {
  const read = (group: SiblingGroup, most: number): Step | null => {
    const done = countRead(reads[group]);
    const sids = candidates[group].slice(done, Math.max(done, Math.min(most, done + siblingBatch)));
    return isOver || sids.length === 0 || isAllFailing(reads)
      ? null
      : { kind: "read", group, sids };
  };
  if (candidates.near.length > 0) {
    const first = read("near", siblingBatch);
    if (first !== null) return first;
    const near = judged(reads.near.records, asked);
    if (near.answer === "not_widespread") return told(near);
    if (near.answer === "many") {
      const more = read("operator", mostElsewhere);
      if (more !== null) return more;
      const rest = judged(reads.operator.records, asked);
      const far = howFar(shareOf(near.tally), shareOf(rest.tally), rest.sameHour);
      if (far !== "beyond") return told(near, { near: far, operator: null });
      return beyondTheOperator([...reads.near.records, ...reads.operator.records]);
    }
  }
  const both = [...reads.near.records, ...reads.operator.records];
  const here = judged(both, asked);
  if (here.answer === "many") return beyondTheOperator(both);
  if (here.answer === "not_widespread") return told(here);
  return read("operator", mostSiblings - countRead(reads.near)) ?? told(here);

  function beyondTheOperator(records: readonly SiblingRecord[]): Step {
    const more = read("others", mostElsewhere);
    if (more !== null) return more;
    const all = judged(records, asked);
    const others = judged(reads.others.records, asked);
    const far = howFar(shareOf(all.tally), shareOf(others.tally), others.sameHour);
    return told(all, { near: null, operator: far });
  }
}

interface Judged {
  readonly answer: SiblingsVerdict;
  readonly tally: Tally;
  readonly sameHour: SameHour;
}

/** Nothing is claimed of many that the same hour of other days shows as well. */
function judged(records: readonly SiblingRecord[], asked: AskedSim): Judged {
  const tally = tallyOf(records, asked);
  const sameHour = sameHourOf(
    records.filter((one) => informs(one, asked)),
    asked,
  );
  const answer: SequentialAnswer = sequentialTest(
    tally.withIt,
    tally.seenCounts,
    sameHour.meanShare,
  );
  const isHabit = answer === "many" && !isBeyondHabit(tally.withIt, sameHour);
  return { answer: isHabit ? "usual_hour" : answer, tally, sameHour };
}

function informs(record: SiblingRecord, asked: AskedSim): boolean {
  const says = saysOf(record, asked);
  return says === "with_it" || says === "seen";
}

function shareOf(tally: Tally): Share {
  return { silent: tally.withIt, of: tally.withIt + Math.round(tally.seenCounts) };
}

function countRead({ records, failed }: GroupRead): number {
  return records.length + failed;
}

/** A whole batch of failures: the platform does not answer, and more calls would not help it. */
function isAllFailing(reads: Reads): boolean {
  return Object.values(reads).some(
    ({ records, failed }) => records.length === 0 && failed >= siblingBatch / 2,
  );
}

function told(
  { answer: verdict, sameHour }: Judged,
  far: SiblingsAnswer["far"] = { near: null, operator: null },
): Step {
  return { kind: "answer", answer: { verdict, far, usually: sameHour.most } };
}

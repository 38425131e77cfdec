import { dayMs, hourMs, type Instant } from "../../instant.ts";
import type { AskedSim, SilentSim } from "./asked-sim.ts";
import type { SiblingRecord } from "./sibling-record.ts";
import { mayBeOneEvent } from "./stop-interval.ts";

/** What the platform keeps, less the three days that habits are learnt from at its far end. */
const days = 27;
const hoursBeside = [-1, 0, 1] as const;

/** How often as many of the same siblings were silent together before, at this hour of the day. */
export interface SameHour {
  /** The most at one of those moments. */
  readonly most: number;
  /** On average, as a share of them. 0 to 1. */
  readonly meanShare: number;
}

/**
 * The same question, put to the siblings' own records for the same hour ± 1 of the 27 days before:
 * how many were overdue then, having stopped as long before as now. Without it a fleet of
 * working-hours devices alarms in nearly every evening (docs/decisions/siblings.md).
 */
export function sameHourOf(records: readonly SiblingRecord[], asked: AskedSim): SameHour {
  // Each of 81 moments would need a triage of its own; its rules hold the same hours against each other.
  if (asked.kind === "failing") return { most: 0, meanShare: 0 };
  const { asOf, stopped } = asked;
  let [most, sum, moments] = [0, 0, 0];
  for (let day = 1; day <= days; day += 1) {
    for (const hour of hoursBeside) {
      const backMs = day * dayMs + hour * hourMs;
      const then = { from: stopped.from - backMs, to: stopped.to - backMs };
      const silentThen = records.filter((one) => wasSilent(one, asOf - backMs, then)).length;
      most = Math.max(most, silentThen);
      sum += silentThen;
      moments += 1;
    }
  }
  return { most, meanShare: records.length === 0 ? 0 : sum / moments / records.length };
}

function wasSilent({ past }: SiblingRecord, at: Instant, then: SilentSim["stopped"]): boolean {
  return past.some(
    ({ overdue, stopped }) => overdue.from <= at && at < overdue.to && mayBeOneEvent(stopped, then),
  );
}

/** Whether so many are more than these hours ever show: `k ≥ max(most + 2, 1.5 × most)`. */
export function isBeyondHabit(withIt: number, { most }: Pick<SameHour, "most">): boolean {
  return withIt >= Math.max(most + 2, 1.5 * most);
}

import { narrowedTo, type SimRef } from "../accounts/accounts.ts";
import { type BotError, isBotError } from "../core/errors.ts";
import type { Beside } from "../core/hearing.ts";
import type { SimReport } from "../core/report.ts";
import type { WindowName } from "../core/window.ts";

import type { SimReportOutcome, SimReports } from "./report.ts";

export interface ComparisonQuestion {
  readonly sims: readonly [SimRef, SimRef];
  readonly windowName: WindowName;
}

export type ComparisonOutcome =
  /** Both for the same moment, in the order asked. */
  | {
      readonly kind: "comparison";
      readonly reports: readonly [SimReport, SimReport];
      /** What is known of other accounts, in the same order. */
      readonly elsewhere: readonly [Beside, Beside];
    }
  | {
      readonly kind: "same_sim";
      readonly report: SimReport;
      readonly elsewhere: readonly [Beside, Beside];
    }
  /** One of them, or both, led to no report: the first of those. */
  | {
      readonly kind: "not_both";
      /** Which of the two that is. */
      readonly index: 0 | 1;
      readonly outcome: Exclude<SimReportOutcome, { kind: "report" }>;
      /** What came of the other one. */
      readonly other: SimReportOutcome;
    }
  /** One of them could not be read, and the other one could. */
  | { readonly kind: "one_unread"; readonly error: BotError; readonly report: SimReport };

/**
 * Answers "is it this device or all of them?" Both are read at the same time and judged at the
 * same moment. Rejects with a `BotError` when neither can be read.
 */
export async function compareSims(
  simReports: SimReports,
  { sims, windowName }: ComparisonQuestion,
): Promise<ComparisonOutcome> {
  const ask = (sim: SimRef) => simReports.answer({ ...sim, windowName, moment: "now" });
  const [left, right] = await Promise.allSettled([ask(sims[0]), ask(sims[1])]);
  if (left.status === "rejected") return oneUnread(left, right);
  if (right.status === "rejected") return oneUnread(right, left);
  const [first, second] = [left.value, right.value];
  // Whoever has to pick one shall not learn only afterwards that the other one is not there.
  const isSecondGone = first.kind === "several_sims" && isNowhere(second);
  if (first.kind !== "report" && !isSecondGone) return notBoth(0, first, second);
  if (second.kind !== "report") return notBoth(1, second, first);
  if (first.kind !== "report") return notBoth(0, first, second);
  const [one, other] = [first.report, second.report];
  if (one.sim.sid === other.sim.sid && one.account === other.account) {
    return { kind: "same_sim", report: first.report, elsewhere: [first, second] };
  }
  // Both reads began at this moment or later, so that no second one is needed.
  const asOf = Math.min(one.asOf, other.asOf);
  const again = ({ sim, account }: SimReport, { scope }: SimRef) => {
    const found = account === null ? scope : (narrowedTo(scope, account) ?? scope);
    return simReports.answer({ sim: sim.sid, scope: found, windowName, moment: { asOf } });
  };
  const [a, b] = await Promise.all([again(one, sims[0]), again(other, sims[1])]);
  if (a.kind !== "report") return notBoth(0, a, b);
  if (b.kind !== "report") return notBoth(1, b, a);
  return { kind: "comparison", reports: [a.report, b.report], elsewhere: [first, second] };
}

/** Nor is there anything to pick instead. */
function isNowhere(outcome: SimReportOutcome): boolean {
  if (outcome.kind === "no_match") return outcome.nearest.length === 0;
  return outcome.kind === "sim_not_found" || outcome.kind === "super_sim";
}

function notBoth(
  index: 0 | 1,
  outcome: Exclude<SimReportOutcome, { kind: "report" }>,
  other: SimReportOutcome,
): ComparisonOutcome {
  return { kind: "not_both", index, outcome, other };
}

function oneUnread(
  { reason }: PromiseRejectedResult,
  other: PromiseSettledResult<SimReportOutcome>,
): ComparisonOutcome {
  const report =
    other.status === "fulfilled" && other.value.kind === "report" ? other.value.report : null;
  if (report === null || !isBotError(reason)) throw reason;
  return { kind: "one_unread", error: reason, report };
}

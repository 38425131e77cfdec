import type { SimReport } from "../core/report.ts";
import type { WindowName } from "../core/window.ts";
import type { SimReportOutcome, SimReports } from "./sim-report.ts";

export interface ComparisonQuestion {
  /** Each by SID, unique name or complete ICCID. */
  readonly sims: readonly [string, string];
  readonly windowName: WindowName;
}

export type ComparisonOutcome =
  /** Both for the same moment, in the order asked. */
  | { readonly kind: "comparison"; readonly reports: readonly [SimReport, SimReport] }
  | { readonly kind: "same_sim"; readonly report: SimReport }
  /** One of them, or both, led to no report: the first of those. */
  | {
      readonly kind: "not_both";
      readonly outcome: Exclude<SimReportOutcome, { kind: "report" }>;
    };

/**
 * Answers "is it this device or all of them?" Both are read at the same time and judged at the
 * same moment. Rejects with a `BotError` when either cannot be read.
 */
export async function compareSims(
  simReports: SimReports,
  { sims, windowName }: ComparisonQuestion,
): Promise<ComparisonOutcome> {
  const ask = (sim: string) => simReports.answer({ sim, windowName, moment: "now" });
  const [first, second] = await Promise.all([ask(sims[0]), ask(sims[1])]);
  if (first.kind !== "report") return { kind: "not_both", outcome: first };
  if (second.kind !== "report") return { kind: "not_both", outcome: second };
  if (first.report.sim.sid === second.report.sim.sid) {
    return { kind: "same_sim", report: first.report };
  }
  // Both reads began at this moment or later, so that no second one is needed.
  const asOf = Math.min(first.report.asOf, second.report.asOf);
  const again = ({ sim }: SimReport) =>
    simReports.answer({ sim: sim.sid, windowName, moment: { asOf } });
  const [left, right] = await Promise.all([again(first.report), again(second.report)]);
  if (left.kind !== "report") return { kind: "not_both", outcome: left };
  if (right.kind !== "report") return { kind: "not_both", outcome: right };
  return { kind: "comparison", reports: [left.report, right.report] };
}

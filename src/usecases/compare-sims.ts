import type { SimReport } from "../core/report.ts";
import type { WindowName } from "../core/window.ts";
import { narrowedTo } from "./accounts.ts";
import type { SimReportOutcome, SimReportQuestion, SimReports } from "./sim-report.ts";

/** One of the two: any name of the SIM, and where it is looked for. */
export type ComparedSim = Pick<SimReportQuestion, "sim" | "scope">;

export interface ComparisonQuestion {
  readonly sims: readonly [ComparedSim, ComparedSim];
  readonly windowName: WindowName;
}

/** Other accounts that the name leads to, too, and those that could not be asked. */
export type KnownElsewhere = Pick<
  Extract<SimReportOutcome, { kind: "report" }>,
  "alsoIn" | "unasked"
>;

export type ComparisonOutcome =
  /** Both for the same moment, in the order asked. */
  | {
      readonly kind: "comparison";
      readonly reports: readonly [SimReport, SimReport];
      /** What is known of other accounts, in the same order. */
      readonly elsewhere: readonly [KnownElsewhere, KnownElsewhere];
    }
  | {
      readonly kind: "same_sim";
      readonly report: SimReport;
      readonly elsewhere: readonly [KnownElsewhere, KnownElsewhere];
    }
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
  const ask = (sim: ComparedSim) => simReports.answer({ ...sim, windowName, moment: "now" });
  const [first, second] = await Promise.all([ask(sims[0]), ask(sims[1])]);
  if (first.kind !== "report") return { kind: "not_both", outcome: first };
  if (second.kind !== "report") return { kind: "not_both", outcome: second };
  const [one, other] = [first.report, second.report];
  if (one.sim.sid === other.sim.sid && one.account === other.account) {
    return { kind: "same_sim", report: first.report, elsewhere: [first, second] };
  }
  // Both reads began at this moment or later, so that no second one is needed.
  const asOf = Math.min(one.asOf, other.asOf);
  const again = ({ sim, account }: SimReport, { scope }: ComparedSim) => {
    const found = account === null ? scope : (narrowedTo(scope, account) ?? scope);
    return simReports.answer({ sim: sim.sid, scope: found, windowName, moment: { asOf } });
  };
  const [left, right] = await Promise.all([again(one, sims[0]), again(other, sims[1])]);
  if (left.kind !== "report") return { kind: "not_both", outcome: left };
  if (right.kind !== "report") return { kind: "not_both", outcome: right };
  return {
    kind: "comparison",
    reports: [left.report, right.report],
    elsewhere: [first, second],
  };
}

import { factsOf } from "../../findings/facts.ts";
import type { Thresholds } from "../../findings/thresholds.ts";
import type { SimReport } from "../../report.ts";
import { windowAt } from "../../window.ts";
import { isSilentNow } from "../silent-now.ts";
import type { AskedSim, SilentSim } from "./asked-sim.ts";
import { failingSimOf } from "./failing-sim.ts";
import { stopIntervalOf } from "./stop-interval.ts";

/** Whether others may be silent for the same reason: nothing of its own explains that it is silent now. */
export function mayShareItsSilence(report: SimReport): boolean {
  const { triage, lastSeen } = report;
  return isSilentNow(report) && lastSeen !== null && triage.verdict.kind !== "sim_not_active";
}

/** Since when, and how surely, as others are compared with it; `null`: it is not silent. */
export function silentSimOf(report: SimReport, thresholds: Thresholds): SilentSim | null {
  const { sim, asOf, sessions, earlier, unknowns, lastSeen } = report;
  if (!mayShareItsSilence(report) || lastSeen === null) return null;
  const window = windowAt("30d", asOf);
  const all = [...sessions, ...earlier];
  const { rhythm, silence } = factsOf({ sim, sessions: all, window, asOf, thresholds, unknowns });
  const expectedAt = silence.kind === "overdue" ? silence.expectedAt : null;
  return {
    ...{ kind: "silent", sid: sim.sid, asOf },
    stopped: stopIntervalOf(lastSeen, rhythm, expectedAt, thresholds),
  };
}

/** As others are compared with it: silent, or failing; `null`: neither. */
export function askedSimOf(report: SimReport, thresholds: Thresholds): AskedSim | null {
  return silentSimOf(report, thresholds) ?? failingSimOf(report);
}

/** Whether others may show the same: it is silent without a reason of its own, or failing now. */
export function mayBeShared(report: SimReport): boolean {
  return mayShareItsSilence(report) || failingSimOf(report) !== null;
}

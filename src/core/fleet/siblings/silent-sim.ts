import { factsOf } from "../../findings/facts.ts";
import type { Thresholds } from "../../findings/thresholds.ts";
import type { SimReport } from "../../report.ts";
import { windowAt } from "../../window.ts";
import { stopIntervalOf } from "./stop-interval.ts";
import type { SilentSim } from "./what-it-says.ts";

/** Whether an answer says that its SIM is silent beyond what it is used to, and nothing of its own explains it. */
export function isSilent({ triage, lastSeen }: SimReport): boolean {
  const { silences, verdict } = triage;
  return verdict.kind !== "sim_not_active" && lastSeen !== null && silences.now?.unusual === true;
}

/** Since when, and how surely, as others are compared with it; `null`: it is not silent. */
export function silentSimOf(report: SimReport, thresholds: Thresholds): SilentSim | null {
  const { sim, asOf, sessions, earlier, unknowns, lastSeen } = report;
  if (!isSilent(report) || lastSeen === null) return null;
  const window = windowAt("30d", asOf);
  const all = [...sessions, ...earlier];
  const { rhythm, silence } = factsOf({ sim, sessions: all, window, asOf, thresholds, unknowns });
  const expectedAt = silence.kind === "overdue" ? silence.expectedAt : null;
  return {
    ...{ sid: sim.sid, asOf },
    stopped: stopIntervalOf(lastSeen, rhythm, expectedAt, thresholds),
  };
}

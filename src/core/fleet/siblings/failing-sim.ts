import { sessionKey } from "../../findings/evidence.ts";
import { type Finding, ruleOf } from "../../findings/finding.ts";
import { defaultThresholds } from "../../findings/thresholds.ts";
import { hourMs, type Instant } from "../../instant.ts";
import type { SimReport } from "../../report.ts";
import { beginOf, type DataSession } from "../../session.ts";
import type { FailingSim } from "./asked-sim.ts";

/** What a report shows of the findings that others may share. */
export type FailingReport = Pick<
  SimReport,
  "sim" | "asOf" | "stale" | "triage" | "sessions" | "earlier" | "lastKnown"
>;

/** What goes on may pause for so long. */
const goingOnMs = hourMs;
/** As many sessions as the shortest run that a rule counts: fewer show no such finding. */
const fewestStarts = defaultThresholds.trafficMinSessions;

/**
 * What goes wrong with its connection now, and since when, as others are compared with it: by the
 * nature of the finding, not by its kind. It is about sessions, no silence and no single step; somebody
 * should look; the records hardly allow another reading; and its newest sessions show it. What has
 * lasted for longer than a good period is how that SIM is. `null`: nothing of the kind.
 */
export function failingSimOf(report: FailingReport): FailingSim | null {
  const { sim, asOf, stale, triage } = report;
  if (stale !== null) return null;
  const finding = triage.findings.find((one) => isSharable(one) && isGoingOn(one, report));
  const since = finding?.since ?? null;
  if (finding === undefined || since === null) return null;
  if (asOf - since > defaultThresholds.changeGoodMs) return null;
  return { kind: "failing", sid: sim.sid, asOf, finding: finding.kind, since };
}

function isSharable({ kind, severity, confidence }: Finding): boolean {
  const { about, course } = ruleOf(kind).nature;
  if (about !== "sessions" || course === "silence" || course === "step") return false;
  return (severity === "critical" || severity === "warning") && confidence !== "possible";
}

function isGoingOn({ sessionKeys }: Finding, report: FailingReport): boolean {
  const keys = new Set(sessionKeys);
  const [newest] = [...report.sessions, ...report.earlier];
  if (newest !== undefined && keys.has(sessionKey(newest))) return true;
  return report.sessions.some(
    (one) => keys.has(sessionKey(one)) && report.asOf - (beginOf(one) ?? 0) <= goingOnMs,
  );
}

/** What a sibling shows of the finding that it is asked about. */
export interface SiblingFinding {
  /** Since when it has the same, going on now; `null`: it has not. */
  readonly since: Instant | null;
  /** Whether it has, or had, it otherwise: over by now, or no more than a possible reading. */
  readonly isElse: boolean;
  /** Whether its records allow to tell, and enough of them are of the time since. */
  readonly canTell: boolean;
}

/** The same triage that judges its own answer, on the sessions just read. */
export function siblingFindingOf(
  report: FailingReport,
  { finding: kind, since }: Pick<FailingSim, "finding" | "since">,
): SiblingFinding {
  const { triage, sessions, earlier } = report;
  const same = triage.findings.find((one) => one.kind === kind);
  const isSame = same !== undefined && isSharable(same) && isGoingOn(same, report);
  const isToldElsewhere = triage.suppressed.some(({ rule }) => rule === kind);
  const starts = [...sessions, ...earlier].filter((one) => startedSince(one, since)).length;
  const isJudged = !triage.cannotJudge.some(({ rule }) => rule === kind);
  return {
    since: isSame ? same.since : null,
    isElse: isToldElsewhere || (same !== undefined && !isSame),
    canTell: isJudged && starts >= fewestStarts,
  };
}

function startedSince({ start }: DataSession, since: Instant): boolean {
  return start !== null && start >= since;
}

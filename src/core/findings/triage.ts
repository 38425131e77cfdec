import type { Sentence } from "../words.ts";
import { type Facts, factsOf, overAllKept, without } from "./facts.ts";
import {
  type Finding,
  type FindingInput,
  type FindingKind,
  findingKinds,
  type RuleResult,
} from "./finding.ts";
import type { Placed } from "./placed.ts";
import { cellMoved } from "./rules/cell-moved.ts";
import { countryChanged } from "./rules/country-changed.ts";
import { deviceChanged } from "./rules/device-changed.ts";
import { fixedLength } from "./rules/fixed-length.ts";
import { noSessions } from "./rules/no-sessions.ts";
import { noTraffic } from "./rules/no-traffic.ts";
import { oneWayTraffic } from "./rules/one-way-traffic.ts";
import { openButSilent } from "./rules/open-but-silent.ts";
import { operatorChanged } from "./rules/operator-changed.ts";
import { operatorPingPong } from "./rules/operator-ping-pong.ts";
import { overdue } from "./rules/overdue.ts";
import { pastGaps } from "./rules/past-gaps.ts";
import { radioFallback } from "./rules/radio-fallback.ts";
import { type LoopResult, reconnectLoop } from "./rules/reconnect-loop.ts";
import { retentionLimit } from "./rules/retention-limit.ts";
import { isBlocked, simNotActive } from "./rules/sim-not-active.ts";
import { type Verdict, verdictOf } from "./verdict.ts";
import { type WhatChanged, whatChangedOf } from "./what-changed.ts";

/** What the rules say of one question. */
export interface Triage {
  /** The one sentence that leads the answer. */
  readonly verdict: Verdict;
  /** The last good period against now; `null` when nothing differs or too little is known. */
  readonly changed: WhatChanged | null;
  /** Worst first: what asks for action by the ladder, then notices, then what is harmless. */
  readonly findings: readonly Finding[];
  /** What was looked at and found in order, each with what was seen. */
  readonly checked: readonly { readonly rule: FindingKind; readonly seen: Sentence }[];
  /** What the records do not allow to tell, each with the reason. */
  readonly cannotJudge: readonly { readonly rule: FindingKind; readonly reason: Sentence }[];
  /** Patterns that are there, and that a finding higher up explains. */
  readonly suppressed: readonly { readonly rule: FindingKind; readonly by: FindingKind }[];
}

/** Applies every rule to the records of one SIM. Pure; independent of the order of the records. */
export function triage(input: FindingInput): Triage {
  const facts = factsOf(input);
  const { results, findings, suppressed, explained } = judgedBy(facts);
  return {
    verdict: verdictOf(facts, findings),
    changed: changedOf(facts, { findings, explained }),
    findings,
    checked: results.flatMap((result) =>
      result.kind === "clear" ? [{ rule: result.rule, seen: result.checked }] : [],
    ),
    cannotJudge: results.flatMap((result) =>
      result.kind === "cannot_judge" ? [{ rule: result.rule, reason: result.reason }] : [],
    ),
    suppressed,
  };
}

/** Only what is different between the last good period and now; see `WhatChanged`. */
export function whatChanged(input: FindingInput): WhatChanged | null {
  return triage(input).changed;
}

/** What is different now has nothing to do with how far back somebody looks: it is told of all that is kept. */
function changedOf(facts: Facts, judged: Pick<Judged, "findings" | "explained">) {
  const isAllKept = facts.window.from <= facts.kept.from;
  const { findings, explained } = isAllKept ? judged : judgedBy(overAllKept(facts));
  return whatChangedOf(facts, findings, explained);
}

interface Judged extends Pick<Triage, "findings" | "suppressed"> {
  readonly results: readonly RuleResult[];
  readonly explained: ReadonlySet<Placed>;
}

function judgedBy(facts: Facts): Judged {
  const loop = reconnectLoop(facts);
  const results = resultsOf(facts, loop);
  const all = results.flatMap((result) => (result.kind === "found" ? [result.finding] : []));
  const suppressed = all.flatMap(({ kind }) => {
    const by = suppressorOf(kind, all, facts);
    return by === null ? [] : [{ rule: kind, by }];
  });
  const findings = all
    .filter(({ kind }) => !suppressed.some(({ rule }) => rule === kind))
    .sort((a, b) => placeOf(a) - placeOf(b));
  return { results, findings, suppressed, explained: loop.explained };
}

/** A reconnect loop explains odd lengths and missing packets of its own sessions: the others are judged without them. */
function resultsOf(facts: Facts, loop: LoopResult): RuleResult[] {
  const calm = without(facts, loop.explained);
  return [
    simNotActive(facts),
    noSessions(facts),
    openButSilent(facts),
    overdue(facts),
    loop.result,
    operatorPingPong(facts),
    noTraffic(calm),
    oneWayTraffic(calm),
    deviceChanged(facts),
    countryChanged(facts),
    operatorChanged(facts),
    radioFallback(facts),
    cellMoved(facts),
    pastGaps(facts),
    fixedLength(calm),
    retentionLimit(facts),
  ];
}

const needSessions: ReadonlySet<FindingKind> = new Set(
  findingKinds.filter(
    (kind) => kind !== "sim_not_active" && kind !== "no_sessions" && kind !== "retention_limit",
  ),
);

/**
 * A SIM that is blocked or being changed explains absence, a blocked one silence too; absence
 * leaves nothing else to judge.
 */
function suppressorOf(
  kind: FindingKind,
  all: readonly Finding[],
  { sim }: Facts,
): FindingKind | null {
  const hasState = all.some((finding) => finding.kind === "sim_not_active");
  if (hasState && kind === "no_sessions") return "sim_not_active";
  if (isBlocked(sim.status) && kind === "overdue") return "sim_not_active";
  const isAbsent = all.some((finding) => finding.kind === "no_sessions");
  return isAbsent && !isBlocked(sim.status) && needSessions.has(kind) ? "no_sessions" : null;
}

/** Findings that ask for action stand in the order of the ladder, before all that do not. */
function placeOf({ kind, severity }: Finding): number {
  const group = severity === "info" ? 2 : severity === "notice" ? 1 : 0;
  return group * findingKinds.length + findingKinds.indexOf(kind);
}

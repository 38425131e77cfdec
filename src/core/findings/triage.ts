import type { Placed } from "../session.ts";
import type { Sentence } from "../words.ts";
import { type Facts, type FindingInput, factsOf, overAllKept, without } from "./facts.ts";
import type { Finding, FindingKind } from "./finding.ts";
import { ladder } from "./ladder.ts";
import {
  type Explanation,
  type Nature,
  type Pattern,
  type RuleResult,
  severities,
} from "./rule.ts";
import { type Silences, silencesOf } from "./silences.ts";
import { withheldReason } from "./unknowns-in-the-way.ts";
import { type Verdict, verdictOf } from "./verdict.ts";
import { type WhatChanged, whatChangedOf } from "./what-changed.ts";

/** What the rules say of one question. */
export interface Triage {
  /** The one sentence that leads the answer. */
  readonly verdict: Verdict;
  /** The last good period against now; `null` when all is normal, nothing differs or too little is known. */
  readonly changed: WhatChanged | null;
  /** Worst first; of one severity what holds now before what is long over, then by the ladder. */
  readonly findings: readonly Finding[];
  /** What was looked at and found in order, each with what was seen. */
  readonly checked: readonly { readonly rule: FindingKind; readonly seen: Sentence }[];
  /** What the records do not allow to tell, each with the reason. */
  readonly cannotJudge: readonly { readonly rule: FindingKind; readonly reason: Sentence }[];
  /** Patterns that are there, and that a finding higher up explains. */
  readonly suppressed: readonly { readonly rule: FindingKind; readonly by: FindingKind }[];
  /** What the picture marks as silence. */
  readonly silences: Silences;
}

/** Applies every rule to the records of one SIM. Pure; independent of the order of the records. */
export function triage(input: FindingInput): Triage {
  return triageOf(factsOf(input));
}

/** The same, where the facts have been worked out. */
export function triageOf(facts: Facts): Triage {
  const { judgements, findings, suppressed, looping } = judgedBy(facts);
  const verdict = verdictOf(facts, findings);
  return {
    verdict,
    // "Normal" means normal: what changed so much that it must be told is a finding.
    changed: verdict.severity === "normal" ? null : changedOf(facts, { findings, looping }),
    findings,
    checked: judgements.flatMap(({ kind, result }) =>
      result.kind === "clear" ? [{ rule: kind, seen: result.checked }] : [],
    ),
    cannotJudge: judgements.flatMap(({ kind, result }) =>
      result.kind === "cannot_judge" ? [{ rule: kind, reason: result.reason }] : [],
    ),
    suppressed,
    silences: silencesOf(facts, findings),
  };
}

/** What is different now has nothing to do with how far back somebody looks: it is told of all that is kept. */
function changedOf(facts: Facts, judged: Pick<Judged, "findings" | "looping">) {
  const isAllKept = facts.window.from <= facts.kept.from;
  const { findings, looping } = isAllKept ? judged : judgedBy(overAllKept(facts));
  return whatChangedOf(facts, findings, looping);
}

/** What one rule of the ladder says. */
interface Judgement {
  readonly kind: FindingKind;
  readonly nature: Nature;
  /** What it answers. */
  readonly result: RuleResult;
  /** What it would answer if nothing were unknown: what that explains is not told either way. */
  readonly supposed: RuleResult;
}

interface Judged extends Pick<Triage, "findings" | "suppressed"> {
  readonly judgements: readonly Judgement[];
  /** The sessions of a reconnect loop. */
  readonly looping: ReadonlySet<Placed>;
}

function judgedBy(facts: Facts): Judged {
  const { judgements, looping } = downTheLadder(facts);
  const all = judgements.flatMap(({ kind, nature, result }) =>
    result.kind === "found"
      ? [{ finding: { kind, ...settled(result.pattern, nature, facts) }, nature, result }]
      : [],
  );
  const suppressed = all.flatMap(({ finding, nature }) => {
    const above = judgements.slice(
      0,
      judgements.findIndex(({ kind }) => kind === finding.kind),
    );
    const higher = above.find(
      ({ supposed }) =>
        supposed.kind === "found" &&
        supposed.explains.some(
          (one) =>
            nature.explainedBy.includes(one) && isOneEvent(one, supposed.pattern, finding, facts),
        ),
    );
    return higher === undefined ? [] : [{ rule: finding.kind, by: higher.kind }];
  });
  const told = all.filter(({ finding }) => !suppressed.some(({ rule }) => rule === finding.kind));
  const others = told.filter(({ nature }) => nature.onlyAlone !== true);
  const lead = others.find(({ finding: { severity } }) => severity !== "info");
  const alone = lead === undefined ? [] : told.filter(({ nature }) => nature.onlyAlone === true);
  const findings = told
    .filter((one) => !alone.includes(one))
    .sort((a, b) => rankOf(a.finding) - rankOf(b.finding) || ageOf(a, facts) - ageOf(b, facts))
    .map(({ finding }) => finding);
  const explained = alone.flatMap(({ finding }) =>
    lead === undefined ? [] : [{ rule: finding.kind, by: lead.finding.kind }],
  );
  return { judgements, findings, suppressed: [...suppressed, ...explained], looping };
}

/** Whether the lower finding tells of the event that the higher one tells of already. */
function isOneEvent(
  explanation: Explanation,
  higher: Pattern,
  lower: Pattern,
  { sessions, thresholds }: Facts,
): boolean {
  if (explanation !== "step" && explanation !== "changes") return true;
  if (higher.since === null || lower.since === null) return false;
  if (explanation === "changes") return lower.since >= higher.since;
  // What is worse is told beside it, whatever came with it.
  if (severities.indexOf(lower.severity) < severities.indexOf(higher.severity)) return false;
  const [from, to] = [higher.since, lower.since].toSorted((a, b) => a - b);
  const between = sessions.filter(({ begin }) => begin > (from ?? 0) && begin <= (to ?? 0));
  return between.length < thresholds.sameStepSessions;
}

/** Every rule in the order of the ladder: what stands below a loop may be judged without its sessions. */
function downTheLadder(facts: Facts): Pick<Judged, "judgements" | "looping"> {
  let looping: ReadonlySet<Placed> = new Set();
  let calm = facts;
  const judgements = ladder.map(({ kind, nature, judge }) => {
    const supposed = judge(nature.explainedBy.includes("loop") ? calm : facts);
    if (supposed.kind === "found" && supposed.looping.size > 0) {
      looping = new Set([...looping, ...supposed.looping]);
      calm = without(facts, looping);
    }
    return { kind, nature, supposed, result: answerOf(nature, supposed, facts) };
  });
  return { judgements, looping };
}

/** No rule says anything, good or bad, that an unknown record may turn around. */
function answerOf(nature: Nature, supposed: RuleResult, facts: Facts): RuleResult {
  const reason = withheldReason(nature, supposed, facts);
  return reason === null ? supposed : { kind: "cannot_judge", reason };
}

/** The worst leads, whatever its place on the ladder. */
function rankOf({ severity }: Finding): number {
  return severities.indexOf(severity);
}

/** A step of long ago: whatever it did to the SIM, it lives with that since. */
function isLongAgo({ since }: Pattern, { course }: Nature, { asOf, thresholds }: Facts): boolean {
  return course === "step" && since !== null && since < asOf - thresholds.changeGoodMs;
}

/** What is a week old and over asks nobody to act now. */
function settled(pattern: Pattern, nature: Nature, facts: Facts): Pattern {
  const isAlarm = pattern.severity === "critical" || pattern.severity === "warning";
  return isAlarm && isLongAgo(pattern, nature, facts)
    ? { ...pattern, severity: "notice" }
    : pattern;
}

/** 1: it is long over, and stands behind what holds now. */
function ageOf(
  { finding, nature }: { readonly finding: Finding; readonly nature: Nature },
  facts: Facts,
): number {
  return isLongAgo(finding, nature, facts) ? 1 : 0;
}

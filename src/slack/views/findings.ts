import type { KnownBlock, SectionBlock } from "@slack/types";
import type { Evidence } from "../../core/findings/evidence.ts";
import { type Finding, ruleOf } from "../../core/findings/finding.ts";
import type { Verdict } from "../../core/findings/verdict.ts";
import type { ChangeAspect, WhatChanged } from "../../core/findings/what-changed.ts";
import type { SimReport } from "../../core/report.ts";
import { said, type Tense } from "../../core/tense.ts";
import { nounFor, numberWords, type Sentence, shareWords } from "../../core/words.ts";
import { context, section } from "../kit/blocks.ts";
import {
  bold,
  instantMrkdwn,
  joined,
  type Mrkdwn,
  mrkdwn,
  ours,
  sentenceMrkdwn,
} from "../kit/mrkdwn.ts";
import { whenWords } from "./stale-words.ts";

/** At most this many are shown; the rest are counted. Three fit a phone's screen. */
const shownFindings = 3;

/** What the button is called that shows the rest. */
export function moreFindingsLabel(findings: number): string {
  return findings > shownFindings ? `All ${findings} findings` : "What was checked";
}

/**
 * Severity in a word and a shape, never by colour alone: an octagon, a triangle, a square, a
 * tick; and a question mark where nothing bad was found, but not everything is known.
 */
const marks: Record<Verdict["severity"], string> = {
  critical: "🛑 Critical",
  warning: "⚠️ Warning",
  notice: "ℹ️ Notice",
  info: "ℹ️ For your information",
  normal: "✅",
  unknown: "❔",
};

/** What to do where the verdict could not be given; `null`: what to do stands with the findings. */
export function verdictStep({ triage }: SimReport): Mrkdwn | null {
  const { nextStep } = triage.verdict;
  return nextStep === null ? null : mrkdwn`${bold("Try:")} ${sentenceMrkdwn(nextStep)}`;
}

/** The judgement in one sentence, before everything else. */
export function verdictLine(report: SimReport): Mrkdwn {
  const { severity, sentence } = report.triage.verdict;
  const mark = markOf(severity, report);
  const isWordless = severity === "normal" || severity === "unknown";
  return isWordless && report.stale === null
    ? mrkdwn`${ours(mark)} ${bold(sentenceMrkdwn(sentence))}`
    : mrkdwn`${ours(mark)}: ${bold(sentenceMrkdwn(sentence))}`;
}

/** `🛑 Critical`; of an earlier read `🛑 Critical 10 h ago`, and no tick for what looked normal then. */
function markOf(severity: Verdict["severity"], report: SimReport): string {
  const when = whenWords(report);
  if (when === null) return marks[severity];
  return `${severity === "normal" ? "⌛" : marks[severity]} ${when}`;
}

/** The patterns behind the verdict: what shows them, what they usually mean, what to try. */
export function findingBlocks(report: SimReport): (KnownBlock | null)[] {
  const { verdict, findings } = report.triage;
  // What the platform keeps is no finding to act on: it stands in the small print.
  const told = findings.filter(({ kind }) => ruleOf(kind).nature.about !== "list");
  const shown = told.slice(0, shownFindings);
  const hidden = told.length - shown.length;
  return [
    ...shown.flatMap((finding) => [
      section(findingWords(finding, report, finding.kind === verdict.kind)),
      context([evidenceLine(finding.evidence)]),
    ]),
    hidden === 0
      ? null
      : context([
          mrkdwn`and ${hidden} more ${nounFor(hidden, "finding")}: press ${bold(ours(moreFindingsLabel(findings.length)))} below`,
        ]),
  ];
}

/** One finding in a paragraph. Where its summary is the verdict above, it is not said twice. */
export function findingWords(finding: Finding, report: SimReport, leads: boolean): Mrkdwn {
  // What is harmless asks for nothing: whether it is still so makes no difference.
  const mayBeOver = finding.severity !== "info" && report.tense === "past";
  const tryWords = mayBeOver ? "If it is still so, try:" : "Try:";
  return joined(
    [
      mrkdwn`${ours(markOf(finding.severity, report))}: ${bold(ours(finding.title))}`,
      leads ? null : sentenceMrkdwn(untitled(finding)),
      sentenceMrkdwn(finding.meaning),
      mrkdwn`${bold(tryWords)} ${sentenceMrkdwn(finding.nextStep)}`,
    ],
    "\n",
  );
}

/** A summary that begins with the title above it begins after it. */
function untitled({ title, summary: [first, ...rest] }: Finding): Sentence {
  if (typeof first !== "string" || !first.startsWith(`${title}: `)) return [first ?? "", ...rest];
  const untold = first.slice(title.length + 2);
  return [`${untold.charAt(0).toUpperCase()}${untold.slice(1)}`, ...rest];
}

export function evidenceLine(evidence: readonly Evidence[]): Mrkdwn {
  return joined(
    evidence.map(({ label, value }) => mrkdwn`${ours(label)}: ${evidenceValue(value)}`),
    " · ",
  );
}

function evidenceValue(value: Evidence["value"]): Mrkdwn {
  if (value.kind === "share") return ours(shareWords(value.value));
  // The label already names what is counted, but not the unit of a distance.
  if (value.kind === "count" && value.noun !== "kilometre") return ours(numberWords(value.value));
  return sentenceMrkdwn([value]);
}

const aspectWords: Readonly<Record<ChangeAspect, string>> = {
  device: "Device (IMEI)",
  country: "Country",
  operator: "Operator",
  radio_link: "Radio link",
  cell: "Cell",
  rhythm: "Connects",
  session_length: "Session length",
  packets: "Traffic",
};

/** The last good period against now, one line for each thing that is different. `null`: nothing is. */
export function whatChangedBlock(changed: WhatChanged | null, tense: Tense): SectionBlock | null {
  if (changed === null) return null;
  const lines = changed.changes.map(
    ({ aspect, before, now }) =>
      mrkdwn`• ${ours(aspectWords[aspect])}: ${sentenceMrkdwn(before)} → ${bold(sentenceMrkdwn(now))}`,
  );
  return section(
    joined([mrkdwn`${bold("What changed")} ${since(changed, tense)}`, ...lines], "\n"),
  );
}

function since({ good, now }: WhatChanged, tense: Tense) {
  const until = said(tense, "", ", up to the read");
  return mrkdwn`since ${instantMrkdwn(now.from)}${ours(until)}, compared with the good time from ${instantMrkdwn(good.from)} to ${instantMrkdwn(good.to)}`;
}

import type { SectionBlock } from "@slack/types";
import type { ChangeAspect } from "../../core/findings/change.ts";
import type { Evidence } from "../../core/findings/evidence.ts";
import type { Finding } from "../../core/findings/finding.ts";
import type { Verdict } from "../../core/findings/verdict.ts";
import type { WhatChanged } from "../../core/findings/what-changed.ts";
import type { SimReport } from "../../core/report.ts";
import { said, type Tense } from "../../core/tense.ts";
import {
  firstSentence,
  nounFor,
  numberWords,
  type Sentence,
  shareWords,
} from "../../core/words.ts";
import { section } from "../kit/blocks.ts";
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

/**
 * Severity in a word and a shape, never by colour alone: an octagon, a triangle, a diamond, a
 * square, a tick; and a question mark where nothing bad was found, but not everything is known.
 */
const marks: Record<Verdict["severity"], string> = {
  critical: "🛑 Critical",
  warning: "⚠️ Warning",
  notice: "🔹 Notice",
  info: "ℹ️ For your information",
  normal: "✅",
  unknown: "❔",
};

/** `🛑 Critical`, `✅`: by the name of a severity, also as it was stored; another version may know more of them. */
export function severityMark(severity: string): string {
  return Object.entries(marks).find(([name]) => name === severity)?.[1] ?? "❔";
}

function isWordless(severity: Verdict["severity"]): boolean {
  return severity === "normal" || severity === "unknown";
}

/** The judgement in one sentence, before everything else. */
export function verdictLine(report: SimReport): Mrkdwn {
  const { severity, sentence } = report.triage.verdict;
  const mark = markOf(severity, report);
  return isWordless(severity) && report.stale === null
    ? mrkdwn`${ours(mark)} ${bold(sentenceMrkdwn(sentence))}`
    : mrkdwn`${ours(mark)}: ${bold(sentenceMrkdwn(sentence))}`;
}

/** `🛑 Critical`; of an earlier read `🛑 Critical 10 h ago`, and no tick for what looked normal then. */
function markOf(severity: Verdict["severity"], report: SimReport): string {
  const when = whenWords(report);
  if (when === null) return marks[severity];
  return `${severity === "normal" ? "⌛" : marks[severity]} ${when}`;
}

/** The verdict with its moment, which leads where that is an earlier one: then no tick is shown. */
export function verdictWithMoment(report: SimReport): Mrkdwn {
  const { severity, sentence } = report.triage.verdict;
  const moment = instantMrkdwn(report.asOf);
  if (report.tense === "present") return mrkdwn`${verdictLine(report)} As of ${moment}.`;
  const sign = severity === "normal" ? "⌛" : marks[severity];
  const mark = isWordless(severity) ? `${sign} As` : `${sign} as`;
  return mrkdwn`${ours(mark)} of ${moment}: ${bold(sentenceMrkdwn(sentence))}`;
}

function isAlarm({ severity }: SimReport["triage"]["verdict"]): boolean {
  return severity === "critical" || severity === "warning";
}

/**
 * What to do now: where something is wrong, the first step that the leading finding advises; where
 * it cannot be told, how to come to know it.
 */
export function firstStepLine({ triage, tense }: SimReport): Mrkdwn | null {
  const { verdict, findings } = triage;
  if (verdict.nextStep !== null) return mrkdwn`${bold("Try:")} ${sentenceMrkdwn(verdict.nextStep)}`;
  if (!isAlarm(verdict)) return null;
  const lead = findings.find(({ kind }) => kind === verdict.kind);
  if (lead === undefined) return null;
  const title = said(tense, "Do now:", "If it is still so:");
  return mrkdwn`${bold(title)} ${sentenceMrkdwn(firstSentence(lead.nextStep))}`;
}

const mostNamed = 3;

/**
 * `Also: another type of device, fell back from LTE to 3G.`; beside what asks for nothing only
 * `2 more notices.` `null`: the verdict says it all.
 */
export function alsoFoundLine({ triage: { verdict, findings } }: SimReport): Mrkdwn | null {
  const others = findings.filter(
    ({ kind, severity }) => kind !== verdict.kind && severity !== "info",
  );
  const count = others.length;
  if (count === 0) return null;
  if (!isAlarm(verdict)) return mrkdwn`${count} more ${nounFor(count, "notice")}.`;
  const named = others.slice(0, mostNamed).map(({ title }) => lowerFirst(title));
  const more = count > mostNamed ? ` and ${count - mostNamed} more` : "";
  return ours(`Also: ${named.join(", ")}${more}.`);
}

/** Acronyms such as `SIM` stay as they are. */
function lowerFirst(text: string): string {
  return /^[A-Z][a-z]/.test(text) ? `${text.charAt(0).toLowerCase()}${text.slice(1)}` : text;
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

import type { ModalView } from "@slack/types";
import { type Finding, ruleOf } from "../../core/findings/finding.ts";
import type { Triage } from "../../core/findings/triage.ts";
import { dayMs } from "../../core/instant.ts";
import type { SimReport } from "../../core/report.ts";
import { said } from "../../core/tense.ts";
import { lastWindowWords } from "../../core/window.ts";
import { nounFor, plainText, type Sentence } from "../../core/words.ts";
import { context, divider, section } from "../kit/blocks.ts";
import { modal } from "../kit/modal.ts";
import { bold, joined, type Mrkdwn, mrkdwn, ours, sentenceMrkdwn } from "../kit/mrkdwn.ts";
import { reportedName } from "./account-words.ts";
import {
  evidenceLine,
  findingWords,
  verdictLine,
  verdictWithMoment,
  whatChangedBlock,
} from "./findings.ts";
import { qualityLines } from "./quality-words.ts";
import { staleLine, whenWords } from "./stale-words.ts";
import { totalsLines } from "./totals-words.ts";

export const allFindingsTitle = "Why";

const noSession: Sentence = ["there is no session to look at"];

/**
 * What the verdict rests on, for experts too: every finding with its evidence, what changed, what
 * was in order, what the records cannot tell, and how good they are.
 */
export function allFindingsModal(report: SimReport): ModalView {
  const { window, triage, tense } = report;
  const stale = staleLine(report);
  const when = whenWords(report);
  const { findings } = triage;
  const count = findings.length === 0 ? "No" : String(findings.length);
  return modal({
    title: allFindingsTitle,
    blocks: [
      stale && section(stale),
      section(
        mrkdwn`${bold(reportedName(report))}, ${lastWindowWords(window.name, tense)}\n${stale === null ? verdictWithMoment(report) : verdictLine(report)}`,
      ),
      section(bold(mrkdwn`${count} ${nounFor(findings.length, "finding")}`)),
      ...findings.flatMap((finding) => [
        section(findingWords(finding, report, finding.kind === triage.verdict.kind)),
        context([evidenceLine(finding.evidence), basisLine(finding, report)]),
      ]),
      whatChangedBlock(triage.changed, tense),
      divider(),
      list(
        when === null ? "Checked, and found in order" : `Found in order ${when}`,
        checkedLines(triage),
      ),
      list(said(tense, "Cannot be judged", "Could not be judged"), cannotJudgeLines(report)),
      list("Explained by a finding above", suppressedLines(triage)),
      section(totalsLines(report)),
      list("How good the records are", qualityLines(report.quality)),
      context([
        mrkdwn`Causes are possible ones: the records do not name any. An export of the days named has the rows behind the numbers. Packets are not bytes; the tower is not the device; the platform keeps 30 days.`,
      ]),
    ],
  });
}

/** The stretch whose export holds the rows that the numbers were counted over. */
function basisLine({ basis }: Finding, { tense }: SimReport): Mrkdwn {
  const days = Math.round((basis.to - basis.from) / dayMs);
  const span = days <= 1 ? "24 hours" : `${days} days`;
  return mrkdwn`Counted over the ${ours(said(tense, `last ${span}`, `${span} up to the read`))}.`;
}

/** Slack refuses an empty section, and an empty list is not worth its title. */
function list(title: string, lines: readonly Mrkdwn[]) {
  return lines.length === 0 ? null : section(joined([bold(title), ...lines], "\n"));
}

function checkedLines({ checked }: Triage): Mrkdwn[] {
  return checked.map(
    ({ rule, seen }) => mrkdwn`• ${ours(ruleOf(rule).name)}: ${sentenceMrkdwn(seen)}`,
  );
}

/** What cannot be judged for the same reason shares a line. */
function cannotJudgeLines({ triage, latest, unknowns }: SimReport): Mrkdwn[] {
  const isEmpty = latest === null && unknowns.hidden.length === 0;
  const told = triage.cannotJudge.map(({ rule, reason }) => {
    const { name, nature } = ruleOf(rule);
    return { name, reason: isEmpty && nature.about !== "state" ? noSession : reason };
  });
  return [...Map.groupBy(told, ({ reason }) => plainText(reason)).values()].map((group) => {
    const names = group.map(({ name }, index) => (index === 0 ? name : name.toLowerCase()));
    return mrkdwn`• ${ours(names.join(", "))}: ${sentenceMrkdwn(group[0]?.reason ?? [])}`;
  });
}

function suppressedLines({ suppressed }: Triage): Mrkdwn[] {
  return suppressed.map(
    ({ rule, by }) => mrkdwn`• ${ours(ruleOf(rule).name)}: see "${ours(ruleOf(by).name)}"`,
  );
}

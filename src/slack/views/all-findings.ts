import type { ModalView } from "@slack/types";
import type { Finding } from "../../core/findings/finding.ts";
import type { Triage } from "../../core/findings/triage.ts";
import { dayMs } from "../../core/instant.ts";
import type { SimReport } from "../../core/report.ts";
import { simLabel } from "../../core/sim.ts";
import { windowWords } from "../../core/window.ts";
import { instantWordsUtc, nounFor } from "../../core/words.ts";
import { context, divider, section } from "../kit/blocks.ts";
import { modal } from "../kit/modal.ts";
import {
  bold,
  instantMrkdwn,
  joined,
  type Mrkdwn,
  mrkdwn,
  ours,
  sentenceMrkdwn,
} from "../kit/mrkdwn.ts";
import { findingNames } from "./finding-names.ts";
import { evidenceLine, findingWords, verdictLine } from "./findings.ts";

export const allFindingsTitle = "What was checked";

/** Every finding with its evidence, then what was in order, and what the records cannot tell. */
export function allFindingsModal({ sim, asOf, window, triage }: SimReport): ModalView {
  const { findings } = triage;
  const count = findings.length === 0 ? "No" : String(findings.length);
  return modal({
    title: allFindingsTitle,
    blocks: [
      section(
        mrkdwn`${bold(mrkdwn`${simLabel(sim)}`)}, last ${windowWords(window.name)}\n${verdictLine(triage)}`,
      ),
      section(bold(mrkdwn`${count} ${nounFor(findings.length, "finding")}`)),
      ...findings.flatMap((finding) => [
        section(findingWords(finding, false)),
        context([evidenceLine(finding.evidence), basisLine(finding)]),
      ]),
      divider(),
      list("Checked, and found in order", checkedLines(triage)),
      list("Cannot be judged", cannotJudgeLines(triage)),
      list("Explained by a finding above", suppressedLines(triage)),
      context([
        mrkdwn`As of ${instantMrkdwn(asOf)} (${instantWordsUtc(asOf)}). Causes are possible ones: the records do not name any.`,
      ]),
    ],
  });
}

/** Which export holds the rows that the numbers were counted over. */
function basisLine({ basis }: Finding): Mrkdwn {
  const days = Math.round((basis.to - basis.from) / dayMs);
  const span = days <= 1 ? "24 hours" : `${days} days`;
  return mrkdwn`Counted over the last ${ours(span)}: an export of that window has the rows behind it.`;
}

/** Slack refuses an empty section, and an empty list is not worth its title. */
function list(title: string, lines: readonly Mrkdwn[]) {
  return lines.length === 0 ? null : section(joined([bold(title), ...lines], "\n"));
}

function checkedLines({ checked }: Triage): Mrkdwn[] {
  return checked.map(
    ({ rule, seen }) => mrkdwn`• ${ours(findingNames[rule])}: ${sentenceMrkdwn(seen)}`,
  );
}

function cannotJudgeLines({ cannotJudge }: Triage): Mrkdwn[] {
  return cannotJudge.map(
    ({ rule, reason }) => mrkdwn`• ${ours(findingNames[rule])}: ${sentenceMrkdwn(reason)}`,
  );
}

function suppressedLines({ suppressed }: Triage): Mrkdwn[] {
  return suppressed.map(
    ({ rule, by }) => mrkdwn`• ${ours(findingNames[rule])}: see "${ours(findingNames[by])}"`,
  );
}

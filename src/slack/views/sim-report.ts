import type { KnownBlock } from "@slack/types";
import { ruleOf } from "../../core/findings/finding.ts";
import type { SessionPage } from "../../core/page.ts";
import { type Audience, privateNumbers } from "../../core/private-numbers.ts";
import type { SimReport } from "../../core/report.ts";
import { simLabel } from "../../core/sim.ts";
import { said } from "../../core/tense.ts";
import { windowWords } from "../../core/window.ts";
import { instantWordsUtc, nounFor } from "../../core/words.ts";
import * as kit from "../kit/blocks.ts";
import { maskedMessage } from "../kit/message-texts.ts";
import { bold, instantMrkdwn, joined, type Mrkdwn, mrkdwn, sentenceMrkdwn } from "../kit/mrkdwn.ts";
import { accountSuffix, type Elsewhere, elsewhereLine, reportedName } from "./account-words.ts";
import { findingBlocks, verdictLine, verdictStep, whatChangedBlock } from "./findings.ts";
import { qualityLines } from "./quality-words.ts";
import { answerControls, detailsButton, navigationControls } from "./report-controls.ts";
import { reportFields } from "./report-fields.ts";
import { fallbackLine, rowsWords } from "./report-line.ts";
import { sessionRow } from "./session-row.ts";
import { staleLine } from "./stale-words.ts";
import { isPictureMissing, type PictureView, pictureBlocks } from "./timeline-picture.ts";

export interface ReportView {
  readonly report: SimReport;
  readonly page: SessionPage;
  readonly audience: Audience;
  /** `null`: pictures are switched off. */
  readonly picture: PictureView | null;
  /** What was asked for, where it is no name of this SIM. Untrusted. */
  readonly searchedFor?: string | null;
  /** What was asked for, where the SIM was called so until a moment ago. Untrusted. */
  readonly formerly?: string | null;
  /** Left out: nothing is known of other accounts. */
  readonly elsewhere?: Elsewhere;
}

/** The answer: what the connection has been doing, then five sessions, then where to go next. */
export function simReportMessage(view: ReportView): kit.Message {
  const { report, page, audience, picture } = view;
  const stale = staleLine(report);
  const refresh = stale && mrkdwn`Press Refresh to try again.`;
  const searched = searchedLine(view);
  const answer = kit.message(joined([searched, stale, refresh, fallbackLine(report, page)], " "), [
    kit.header(title(report)),
    searched && kit.section(searched),
    stale && kit.section(joined([stale, refresh], " ")),
    kit.section(joined([verdictLine(report), stateLine(report), verdictStep(report)], "\n")),
    view.elsewhere === undefined ? null : kit.context([elsewhereLine(view.elsewhere)]),
    reportFields(report, audience),
    ...pictureBlocks(picture),
    // Who pages is looking at the list: there the verdict is enough.
    ...(page.position.page === 0 ? changesAndFindings(report) : []),
    kit.divider(),
    kit.section(pageLine(report, page)),
    ...page.rows.map(
      (session, row): KnownBlock => sessionRow(session, report, detailsButton(report, page, row)),
    ),
    navigationControls(report, page, isPictureMissing(picture)),
    answerControls(report, page, audience),
    kit.context([footer(report), qualityLines(report.quality)]),
  ]);
  return audience === "channel" ? maskedMessage(answer, privateNumbers(report)) : answer;
}

/** Whoever typed half a name must see that the answer is about the whole one. */
function searchedLine({ searchedFor, formerly, report }: ReportView): Mrkdwn | null {
  if (typeof formerly === "string") {
    return mrkdwn`This SIM is not called ${bold(formerly)} any more, but ${bold(simLabel(report.sim))}.`;
  }
  if (searchedFor === undefined || searchedFor === null) return null;
  // Where there are several accounts, another one may have a SIM of that very name.
  if (report.account !== null) {
    return mrkdwn`This SIM is not called ${bold(searchedFor)}, but it fits: ${bold(reportedName(report))}.`;
  }
  return mrkdwn`No SIM is called ${bold(searchedFor)}. The only one that fits is this: ${bold(simLabel(report.sim))}.`;
}

function changesAndFindings(report: SimReport): (KnownBlock | null)[] {
  return [...findingBlocks(report), whatChangedBlock(report.triage.changed, report.tense)];
}

/** Said beside the verdict where the verdict is about something else than the state. */
function stateLine({ state, triage }: SimReport): Mrkdwn | null {
  const { kind } = triage.verdict;
  const isTold = kind !== null && ruleOf(kind).nature.tellsConnection;
  return isTold ? null : sentenceMrkdwn(state);
}

function title({ sim, account, tense }: SimReport): string {
  const status = sim.resetStatus === "resetting" ? "resetting" : sim.status;
  const named =
    status === null ? simLabel(sim) : `${simLabel(sim)} · SIM ${said(tense, "", "was ")}${status}`;
  return `${named}${accountSuffix(account)}`;
}

/** `Sessions 6–10 of 134, 7 days to 23 Nov 10:05 UTC`. */
function pageLine(report: SimReport, page: SessionPage): Mrkdwn {
  const { name, to } = report.window;
  const span = mrkdwn`${windowWords(name)} to ${instantWordsUtc(to)}`;
  const widened =
    page.position.widenedFrom === null
      ? null
      : mrkdwn`_Widened from ${windowWords(page.position.widenedFrom)} to 30 days, to show older sessions._`;
  const newer =
    report.newerSince === 0
      ? null
      : mrkdwn`_${report.newerSince} newer ${nounFor(report.newerSince, "session")} since: press Refresh._`;
  return joined([mrkdwn`*${rowsWords(report, page)}*, ${span}`, widened, newer], "\n");
}

function footer(report: SimReport): Mrkdwn {
  return mrkdwn`As of ${instantMrkdwn(report.asOf)} (${instantWordsUtc(report.asOf)}). Packets are not bytes; the tower is not the device; the platform keeps 30 days.`;
}

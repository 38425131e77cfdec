import type { KnownBlock } from "@slack/types";
import type { SessionPage } from "../../core/page.ts";
import { type Audience, privateNumbers } from "../../core/private-numbers.ts";
import type { SimReport } from "../../core/report.ts";
import { type Sim, simLabel } from "../../core/sim.ts";
import { said } from "../../core/tense.ts";
import { visibleOrNull } from "../../core/visible-text.ts";
import { lastWindowWords, windowWords } from "../../core/window.ts";
import { nounFor } from "../../core/words.ts";
import * as kit from "../kit/blocks.ts";
import { maskedMessage } from "../kit/message-texts.ts";
import { bold, joined, type Mrkdwn, mrkdwn, ours } from "../kit/mrkdwn.ts";
import { accountSuffix, type Elsewhere, elsewhereLine, reportedName } from "./account-words.ts";
import { alsoFoundLine, firstStepLine, verdictWithMoment } from "./findings.ts";
import { faultLine } from "./quality-words.ts";
import { type Quiet, quietLine } from "./quiet.ts";
import { answerControls, navigationControls } from "./report-controls.ts";
import { reportFacts } from "./report-facts.ts";
import { fallbackLine, rowsWords } from "./report-line.ts";
import { sessionRow } from "./session-row.ts";
import { notUpToDateLine } from "./stale-words.ts";
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
  /** Silence that somebody expects; left out: nobody does. */
  readonly quiet?: Quiet | null;
}

/**
 * The answer on one screen of a phone: what is wrong and what to do, the picture, the facts, then
 * five sessions and where to go next. Every page has the same blocks above its rows, so that the
 * buttons stay where they are.
 */
export function simReportMessage(view: ReportView): kit.Message {
  const { report, page, audience, picture } = view;
  const searched = searchedLine(view);
  const refresh = report.stale && mrkdwn`Press Refresh to try again.`;
  const answer = kit.message(
    joined(
      [
        searched,
        notUpToDateLine(report),
        refresh,
        fallbackLine(report, page),
        view.quiet ? quietLine(view.quiet) : null,
      ],
      " ",
    ),
    [
      ...answerHead(report, picture, {
        ...{ audience, refresh, quiet: view.quiet ?? null },
        above: searched,
        below: view.elsewhere === undefined ? null : elsewhereLine(view.elsewhere),
      }),
      kit.divider(),
      kit.section(pageLine(report, page)),
      ...page.rows.map((session): KnownBlock => sessionRow(session, report)),
      navigationControls(report, page, isPictureMissing(picture)),
      answerControls(report, page, audience),
      kit.context([lastLine(report)]),
    ],
  );
  return audience === "channel" ? maskedMessage(answer, privateNumbers(report)) : answer;
}

/** Who reads the head of an answer, and what stands around its verdict. */
export interface HeadOptions {
  readonly audience: Audience;
  readonly above?: Mrkdwn | null;
  readonly below?: Mrkdwn | null;
  /** Where there is a button to try again. */
  readonly refresh?: Mrkdwn | null;
  readonly quiet?: Quiet | null;
}

/** Title, verdict, what to do now, picture and facts: the whole of a shared answer. */
export function answerHead(
  report: SimReport,
  picture: PictureView | null,
  { audience, above = null, below = null, refresh = null, quiet = null }: HeadOptions,
): (KnownBlock | null)[] {
  const stale = joined([notUpToDateLine(report), refresh], " ");
  return [
    kit.header(title(report)),
    above && kit.section(above),
    kit.section(
      joined(
        [
          verdictWithMoment(report),
          quiet && quietLine(quiet),
          report.stale && stale,
          firstStepLine(report),
        ],
        "\n",
      ),
    ),
    kit.context([below]),
    ...pictureBlocks(picture),
    reportFacts(report, audience),
  ];
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

/** "Active" above a verdict reads as if nothing were wrong: then only what is not active is said there. */
function title(report: SimReport): string {
  const { sim, account } = report;
  const state = isActive(sim) ? null : stateWords(report);
  return `${simLabel(sim)}${state === null ? "" : ` · ${state}`}${accountSuffix(account)}`;
}

function isActive({ status, resetStatus }: Sim): boolean {
  return visibleOrNull(status)?.toLowerCase() === "active" && !isResetting(resetStatus);
}

function isResetting(resetStatus: Sim["resetStatus"]): boolean {
  return visibleOrNull(resetStatus)?.toLowerCase() === "resetting";
}

/** `SIM suspended`; `null`: the platform gave no status. Untrusted. */
function stateWords({ sim, tense }: SimReport): string | null {
  const word = isResetting(sim.resetStatus) ? "resetting" : visibleOrNull(sim.status);
  return word === null ? null : `SIM ${said(tense, "", "was ")}${word}`;
}

/** `Sessions 6–10 of 134`. Of how many days stands in the menu below; of an earlier read here. */
function pageLine(report: SimReport, page: SessionPage): Mrkdwn {
  const { window, tense } = report;
  const widened =
    page.position.widenedFrom === null
      ? null
      : mrkdwn`_Widened from ${windowWords(page.position.widenedFrom)} to 30 days, to show older sessions._`;
  const newer =
    report.newerSince === 0
      ? null
      : mrkdwn`_${report.newerSince} newer ${nounFor(report.newerSince, "session")} since: press Refresh._`;
  const span = said(tense, "", ` in the ${lastWindowWords(window.name, tense)}`);
  const rows = mrkdwn`*${rowsWords(report, page)}*${ours(span)}`;
  return joined([rows, widened, newer], "\n");
}

/** What verdict and title leave out, in one line: all of it stands behind Why. */
function lastLine(report: SimReport): Mrkdwn {
  const state = isActive(report.sim) ? mrkdwn`${stateWords(report) ?? ""}.` : null;
  const honest = mrkdwn`Packets are not bytes.`;
  return joined([alsoFoundLine(report), faultLine(report.quality), state, honest], " ");
}

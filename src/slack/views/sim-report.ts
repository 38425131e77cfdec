import type { ActionsBlock, KnownBlock } from "@slack/types";
import type { PagePosition, SessionPage } from "../../core/page.ts";
import type { SimReport } from "../../core/report.ts";
import { simLabel } from "../../core/sim.ts";
import { type WindowName, windowNames, windowWords } from "../../core/window.ts";
import { instantWordsUtc, nounFor } from "../../core/words.ts";
import { encodeButton } from "../button-state.ts";
import * as kit from "../kit/blocks.ts";
import { instantMrkdwn, joined, type Mrkdwn, mrkdwn, sentenceMrkdwn } from "../kit/mrkdwn.ts";
import { findingBlocks, verdictLine } from "./findings.ts";
import { qualityLines } from "./quality-words.ts";
import { type Audience, reportFields } from "./report-fields.ts";
import { fallbackLine, rowsWords } from "./report-line.ts";
import { sessionRow } from "./session-row.ts";
import { isPictureMissing, type PictureView, pictureBlocks } from "./timeline-picture.ts";

export interface ReportView {
  readonly report: SimReport;
  readonly page: SessionPage;
  readonly audience: Audience;
  /** `null`: pictures are switched off. */
  readonly picture: PictureView | null;
}

/** The answer: what the connection has been doing, then five sessions, then where to go next. */
export function simReportMessage({ report, page, audience, picture }: ReportView): kit.Message {
  return kit.message(fallbackLine(report, page), [
    kit.header(title(report)),
    kit.section(joined([verdictLine(report.triage), stateLine(report)], "\n")),
    reportFields(report, audience),
    ...pictureBlocks(picture),
    // Who pages is looking at the list: there the verdict is enough.
    ...(page.position.page === 0 ? findingBlocks(report.triage) : []),
    kit.divider(),
    kit.section(pageLine(report, page)),
    ...page.rows.map((session): KnownBlock => sessionRow(session, report)),
    controls(report, page, isPictureMissing(picture)),
    kit.context([footer(report), qualityLines(report.quality)]),
  ]);
}

/** Said beside the verdict where the verdict is about something else than the state. */
function stateLine({ state, triage }: SimReport): Mrkdwn | null {
  const saysState =
    triage.verdict.kind === "open_but_silent" || triage.verdict.kind === "no_sessions";
  return saysState ? null : sentenceMrkdwn(state);
}

function title({ sim }: SimReport): string {
  const status = sim.resetStatus === "resetting" ? "resetting" : sim.status;
  return status === null ? simLabel(sim) : `${simLabel(sim)} · SIM ${status}`;
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
  return joined([mrkdwn`*${rowsWords(page)}*, ${span}`, widened, newer], "\n");
}

function controls(
  report: SimReport,
  page: SessionPage,
  isPictureMissing: boolean,
): ActionsBlock | null {
  const valueAt = (position: PagePosition): string =>
    encodeButton({ ...position, simSid: report.sim.sid, asOf: report.asOf });
  const start = (windowName: WindowName): PagePosition => ({
    windowName,
    widenedFrom: null,
    page: 0,
  });
  return kit.actions([
    isPictureMissing
      ? kit.button({
          actionId: "sessions_timeline",
          label: "Show timeline",
          value: valueAt(page.position),
        })
      : null,
    page.newer &&
      kit.button({
        actionId: "sessions_newer",
        label: "Newer",
        spoken: "Newer sessions",
        value: valueAt(page.newer),
      }),
    page.older &&
      kit.button({
        actionId: "sessions_older",
        label: page.older.windowName === report.window.name ? "Older" : "Older (30 days)",
        spoken: "Older sessions",
        value: valueAt(page.older),
      }),
    kit.button({
      actionId: "sessions_refresh",
      label: "Refresh",
      spoken: "Ask again for the newest sessions",
      value: valueAt(start(report.window.name)),
    }),
    kit.select(
      "sessions_window",
      "Window",
      windowNames.map((name) => ({
        label: `Last ${windowWords(name)}`,
        value: valueAt(start(name)),
      })),
      valueAt(start(report.window.name)),
    ),
  ]);
}

function footer(report: SimReport): Mrkdwn {
  return mrkdwn`As of ${instantMrkdwn(report.asOf)} (${instantWordsUtc(report.asOf)}). Packets are not bytes; the tower is not the device; the platform keeps 30 days.`;
}

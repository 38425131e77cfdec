import type { ActionsBlock, Button } from "@slack/types";
import type { PagePosition, SessionPage } from "../../core/page.ts";
import type { Audience } from "../../core/private-numbers.ts";
import type { SimReport } from "../../core/report.ts";
import { type WindowName, windowNames, windowWords } from "../../core/window.ts";
import * as kit from "../kit/blocks.ts";
import { encodeButton } from "../values/button-state.ts";
import { moreFindingsLabel } from "./findings.ts";

/** Where else to look: newer and older sessions, now, another window. */
export function navigationControls(
  report: SimReport,
  page: SessionPage,
  isPictureMissing: boolean,
): ActionsBlock | null {
  const valueAt = (position: PagePosition): string => valueAtPlace(report, position);
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
      spoken: "ask again for the newest sessions",
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

/** What to do with the answer. Who sees it already needs no Share. */
export function answerControls(
  report: SimReport,
  page: SessionPage,
  audience: Audience,
): ActionsBlock | null {
  const value = valueAtPlace(report, page.position);
  const { findings } = report.triage;
  return kit.actions([
    audience === "asker"
      ? kit.button({
          actionId: "sessions_share",
          label: "Share",
          spoken: "Share this answer with the channel",
          value,
        })
      : null,
    kit.button({
      actionId: "sessions_export",
      label: "Export",
      spoken: "Export these sessions as CSV, sent to you alone",
      value,
    }),
    kit.button({
      actionId: "sessions_ticket",
      label: "Carrier ticket",
      spoken: "text for the operator, for you alone",
      value,
    }),
    kit.button({
      actionId: "sessions_findings",
      label: moreFindingsLabel(findings.length),
      spoken: "every finding, and what was in order",
      value,
    }),
  ]);
}

/** Beside one row of the page. */
export function detailsButton(report: SimReport, page: SessionPage, row: number): Button {
  return kit.button({
    actionId: "session_details",
    label: "Details",
    spoken: `Details of session ${page.firstRow + row}`,
    value: valueAtPlace(report, page.position, row),
  });
}

function valueAtPlace(
  { sim, account, asOf, stale }: SimReport,
  position: PagePosition,
  row?: number,
): string {
  return encodeButton({
    ...{ ...position, simSid: sim.sid, account, asOf },
    ...(row !== undefined && { row }),
    ...(stale !== null && { stale: stale.because }),
  });
}

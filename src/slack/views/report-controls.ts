import type { ActionsBlock, StaticSelect } from "@slack/types";
import { mayBeShared } from "../../core/fleet/siblings/silent-sim.ts";
import { isSilentNow } from "../../core/fleet/silent-now.ts";
import type { PagePosition, SessionPage } from "../../core/page.ts";
import type { Audience } from "../../core/private-numbers.ts";
import type { SimReport } from "../../core/report.ts";
import { type DataSession, lengthMs } from "../../core/session.ts";
import { type WindowName, windowNames, windowWords } from "../../core/window.ts";
import { durationWords, instantWordsUtc } from "../../core/words.ts";
import * as kit from "../kit/blocks.ts";
import { type ButtonState, encodeButton, encodeMore } from "../values/button-state.ts";

/**
 * Where else to look. Older is at the same place on every page that has it; where there is nothing
 * older a menu stands there, as whoever presses on must not hit Newer.
 */
export function navigationControls(
  report: SimReport,
  page: SessionPage,
  isPictureMissing: boolean,
): ActionsBlock | null {
  const valueAt = (position: PagePosition): string => valueAtPlace(report, position);
  return kit.actions([
    kit.button({
      actionId: "sessions_refresh",
      label: "Refresh",
      spoken: "ask again for the newest sessions",
      value: valueAt(startOf(report.window.name)),
    }),
    page.older &&
      kit.button({
        actionId: "sessions_older",
        label: page.older.windowName === report.window.name ? "Older" : "Older (30 days)",
        spoken: "Older sessions",
        value: valueAt(page.older),
      }),
    windowMenu(report),
    page.newer &&
      kit.button({
        actionId: "sessions_newer",
        label: "Newer",
        spoken: "Newer sessions",
        value: valueAt(page.newer),
      }),
    detailsMenu(report, page),
    isPictureMissing
      ? kit.button({
          actionId: "sessions_timeline",
          label: "Show timeline",
          value: valueAt(page.position),
        })
      : null,
  ]);
}

function windowMenu(report: SimReport): StaticSelect {
  const valueAt = (name: WindowName): string => valueAtPlace(report, startOf(name));
  const options = windowNames.map((name) => ({
    label: `Last ${windowWords(name)}`,
    value: valueAt(name),
  }));
  return kit.select("sessions_window", "Window", options, valueAt(report.window.name));
}

/** One row of the page from near. */
function detailsMenu(report: SimReport, page: SessionPage): StaticSelect | null {
  if (page.rows.length === 0) return null;
  const options = page.rows.map((session, row) => ({
    label: `Details of session ${page.firstRow + row}: ${whenWords(session)}`,
    value: valueAtPlace(report, page.position, row),
  }));
  return kit.select("session_details", "Details", options);
}

/** In a menu Slack shows plain text only, which knows no reader's zone: the length is the same in all. */
function whenWords(session: DataSession): string {
  const { start } = session;
  const length = lengthMs(session);
  const from = start === null ? "start unknown" : instantWordsUtc(start);
  return length === null || length === 0 ? from : `${from}, ${durationWords(length)}`;
}

/** What to do with the answer. Who sees it already needs no Share. */
export function answerControls(
  report: SimReport,
  page: SessionPage,
  audience: Audience,
): ActionsBlock | null {
  const state = stateAt(report, page.position);
  const value = encodeButton(state);
  return kit.actions([
    kit.button({
      actionId: "sessions_findings",
      label: "Why",
      spoken: "Why: every finding, and what was in order",
      value,
    }),
    isSilentNow(report)
      ? kit.button({
          actionId: "sessions_watch",
          label: "Tell me when it is back",
          spoken: "Tell me when it is back: a message when it is heard again",
          value,
        })
      : null,
    mayBeShared(report)
      ? kit.button({ actionId: "sessions_siblings", label: "Is it just this SIM?", value })
      : null,
    audience === "asker"
      ? kit.button({
          actionId: "sessions_share",
          label: "Share",
          spoken: "Share this answer with the channel",
          value,
          confirm: {
            title: "Share with everybody here?",
            text: "Everybody in this conversation will see verdict, picture and facts, as they stand here, with your name. IMEI, ICCID and positions are masked. You can delete it again.",
            label: "Share",
          },
        })
      : null,
    kit.overflow("sessions_more", [
      { label: "Export as CSV, sent to you alone", value: encodeMore("export", state) },
      { label: "Carrier ticket: text for the operator", value: encodeMore("ticket", state) },
      { label: "Keep: file, picture and text, with a hash", value: encodeMore("keep", state) },
    ]),
  ]);
}

function startOf(windowName: WindowName): PagePosition {
  return { windowName, widenedFrom: null, page: 0 };
}

function valueAtPlace(report: SimReport, position: PagePosition, row?: number): string {
  return encodeButton({ ...stateAt(report, position), ...(row !== undefined && { row }) });
}

function stateAt({ sim, account, asOf, stale }: SimReport, position: PagePosition): ButtonState {
  return {
    ...{ ...position, simSid: sim.sid, account, asOf },
    ...(stale !== null && { stale: stale.because }),
  };
}

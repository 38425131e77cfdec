import { hiddenIn } from "../../core/findings/unknowns.ts";
import type { SimReport } from "../../core/report.ts";
import { windowWords } from "../../core/window.ts";
import { countWords, instantWordsUtc, nounFor } from "../../core/words.ts";
import { context, type Message, message, section } from "../kit/blocks.ts";
import { bold, code, joined, link, type Mrkdwn, mrkdwn } from "../kit/mrkdwn.ts";
import { refusalKind } from "../kit/slack-words.ts";
import { reportedName } from "./account-words.ts";
import { faultLine } from "./quality-words.ts";

export interface ExportedFile {
  readonly name: string;
  readonly rows: number;
  /** Where it can be opened, when Slack tells. */
  readonly permalink: string | null;
}

/** Stands above the file in the conversation with the bot. */
export function fileComment(report: SimReport, rows: number): Mrkdwn {
  const { window, asOf, totals } = report;
  const missing = totals.atLeast
    ? mrkdwn` Not all of its records could be read: this file has those that could.`
    : mrkdwn``;
  return mrkdwn`${bold(reportedName(report))}: ${sessionsWords(rows)}, ${windowWords(window.name)} to ${instantWordsUtc(asOf)}.${missing}`;
}

function sessionsWords(rows: number): string {
  return `${countWords(rows)} ${nounFor(rows, "session")}`;
}

/** Where the file went, to the person who asked for it alone. */
export function exportedMessage({ name, rows, permalink }: ExportedFile): Message {
  const what = mrkdwn`Sent you ${sessionsWords(rows)} as a CSV file, in your direct messages with ${bold("simscope")}.`;
  return message(what, [
    section(openFileLine(what, permalink)),
    context([
      mrkdwn`${code(name)}. Times are UTC; a ${code("'")} in front of a number keeps all its digits. It holds IMEIs and tower positions: think before you pass it on.`,
    ]),
  ]);
}

/** Below what was done, where the file can be opened. */
export function openFileLine(what: Mrkdwn, permalink: string | null): Mrkdwn {
  const url = permalink === null ? null : httpsUrl(permalink);
  return joined([what, url === null ? null : link(url, "Open the file")], "\n");
}

/** There is no row to export: none at all, or none that is known. */
export function nothingToExportMessage({
  window,
  unknowns,
  quality,
}: Pick<SimReport, "window" | "unknowns" | "quality">): Message {
  const isUnsure = hiddenIn(unknowns, window).length > 0;
  const what = isUnsure
    ? mrkdwn`No session of this window is known, so there is nothing to export. That does not mean that there was none.`
    : mrkdwn`There is no session in this window, so there is nothing to export.`;
  const next = isUnsure
    ? mrkdwn`Press ${bold("Refresh")} to read the records once more, or look for the session in the platform's console.`
    : window.name === "30d"
      ? mrkdwn`The platform keeps no sessions that are older than these 30 days.`
      : mrkdwn`Choose a longer window and press ${bold("Export")} again.`;
  const faults = isUnsure ? faultLine(quality) : null;
  return message(joined([what, faults, next], " "), [section(joined([what, faults, next], "\n"))]);
}

/**
 * Slack did not take the file. `reason` is Slack's word, `null` when it gave no answer at all; `how`
 * is how to ask for it once more.
 */
export function exportFailedMessage(
  reason: string | null,
  how = mrkdwn`press ${bold("Export")}`,
): Message {
  const what =
    reason === null
      ? mrkdwn`Slack did not confirm that the file was sent.`
      : mrkdwn`Slack did not take the file.`;
  const next =
    reason === null
      ? mrkdwn`Look in your direct messages with ${bold("simscope")} first: it may be there. If not, ${how} again.`
      : refusalKind(reason) === "right"
        ? mrkdwn`simscope lacks a right in this workspace. Ask the person who installed it to add the scopes ${code("im:write")} and ${code("files:write")}, and to install it again.`
        : mrkdwn`Try again in a minute: ${how}. If it happens again, ask the person who runs simscope.`;
  return message(mrkdwn`${what} ${next}`, [
    section(mrkdwn`${what}\n${next}`),
    reason === null ? null : context([mrkdwn`Slack's word for it: ${reason}`]),
  ]);
}

function httpsUrl(text: string): URL | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  return url?.protocol === "https:" ? url : null;
}

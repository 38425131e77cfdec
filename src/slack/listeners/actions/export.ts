import { exportSessions } from "../../../questions/export.ts";
import { type ClickedReport, clickedReport } from "../../answers/clicked-question.ts";
import type { Reply } from "../../delivery/answering.ts";
import { lookedAt } from "../../delivery/question-frame.ts";
import type { SlackCalls } from "../../delivery/slack-calls.ts";
import {
  exportedMessage,
  exportFailedMessage,
  fileComment,
  nothingToExportMessage,
} from "../../views/exported.ts";
import type { ListenerParts } from "../parts.ts";
import { asideButton, type PressListener } from "./aside-button.ts";

/** The window as a file, in a direct message to the person who pressed the button. */
export function exportListener(parts: ListenerParts): PressListener {
  return asideButton("sessions_export", parts, async ({ asked, value, slack }, scope) =>
    replyTo(await clickedReport(parts.simReports, value, scope, "own_read"), slack, asked.userId),
  );
}

async function replyTo(clicked: ClickedReport, slack: SlackCalls, userId: string): Promise<Reply> {
  if (clicked.kind === "other") return clicked.reply;
  const { report, state } = clicked;
  const { name, bytes, rows } = await exportSessions(report, state.widenedFrom);
  const aside = { kind: "aside", sims: [lookedAt(report)] } as const;
  if (rows === 0)
    return { ...aside, outcome: "nothing_to_export", message: nothingToExportMessage(report) };
  const sent = await slack.sendFile(userId, { name, bytes, comment: fileComment(report, rows) });
  switch (sent.kind) {
    case "done": {
      const { permalink } = sent.value;
      return { ...aside, outcome: "ok", message: exportedMessage({ name, rows, permalink }) };
    }
    case "refused":
      return { ...aside, outcome: "export_refused", message: exportFailedMessage(sent.reason) };
    case "unconfirmed":
      return { ...aside, outcome: "export_unconfirmed", message: exportFailedMessage(null) };
  }
}

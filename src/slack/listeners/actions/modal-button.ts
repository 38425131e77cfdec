import type { App } from "@slack/bolt";
import { pageOf } from "../../../core/page.ts";
import type { SimReport } from "../../../core/report.ts";
import { clickedReport } from "../../answers/clicked-question.ts";
import type { ModalReply } from "../../delivery/answering-in-modal.ts";
import { lookedAt } from "../../delivery/question-frame.ts";
import { askedBy } from "../../intake/asker.ts";
import type { ButtonState } from "../../values/button-state.ts";
import { allFindingsModal, allFindingsTitle } from "../../views/all-findings.ts";
import {
  carrierTicketCallbackId,
  carrierTicketModal,
  carrierTicketTitle,
} from "../../views/carrier-ticket.ts";
import { sessionGoneMessage } from "../../views/outcomes.ts";
import { sessionDetailsModal, sessionDetailsTitle } from "../../views/session-details.ts";
import type { ListenerParts } from "../parts.ts";
import { listenToPress, type PressListener } from "./aside-button.ts";

interface ModalButton {
  readonly actionId: string;
  readonly title: string;
  readonly replyOf: (report: SimReport, state: ButtonState) => ModalReply;
}

/** A button of an answer that opens a window for the person who pressed it. */
function modalButton(parts: ListenerParts, button: ModalButton): PressListener {
  const { answerInModal, simReports, slackCalls } = parts;
  const { actionId, title, replyOf } = button;
  return async ({ body, respond, context }, value) => {
    const slack = slackCalls(context.botToken ?? "");
    const click = { title, triggerId: body.trigger_id, slack, respond };
    await answerInModal(askedBy(body, actionId), click, async (scope) => {
      const clicked = await clickedReport(simReports, value, scope);
      if (clicked.kind === "report") return replyOf(clicked.report, clicked.state);
      const { outcome, message } = clicked.reply;
      return { kind: "message", outcome, message };
    });
  };
}

/** All findings, what was checked, and what cannot be judged. */
export function listenToMoreFindings(app: App, parts: ListenerParts): void {
  const listener = modalButton(parts, {
    actionId: "sessions_findings",
    title: allFindingsTitle,
    replyOf: (report) => ({
      ...{ kind: "view", outcome: "ok", sims: [lookedAt(report)] },
      view: allFindingsModal(report),
    }),
  });
  listenToPress(app, "sessions_findings", listener);
}

/** Everything about one row of a page: a menu, in older messages a button beside each row. */
export function listenToSessionDetails(app: App, parts: ListenerParts): void {
  const listener = modalButton(parts, {
    actionId: "session_details",
    title: sessionDetailsTitle,
    replyOf: detailsReply,
  });
  listenToPress(app, "session_details", listener);
}

function detailsReply(report: SimReport, state: ButtonState): ModalReply {
  const sims = [lookedAt(report)];
  const { rows, position } = pageOf(report, state);
  const session = position.page === state.page ? rows[state.row ?? -1] : undefined;
  if (session === undefined) {
    return { kind: "message", outcome: "session_gone", message: sessionGoneMessage(), sims };
  }
  return { kind: "view", outcome: "ok", view: sessionDetailsModal(session, report), sims };
}

/** Text for the operator's support form. */
export function ticketListener(parts: ListenerParts): PressListener {
  return modalButton(parts, {
    actionId: "sessions_ticket",
    title: carrierTicketTitle,
    replyOf: (report) => ({
      ...{ kind: "view", outcome: "ok", sims: [lookedAt(report)] },
      view: carrierTicketModal(report),
    }),
  });
}

/** Slack asks for a button where there is a text field. Nothing is kept: the empty ack closes the window. */
export function listenToTicketClosed(app: App): void {
  app.view(carrierTicketCallbackId, async ({ ack }) => {
    await ack();
  });
}

import type { App, BlockAction } from "@slack/bolt";
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
import { clickedValue } from "./session-buttons.ts";

interface ModalButton {
  readonly actionId: string;
  readonly title: string;
  readonly replyOf: (report: SimReport, state: ButtonState) => ModalReply;
}

/** A button of an answer that opens a window for the person who pressed it. */
function listenToModalButton(app: App, parts: ListenerParts, button: ModalButton): void {
  const { answerInModal, simReports, slackCalls } = parts;
  const { actionId, title, replyOf } = button;
  app.action<BlockAction>(actionId, async ({ ack, action, body, respond, context }) => {
    await ack();
    const slack = slackCalls(context.botToken ?? "");
    const click = { title, triggerId: body.trigger_id, slack, respond };
    await answerInModal(askedBy(body, actionId), click, async (scope) => {
      const clicked = await clickedReport(simReports, clickedValue(action), scope);
      if (clicked.kind === "report") return replyOf(clicked.report, clicked.state);
      const { outcome, message } = clicked.reply;
      return { kind: "message", outcome, message };
    });
  });
}

/** All findings, what was checked, and what cannot be judged. */
export function listenToMoreFindings(app: App, parts: ListenerParts): void {
  listenToModalButton(app, parts, {
    actionId: "sessions_findings",
    title: allFindingsTitle,
    replyOf: (report) => ({
      ...{ kind: "view", outcome: "ok", sims: [lookedAt(report)] },
      view: allFindingsModal(report),
    }),
  });
}

/** Everything about one row of a page. */
export function listenToSessionDetails(app: App, parts: ListenerParts): void {
  listenToModalButton(app, parts, {
    actionId: "session_details",
    title: sessionDetailsTitle,
    replyOf: detailsReply,
  });
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
export function listenToTicket(app: App, parts: ListenerParts): void {
  listenToModalButton(app, parts, {
    actionId: "sessions_ticket",
    title: carrierTicketTitle,
    replyOf: (report) => ({
      ...{ kind: "view", outcome: "ok", sims: [lookedAt(report)] },
      view: carrierTicketModal(report),
    }),
  });
  // Slack asks for a button where there is a text field. Nothing is kept: the empty ack closes the window.
  app.view(carrierTicketCallbackId, async ({ ack }) => {
    await ack();
  });
}

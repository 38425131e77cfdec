import type { App } from "@slack/bolt";
import { pageOf } from "../../../core/page.ts";
import type { SimReport } from "../../../core/report.ts";
import type { ModalReply } from "../../delivery/answering-in-modal.ts";
import { lookedAt } from "../../delivery/question-frame.ts";
import type { ButtonState } from "../../values/button-state.ts";
import { sessionGoneMessage } from "../../views/outcomes.ts";
import { sessionDetailsModal, sessionDetailsTitle } from "../../views/session-details.ts";
import { listenToModalButton, type ModalButtonParts } from "./modal-button.ts";

/** Everything about one row of a page. */
export function listenToSessionDetails(app: App, parts: ModalButtonParts): void {
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

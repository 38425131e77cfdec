import type { App } from "@slack/bolt";
import { lookedAt } from "../../delivery/question-frame.ts";
import {
  carrierTicketCallbackId,
  carrierTicketModal,
  carrierTicketTitle,
} from "../../views/carrier-ticket.ts";
import { listenToModalButton, type ModalButtonParts } from "./modal-button.ts";

/** Text for the operator's support form. */
export function listenToTicket(app: App, parts: ModalButtonParts): void {
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

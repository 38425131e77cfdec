import type { App, BlockAction } from "@slack/bolt";
import type { SimReport } from "../../../core/report.ts";
import type { SimReports } from "../../../questions/report.ts";
import { clickedReport } from "../../answers/clicked-question.ts";
import type { AnsweringInModal, ModalReply } from "../../delivery/answering-in-modal.ts";
import type { SlackCallsFor } from "../../delivery/slack-calls.ts";
import { askedBy } from "../../intake/asker.ts";
import type { ButtonState } from "../../values/button-state.ts";
import { clickedValue } from "./session-buttons.ts";

export interface ModalButtonParts {
  readonly answerInModal: AnsweringInModal;
  readonly simReports: SimReports;
  readonly slackCalls: SlackCallsFor;
}

export interface ModalButton {
  readonly actionId: string;
  readonly title: string;
  readonly replyOf: (report: SimReport, state: ButtonState) => ModalReply;
}

/** A button of an answer that opens a window for the person who pressed it. */
export function listenToModalButton(app: App, parts: ModalButtonParts, button: ModalButton): void {
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

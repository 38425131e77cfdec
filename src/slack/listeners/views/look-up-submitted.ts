import type { App, ViewSubmitAction } from "@slack/bolt";
import type { Scope } from "../../../accounts/accounts.ts";
import type { Audience } from "../../../core/private-numbers.ts";
import { defaultWindowName, type WindowName, windowNames } from "../../../core/window.ts";
import { questionAbout } from "../../answers/clicked-question.ts";
import { firstPage } from "../../answers/report-answers.ts";
import type { Reply } from "../../delivery/answering.ts";
import { sendWithPicture } from "../../delivery/deliver.ts";
import { type QuestionFrame, refusals } from "../../delivery/question-frame.ts";
import type { SlackCalls } from "../../delivery/slack-calls.ts";
import { type Asked, askedBy } from "../../intake/asker.ts";
import type { Message } from "../../kit/blocks.ts";
import { messageModal } from "../../kit/modal.ts";
import {
  type ChosenSim,
  chosenSim,
  conversationNeeded,
  notSentToYouMessage,
  pickerCallbackId,
  pickerFields,
  pickerTitle,
  sentToYouMessage,
} from "../../views/picker.ts";
import { readingModal } from "../../views/waiting.ts";
import type { ListenerParts } from "../parts.ts";

/**
 * The window was sent. With a conversation Slack hands over a way to answer there. Without one
 * the answer is a direct message: the buttons of an answer need a message, and a window has none.
 * The window then stays until it can say that the message is there.
 */
export function listenToLookUpSubmitted(app: App, parts: ListenerParts): void {
  const { answer, frame, reports, slackCalls } = parts;
  app.view<ViewSubmitAction>(
    { callback_id: pickerCallbackId, type: "view_submission" },
    async ({ ack, body, respond, context }) => {
      const { chosen, windowName, audience, conversationId } = submittedIn(body);
      if (chosen === null) {
        await ack(fieldError(pickerFields.sim, "Choose a SIM from the list."));
        return;
      }
      if (audience === "channel" && conversationId === null) {
        await ack(fieldError(pickerFields.conversation, conversationNeeded));
        return;
      }
      const { sim, account } = chosen;
      const asked = { ...askedBy(body, pickerCallbackId), channelId: conversationId };
      const produce = async (
        scope: Scope,
        readers: Audience,
        pick: "replace" | "public",
      ): Promise<Reply> => {
        const picked = questionAbout({ simSid: sim, account, windowName, moment: "now" }, scope);
        if (picked.kind === "other") return picked.reply;
        return reports(picked.question, { position: firstPage, audience: readers, pick }, asked);
      };
      if (conversationId !== null) {
        await ack();
        const isPublic = audience === "channel";
        await answer(asked, respond, { kind: "new", isPublic }, (scope) =>
          produce(scope, audience, isPublic ? "public" : "replace"),
        );
        return;
      }
      await ack({ response_action: "update", view: readingModal(pickerTitle) });
      const slack = slackCalls(context.botToken ?? "");
      // A direct message stays and is found by a search: its numbers are masked.
      await answerDirectly(frame, asked, { slack, viewId: body.view.id }, (scope) =>
        produce(scope, "channel", "replace"),
      );
    },
  );
}

interface Submitted {
  readonly chosen: ChosenSim | null;
  readonly windowName: WindowName;
  readonly audience: Audience;
  readonly conversationId: string | null;
}

/** What came from the client: anything can be in it. */
function submittedIn({ view }: ViewSubmitAction): Submitted {
  const field = (id: string) => view.state.values[id]?.[id];
  const window = field(pickerFields.window)?.selected_option?.value;
  const audience = field(pickerFields.audience)?.selected_option?.value;
  return {
    chosen: chosenSim(field(pickerFields.sim)?.selected_option?.value),
    windowName: windowNames.find((name) => name === window) ?? defaultWindowName,
    audience: audience === "channel" ? "channel" : "asker",
    conversationId: textOf(field(pickerFields.conversation)?.selected_conversation),
  };
}

function textOf(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}

function fieldError(id: string, words: string) {
  return { response_action: "errors", errors: { [id]: words } } as const;
}

function answerDirectly(
  frame: QuestionFrame,
  asked: Asked,
  { slack, viewId }: { readonly slack: SlackCalls; readonly viewId: string },
  produce: (scope: Scope) => Promise<Reply>,
): Promise<void> {
  const show = (message: Message) => slack.updateModal(viewId, messageModal(pickerTitle, message));
  return frame<Reply>(asked, {
    produce,
    instead: (outcome, message) => ({ kind: "aside", outcome, message }),
    send: async (reply) => {
      if (isOnlyForTheWindow(reply.outcome)) {
        await show(reply.message);
        return { kind: "delivered" };
      }
      const sent = await sendWithPicture(
        reply,
        (message) => slack.post(asked.userId, message),
        ({ kind }) => kind === "refused",
      );
      // A failed call is counted where it is made.
      await show(sent.kind === "refused" ? notSentToYouMessage(sent.reason) : sentToYouMessage());
      return { kind: "delivered" };
    },
  });
}

/** Nothing was looked at: the window says why, and no direct message is sent. */
function isOnlyForTheWindow(outcome: string): boolean {
  return refusals.has(outcome) || ["error", "account_not_here"].includes(outcome);
}

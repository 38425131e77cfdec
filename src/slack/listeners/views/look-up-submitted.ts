import type { App, ViewSubmitAction } from "@slack/bolt";
import type { Scope } from "../../../accounts/accounts.ts";
import type { Audience } from "../../../core/private-numbers.ts";
import { defaultWindowName, type WindowName, windowNames } from "../../../core/window.ts";
import { questionAbout } from "../../answers/clicked-question.ts";
import { firstPage } from "../../answers/report-answers.ts";
import type { Reply } from "../../delivery/answering.ts";
import { createAnsweringDirectly } from "../../delivery/answering-directly.ts";
import { askedBy } from "../../intake/asker.ts";
import {
  type ChosenSim,
  chosenSim,
  conversationNeeded,
  pickerCallbackId,
  pickerFields,
  pickerTitle,
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
  const answerDirectly = createAnsweringDirectly(frame);
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
      const window = { title: pickerTitle, slack, viewId: body.view.id };
      await answerDirectly(asked, window, (scope) => produce(scope, "channel", "replace"));
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

import type { Scope } from "../../accounts/accounts.ts";
import type { Asked } from "../intake/asker.ts";
import type { Message } from "../kit/blocks.ts";
import { messageModal } from "../kit/modal.ts";
import { notSentToYouMessage, sentToYouMessage } from "../views/picker.ts";
import { readingModal } from "../views/waiting.ts";
import type { Reply } from "./answering.ts";
import { sendWithPicture } from "./deliver.ts";
import { type QuestionFrame, refusals } from "./question-frame.ts";
import type { SlackCalls } from "./slack-calls.ts";

/** The window that tells how it goes: one that is open already, or one to be opened by a click. */
export type TellingWindow = { readonly title: string; readonly slack: SlackCalls } & (
  | { readonly viewId: string }
  | { readonly triggerId: string }
);

/**
 * A question from where there is no conversation, answered by a direct message: the buttons of an
 * answer need a message, and neither a window nor the bot's own tab has one. A window stays until it
 * can say that the message is there, or why there is none. Never rejects.
 */
export type AnsweringDirectly = (
  asked: Asked,
  window: TellingWindow,
  produce: (scope: Scope) => Promise<Reply>,
) => Promise<void>;

export function createAnsweringDirectly(frame: QuestionFrame): AnsweringDirectly {
  return (asked, { title, slack, ...window }, produce) => {
    let viewId = "viewId" in window ? window.viewId : null;
    const open = async (triggerId: string): Promise<void> => {
      const opened = await slack.openModal(triggerId, readingModal(title));
      if (opened.kind === "done") ({ viewId } = opened.value);
    };
    const show = async (message: Message): Promise<void> => {
      const view = messageModal(title, message);
      // A failed call is counted where it is made.
      if (viewId !== null) await slack.updateModal(viewId, view);
      else if ("triggerId" in window) await slack.openModal(window.triggerId, view);
    };
    return frame<Reply>(asked, {
      produce: async (scope) => {
        // Slack gives 3 seconds for it. Without a window the answer comes all the same.
        if ("triggerId" in window) await open(window.triggerId);
        return produce(scope);
      },
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
        await show(sent.kind === "refused" ? notSentToYouMessage(sent.reason) : sentToYouMessage());
        return { kind: "delivered" };
      },
    });
  };
}

/** Nothing was looked at: the window says why, and no direct message is sent. */
function isOnlyForTheWindow(outcome: string): boolean {
  return refusals.has(outcome) || windowOutcomes.has(outcome);
}

const windowOutcomes: ReadonlySet<string> = new Set([
  ...["error", "account_not_here", "other_version", "unreadable"],
]);

import type { RespondFn } from "@slack/bolt";
import type { ModalView } from "@slack/types";
import type { Scope } from "../../accounts/accounts.ts";
import type { Asked } from "../intake/asker.ts";
import type { Message } from "../kit/blocks.ts";
import { messageModal } from "../kit/modal.ts";
import { windowNotOpenedMessage } from "../views/outcomes.ts";
import { readingModal } from "../views/waiting.ts";
import { type Delivery, deliver, toAskerAlone } from "./deliver.ts";
import type { Answered, QuestionFrame } from "./question-frame.ts";
import type { SlackCalls } from "./slack-calls.ts";

/** What the window shows in the end; a message where what came of it has no view of its own. */
export type ModalReply = Answered &
  (
    | { readonly kind: "view"; readonly view: ModalView }
    | { readonly kind: "message"; readonly message: Message }
  );

/** The click that a window answers. */
export interface ModalClick {
  readonly title: string;
  readonly triggerId: string;
  readonly slack: SlackCalls;
  readonly respond: RespondFn;
}

/**
 * A question that is answered in a window. Slack gives 3 seconds to open one, and reading may
 * take longer: it opens at once, says that it is reading, and is filled when there is something
 * to show, be it a failure. Where no window could be opened the person hears so beside the
 * message. Never rejects.
 */
export type AnsweringInModal = (
  asked: Asked,
  click: ModalClick,
  produce: (scope: Scope) => Promise<ModalReply>,
) => Promise<void>;

export function createAnsweringInModal(frame: QuestionFrame): AnsweringInModal {
  return (asked, { title, triggerId, slack, respond }, produce) => {
    let viewId: string | null = null;
    return frame<ModalReply>(asked, {
      produce: async (scope) => {
        const opened = await slack.openModal(triggerId, readingModal(title));
        if (opened.kind !== "done") return notOpened;
        ({ viewId } = opened.value);
        return produce(scope);
      },
      instead: (outcome, message) => ({ kind: "message", outcome, message }),
      send: async (reply) => {
        if (viewId === null) return besideTheMessage(respond, reply);
        const view = reply.kind === "view" ? reply.view : messageModal(title, reply.message);
        // A failure is counted where the call is made; and a window that was closed meanwhile is none.
        await slack.updateModal(viewId, view);
        return { kind: "delivered" };
      },
    });
  };
}

const notOpened = {
  kind: "message",
  outcome: "window_not_opened",
  message: windowNotOpenedMessage(),
} as const;

function besideTheMessage(respond: RespondFn, reply: ModalReply): Promise<Delivery> {
  const { message } = reply.kind === "message" ? reply : notOpened;
  return deliver(respond, message, toAskerAlone);
}

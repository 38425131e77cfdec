import type { ModalView } from "@slack/types";
import { assertNever } from "../../core/errors.ts";
import { secondMs } from "../../core/instant.ts";
import type { QuestionWait } from "../../core/question-wait.ts";
import { nounFor } from "../../core/words.ts";
import { context, type Message, message, section } from "../kit/blocks.ts";
import { modal } from "../kit/modal.ts";
import { type Mrkdwn, mrkdwn } from "../kit/mrkdwn.ts";

/** A word in between; the answer follows as a message of its own. */
export function waitingMessage(wait: QuestionWait): Message {
  const words = mrkdwn`${reasonWords(wait)} Your answer follows.`;
  return message(words, [context([words])]);
}

function reasonWords(wait: QuestionWait): Mrkdwn {
  switch (wait.kind) {
    case "limited":
      return mrkdwn`:hourglass: The SIM platform${whose(wait)} is limiting us, trying again in ${secondsWords(wait.leftMs)}.`;
    case "failing":
      return mrkdwn`:hourglass: The SIM platform${whose(wait)} failed, trying again in ${secondsWords(wait.leftMs)}.`;
    case "queued":
      return mrkdwn`:hourglass: Many questions came at once: yours has to wait its turn.`;
    default:
      return assertNever(wait);
  }
}

function whose({ account }: { readonly account: string | null }): Mrkdwn {
  return account === null ? mrkdwn`` : mrkdwn` of account ${account}`;
}

function secondsWords(ms: number): string {
  const seconds = Math.max(1, Math.ceil(ms / secondMs));
  return `${seconds} ${nounFor(seconds, "second")}`;
}

/** Stands in the window while the SIM platform is asked. */
export function readingModal(title: string): ModalView {
  return modal({ title, blocks: [section(mrkdwn`Reading from the SIM platform …`)] });
}

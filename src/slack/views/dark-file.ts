import type { DarkList } from "../../core/fleet/dark-list.ts";
import { countWords, instantWordsUtc, nounFor } from "../../core/words.ts";
import { context, type Message, message, section } from "../kit/blocks.ts";
import { bold, code, type Mrkdwn, mrkdwn } from "../kit/mrkdwn.ts";
import { type ExportedFile, exportFailedMessage, openFileLine } from "./exported.ts";

/** Stands above the file in the conversation with the bot. */
export function darkComment({ total, at }: DarkList): Mrkdwn {
  return mrkdwn`${bold("SIMs silent beyond their own rhythm")}: ${countWords(total)}, as of ${instantWordsUtc(at)}.`;
}

/** Where the file went, to whoever asked for it alone. */
export function darkFileMessage({ name, rows, permalink }: ExportedFile): Message {
  const what = mrkdwn`Sent you ${countWords(rows)} ${nounFor(rows, "SIM")} as a CSV file, in your direct messages with ${bold("simscope")}.`;
  return message(what, [
    section(openFileLine(what, permalink)),
    context([mrkdwn`${code(name)}. Times are UTC; each row says when its SIM was read.`]),
  ]);
}

export function darkNotSentMessage(reason: string | null): Message {
  return exportFailedMessage(reason);
}

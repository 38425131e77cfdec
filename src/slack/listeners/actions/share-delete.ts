import type { App, BlockAction } from "@slack/bolt";
import { staleButton } from "../../answers/clicked-question.ts";
import type { Reply } from "../../delivery/answering.ts";
import { takeBack } from "../../delivery/deliver.ts";
import { fieldsOf } from "../../intake/judge-payload.ts";
import { decodeSharer } from "../../values/sharer.ts";
import {
  notTheSharerMessage,
  shareDeletedMessage,
  shareNotDeletedMessage,
} from "../../views/shared-report.ts";
import type { ListenerParts } from "../parts.ts";
import { asideButton, type Click, listenToPress } from "./aside-button.ts";

/** Takes a shared answer out of the channel again, for the person who shared it. */
export function listenToShareDelete(app: App, parts: ListenerParts): void {
  const listener = asideButton("share_delete", parts, async (click): Promise<Reply> => {
    const sharer = decodeSharer(keptValue(click.body));
    if (sharer.kind !== "sharer") return staleButton(sharer.kind).reply;
    if (sharer.userId !== click.asked.userId) {
      const message = notTheSharerMessage(sharer.userId);
      return { kind: "aside", outcome: "not_the_sharer", message };
    }
    const reason = await takeAway(click);
    return reason === null
      ? { kind: "aside", outcome: "ok", message: shareDeletedMessage() }
      : { kind: "aside", outcome: "share_not_deleted", message: shareNotDeletedMessage(reason) };
  });
  listenToPress(app, "share_delete", listener);
}

/**
 * As the bot where it is a member. Else by the press's own response_url, which deletes its message
 * wherever that stands: so it was posted there, too. Both may be tried: nothing goes twice.
 *
 * @returns why it still stands, or `null`
 */
async function takeAway({ body, asked: { channelId }, slack, respond }: Click) {
  const ts: unknown = body.container?.["message_ts"];
  if (channelId !== null && typeof ts === "string") {
    const removed = await slack.remove(channelId, ts);
    if (removed.kind === "done") return null;
    if (removed.kind === "refused" && removed.reason === "message_not_found") return null;
  }
  const taken = await takeBack(respond);
  return taken.kind === "delivered" ? null : taken.reason;
}

/**
 * The value as Slack keeps it in the message. The one that came with the press is the client's
 * word: with a made-up one anybody could take away what others shared, or another answer.
 */
function keptValue({ message }: BlockAction): unknown {
  const blocks: unknown = message?.["blocks"];
  const elements = listIn(blocks).flatMap((block) => listIn(fieldsOf(block)["elements"]));
  const button = elements.map(fieldsOf).find((one) => one["action_id"] === "share_delete");
  return button?.["value"];
}

function listIn(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

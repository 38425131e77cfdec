import type { App } from "@slack/bolt";
import { clickedQuestion } from "../../answers/clicked-question.ts";
import type { Reply } from "../../delivery/answering.ts";
import { deliverOnce, mayHaveArrived, sendWithPicture } from "../../delivery/deliver.ts";
import { isPictureRefused } from "../../delivery/slack-calls.ts";
import type { Message } from "../../kit/blocks.ts";
import type { ButtonState } from "../../values/button-state.ts";
import {
  sharedConfirmation,
  shareRefusedMessage,
  shareUnconfirmedMessage,
} from "../../views/shared-report.ts";
import type { ListenerParts } from "../parts.ts";
import { asideButton, type Click, listenToPress } from "./aside-button.ts";

/** The private answer in a short form, masked, for everybody in the channel. Slack asked before. */
export function listenToShare(app: App, parts: ListenerParts): void {
  const listener = asideButton("sessions_share", parts, async (click, scope) => {
    const clicked = clickedQuestion(click.value, scope);
    if (clicked.kind === "other") return clicked.reply;
    const { question, state } = clicked;
    const sharedBy = click.asked.userId;
    const place = { position: state, audience: "channel", sharedBy } as const;
    const answer = await parts.reports(question, place, click.asked);
    if (answer.kind === "aside") return answer;
    const posted = await postAnswer(answer, state, click);
    return { kind: "aside", ...(answer.sims !== undefined && { sims: answer.sims }), ...posted };
  });
  listenToPress(app, "sessions_share", listener);
}

/**
 * What the click's response_url can do although the bot may not: it reaches every channel, and
 * takes longer messages. Other refusals (a channel where only some may post) are respected.
 */
const goesAnotherWay = new Set([
  ...["channel_not_found", "not_in_channel", "missing_scope"],
  ...["msg_blocks_too_long", "ratelimited"],
]);

/** As the bot where it is a member, else by the other way. Never both: it might stand there twice. */
async function postAnswer(
  answer: Reply,
  { asOf }: ButtonState,
  { asked: { channelId }, slack, respond }: Click,
): Promise<{ readonly outcome: string; readonly message: Message }> {
  const shared = { outcome: "ok", message: sharedConfirmation(asOf) };
  const unconfirmed = { outcome: "share_unconfirmed", message: shareUnconfirmedMessage() };
  const refused = (reason: string) => ({
    outcome: "share_refused",
    message: shareRefusedMessage(reason),
  });
  if (channelId !== null) {
    const posted = await sendWithPicture(
      answer,
      (message) => slack.post(channelId, message),
      isPictureRefused,
    );
    if (posted.kind === "done") return shared;
    if (posted.kind === "unconfirmed") return unconfirmed;
    if (!goesAnotherWay.has(posted.reason)) return refused(posted.reason);
  }
  const plain = answer.withoutPicture ?? answer.message;
  const delivery = await deliverOnce(respond, plain, { kind: "new", isPublic: true });
  if (delivery.kind === "delivered") return shared;
  return mayHaveArrived(delivery) ? unconfirmed : refused(delivery.reason);
}

import type { App } from "@slack/bolt";
import { clickedQuestion } from "../../answers/clicked-question.ts";
import type { Reply } from "../../delivery/answering.ts";
import { deliverOnce, mayHaveArrived, sendWithPicture } from "../../delivery/deliver.ts";
import { isPictureRefused } from "../../delivery/slack-calls.ts";
import type { Message } from "../../kit/blocks.ts";
import type { ButtonState } from "../../values/button-state.ts";
import {
  sharedConfirmation,
  sharedReportMessage,
  shareRefusedMessage,
  shareUnconfirmedMessage,
} from "../../views/shared-report.ts";
import type { ListenerParts } from "../parts.ts";
import { type Click, listenToAsideButton } from "./aside-button.ts";

/** The private answer, masked, for everybody in the channel. */
export function listenToShare(app: App, parts: ListenerParts): void {
  listenToAsideButton(app, "sessions_share", parts, async (click, scope) => {
    const clicked = clickedQuestion(click.value, scope);
    if (clicked.kind === "other") return clicked.reply;
    const { question, state } = clicked;
    const place = { position: state, audience: "channel" } as const;
    const answer = await parts.reports(question, place, click.asked);
    if (answer.kind === "aside") return answer;
    const posted = await postAnswer(answer, state, click);
    return { kind: "aside", ...(answer.sims !== undefined && { sims: answer.sims }), ...posted };
  });
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
  { asked: { userId, channelId }, slack, respond }: Click,
): Promise<{ readonly outcome: string; readonly message: Message }> {
  const shared = { outcome: "ok", message: sharedConfirmation(asOf) };
  const unconfirmed = { outcome: "share_unconfirmed", message: shareUnconfirmedMessage() };
  const refused = (reason: string) => ({
    outcome: "share_refused",
    message: shareRefusedMessage(reason),
  });
  const toShare = (message: Message) => sharedReportMessage(message, userId, asOf);
  if (channelId !== null) {
    const posted = await sendWithPicture(
      answer,
      (message) => slack.post(channelId, toShare(message)),
      isPictureRefused,
    );
    if (posted.kind === "done") return shared;
    if (posted.kind === "unconfirmed") return unconfirmed;
    if (!goesAnotherWay.has(posted.reason)) return refused(posted.reason);
  }
  const plain = toShare(answer.withoutPicture ?? answer.message);
  const delivery = await deliverOnce(respond, plain, { kind: "new", isPublic: true });
  if (delivery.kind === "delivered") return shared;
  return mayHaveArrived(delivery) ? unconfirmed : refused(delivery.reason);
}

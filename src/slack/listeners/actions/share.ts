import type { App, BlockAction, RespondFn } from "@slack/bolt";
import type { Scope } from "../../../accounts/accounts.ts";
import { clickedQuestion } from "../../answers/clicked-question.ts";
import type { ReportAnswers } from "../../answers/report-answers.ts";
import type { Reply } from "../../delivery/answering.ts";
import { deliverOnce, mayHaveArrived, sendWithPicture } from "../../delivery/deliver.ts";
import { isPictureRefused, type SlackCalls } from "../../delivery/slack-calls.ts";
import { type Asked, askedBy } from "../../intake/asker.ts";
import type { Message } from "../../kit/blocks.ts";
import type { ButtonState } from "../../values/button-state.ts";
import {
  sharedConfirmation,
  sharedReportMessage,
  shareRefusedMessage,
  shareUnconfirmedMessage,
} from "../../views/shared-report.ts";
import type { ListenerParts } from "../parts.ts";
import { createOnceAtATime } from "./once-at-a-time.ts";
import { clickedValue } from "./session-buttons.ts";

/** The private answer, masked, for everybody in the channel. */
export function listenToShare(app: App, { answer, reports, slackCalls }: ListenerParts): void {
  const once = createOnceAtATime();
  app.action<BlockAction>("sessions_share", async ({ ack, action, body, respond, context }) => {
    await ack();
    const asked = askedBy(body, "sessions_share");
    const value = clickedValue(action);
    const channel = { slack: slackCalls(context.botToken ?? ""), respond };
    await once([asked.userId, asked.channelId, value], () =>
      answer(asked, respond, { kind: "new", isPublic: false }, (scope) =>
        replyTo(reports, { value, scope }, asked, channel),
      ),
    );
  });
}

/** The two ways into a channel. */
interface WaysIn {
  readonly slack: SlackCalls;
  readonly respond: RespondFn;
}

async function replyTo(
  reports: ReportAnswers,
  { value, scope }: { readonly value: unknown; readonly scope: Scope },
  asked: Asked,
  channel: WaysIn,
): Promise<Reply> {
  const clicked = clickedQuestion(value, scope);
  if (clicked.kind === "other") return clicked.reply;
  const { question, state } = clicked;
  const answer = await reports(question, { position: state, audience: "channel" }, asked);
  if (answer.kind === "aside") return answer;
  const posted = await postAnswer(answer, asked, state, channel);
  return { kind: "aside", ...(answer.sims !== undefined && { sims: answer.sims }), ...posted };
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
  { userId, channelId }: Asked,
  { asOf }: ButtonState,
  { slack, respond }: WaysIn,
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

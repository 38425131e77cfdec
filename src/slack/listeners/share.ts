import type { App, BlockAction, RespondFn } from "@slack/bolt";
import type { Scope } from "../../usecases/accounts.ts";
import { scopeNamed } from "../account-scope.ts";
import type { Answering, Asked, Reply } from "../answering.ts";
import { askedBy } from "../asker.ts";
import { type ButtonState, decodeButton, momentOf } from "../button-state.ts";
import { deliverOnce, mayHaveArrived } from "../deliver.ts";
import type { Message } from "../kit/blocks.ts";
import type { ReportAnswers } from "../report-answers.ts";
import type { SlackCalls, SlackCallsFor } from "../slack-calls.ts";
import { staleButtonMessage } from "../views/outcomes.ts";
import {
  sharedConfirmation,
  sharedReportMessage,
  shareRefusedMessage,
  shareUnconfirmedMessage,
} from "../views/shared-report.ts";
import { createOnceAtATime } from "./once-at-a-time.ts";
import { clickedValue } from "./session-buttons.ts";

export interface ShareParts {
  readonly answer: Answering;
  readonly reports: ReportAnswers;
  readonly slackCalls: SlackCallsFor;
}

/** The private answer, masked, for everybody in the channel. */
export function listenToShare(app: App, { answer, reports, slackCalls }: ShareParts): void {
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
  const decoded = decodeButton(value);
  if (decoded.kind !== "state") {
    return { kind: "aside", outcome: decoded.kind, message: staleButtonMessage(decoded.kind) };
  }
  const { state } = decoded;
  const named = scopeNamed(scope, state.account);
  if (named.kind === "other") return named.reply;
  const answer = await answerForChannel(reports, named.scope, state, asked);
  if (answer.kind === "aside") return answer;
  const posted = await postAnswer(answer, asked, state, channel);
  return { kind: "aside", ...(answer.sims !== undefined && { sims: answer.sims }), ...posted };
}

function answerForChannel(
  reports: ReportAnswers,
  scope: Scope,
  state: ButtonState,
  asked: Asked,
): Promise<Reply> {
  const { simSid, windowName, ...position } = state;
  const place = { position, audience: "channel" } as const;
  return reports({ sim: simSid, scope, windowName, moment: momentOf(state) }, place, asked);
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
  { message, withoutPicture, forgetPicture }: Reply,
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
  const toShare = sharedReportMessage(message, userId, asOf);
  const plain = sharedReportMessage(withoutPicture ?? message, userId, asOf);
  if (channelId !== null) {
    const posted = await postWithOrWithout(slack, channelId, toShare, plain, forgetPicture);
    if (posted.kind === "done") return shared;
    if (posted.kind === "unconfirmed") return unconfirmed;
    if (!goesAnotherWay.has(posted.reason)) return refused(posted.reason);
  }
  const delivery = await deliverOnce(respond, plain, { kind: "new", isPublic: true });
  if (delivery.kind === "delivered") return shared;
  return mayHaveArrived(delivery) ? unconfirmed : refused(delivery.reason);
}

/** Slack may refuse a picture that it called ready. */
async function postWithOrWithout(
  slack: SlackCalls,
  channelId: string,
  message: Message,
  withoutPicture: Message,
  forgetPicture: (() => void) | undefined,
) {
  const posted = await slack.post(channelId, message);
  const isPictureRefused = posted.kind === "refused" && posted.reason === "invalid_blocks";
  if (!isPictureRefused) return posted;
  forgetPicture?.();
  return slack.post(channelId, withoutPicture);
}

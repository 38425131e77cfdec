import type { Instant } from "../../core/instant.ts";
import { instantWordsUtc } from "../../core/words.ts";
import { context, type Message, message, section } from "../kit/blocks.ts";
import { bold, instantMrkdwn, mention, mrkdwn } from "../kit/mrkdwn.ts";
import { refusalKind } from "../kit/slack-words.ts";

/** An answer made for the channel, as it stood, with who brought it there. */
export function sharedReportMessage(answer: Message, userId: string, asOf: Instant): Message {
  const by = context([
    mrkdwn`Shared by ${mention(userId)}, as of ${instantMrkdwn(asOf)} (${instantWordsUtc(asOf)}).`,
  ]);
  return { text: answer.text, blocks: by === null ? answer.blocks : [by, ...answer.blocks] };
}

/** To the person who shared it alone. */
export function sharedConfirmation(asOf: Instant): Message {
  const what = mrkdwn`Shared with this channel, as of ${instantMrkdwn(asOf)} (${instantWordsUtc(asOf)}).`;
  return message(what, [
    section(what),
    context([mrkdwn`IMEI, ICCID and positions are masked there. Your own answer stays private.`]),
  ]);
}

/** Slack gave no answer: posting again might post twice. */
export function shareUnconfirmedMessage(): Message {
  const what = mrkdwn`Slack did not confirm that the answer was posted.`;
  const next = mrkdwn`Please look in the channel before you press ${bold("Share")} again: it may be there already.`;
  return message(mrkdwn`${what} ${next}`, [section(mrkdwn`${what}\n${next}`)]);
}

/** Nobody's rights are in question: a moment later it may work. */
const theirs = new Set(["slack_failed", "limited"]);

/** Neither way led into the channel. */
export function shareRefusedMessage(reason: string): Message {
  const isTheirs = theirs.has(refusalKind(reason));
  const what = isTheirs
    ? mrkdwn`Slack did not post the answer.`
    : mrkdwn`Slack did not let simscope post here.`;
  const next = isTheirs
    ? mrkdwn`It is on Slack's side: press ${bold("Share")} again in a minute.`
    : mrkdwn`Perhaps only some people may post in this channel. Ask whoever looks after it, or share the answer in another channel.`;
  return message(mrkdwn`${what} ${next}`, [
    section(mrkdwn`${what}\n${next}`),
    context([mrkdwn`Slack's word for it: ${reason}`]),
  ]);
}

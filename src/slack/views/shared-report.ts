import type { Instant } from "../../core/instant.ts";
import { privateNumbers } from "../../core/private-numbers.ts";
import type { SimReport } from "../../core/report.ts";
import * as kit from "../kit/blocks.ts";
import { context, type Message, message, section } from "../kit/blocks.ts";
import { maskedMessage } from "../kit/message-texts.ts";
import { bold, mention, mrkdwn } from "../kit/mrkdwn.ts";
import { refusalKind } from "../kit/slack-words.ts";
import { encodeSharer } from "../values/sharer.ts";
import { reportedName } from "./account-words.ts";
import type { Quiet } from "./quiet.ts";
import { localAndUtc } from "./report-facts.ts";
import { verdictSentence } from "./report-line.ts";
import { answerHead } from "./sim-report.ts";
import type { PictureView } from "./timeline-picture.ts";

/**
 * An answer for everybody in the channel, as it stood: what is wrong, the picture and the facts,
 * masked, with who brought it there and can take it away. The rest is for who asks.
 */
export function sharedReportMessage(
  report: SimReport,
  picture: PictureView | null,
  sharedBy: string,
  quiet: Quiet | null = null,
): Message {
  const by = mrkdwn`Shared by ${mention(sharedBy)}`;
  const shared = kit.message(mrkdwn`${verdictSentence(report)} ${by}.`, [
    ...answerHead(report, picture, { audience: "channel", quiet }),
    context([by, mrkdwn`Packets are not bytes.`]),
    kit.actions([
      kit.button({
        actionId: "share_delete",
        label: "Delete",
        spoken: `what was shared about ${reportedName(report)}`,
        value: encodeSharer(sharedBy),
      }),
    ]),
  ]);
  return maskedMessage(shared, privateNumbers(report));
}

/** To the person who deleted it alone. */
export function shareDeletedMessage(): Message {
  const what = mrkdwn`Deleted: what you shared does not stand in this conversation any more.`;
  return message(what, [section(what)]);
}

/** Somebody else pressed Delete. */
export function notTheSharerMessage(sharedBy: string): Message {
  const what = mrkdwn`Only ${mention(sharedBy)}, who shared this answer, can delete it here.`;
  const next = mrkdwn`Ask them, or somebody who may delete messages in this workspace.`;
  return message(mrkdwn`${what} ${next}`, [section(mrkdwn`${what}\n${next}`)]);
}

/** Neither way took it out of the channel. */
export function shareNotDeletedMessage(reason: string): Message {
  const what = mrkdwn`Slack did not delete the shared answer.`;
  const next = mrkdwn`Press ${bold("Delete")} again in a minute. If it stays, ask somebody who may delete messages in this workspace.`;
  return message(mrkdwn`${what} ${next}`, [
    section(mrkdwn`${what}\n${next}`),
    context([mrkdwn`Slack's word for it: ${reason}`]),
  ]);
}

/** To the person who shared it alone. */
export function sharedConfirmation(asOf: Instant): Message {
  const what = mrkdwn`Shared with this channel, as of ${localAndUtc(asOf)}.`;
  return message(what, [
    section(what),
    context([
      mrkdwn`IMEI, ICCID and positions are masked there. Your own answer stays private. ${bold("Delete")} below what you shared takes it away.`,
    ]),
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

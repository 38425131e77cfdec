import { assertNever } from "../../core/errors.ts";
import { context, type Message, message, section } from "../kit/blocks.ts";
import { bold, channelMention, code, type Mrkdwn, mrkdwn } from "../kit/mrkdwn.ts";
import { refusalKind } from "../kit/slack-words.ts";

/** Where an answer for everybody could not be posted. */
export interface NotPosted {
  readonly channelId: string;
  /** Slack's word; `null`: it gave no answer, so the message may stand there all the same. */
  readonly reason: string | null;
}

/** The answer for whoever asked alone, with the reason why it is not where they asked. */
export function toAskerInstead(answer: Message, where: NotPosted): Message {
  const why = whyMrkdwn(where);
  const told = mrkdwn`${why} Here it is, for you alone:`;
  const { blocks } = message(told, [section(told), ...answer.blocks, wordLine(where)]);
  return { text: `${told.mrkdwn} ${answer.text}`, blocks };
}

/** For an answer that Slack takes nowhere. */
export function toAskerInWords(where: NotPosted): Message {
  const why = whyMrkdwn(where);
  const next = mrkdwn`It did not take the answer here either. Ask again with ${code("/sim")} in any channel: then only you see it.`;
  return message(mrkdwn`${why} ${next}`, [section(mrkdwn`${why}\n${next}`), wordLine(where)]);
}

function whyMrkdwn({ channelId, reason }: NotPosted): Mrkdwn {
  const place = channelMention(channelId);
  return reason === null
    ? mrkdwn`${bold("Slack did not confirm that the answer was posted")} in ${place}. It may stand there already.`
    : mrkdwn`${bold("Slack did not take the answer")} in ${place}. ${reasonWords(reason)}`;
}

function wordLine({ reason }: NotPosted) {
  return reason === null ? null : context([mrkdwn`Slack's word for it: ${reason}`]);
}

/** One sentence on why, and what could be done. */
function reasonWords(reason: string): Mrkdwn {
  const kind = refusalKind(reason);
  switch (kind) {
    case "not_member":
      return mrkdwn`simscope is no member there: ${code("/invite @simscope")} lets it in.`;
    case "closed":
      return mrkdwn`Only some people may post there, or the thread is locked.`;
    case "archived":
      return mrkdwn`The channel is archived.`;
    case "limited":
      return mrkdwn`It is limiting how much may be posted there just now.`;
    case "too_long":
      return mrkdwn`It is too long for one message there.`;
    case "malformed":
      return mrkdwn`It did not like the form of it, which is simscope's fault.`;
    case "right":
      return mrkdwn`simscope lacks a right there: ask the person who installed it.`;
    case "access":
      return mrkdwn`simscope's access to the workspace is gone: ask the person who runs it.`;
    case "slack_failed":
      return mrkdwn`The fault is on Slack's side.`;
    default:
      return assertNever(kind);
  }
}

import type { Instant } from "../../core/instant.ts";
import { countWords, instantWordsUtc, nounFor } from "../../core/words.ts";
import { context, type Message, message, section } from "../kit/blocks.ts";
import { bold, code, joined, type Mrkdwn, mrkdwn } from "../kit/mrkdwn.ts";
import { exportFailedMessage } from "./exported.ts";
import { whomToAsk } from "./whom-to-ask.ts";

/** Who asked, in a stretch of time. */
export interface AuditWords {
  readonly name: string;
  readonly questions: number;
  readonly from: Instant;
  readonly to: Instant;
}

function questionsWords(count: number): string {
  return `${countWords(count)} ${nounFor(count, "question")}`;
}

/** Stands above the file in the conversation with the bot. */
export function auditComment({ questions, from, to }: AuditWords): Mrkdwn {
  return mrkdwn`${bold("Who asked")}: ${questionsWords(questions)}, ${instantWordsUtc(from)} to ${instantWordsUtc(to)}.`;
}

/** `waiting`: what the database has not taken yet. */
export function auditSentMessage({ name, questions }: AuditWords, waiting = 0): Message {
  const what = mrkdwn`Sent you ${questionsWords(questions)} as a file, in your direct messages with ${bold("simscope")}.`;
  const missing = mrkdwn`Not in the file: ${questionsWords(waiting)} that the database has not taken yet. Ask again in a minute.`;
  return message(what, [
    section(what),
    ...(waiting > 0 ? [section(missing)] : []),
    context([
      mrkdwn`${code(name)}, a line of JSON for each question. It tells who looked at which SIM: think before you pass it on.`,
    ]),
  ]);
}

export function nobodyAskedMessage(): Message {
  const what = mrkdwn`Nobody asked anything in that time, as far as it is kept.`;
  return message(what, [section(what)]);
}

export function auditUnreadMessage(): Message {
  return inTwoLines(
    mrkdwn`Who asked cannot be read just now: simscope's database did not answer. Nothing of it is lost.`,
    mrkdwn`It is on simscope's side: try again in a minute. ${code("/sim health")} says how the database is doing.`,
  );
}

export function auditTooLongMessage(most: number): Message {
  const what = mrkdwn`That is more than ${countWords(most)} questions, too many for one file.`;
  const next = mrkdwn`Ask for fewer days, as ${code("/sim audit 1d")}, or run ${code("npm run audit")} where simscope runs.`;
  return inTwoLines(what, next);
}

/** Neither a stretch of time nor a moment that has passed. */
export function auditSinceMessage(): Message {
  return inTwoLines(
    mrkdwn`From when on? That is no time that has passed.`,
    mrkdwn`Try ${code("/sim audit 7d")}, ${code("/sim audit 12h")} or a date, as ${code("/sim audit 2026-11-01")}.`,
  );
}

/** Who asked is for admins alone. */
export function notAnAdminMessage(admins: readonly string[]): Message {
  const what = mrkdwn`Who asked what is told to admins of simscope only.`;
  const add = mrkdwn`to add you to ${code("ADMIN_USERS")}`;
  return inTwoLines(
    what,
    admins.length === 0
      ? mrkdwn`None is named yet: ask ${whomToAsk([])} ${add}.`
      : mrkdwn`Ask ${whomToAsk(admins)} to look, or ${add}.`,
  );
}

/** Slack did not take the file. `reason` is Slack's word, `null` when it gave no answer at all. */
export function auditNotSentMessage(reason: string | null): Message {
  return exportFailedMessage(reason, mrkdwn`ask for it`);
}

function inTwoLines(what: Mrkdwn, next: Mrkdwn): Message {
  return message(mrkdwn`${what} ${next}`, [section(joined([what, next], "\n"))]);
}

import type { SimReport } from "../../core/report.ts";
import { durationWords, instantWordsUtc } from "../../core/words.ts";
import { bold, instantMrkdwn, type Mrkdwn, mrkdwn } from "../kit/mrkdwn.ts";

/**
 * Said first, because everything after it is about an earlier moment. `null`: the report is as
 * new as the question.
 */
export function staleLine({ stale, account, asOf }: SimReport): Mrkdwn | null {
  if (stale === null) return null;
  const age = durationWords(stale.askedAt - asOf);
  const why =
    stale.because === "limited" ? mrkdwn`is limiting how much we may ask` : mrkdwn`does not answer`;
  const whose = account === null ? mrkdwn`` : mrkdwn` of account ${bold(account)}`;
  return mrkdwn`:hourglass: *Not up to date.* The SIM platform${whose} ${why}, so this is what simscope read ${age} earlier, at ${instantMrkdwn(asOf)} (${instantWordsUtc(asOf)}). Press Refresh to try again.`;
}

import { hourMs } from "../../core/instant.ts";
import type { SimReport } from "../../core/report.ts";
import { durationWords, instantWordsUtc } from "../../core/words.ts";
import { bold, instantMrkdwn, joined, type Mrkdwn, mrkdwn } from "../kit/mrkdwn.ts";

/** From this age on it is said that much may have happened since. */
const longAgoMs = hourMs;

/**
 * Said first, because everything after it is about an earlier moment. `null`: the report is as
 * new as the question.
 */
export function staleLine({ stale, account, asOf }: SimReport): Mrkdwn | null {
  if (stale === null) return null;
  const ageMs = stale.askedAt - asOf;
  const why =
    stale.because === "limited" ? mrkdwn`was limiting how much we may ask` : mrkdwn`did not answer`;
  const whose = account === null ? mrkdwn`` : mrkdwn` of account ${bold(account)}`;
  return joined(
    [
      mrkdwn`:hourglass: *Not up to date.* The SIM platform${whose} ${why}, so this is what simscope read ${durationWords(ageMs)} earlier: ${instantMrkdwn(asOf)} (${instantWordsUtc(asOf)}).`,
      ageMs < longAgoMs ? null : mrkdwn`*What happened since is not known.*`,
    ],
    " ",
  );
}

/** `10 h ago`: when it was so, to be said beside whatever was so. `null`: it is so now. */
export function whenWords({ stale, asOf }: SimReport): string | null {
  return stale === null ? null : `${durationWords(stale.askedAt - asOf)} ago`;
}

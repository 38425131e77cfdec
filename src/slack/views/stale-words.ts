import { hourMs } from "../../core/instant.ts";
import type { SimReport, Stale } from "../../core/report.ts";
import { durationWords, instantWordsUtc } from "../../core/words.ts";
import { bold, instantMrkdwn, joined, type Mrkdwn, mrkdwn, ours } from "../kit/mrkdwn.ts";

/** From this age on it is said that much may have happened since. */
const longAgoMs = hourMs;

/**
 * Said first, because everything after it is about an earlier moment. `null`: the report is as
 * new as the question.
 */
export function staleLine({ stale, account, asOf }: SimReport): Mrkdwn | null {
  if (stale === null) return null;
  const ageMs = stale.askedAt - asOf;
  return joined(
    [
      mrkdwn`:hourglass: *Not up to date.* ${whyStale(stale, account)}, so this is what simscope read ${durationWords(ageMs)} earlier: ${instantMrkdwn(asOf)} (${instantWordsUtc(asOf)}).`,
      ageMs < longAgoMs ? null : mrkdwn`*What happened since is not known.*`,
    ],
    " ",
  );
}

function whyStale({ because }: Stale, account: string | null): Mrkdwn {
  const why = because === "limited" ? "was limiting how much we may ask" : "did not answer";
  return mrkdwn`The SIM platform${account === null ? "" : mrkdwn` of account ${bold(account)}`} ${ours(why)}`;
}

/**
 * The same in an answer, whose verdict says of which moment it is: why it is not of now, and what
 * is not known for that.
 */
export function notUpToDateLine({ stale, account, asOf }: SimReport): Mrkdwn | null {
  if (stale === null) return null;
  const since = stale.askedAt - asOf < longAgoMs ? "" : " What happened since is not known.";
  return mrkdwn`*Not up to date:* ${whyStale(stale, account)}.${ours(since)}`;
}

/** `10 h ago`: when it was so, to be said beside whatever was so. `null`: it is so now. */
export function whenWords({ stale, asOf }: SimReport): string | null {
  return stale === null ? null : `${durationWords(stale.askedAt - asOf)} ago`;
}

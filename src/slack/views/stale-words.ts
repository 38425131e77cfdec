import type { SimReport } from "../../core/report.ts";
import { durationWords, instantWordsUtc } from "../../core/words.ts";
import { type Mrkdwn, mrkdwn } from "../kit/mrkdwn.ts";

/**
 * Said first, because everything after it is about an earlier moment. `null`: the report is as
 * new as the question.
 */
export function staleLine({ stale, asOf }: SimReport): Mrkdwn | null {
  if (stale === null) return null;
  const age = durationWords(stale.askedAt - asOf);
  const why =
    stale.because === "limited"
      ? "The SIM platform is limiting how much we may ask"
      : "The SIM platform does not answer";
  return mrkdwn`:hourglass: *Not the present state.* ${why}, so this is what simscope read ${age} earlier, at ${instantWordsUtc(asOf)}. Press Refresh to try again.`;
}

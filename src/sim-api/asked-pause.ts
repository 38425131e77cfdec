import { leftOf } from "../core/age.ts";
import { BotError, isBotError } from "../core/errors.ts";
import { type Instant, secondMs } from "../core/instant.ts";
import type { Clock } from "../core/time.ts";
import type { SimApiCaller } from "./call.ts";
import { standingOf } from "./questions.ts";

/** A longer pause than this is not taken on behalf of everybody: one odd answer must not do that. */
const longestPauseMs = 30 * secondMs;

/**
 * Limits are the account's, not the question's: when the platform asks one call to come back in
 * 5 s, the calls of all other questions keep away for as long too, instead of each finding out
 * for itself. They fail as if they had been asked, so that the retry around this waits or gives up.
 */
export function withAskedPause(call: SimApiCaller, clock: Clock): SimApiCaller {
  let pause: { readonly from: Instant; readonly lastsMs: number } = { from: 0, lastsMs: 0 };
  return async (request, signal) => {
    const leftMs = leftOf(pause.from, clock.now(), pause.lastsMs);
    if (leftMs > 0 && standingOf(request) !== "probe")
      throw new BotError(
        "sim_api_rate_limited",
        `${request.operation}: not sent, the platform asked for a pause`,
        { retryable: true, retryAfterMs: leftMs },
      );
    try {
      return await call(request, signal);
    } catch (error) {
      if (isBotError(error) && error.code === "sim_api_rate_limited") {
        const from = clock.now();
        const lastsMs = Math.min(error.retryAfterMs ?? 0, longestPauseMs);
        if (lastsMs > leftOf(pause.from, from, pause.lastsMs)) pause = { from, lastsMs };
      }
      throw error;
    }
  };
}

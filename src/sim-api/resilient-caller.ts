import { paceOf } from "../accounts/asking.ts";
import { leftOf } from "../core/age.ts";
import { BotError, inAccount, isBotError } from "../core/errors.ts";
import { type Instant, secondMs } from "../core/instant.ts";
import type { Clock } from "../core/time.ts";
import type { SimApiWait } from "../ports/sim-source.ts";
import type { SimApiCaller } from "./call.ts";
import { createCircuitBreaker } from "./circuit-breaker.ts";
import { type ConcurrencyState, limitConcurrency } from "./concurrency.ts";
import type { Wait } from "./deadline.ts";
import { createQuestions, standingOf } from "./questions.ts";
import { withRetry } from "./retry-rules.ts";

interface ResilienceParts {
  readonly clock: Clock;
  readonly wait: Wait;
  /** From 0 to 1. */
  readonly random: () => number;
  readonly mostCallsAtOnce?: number | undefined;
}

interface ResilientCaller {
  readonly call: SimApiCaller;
  /** What the question with this signal is waiting for, if anything. */
  readonly waitOf: (signal: AbortSignal) => SimApiWait | null;
  /** Whether the platform is known to be down, so that calls are answered at once. */
  readonly isDown: () => boolean;
  readonly concurrency: () => ConcurrencyState;
}

/**
 * The caller for one account: repeats, keeps away while asked to, answers at once while the
 * platform is down, and takes turns. A call that waits to be repeated holds no place meanwhile.
 */
export function createResilientCaller(
  plain: SimApiCaller,
  { clock, wait, random, mostCallsAtOnce }: ResilienceParts,
): ResilientCaller {
  const questions = createQuestions(clock);
  const breaker = createCircuitBreaker(clock);
  const limited = limitConcurrency(breaker.watch(plain), {
    clock,
    wait,
    questions,
    most: mostCallsAtOnce,
  });
  const paused = withAskedPause(breaker.gate(limited.call), clock);
  return {
    call: withRetry(inTurn(paused), { clock, wait, random, questions }),
    waitOf: questions.waitOf,
    isDown: () => breaker.downSince() !== null,
    concurrency: limited.state,
  };
}

/** What has a pace waits for its turn here, where it keeps no place from anybody. */
function inTurn(call: SimApiCaller): SimApiCaller {
  return (request, signal) => {
    const pace = paceOf(signal);
    return pace === null ? call(request, signal) : pace.turn().then(() => call(request, signal));
  };
}

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

/** Failures say of which account they are, so that people hear whose platform does not answer. */
export function withAccountName(call: SimApiCaller, account: string | null): SimApiCaller {
  if (account === null) return call;
  return async (request, signal) => {
    try {
      return await call(request, signal);
    } catch (error) {
      throw isBotError(error) ? inAccount(error, account) : error;
    }
  };
}

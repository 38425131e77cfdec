import type { Clock } from "../core/time.ts";
import type { SimApiWait } from "../ports/sim-source.ts";
import { withAskedPause } from "./asked-pause.ts";
import type { SimApiCaller } from "./call.ts";
import { createCircuitBreaker } from "./circuit-breaker.ts";
import { type ConcurrencyState, limitConcurrency } from "./concurrency.ts";
import { createQuestions } from "./questions.ts";
import { withRetry } from "./retry.ts";
import type { Wait } from "./wait.ts";

export interface ResilienceParts {
  readonly clock: Clock;
  readonly wait: Wait;
  /** From 0 to 1. */
  readonly random: () => number;
  readonly mostCallsAtOnce?: number | undefined;
}

export interface ResilientCaller {
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
    call: withRetry(paused, { clock, wait, random, questions }),
    waitOf: questions.waitOf,
    isDown: () => breaker.downSince() !== null,
    concurrency: limited.state,
  };
}

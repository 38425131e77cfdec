import { tookMs } from "../core/age.ts";
import { type BotError, isBotError } from "../core/errors.ts";
import type { Clock } from "../core/time.ts";
import type { SimApiWait } from "../ports/sim-source.ts";
import type { SimApiCaller } from "./call.ts";
import { type Questions, standingOf } from "./questions.ts";
import { decideRetry, retryRules } from "./retry-rules.ts";
import type { Wait } from "./wait.ts";

export interface RetryParts {
  readonly clock: Clock;
  readonly wait: Wait;
  /** From 0 to 1. */
  readonly random: () => number;
  readonly questions: Questions;
}

/** Repeats what `decideRetry` says is worth repeating, never beyond the question's deadline. */
export function withRetry(call: SimApiCaller, parts: RetryParts): SimApiCaller {
  const { clock, wait, random, questions } = parts;
  return async (request, signal) => {
    const question = questions.of(signal);
    const standing = standingOf(request);
    // A listing of all SIMs may take long; each of its pages has a budget of its own.
    const beganAt = standing === "background" ? clock.now() : question.askedAt;
    let earlier: BotError | null = null;
    for (let attempts = 1; ; attempts += 1) {
      try {
        return await call(request, signal);
      } catch (error) {
        if (!isBotError(error)) throw error;
        // That time ran out says less than what went wrong before.
        if (signal.aborted) throw earlier ?? error;
        const elapsedMs = tookMs(beganAt, clock.now());
        const decision = decideRetry(
          error,
          { attempts, elapsedMs, random: random() },
          retryRules[standing],
        );
        if (decision.kind === "give_up") throw error;
        earlier = error;
        const waiting: SimApiWait = {
          kind: error.code === "sim_api_rate_limited" ? "limited" : "failing",
          until: clock.now() + decision.waitMs,
        };
        question.waits.add(waiting);
        await wait(decision.waitMs, signal);
        question.waits.delete(waiting);
        if (signal.aborted) throw error;
      }
    }
  };
}

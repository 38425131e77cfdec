import { tookMs } from "../core/age.ts";
import { type BotError, isBotError } from "../core/errors.ts";
import { secondMs } from "../core/instant.ts";
import type { Clock } from "../core/time.ts";
import type { SimApiWait } from "../ports/sim-source.ts";
import type { SimApiCaller } from "./call.ts";
import type { Wait } from "./deadline.ts";
import { type Questions, type Standing, standingOf } from "./questions.ts";

/** The platforms' number for a conflict with a change under way: worth one more try, not more. */
const conflict = 33010;

/** How often and how patiently a call is repeated. */
interface RetryRules {
  /** After a fault of the platform's or a lost connection. */
  readonly retries: number;
  /** After "too many at once": such a call was not processed, so repeating it costs least. */
  readonly retriesWhenLimited: number;
  /** The longest wait after the n-th attempt is this much times 2ⁿ … */
  readonly baseMs: number;
  /** … but never longer than this. */
  readonly longestWaitMs: number;
  /** No attempt begins later than this after the question (or, in the background, the call) began. */
  readonly budgetMs: number;
}

/**
 * For people: the vendor's own client waits at most 3 s between attempts, and a total of about
 * 10 s leaves an attempt time to finish before the question's own deadline.
 */
const forQuestions: RetryRules = {
  retries: 3,
  retriesWhenLimited: 6,
  baseMs: 200,
  longestWaitMs: 3 * secondMs,
  budgetMs: 10 * secondMs,
};

const forBackground: RetryRules = {
  retries: 4,
  retriesWhenLimited: 8,
  baseMs: 1 * secondMs,
  longestWaitMs: 15 * secondMs,
  budgetMs: 60 * secondMs,
};

/** A probe tells the truth of this moment, so it is never repeated; the sweep has a pace of its own. */
const never: RetryRules = {
  retries: 0,
  retriesWhenLimited: 0,
  baseMs: 0,
  longestWaitMs: 0,
  budgetMs: 0,
};

export const retryRules: Readonly<Record<Standing, RetryRules>> = {
  probe: never,
  question: forQuestions,
  background: forBackground,
  sweep: never,
};

/** What to do about a call that failed. */
type RetryDecision =
  | { readonly kind: "again"; readonly waitMs: number }
  | { readonly kind: "give_up" };

/** Spreads those whom the platform sent away until the same moment. */
const spreadMs = 250;

const giveUp: RetryDecision = { kind: "give_up" };

/**
 * Whether a failed GET is sent again, and after which wait. The platform's own timing wins; without
 * it, exponential back-off with full jitter: any wait from none to the longest is as likely, so
 * that many who failed together do not come back together. Pure.
 *
 * @param attempts how many were made, at least 1
 * @param elapsedMs since the budget began
 * @param random from 0 to 1
 */
export function decideRetry(
  error: BotError,
  { attempts, elapsedMs, random }: { attempts: number; elapsedMs: number; random: number },
  rules: RetryRules,
): RetryDecision {
  // Known to be down: the answer at once is worth more than another try.
  if (!error.retryable || error.downSince !== undefined) return giveUp;
  if (attempts > retriesFor(error, rules)) return giveUp;
  const waitMs =
    error.retryAfterMs === undefined
      ? random * Math.min(rules.longestWaitMs, rules.baseMs * 2 ** attempts)
      : error.retryAfterMs + random * spreadMs;
  return elapsedMs + waitMs < rules.budgetMs ? { kind: "again", waitMs } : giveUp;
}

function retriesFor({ code, platformCode }: BotError, rules: RetryRules): number {
  if (platformCode === conflict) return Math.min(1, rules.retries);
  return code === "sim_api_rate_limited" ? rules.retriesWhenLimited : rules.retries;
}

interface RetryParts {
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
    const standing = standingOf(request, signal);
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

import { tookMs } from "../core/age.ts";
import { BotError, isBotError } from "../core/errors.ts";
import { secondMs } from "../core/instant.ts";
import type { Clock } from "../core/time.ts";
import type { SimApiWait } from "../ports/sim-source.ts";
import { loweredLimit, raisedLimit, startingLimit } from "./adaptive-limit.ts";
import type { SimApiCaller, SimApiRequest } from "./call.ts";
import type { Wait } from "./deadline.ts";
import { countTurn, nextTicket, type Ticket, takeBackTurn } from "./fair-queue.ts";
import { type Questions, standingOf } from "./questions.ts";

export interface ConcurrencyParts {
  readonly clock: Clock;
  readonly wait: Wait;
  readonly questions: Questions;
  /** The most calls at once, before any is refused. */
  readonly most?: number | undefined;
}

interface WaitingTicket extends Ticket {
  readonly start: () => void;
}

/** What the limit is at this moment, for tests and measurements. */
export interface ConcurrencyState {
  readonly limit: number;
  readonly underWay: number;
  readonly waiting: number;
}

/** A call that was given up keeps its place for as long as calls usually take, but not longer than this. */
const longestKeptMs = 1 * secondMs;

/**
 * Lets through as many calls at once as the platform has been seen to take; the others wait for
 * their turn, or until their question's time is over.
 */
export function limitConcurrency(
  call: SimApiCaller,
  { clock, wait: pause, questions, most }: ConcurrencyParts,
): { readonly call: SimApiCaller; readonly state: () => ConcurrencyState } {
  const waiting = new Set<WaitingTicket>();
  let limit = startingLimit(clock.now(), most);
  let underWay = 0;
  /** How long the last good call took. */
  let usualMs = 0;

  const startNext = (): void => {
    for (;;) {
      const next = nextTicket(waiting, underWay, limit.calls);
      if (next === null) return;
      waiting.delete(next);
      underWay += 1;
      countTurn(next.question, questions.now());
      next.start();
    }
  };

  const leave = (): void => {
    underWay -= 1;
    startNext();
  };

  const turn = (request: SimApiRequest<unknown>, signal: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      if (signal.aborted) return reject(outOfTime(request));
      const question = questions.of(signal);
      const wait: SimApiWait = { kind: "queued" };
      const stopWaiting = (): void => {
        signal.removeEventListener("abort", giveUp);
        question.waits.delete(wait);
      };
      const ticket: WaitingTicket = {
        standing: standingOf(request, signal),
        question,
        start: () => {
          stopWaiting();
          resolve();
        },
      };
      const giveUp = (): void => {
        stopWaiting();
        waiting.delete(ticket);
        reject(outOfTime(request));
      };
      signal.addEventListener("abort", giveUp, { once: true });
      question.waits.add(wait);
      waiting.add(ticket);
      startNext();
    });

  return {
    call: async (request, signal) => {
      await turn(request, signal);
      const then = limit;
      const startedAt = clock.now();
      let keptMs = 0;
      try {
        const value = await call(request, signal);
        usualMs = tookMs(startedAt, clock.now());
        limit = raisedLimit(limit, waiting.size > 0, clock.now());
        return value;
      } catch (error) {
        if (isBotError(error) && error.code === "sim_api_rate_limited") {
          limit = loweredLimit(limit, then, clock.now());
          takeBackTurn(questions.of(signal));
        }
        if (mayStillRun(error)) keptMs = Math.min(usualMs, longestKeptMs);
        throw error;
      } finally {
        if (keptMs > 0) void pause(keptMs, new AbortController().signal).then(leave);
        else leave();
      }
    },
    state: () => ({ limit: limit.calls, underWay, waiting: waiting.size }),
  };
}

/** We stopped to listen, but the platform may still count the call as one of ours. */
function mayStillRun(error: unknown): boolean {
  return isBotError(error) && error.code === "sim_api_timeout" && error.downSince === undefined;
}

function outOfTime({ operation }: SimApiRequest<unknown>): BotError {
  return new BotError("sim_api_timeout", `${operation}: no turn before the deadline`, {
    retryable: true,
    detail: "queued",
  });
}

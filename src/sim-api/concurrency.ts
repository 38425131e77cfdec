import { BotError, isBotError } from "../errors.ts";
import type { Clock, SimApiWait } from "../usecases/ports.ts";
import { loweredLimit, raisedLimit, startingLimit } from "./adaptive-limit.ts";
import type { SimApiCaller, SimApiRequest } from "./call.ts";
import { nextTicket, type Ticket } from "./fair-queue.ts";
import { type Questions, standingOf } from "./questions.ts";

export interface ConcurrencyParts {
  readonly clock: Clock;
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

/**
 * Lets through as many calls at once as the platform has been seen to take; the others wait for
 * their turn, or until their question's time is over.
 */
export function limitConcurrency(
  call: SimApiCaller,
  { clock, questions, most }: ConcurrencyParts,
): { readonly call: SimApiCaller; readonly state: () => ConcurrencyState } {
  const waiting = new Set<WaitingTicket>();
  let limit = startingLimit(clock.now(), most);
  let underWay = 0;

  const startNext = (): void => {
    for (;;) {
      const next = nextTicket(waiting, underWay, limit.calls);
      if (next === null) return;
      waiting.delete(next);
      underWay += 1;
      next.question.callsServed += 1;
      next.start();
    }
  };

  const turn = (request: SimApiRequest<unknown>, signal: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      if (signal.aborted) return reject(outOfTime(request));
      const question = questions.of(signal);
      const wait: SimApiWait = { kind: "queued" };
      const leave = (): void => {
        signal.removeEventListener("abort", giveUp);
        question.waits.delete(wait);
      };
      const ticket: WaitingTicket = {
        standing: standingOf(request),
        question,
        start: () => {
          leave();
          resolve();
        },
      };
      const giveUp = (): void => {
        leave();
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
      try {
        const value = await call(request, signal);
        limit = raisedLimit(limit, waiting.size > 0, clock.now());
        return value;
      } catch (error) {
        if (isBotError(error) && error.code === "sim_api_rate_limited") {
          limit = loweredLimit(limit, then, clock.now());
          // Not processed, so it was no turn.
          questions.of(signal).callsServed -= 1;
        }
        throw error;
      } finally {
        underWay -= 1;
        startNext();
      }
    },
    state: () => ({ limit: limit.calls, underWay, waiting: waiting.size }),
  };
}

function outOfTime({ operation }: SimApiRequest<unknown>): BotError {
  return new BotError("sim_api_timeout", `${operation}: no turn before the deadline`, {
    retryable: true,
    detail: "queued",
  });
}

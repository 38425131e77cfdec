import { type BotError, isBotError } from "../core/errors.ts";
import type { SimApiCall } from "../ports/sim-source.ts";
import { signOf } from "./breaker-state.ts";
import type { SimApiCaller, SimApiRequest } from "./call.ts";
import { standingOf } from "./questions.ts";

/** How a call ended after all its attempts: `ok`, or the error code that its question got. */
export type SimApiOutcome = Pick<SimApiCall, "operation" | "outcome">;

/** Told where an outcome says something about the platform as a whole. */
export type SimApiOutcomeObserver = (outcome: SimApiOutcome) => void;

/**
 * Tells of outcomes, where an observer of calls hears of every attempt: an attempt that a retry
 * or a new token heals is no news of the platform. Neither is a call that was never sent, one
 * whose question ran out of time, or a failure about one SIM while others are answered. So this is
 * what readiness can rely on.
 *
 * @param isDown whether the platform is known to be down
 */
export function withOutcome(
  call: SimApiCaller,
  isDown: () => boolean,
  tell: SimApiOutcomeObserver,
): SimApiCaller {
  return async (request, signal) => {
    const { operation } = request;
    try {
      const value = await call(request, signal);
      tell({ operation, outcome: "ok" });
      return value;
    } catch (error) {
      if (isBotError(error) && isAboutPlatform(error, request, signal.aborted, isDown()))
        tell({ operation, outcome: error.code });
      throw error;
    }
  };
}

function isAboutPlatform(
  error: BotError,
  request: SimApiRequest<unknown>,
  isOver: boolean,
  isDown: boolean,
): boolean {
  // It asks about nothing but the platform, and its deadline is there to find one that hangs.
  if (standingOf(request) === "probe") return true;
  // Not sent, because the platform had asked another call for a pause.
  if (error.code === "sim_api_rate_limited" && error.status === undefined) return false;
  const { kind } = signOf(error, isOver);
  return kind === "alive" || (kind === "dead" && isDown);
}

import { BotError, isBotError } from "../core/errors.ts";
import type { Instant } from "../core/instant.ts";
import type { Clock } from "../core/time.ts";
import {
  admission,
  afterSign,
  type BreakerState,
  closed,
  type Sign,
  signOf,
} from "./breaker-state.ts";
import type { SimApiCaller, SimApiRequest } from "./call.ts";
import { standingOf } from "./questions.ts";

/**
 * Answers at once while the platform is down, instead of letting each person wait for the same
 * silence. Stands in two places: before the queue, so that nobody queues in vain, and behind it,
 * because the platform may have gone down meanwhile.
 */
export interface CircuitBreaker {
  /** Refuses what would be refused anyway. */
  gate(call: SimApiCaller): SimApiCaller;
  /** Refuses, lets one call try now and then, and learns from how calls end. */
  watch(call: SimApiCaller): SimApiCaller;
  /** Since when the platform has been down; `null` while it is not. */
  downSince(): Instant | null;
}

export function createCircuitBreaker(clock: Clock): CircuitBreaker {
  let state: BreakerState = closed;
  /** One failed request for a token fails all calls that wait for it: one failure, met by many. */
  const counted = new WeakSet<BotError>();

  /** Probes always pass: they are how the end of an outage is noticed while nobody asks. */
  const admissionOf = (request: SimApiRequest<unknown>) =>
    standingOf(request) === "probe" ? "free" : admission(state, clock.now());

  return {
    gate: (call) => async (request, signal) => {
      if (admissionOf(request) === "refused") throw refusal(request, state, clock.now());
      return call(request, signal);
    },
    watch: (call) => async (request, signal) => {
      const admitted = admissionOf(request);
      if (admitted === "refused") throw refusal(request, state, clock.now());
      const wasTrial = admitted === "as_trial";
      if (wasTrial && state.kind === "open") state = { ...state, isTrying: true };
      const subject = subjectOf(request.path);
      try {
        const value = await call(request, signal);
        state = closed;
        return value;
      } catch (error) {
        // A probe's deadline is there to find a platform that hangs; a question's is not.
        const isOver = signal.aborted && standingOf(request) !== "probe";
        const sign = signOfFailure(error, isOver, counted);
        state = afterSign(state, sign, { subject, wasTrial, now: clock.now() });
        throw error;
      }
    },
    downSince: () => (state.kind === "open" ? state.downSince : null),
  };
}

function signOfFailure(error: unknown, isOver: boolean, counted: WeakSet<BotError>): Sign {
  if (!isBotError(error)) return { kind: "none" };
  const sign = signOf(error, isOver);
  if (sign.kind !== "dead") return sign;
  if (counted.has(error)) return { kind: "none" };
  counted.add(error);
  return sign;
}

/** `/v1/Sims/DE…` for all calls about one SIM, `/v1/Sims` for the list. */
function subjectOf(path: string): string {
  return path.split("/").slice(0, 4).join("/");
}

function refusal(
  { operation }: SimApiRequest<unknown>,
  state: BreakerState,
  now: Instant,
): BotError {
  const known = state.kind === "open" ? state : null;
  return new BotError(known?.code ?? "sim_api_failed", `${operation}: not sent, platform is down`, {
    retryable: true,
    // Words say since when: never since a moment to come.
    ...(known !== null && { downSince: Math.min(known.downSince, now) }),
  });
}

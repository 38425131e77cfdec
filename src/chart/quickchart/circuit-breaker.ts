import { leftOf } from "../../core/age.ts";
import { minuteMs, secondMs } from "../../core/instant.ts";
import type { Clock } from "../../core/time.ts";

/** After this many failures in a row the server is left alone for a while. */
const failuresToOpen = 3;
const restMs = 30 * secondMs;
/** A server may ask for more patience than that, within reason. */
const longestRestMs = 10 * minuteMs;

/**
 * Keeps a failing server from slowing every answer: after three failures in a row, or when the
 * server asks for a pause, calls are skipped for a while; then a single one may try.
 */
export interface CircuitBreaker {
  /** Whether a call may be made now. A `true` after a pause is the one trial. */
  mayTry(): boolean;
  succeeded(): void;
  /** `retryAfterMs`: the pause that the server asked for. */
  failed(retryAfterMs?: number): void;
}

export function createCircuitBreaker(clock: Clock): CircuitBreaker {
  let failures = 0;
  let rest = { from: 0, lastsMs: 0 };
  return {
    mayTry() {
      const from = clock.now();
      if (leftOf(rest.from, from, rest.lastsMs) > 0) return false;
      // While the trial is under way nobody else tries.
      if (failures >= failuresToOpen) rest = { from, lastsMs: restMs };
      return true;
    },
    succeeded() {
      failures = 0;
      rest = { from: 0, lastsMs: 0 };
    },
    failed(retryAfterMs) {
      failures += 1;
      const pauseMs = Math.min(longestRestMs, retryAfterMs ?? 0);
      const restingMs = failures >= failuresToOpen ? Math.max(restMs, pauseMs) : pauseMs;
      const from = clock.now();
      if (restingMs > leftOf(rest.from, from, rest.lastsMs)) rest = { from, lastsMs: restingMs };
    },
  };
}

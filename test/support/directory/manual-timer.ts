import type { StartTimer } from "../../../src/core/time.ts";

/** Timers that fire when the test says so. */
export interface ManualTimer {
  readonly startTimer: StartTimer;
  /** Delays of the timers that wait, in the order they were started. */
  readonly delaysMs: readonly number[];
  /** Fires the timer that has waited longest. */
  fire(): void;
}

export function manualTimer(): ManualTimer {
  const waiting = new Map<symbol, { readonly callback: () => void; readonly delayMs: number }>();
  return {
    startTimer: (callback, delayMs) => {
      const key = Symbol("timer");
      waiting.set(key, { callback, delayMs });
      return () => void waiting.delete(key);
    },
    get delaysMs() {
      return [...waiting.values()].map(({ delayMs }) => delayMs);
    },
    fire: () => {
      const [first] = waiting;
      if (first === undefined) throw new Error("no timer waits");
      waiting.delete(first[0]);
      first[1].callback();
    },
  };
}

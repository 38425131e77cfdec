import type { Instant } from "./instant.ts";

/** The only source of "now". Injected, so that every run can be repeated. */
export interface Clock {
  now(): Instant;
}

/** Starts a timer and returns how to stop it. Injected, so that no test has to wait. */
export type StartTimer = (callback: () => void, delayMs: number) => () => void;

/** Real time. */
export const startRealTimer: StartTimer = (callback, delayMs) => {
  const timer = setTimeout(callback, delayMs);
  return () => clearTimeout(timer);
};

/** What comes in time, else something instead; what comes later is for nobody. */
export async function inTime<What, Instead>(
  work: Promise<What>,
  instead: Instead,
  timeoutMs: number,
  startTimer: StartTimer,
): Promise<What | Instead> {
  const late = Promise.withResolvers<Instead>();
  const stopTimer = startTimer(() => late.resolve(instead), timeoutMs);
  return Promise.race([work, late.promise]).finally(stopTimer);
}

/** Why signals abort whose work is done. One for all: each would take down the stack anew, unread. */
export const workIsDone = new DOMException("the work is done", "AbortError");

/**
 * Runs work with a signal that aborts after `timeoutMs`, and as soon as the work is done: what of
 * it still runs then (one of two calls, when the other has failed) is for nobody. No timer is
 * left; `AbortSignal.timeout` would keep each until it fires.
 */
export async function withinTime<T>(
  timeoutMs: number,
  work: (signal: AbortSignal) => Promise<T>,
  startTimer: StartTimer = startRealTimer,
): Promise<T> {
  const controller = new AbortController();
  const giveUp = () =>
    controller.abort(new DOMException("the time of the question is over", "TimeoutError"));
  const stopTimer = startTimer(giveUp, timeoutMs);
  try {
    return await work(controller.signal);
  } finally {
    stopTimer();
    controller.abort(workIsDone);
  }
}

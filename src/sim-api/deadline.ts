import { type StartTimer, startRealTimer } from "../core/time.ts";

/** The work under way was given up; says whose time was over. */
export class DeadlineError extends Error {
  override readonly name = "DeadlineError";
}

/**
 * Runs `work` with a signal that aborts after `timeoutMs` or together with `signal`, whichever
 * comes first. Whatever the work rejects with after that, the caller gets a `DeadlineError`.
 * Timer and listener are gone when the promise settles, so a busy process collects none
 * (`AbortSignal.timeout` would keep each until it fires).
 */
export async function withDeadline<T>(
  timeoutMs: number,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
  startTimer: StartTimer = startRealTimer,
): Promise<T> {
  const questionOver = () => new DeadlineError("the deadline of the question has passed");
  if (signal.aborted) throw questionOver();

  const controller = new AbortController();
  const giveUp = () => controller.abort(questionOver());
  const stopTimer = startTimer(
    () => controller.abort(new DeadlineError(`no complete answer within ${timeoutMs} ms`)),
    timeoutMs,
  );
  signal.addEventListener("abort", giveUp, { once: true });
  try {
    return await work(controller.signal);
  } catch (error) {
    throw controller.signal.aborted ? controller.signal.reason : error;
  } finally {
    stopTimer();
    signal.removeEventListener("abort", giveUp);
  }
}

/** Waits so long, or until the signal aborts: then it resolves early. Injected, for tests. */
export type Wait = (durationMs: number, signal: AbortSignal) => Promise<void>;

/** Real time. Timer and listener are gone when the promise settles. */
export const realWait: Wait = (durationMs, signal) =>
  new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const over = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", over);
      resolve();
    };
    const timer = setTimeout(over, durationMs);
    signal.addEventListener("abort", over, { once: true });
  });

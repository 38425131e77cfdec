import { BotError } from "../core/errors.ts";

/** A picture that could not be drawn; the next attempt may succeed. `message` names no SIM. */
export function drawingFailure(message: string, retryAfterMs?: number): BotError {
  return new BotError("chart_failed", message, {
    retryable: true,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });
}

/** The promise, or a failure as soon as the signal aborts; the work itself goes on. */
export async function unlessAborted<T>(promise: Promise<T>, signal?: AbortSignal): Promise<T> {
  if (signal === undefined) return promise;
  const aborted = Promise.withResolvers<never>();
  const onAbort = (): void => aborted.reject(drawingFailure("the picture was not awaited"));
  signal.addEventListener("abort", onAbort, { once: true });
  if (signal.aborted) onAbort();
  try {
    return await Promise.race([promise, aborted.promise]);
  } finally {
    signal.removeEventListener("abort", onAbort);
  }
}

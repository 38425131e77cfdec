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

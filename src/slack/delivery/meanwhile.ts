import { secondMs } from "../../core/instant.ts";
import type { StartTimer } from "../../core/time.ts";

/** People wait this long without wondering. */
const patienceMs = 5 * secondMs;
const lookEveryMs = 1 * secondMs;

/**
 * Runs `produce`; when it takes long and `tell` has something to say about that, says it, once.
 * The result waits for the saying, so that the word in between never comes after the answer.
 *
 * @param tell starts to say something and resolves when it was said, or `null`: nothing to say yet
 */
export async function tellingMeanwhile<T>(
  produce: () => Promise<T>,
  tell: () => Promise<unknown> | null,
  startTimer: StartTimer,
): Promise<T> {
  let said: Promise<unknown> | null = null;
  let stopTimer = (): void => undefined;
  const look = (): void => {
    said = tell();
    if (said === null) stopTimer = startTimer(look, lookEveryMs);
  };
  stopTimer = startTimer(look, patienceMs);
  try {
    return await produce();
  } finally {
    stopTimer();
    await said;
  }
}

import type { BotError } from "./errors.ts";

/**
 * The work's result, or a rejection with `late()` as soon as the question is over, whoever began
 * the work: it goes on for others. No listener is left.
 */
export function untilOver<Result>(
  work: Promise<Result>,
  signal: AbortSignal,
  late: () => BotError,
): Promise<Result> {
  return new Promise((resolve, reject) => {
    const giveUp = (): void => reject(late());
    if (signal.aborted) giveUp();
    signal.addEventListener("abort", giveUp, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", giveUp));
  });
}

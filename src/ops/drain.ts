import { type StartTimer, startRealTimer } from "../core/time.ts";

/** Work that has begun and must be allowed to end before the process does. */
export interface WorkInProgress {
  /** How many pieces of work are running now. */
  readonly running: number;
  /** Counts `work` until it settles, and hands it back. */
  track<Result>(work: Promise<Result>): Promise<Result>;
  /**
   * Resolves when nothing runs any more, work begun meanwhile included, or after `deadlineMs`;
   * tells how many pieces were still running then (0: all done).
   */
  drain(deadlineMs: number): Promise<number>;
}

/**
 * Bolt's `app.stop()` waits neither for listeners nor for their answers, so the bot keeps its
 * own count of what is in flight.
 */
export function createWorkInProgress(start: StartTimer = startRealTimer): WorkInProgress {
  let running = 0;
  const waiting = new Set<() => void>();

  const settled = (): void => {
    running -= 1;
    if (running === 0) for (const done of [...waiting]) done();
  };

  return {
    get running() {
      return running;
    },
    track: (work) => {
      running += 1;
      work.then(settled, settled);
      return work;
    },
    drain: (deadlineMs) =>
      new Promise((resolve) => {
        if (running === 0) {
          resolve(0);
          return;
        }
        const finish = (): void => {
          waiting.delete(finish);
          stopTimer();
          resolve(running);
        };
        const stopTimer = start(finish, deadlineMs);
        waiting.add(finish);
      }),
  };
}

/** Resolves after the work or the time, whichever ends first. */
export async function within(timeMs: number, work: Promise<unknown>): Promise<void> {
  const late = Promise.withResolvers<void>();
  const stopTimer = startRealTimer(late.resolve, timeMs);
  await Promise.race([work, late.promise]);
  stopTimer();
}

import { type StartTimer, startRealTimer } from "./time.ts";

/** Nobody waits any longer; the work goes on. */
export class NotInTime extends Error {
  override readonly name = "NotInTime";
}

/** Rejects as the work does, or with `NotInTime`; the work may then not even have begun. */
export type Patience = <Result>(work: () => Promise<Result>) => Promise<Result>;

/**
 * Short patience with something that others do without while it is slow. After work that took longer, or
 * failed, nobody waits any more until some of it ends in time; one at a time finds out.
 */
export function createPatience(
  patienceMs: number,
  startTimer: StartTimer = startRealTimer,
): Patience {
  let isSlow = false;
  let underWay = 0;

  return async (work) => {
    if (isSlow && underWay > 0) throw new NotInTime();
    const late = Promise.withResolvers<never>();
    let isLate = false;
    const stopTimer = startTimer(() => {
      isLate = true;
      isSlow = true;
      late.reject(new NotInTime());
    }, patienceMs);
    underWay += 1;
    const ended = work()
      .then((result) => {
        if (!isLate) isSlow = false;
        return result;
      })
      .catch((error: unknown) => {
        isSlow = true;
        throw error;
      })
      .finally(() => {
        underWay -= 1;
        stopTimer();
      });
    if (isSlow) late.reject(new NotInTime());
    return Promise.race([late.promise, ended]);
  };
}

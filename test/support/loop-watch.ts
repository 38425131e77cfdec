/** Watches the event loop by what its turns cost. */
export interface LoopWatch {
  /** Begins anew, and tells the processor time of the longest turn since the last time, in ms. */
  longestTurnMs(): number;
  stop(): void;
}

/**
 * Processor time, not time on the clock: what other processes take on a loaded machine is not
 * counted. The loop is kept turning, so every turn is short unless something is done in it.
 */
export function watchLoop(): LoopWatch {
  let longest = 0;
  let isWatching = true;
  let before = process.cpuUsage();
  const turn = (): void => {
    const { user, system } = process.cpuUsage(before);
    longest = Math.max(longest, (user + system) / 1_000);
    before = process.cpuUsage();
    if (isWatching) setImmediate(turn);
  };
  setImmediate(turn);
  return {
    longestTurnMs: () => {
      const found = longest;
      longest = 0;
      return found;
    },
    stop: () => {
      isWatching = false;
    },
  };
}

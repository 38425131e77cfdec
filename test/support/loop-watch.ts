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
  let before = cpuMs();
  const turn = (): void => {
    // Asked once a turn: it is a call to the system, and there are a million turns.
    const now = cpuMs();
    longest = Math.max(longest, now - before);
    before = now;
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

function cpuMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}

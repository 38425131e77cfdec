export interface LoopFigures {
  /** The longest time between two turns of the event loop. */
  readonly longestGapMs: number;
  /** The most processor time that the main thread spent between two turns: what it did itself. */
  readonly longestWorkMs: number;
}

/** Watches the event loop by a timer of one millisecond. */
export function watchLoop(): { stop(): LoopFigures } {
  let longestGapMs = 0;
  let longestWorkMs = 0;
  let at = performance.now();
  let worked = process.threadCpuUsage();
  const timer = setInterval(() => {
    const now = performance.now();
    const { user, system } = process.threadCpuUsage(worked);
    longestGapMs = Math.max(longestGapMs, now - at);
    longestWorkMs = Math.max(longestWorkMs, (user + system) / 1_000);
    at = now;
    worked = process.threadCpuUsage();
  }, 1);
  return {
    stop: () => {
      clearInterval(timer);
      return { longestGapMs, longestWorkMs };
    },
  };
}

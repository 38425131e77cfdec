import { BotError, isBotError } from "../core/errors.ts";
import { untilOver } from "../core/until-over.ts";

export interface SharedWork<Result> {
  /**
   * Waits for the work of that key that somebody else began, or begins it. It ends with its first
   * asker's time: who joined later and still has time begins anew instead of failing with the
   * other. Nobody waits longer than their own question lasts.
   */
  of(key: string, begin: () => Promise<Result>, signal: AbortSignal): Promise<Result>;
}

interface UnderWay<Result> {
  readonly work: Promise<Result>;
  /** Set when it ends: its first asker's time was over, so with more of it the end may be another. */
  isCutShort: boolean;
}

export function createSharedWork<Result>(): SharedWork<Result> {
  const underWay = new Map<string, UnderWay<Result>>();
  return {
    async of(key, begin, signal) {
      for (let joined = underWay.get(key); joined !== undefined; joined = underWay.get(key)) {
        try {
          const result = await untilOver(joined.work, signal, isLate);
          if (!joined.isCutShort || signal.aborted) return result;
        } catch (error) {
          // Whoever gives up because no time is left for another try says what went wrong before.
          const isTheirTime = joined.isCutShort || isTimeout(error);
          if (!isTheirTime || signal.aborted) throw error;
        }
      }
      const work = begin().finally(() => {
        begun.isCutShort = signal.aborted;
        underWay.delete(key);
      });
      const begun: UnderWay<Result> = { work, isCutShort: false };
      underWay.set(key, begun);
      return work;
    },
  };
}

function isTimeout(error: unknown): boolean {
  return isBotError(error) && error.code === "sim_api_timeout";
}

function isLate(): BotError {
  return new BotError("sim_api_timeout", "the time of the question is over", { retryable: true });
}

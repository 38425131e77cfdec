import { isBotError } from "../errors.ts";

/**
 * Waits for work that somebody else began, or begins it. That work ends with its first asker's
 * time: who joined later and still has time begins anew instead of failing with the other.
 */
export async function sharedWork<Result>(
  underWay: () => Promise<Result> | undefined,
  begin: () => Promise<Result>,
  signal: AbortSignal,
  /** Whether a result would be another one if its asker had had more time. */
  isCutShort: (result: Result) => boolean = () => false,
): Promise<Result> {
  for (let joined = underWay(); joined !== undefined; joined = underWay()) {
    try {
      const result = await joined;
      if (!isCutShort(result) || signal.aborted) return result;
    } catch (error) {
      const isTheirTime = isBotError(error) && error.code === "sim_api_timeout";
      if (!isTheirTime || signal.aborted) throw error;
    }
  }
  return begin();
}

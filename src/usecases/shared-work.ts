import { isBotError } from "../errors.ts";

/**
 * Waits for work that somebody else began, or begins it. That work ends with its first asker's
 * time: who joined later and still has time begins anew instead of failing with the other.
 */
export async function sharedWork<Result>(
  underWay: () => Promise<Result> | undefined,
  begin: () => Promise<Result>,
  signal: AbortSignal,
): Promise<Result> {
  for (let joined = underWay(); joined !== undefined; joined = underWay()) {
    try {
      return await joined;
    } catch (error) {
      const isTheirTime = isBotError(error) && error.code === "sim_api_timeout";
      if (!isTheirTime || signal.aborted) throw error;
    }
  }
  return begin();
}

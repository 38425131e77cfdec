import type { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import type { QuestionLimit } from "../ports/question-limit.ts";

const minuteSeconds = 60;
/** Within this time many questions count as asked at once. */
const burstSeconds = 5;

interface Limiters {
  readonly burst: RateLimiterMemory;
  readonly minute: RateLimiterMemory;
}

/**
 * So many questions a minute for each person, and a third of them at once. What is beyond the burst
 * is not counted for the minute: whoever sends a hundred at once can go on after seconds. The library
 * brings limiters for a dozen databases along: it is loaded with the first question, or before.
 */
export function createQuestionLimit(perMinute: number): QuestionLimit & {
  /** Brings the library in, so that no question waits for it. Rejects when it cannot be loaded. */
  load(): Promise<unknown>;
} {
  let loaded: Promise<Limiters> | null = null;
  const load = async (): Promise<Limiters> => {
    const { RateLimiterMemory } = await import("rate-limiter-flexible");
    const limiter = (keyPrefix: string, points: number, duration: number) =>
      new RateLimiterMemory({ keyPrefix, points, duration });
    return {
      burst: limiter("burst", Math.ceil(perMinute / 3), burstSeconds),
      minute: limiter("minute", perMinute, minuteSeconds),
    };
  };
  const limiters = (): Promise<Limiters> => {
    loaded ??= load();
    return loaded;
  };
  return {
    load: limiters,
    take: async (userId) => {
      try {
        const { burst, minute } = await limiters();
        await burst.consume(userId);
        await minute.consume(userId);
      } catch (refused) {
        if (isRefusal(refused)) return { kind: "beyond", againInMs: refused.msBeforeNext };
      }
      return { kind: "taken" };
    },
  };
}

/** The library throws what it counted; whatever else is thrown is a failure, and lets ask. */
function isRefusal(thrown: unknown): thrown is RateLimiterRes {
  return typeof thrown === "object" && thrown !== null && "msBeforeNext" in thrown;
}

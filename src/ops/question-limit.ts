import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import type { QuestionLimit } from "../ports/question-limit.ts";

const minuteSeconds = 60;
/** Within this time many questions count as asked at once. */
const burstSeconds = 5;

/**
 * So many questions a minute for each person, and a third of them at once. What is beyond the burst
 * is not counted for the minute: whoever sends a hundred at once can go on after seconds.
 */
export function createQuestionLimit(perMinute: number): QuestionLimit {
  const burst = new RateLimiterMemory({
    ...{ keyPrefix: "burst", points: Math.ceil(perMinute / 3), duration: burstSeconds },
  });
  const minute = new RateLimiterMemory({
    ...{ keyPrefix: "minute", points: perMinute, duration: minuteSeconds },
  });
  return {
    take: async (userId) => {
      try {
        await burst.consume(userId);
        await minute.consume(userId);
      } catch (refused) {
        if (refused instanceof RateLimiterRes)
          return { kind: "beyond", againInMs: refused.msBeforeNext };
      }
      return { kind: "taken" };
    },
  };
}

import type { RateLimiterAbstract, RateLimiterRes } from "rate-limiter-flexible";
import { secondMs } from "../core/instant.ts";
import { createPatience } from "../core/patience.ts";
import { type StartTimer, startRealTimer } from "../core/time.ts";
import type { CountStatement, QuestionCounts } from "../ports/question-counts.ts";
import type { QuestionLimit } from "../ports/question-limit.ts";

const minuteSeconds = 60;
/** Within this time many questions count as asked at once. */
const burstSeconds = 5;
/** Somebody waits, and a menu for 3 s in all: while the database is slow each process counts alone. */
const patienceMs = 0.3 * secondMs;

interface Limiters {
  readonly burst: RateLimiterAbstract;
  readonly minute: RateLimiterAbstract;
}

export interface QuestionLimitOptions {
  /** Where all replicas count; left out: this process is alone. */
  readonly counts?: QuestionCounts;
  readonly startTimer?: StartTimer;
}

/**
 * So many questions a minute for each person, and a third of them at once. What is beyond the burst
 * is not counted for the minute: whoever sends a hundred at once can go on after seconds. The library
 * brings limiters for a dozen databases along: it is loaded with the first question, or before.
 */
export function createQuestionLimit(
  perMinute: number,
  { counts, startTimer = startRealTimer }: QuestionLimitOptions = {},
): QuestionLimit & {
  /** Brings the library in, so that no question waits for it. Rejects when it cannot be loaded. */
  load(): Promise<unknown>;
} {
  let loaded: Promise<Limiters> | null = null;
  const load = async (): Promise<Limiters> => {
    const { RateLimiterMemory, RateLimiterPostgres } = await import("rate-limiter-flexible");
    const patiently = createPatience(patienceMs, startTimer);
    const limiter = (keyPrefix: string, points: number, duration: number) => {
      const alone = new RateLimiterMemory({ keyPrefix, points, duration });
      if (counts === undefined) return alone;
      return new RateLimiterPostgres({
        ...{ keyPrefix, points, duration, insuranceLimiter: alone },
        // Whoever is beyond it causes no more statements.
        inMemoryBlockOnConsumed: points + 1,
        storeClient: {
          query: ({ text, values }: CountStatement) =>
            patiently(() => counts.query({ text, values })),
        },
        ...{ storeType: "client", tableName: "question_counts", tableCreated: true },
        // The store takes away what is old.
        clearExpiredByTimeout: false,
      });
    };
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

import type { RateLimiterRes } from "rate-limiter-flexible";
import type { Patience } from "../core/patience.ts";
import type { CountStatement, QuestionCounts } from "../ports/question-counts.ts";
import type { QuestionLimit } from "../ports/question-limit.ts";

const minuteSeconds = 60;
/** Within this time many questions count as asked at once. */
const burstSeconds = 5;
/** Counts one; rejects with what was counted where it is beyond the limit. */
type Count = (userId: string) => Promise<unknown>;

interface Limiters {
  readonly burst: Count;
  readonly minute: Count;
}

/** Where all replicas count, asked with short patience: while it is slow each counts alone. */
export interface SharedCounts {
  readonly counts: QuestionCounts;
  readonly patiently: Patience;
}

/**
 * So many questions a minute for each person, and a third of them at once. What is beyond the burst
 * is not counted for the minute: whoever sends a hundred at once can go on after seconds. The library
 * brings limiters for a dozen databases along: it is loaded with the first question, or before.
 */
export function createQuestionLimit(
  perMinute: number,
  /** `null`: this process is alone. */
  shared: SharedCounts | null = null,
): QuestionLimit & {
  /** Brings the library in, so that no question waits for it. Rejects when it cannot be loaded. */
  load(): Promise<unknown>;
} {
  let loaded: Promise<Limiters> | null = null;
  const load = async (): Promise<Limiters> => {
    const { RateLimiterMemory, RateLimiterPostgres } = await import("rate-limiter-flexible");
    const limiter = (keyPrefix: string, points: number, duration: number): Count => {
      const alone = new RateLimiterMemory({ keyPrefix, points, duration });
      if (shared === null) return (userId) => alone.consume(userId);
      const { counts, patiently } = shared;
      const together = new RateLimiterPostgres({
        ...{ keyPrefix, points, duration },
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
      return async (userId) => {
        // Always, so that it goes on from there without the database; and a flood of one person, all on
        // one row, ends here.
        await alone.consume(userId);
        await together.consume(userId).catch((thrown: unknown) => {
          if (isRefusal(thrown)) throw thrown;
        });
      };
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
        await burst(userId);
        await minute(userId);
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

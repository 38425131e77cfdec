import type { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { secondMs } from "../core/instant.ts";
import type { Patience } from "../core/patience.ts";
import type { Count, CountedSpan, QuestionCounts } from "../ports/question-counts.ts";
import type { QuestionLimit, SharedLimit, Taken, TakenIfNew } from "../ports/question-limit.ts";

const minuteSeconds = 60;
/** Within this time many questions count as asked at once. */
const burstSeconds = 5;

interface Limiters {
  readonly burst: RateLimiterMemory;
  readonly minute: RateLimiterMemory;
}

/** Where all replicas count, asked with short patience: while it is slow each counts alone. */
export interface SharedCounts {
  readonly counts: QuestionCounts;
  readonly patiently: Patience;
}

/**
 * So many questions a minute for each person, and a third of them at once. What is beyond the burst
 * is not counted for the minute: whoever sends a hundred at once can go on after seconds. The library
 * brings limiters for a dozen databases along: it is loaded with the first question, or before. Its own
 * one for PostgreSQL would take a way to the server and back for each of the two.
 */
export function createQuestionLimit(
  perMinute: number,
  /** `null`: this process is alone. */
  shared: SharedCounts | null = null,
): QuestionLimit &
  SharedLimit & {
    /** Brings the library in, so that no question waits for it. Rejects when it cannot be loaded. */
    load(): Promise<unknown>;
  } {
  let loaded: Promise<Limiters> | null = null;
  const load = async (): Promise<Limiters> => {
    const { RateLimiterMemory: InMemory } = await import("rate-limiter-flexible");
    const atOnce = Math.ceil(perMinute / 3);
    return {
      burst: new InMemory({ keyPrefix: "burst", points: atOnce, duration: burstSeconds }),
      minute: new InMemory({ keyPrefix: "minute", points: perMinute, duration: minuteSeconds }),
    };
  };
  const limiters = (): Promise<Limiters> => {
    loaded ??= load();
    return loaded;
  };

  const takeHere = async ({ burst, minute }: Limiters, userId: string): Promise<void> => {
    await burst.consume(userId);
    await minute.consume(userId);
  };

  /** Whoever is beyond it together is beyond it here, too, and so causes no more counts. */
  const takeTogether = async (
    { burst, minute }: Limiters,
    { userId, deliveryIds }: Question,
    { counts, patiently }: SharedCounts,
  ): Promise<TakenIfNew> => {
    const at = Date.now();
    const [shorter, longer] = [spanOf(burst, userId), spanOf(minute, userId)];
    const counted = await patiently(() => counts.count({ at, shorter, longer, deliveryIds }));
    const beyond = async (limiter: RateLimiterMemory, { endsAt }: Count): Promise<Taken> => {
      const againInMs = Math.max(endsAt - at, 1);
      await limiter.block(userId, againInMs / secondMs);
      return { kind: "beyond", againInMs };
    };
    if (counted.kind === "repeated") {
      await Promise.all([burst.reward(userId), minute.reward(userId)]);
      return counted;
    }
    if (counted.shorter.points > shorter.most) {
      await minute.reward(userId);
      return beyond(burst, counted.shorter);
    }
    if (counted.longer !== null && counted.longer.points > longer.most)
      return beyond(minute, counted.longer);
    return { kind: "taken" };
  };

  const take = async (question: Question): Promise<TakenIfNew> => {
    try {
      // Always, so that it goes on from there without the database; and a flood of one person, all on
      // one row, ends here.
      const counting = await limiters();
      await takeHere(counting, question.userId);
      if (shared === null) return { kind: "taken" };
      return await takeTogether(counting, question, shared).catch(() => ({ kind: "taken" }));
    } catch (thrown) {
      const taken: Taken = isRefusal(thrown)
        ? { kind: "beyond", againInMs: thrown.msBeforeNext }
        : { kind: "taken" };
      return { kind: "unclaimed", taken };
    }
  };

  return {
    load: limiters,
    take: async (userId) => {
      const taken = await take({ userId, deliveryIds: [] });
      if (taken.kind === "unclaimed") return taken.taken;
      return taken.kind === "repeated" ? { kind: "taken" } : taken;
    },
    takeNew: (userId, deliveryIds) => take({ userId, deliveryIds }),
  };
}

interface Question {
  readonly userId: string;
  readonly deliveryIds: readonly string[];
}

/** As all replicas count it. */
function spanOf(limiter: RateLimiterMemory, userId: string): CountedSpan {
  return {
    key: limiter.getKey(userId),
    durationMs: limiter.duration * secondMs,
    most: limiter.points,
  };
}

/** The library throws what it counted; whatever else is thrown is a failure, and lets ask. */
function isRefusal(thrown: unknown): thrown is RateLimiterRes {
  return typeof thrown === "object" && thrown !== null && "msBeforeNext" in thrown;
}

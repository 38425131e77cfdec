import { CompiledQuery, type Kysely } from "kysely";
import { dayMs, minuteMs } from "../core/instant.ts";
import type { QuestionCounts } from "../ports/question-counts.ts";
import type { StoreSchema } from "./store-schema.ts";

const pruneEveryMs = minuteMs;

/**
 * The counts of a limiter, which writes its statements itself, for PostgreSQL. They come without a name,
 * since a pooler in front of the server may give each to another session; and by the time of whoever
 * asks, as the library keeps it.
 */
export function createQuestionCounts(database: Kysely<StoreSchema>): QuestionCounts {
  let prunedAt = Number.NEGATIVE_INFINITY;

  const prune = async (now: number): Promise<void> => {
    if (Math.abs(now - prunedAt) < pruneEveryMs) return;
    prunedAt = now;
    await database
      .deleteFrom("question_counts")
      // Of another machine's clock, a day ahead: nobody would ever take it away.
      .where((row) => row.or([row("expire", "<", now), row("expire", ">", now + dayMs)]))
      .execute();
  };

  return {
    query: async ({ text, values }) => {
      const { rows } = await database.executeQuery(CompiledQuery.raw(text, [...values]));
      // Nobody waits for what is old.
      void prune(Date.now()).catch(() => undefined);
      return { rows };
    },
  };
}

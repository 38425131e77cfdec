import { CompiledQuery, type Kysely } from "kysely";
import { dayMs, minuteMs } from "../core/instant.ts";
import type { QuestionCounts } from "../ports/question-counts.ts";
import { claimKeptMs, createDeliveriesPruning, hashedNames } from "./deliveries-table.ts";
import type { StoreSchema } from "./store-schema.ts";

const pruneEveryMs = minuteMs;

/** `migrations/replicas.ts` says what it does. */
const takeQuestion = "select * from take_question($1, $2, $3, $4, $5, $6, $7, $8)";

/** As the server gives it: its long numbers are texts. */
interface TakenRow {
  readonly is_new: boolean;
  readonly shorter_points: number;
  readonly shorter_expire: string;
  readonly longer_points: number | null;
  readonly longer_expire: string | null;
}

/**
 * The counts of all replicas, for PostgreSQL. The statement comes without a name, since a pooler in front
 * of the server may give each to another session.
 */
export function createQuestionCounts(database: Kysely<StoreSchema>): QuestionCounts {
  let prunedAt = Number.NEGATIVE_INFINITY;
  const pruneDeliveries = createDeliveriesPruning(database);

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
    count: async ({ at, shorter, longer, deliveryIds }) => {
      const values = [
        ...[hashedNames(deliveryIds), at - claimKeptMs, at],
        ...[shorter.key, at + shorter.durationMs, shorter.most],
        ...[longer.key, at + longer.durationMs],
      ];
      const { rows } = await database.executeQuery<TakenRow>(
        CompiledQuery.raw(takeQuestion, values),
      );
      // Nobody waits for what is old.
      void prune(at).catch(() => undefined);
      if (deliveryIds.length > 0) pruneDeliveries(at);
      const [row] = rows;
      if (row === undefined || !row.is_new) return { kind: "repeated" };
      const { longer_points: points, longer_expire: expire } = row;
      return {
        kind: "counted",
        shorter: { points: row.shorter_points, endsAt: Number(row.shorter_expire) },
        longer: points === null ? null : { points, endsAt: Number(expire) },
      };
    },
  };
}

import { CompiledQuery, type Kysely } from "kysely";
import { dayMs, minuteMs } from "../core/instant.ts";
import type { Count, QuestionCounts } from "../ports/question-counts.ts";
import type { StoreSchema } from "./store-schema.ts";

const pruneEveryMs = minuteMs;

/** One more, or the first one of a new span; `$1` is the time of whoever asks. */
const countOneMore = `
  on conflict (key) do update set
    points = case when counted.expire <= $1 then 1 else counted.points + 1 end,
    expire = case when counted.expire <= $1 then excluded.expire else counted.expire end
  returning points, expire`;

/** Both spans on one way to the server and back: the answer waits for it. */
const countBoth = `
  with shorter as (
    insert into question_counts as counted (key, points, expire)
    values ($2, 1, $3::bigint) ${countOneMore}
  ), longer as (
    insert into question_counts as counted (key, points, expire)
    select $5, 1, $6::bigint from shorter where shorter.points <= $4::integer ${countOneMore}
  )
  select shorter.points, shorter.expire, longer.points as longer_points, longer.expire as longer_expire
  from shorter left join longer on true`;

/** As the server gives it: its long numbers are texts. */
interface CountRow {
  readonly points: number;
  readonly expire: string;
  readonly longer_points: number | null;
  readonly longer_expire: string | null;
}

/**
 * The counts of all replicas, for PostgreSQL. The statement comes without a name, since a pooler in front
 * of the server may give each to another session.
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
    count: async (now, { shorter, longer }) => {
      const values = [
        ...[now, shorter.key, now + shorter.durationMs, shorter.most],
        ...[longer.key, now + longer.durationMs],
      ];
      const { rows } = await database.executeQuery<CountRow>(CompiledQuery.raw(countBoth, values));
      // Nobody waits for what is old.
      void prune(now).catch(() => undefined);
      const [row] = rows;
      if (row === undefined) throw new Error("a count came back without its row");
      return {
        shorter: { points: row.points, endsAt: Number(row.expire) },
        longer: longerOf(row),
      };
    },
  };
}

function longerOf({ longer_points, longer_expire }: CountRow): Count | null {
  return longer_points === null ? null : { points: longer_points, endsAt: Number(longer_expire) };
}

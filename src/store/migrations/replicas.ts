import { type Kysely, type Migration, PostgresAdapter, sql } from "kysely";

/** What several processes share: what came in, who does the work of one, where the app is installed, how much was asked. */
export const replicasMigrations: Readonly<Record<string, Migration>> = {
  "0006_replicas": {
    up: async (database: Kysely<unknown>) => {
      await database.schema
        .createTable("deliveries")
        .addColumn("id", "text", (column) => column.primaryKey())
        .addColumn("came_at", "bigint", (column) => column.notNull())
        .execute();
      await database.schema
        .createIndex("deliveries_came_at")
        .on("deliveries")
        .column("came_at")
        .execute();
      await database.schema
        .createTable("leases")
        .addColumn("name", "text", (column) => column.primaryKey())
        .addColumn("holder", "text", (column) => column.notNull())
        .addColumn("epoch", "bigint", (column) => column.notNull())
        .addColumn("expires_at", "bigint", (column) => column.notNull())
        .execute();
    },
  },
  "0007_installations": {
    up: async (database: Kysely<unknown>) => {
      await database.schema
        .createTable("installations")
        .addColumn("id", "text", (column) => column.primaryKey())
        .addColumn("team_id", "text")
        .addColumn("enterprise_id", "text")
        .addColumn("bot_id", "text", (column) => column.notNull())
        .addColumn("bot_user_id", "text", (column) => column.notNull())
        .addColumn("scopes", "text", (column) => column.notNull())
        .addColumn("installed_at", "bigint", (column) => column.notNull())
        .addColumn("sealed_token", "text", (column) => column.notNull())
        .execute();
    },
  },
  "0014_question_counts": {
    up: async (database: Kysely<unknown>) => {
      // In the form that the limiter of the library expects.
      await database.schema
        .createTable("question_counts")
        .addColumn("key", "varchar(255)", (column) => column.primaryKey())
        .addColumn("points", "integer", (column) => column.notNull().defaultTo(0))
        .addColumn("expire", "bigint")
        .execute();
    },
  },
  "0015_unlogged": {
    up: async (database: Kysely<unknown>) => {
      if (!(database.getExecutor().adapter instanceof PostgresAdapter)) return;
      // What counts for minutes, and what every question waits for: without a wait for the disk. After a
      // crash of the server both are empty, and each process goes on from its own memory.
      for (const table of ["deliveries", "question_counts"])
        await sql`alter table ${sql.table(table)} set unlogged`.execute(database);
    },
  },
  "0016_take_question": {
    up: async (database: Kysely<unknown>) => {
      if (!(database.getExecutor().adapter instanceof PostgresAdapter)) return;
      await sql.raw(takeQuestion).execute(database);
    },
  },
};

/**
 * What each question waits for, on one way to the server and back: the claim of its delivery (none of its
 * names was here since `old`), and, if it is new, its counts for the shorter span and, unless that is
 * beyond `most`, for the longer one. A function, as the server keeps the plans of its statements for each
 * of its own sessions, while a pooler in front of it may give each of ours to another one.
 */
const takeQuestion = `
create function take_question(
  names text[], old bigint, now bigint,
  shorter_key text, shorter_end bigint, most integer, longer_key text, longer_end bigint,
  out is_new boolean, out shorter_points integer, out shorter_expire bigint,
  out longer_points integer, out longer_expire bigint
) language plpgsql as $$
declare claimed integer;
begin
  insert into deliveries as d (id, came_at) select unnest(names), now
    on conflict (id) do update set came_at = now where d.came_at < old;
  get diagnostics claimed = row_count;
  is_new := claimed = cardinality(names);
  if not is_new then return; end if;
  insert into question_counts as counted (key, points, expire) values (shorter_key, 1, shorter_end)
    on conflict (key) do update set
      points = case when counted.expire <= now then 1 else counted.points + 1 end,
      expire = case when counted.expire <= now then excluded.expire else counted.expire end
    returning points, expire into shorter_points, shorter_expire;
  if shorter_points > most then return; end if;
  insert into question_counts as counted (key, points, expire) values (longer_key, 1, longer_end)
    on conflict (key) do update set
      points = case when counted.expire <= now then 1 else counted.points + 1 end,
      expire = case when counted.expire <= now then excluded.expire else counted.expire end
    returning points, expire into longer_points, longer_expire;
end $$`;

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
};

import type { Kysely, Migration } from "kysely";

/** Who asked. */
export const auditMigrations: Readonly<Record<string, Migration>> = {
  "0002_audit": {
    up: async (database: Kysely<unknown>) => {
      await database.schema
        .createTable("audit_entries")
        .addColumn("id", "text", (column) => column.primaryKey())
        .addColumn("at", "bigint", (column) => column.notNull())
        .addColumn("user_id", "text", (column) => column.notNull())
        .addColumn("channel_id", "text")
        .addColumn("team_id", "text")
        .addColumn("command", "text", (column) => column.notNull())
        .addColumn("sim_sid", "text")
        .addColumn("outcome", "text", (column) => column.notNull())
        .execute();
      await database.schema
        .createIndex("audit_entries_at")
        .on("audit_entries")
        .column("at")
        .execute();
    },
  },
  "0003_audit_account": {
    up: async (database: Kysely<unknown>) => {
      await database.schema.alterTable("audit_entries").addColumn("account", "text").execute();
    },
  },
  "0004_audit_reason": {
    up: async (database: Kysely<unknown>) => {
      await database.schema.alterTable("audit_entries").addColumn("reason", "text").execute();
    },
  },
  "0005_audit_shown": {
    up: async (database: Kysely<unknown>) => {
      // One at a time: SQLite adds no more than one column in a statement.
      for (const name of ["shown", "verdict", "severity", "other_sims"]) {
        await database.schema.alterTable("audit_entries").addColumn(name, "text").execute();
      }
    },
  },
  "0008_audit_user": {
    up: async (database: Kysely<unknown>) => {
      await database.schema
        .createIndex("audit_entries_user")
        .on("audit_entries")
        .columns(["user_id", "at"])
        .execute();
    },
  },
  "0013_audit_channel": {
    up: async (database: Kysely<unknown>) => {
      await database.schema
        .createIndex("audit_entries_channel")
        .on("audit_entries")
        .columns(["channel_id", "at"])
        .execute();
    },
  },
};

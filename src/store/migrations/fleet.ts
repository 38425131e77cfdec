import type { Kysely, Migration } from "kysely";

/** What is remembered of SIMs, for whom they are watched, and what was kept of them. */
export const fleetMigrations: Readonly<Record<string, Migration>> = {
  "0009_fleet_memory": {
    up: async (database: Kysely<unknown>) => {
      await database.schema
        .createTable("fleet_memory")
        .addColumn("account", "text", (column) => column.notNull())
        .addColumn("sid", "text", (column) => column.notNull())
        .addColumn("state", "text")
        .addColumn("read_at", "bigint", (column) => column.notNull())
        .addColumn("last_sign", "double precision")
        .addColumn("rhythm", "text")
        .addColumn("usual_gap_ms", "double precision")
        .addColumn("most_gaps_ms", "double precision")
        .addColumn("quiet_hours", "integer", (column) => column.notNull())
        .addColumn("overdue_after", "double precision")
        .addColumn("expected_at", "double precision")
        .addColumn("mcc", "text")
        .addColumn("mnc", "text")
        .addColumn("country", "text")
        .addColumn("operator_name", "text")
        .addColumn("cell", "text")
        .addColumn("radio_link", "text")
        .addPrimaryKeyConstraint("fleet_memory_key", ["account", "sid"])
        .execute();
      await database.schema
        .createIndex("fleet_memory_read_at")
        .on("fleet_memory")
        .columns(["account", "read_at"])
        .execute();
    },
  },
  "0010_watches": {
    up: async (database: Kysely<unknown>) => {
      await database.schema
        .createTable("watches")
        .addColumn("id", "text", (column) => column.primaryKey())
        .addColumn("version", "integer", (column) => column.notNull())
        .addColumn("account", "text")
        .addColumn("sim_sid", "text", (column) => column.notNull())
        .addColumn("user_id", "text", (column) => column.notNull())
        .addColumn("channel_id", "text")
        .addColumn("team_id", "text")
        .addColumn("enterprise_id", "text")
        .addColumn("asked_in_team_id", "text")
        .addColumn("installation", "text")
        .addColumn("thread_ts", "text")
        .addColumn("pressed_at", "bigint", (column) => column.notNull())
        .addColumn("last_sign", "bigint")
        .addColumn("looked_at", "bigint", (column) => column.notNull())
        .addColumn("state", "text", (column) => column.notNull())
        .addColumn("sign", "bigint")
        .addColumn("because", "text")
        .addColumn("decided_at", "bigint")
        .addColumn("message_id", "text")
        .addColumn("telling_since", "bigint")
        .addColumn("lost_tellings", "integer", (column) => column.notNull())
        .execute();
    },
  },
  "0011_quiet": {
    up: async (database: Kysely<unknown>) => {
      await database.schema
        .createTable("quiet_sims")
        .addColumn("account", "text", (column) => column.notNull())
        .addColumn("sim_sid", "text", (column) => column.notNull())
        .addColumn("until", "bigint", (column) => column.notNull())
        .addColumn("set_by", "text", (column) => column.notNull())
        .addColumn("set_at", "bigint", (column) => column.notNull())
        .addColumn("reason", "text")
        .addPrimaryKeyConstraint("quiet_sims_key", ["account", "sim_sid"])
        .execute();
    },
  },
  "0012_evidence": {
    up: async (database: Kysely<unknown>) => {
      await database.schema
        .createTable("evidence_keeps")
        .addColumn("id", "text", (column) => column.primaryKey())
        .addColumn("file_id", "text", (column) => column.notNull())
        .addColumn("account", "text", (column) => column.notNull())
        .addColumn("sim_sid", "text", (column) => column.notNull())
        .addColumn("sha256", "text", (column) => column.notNull())
        .addColumn("window_name", "text", (column) => column.notNull())
        .addColumn("as_of", "bigint", (column) => column.notNull())
        .addColumn("read_at", "bigint", (column) => column.notNull())
        .addColumn("row_count", "integer", (column) => column.notNull())
        .addColumn("kept_by", "text", (column) => column.notNull())
        .addColumn("kept_at", "bigint", (column) => column.notNull())
        .addColumn("channel_id", "text")
        .addColumn("masked_sha256", "text")
        .execute();
      await database.schema
        .createIndex("evidence_keeps_sim")
        .on("evidence_keeps")
        .columns(["sim_sid", "kept_at"])
        .execute();
      await database.schema
        .createTable("evidence_files")
        .addColumn("id", "text", (column) => column.primaryKey())
        .addColumn("packed", "text", (column) => column.notNull())
        .addColumn("stored_until", "bigint", (column) => column.notNull())
        .execute();
      await database.schema
        .createIndex("evidence_files_until")
        .on("evidence_files")
        .column("stored_until")
        .execute();
    },
  },
};

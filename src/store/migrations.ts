import { type Kysely, type Migration, Migrator } from "kysely";
import type { StoreFault } from "./store-error.ts";

/** In order of their names. One that was ever released is never changed, only followed by another. */
const migrations: Readonly<Record<string, Migration>> = {
  "0001_directory": {
    up: async (database: Kysely<unknown>) => {
      await database.schema
        .createTable("directory_snapshots")
        .addColumn("account", "text", (column) => column.primaryKey())
        .addColumn("generation", "text", (column) => column.notNull())
        .addColumn("read_at", "bigint", (column) => column.notNull())
        .addColumn("incomplete", "text")
        .addColumn("page_count", "integer", (column) => column.notNull())
        .execute();
      await database.schema
        .createTable("directory_pages")
        .addColumn("account", "text", (column) => column.notNull())
        .addColumn("generation", "text", (column) => column.notNull())
        .addColumn("page", "integer", (column) => column.notNull())
        .addColumn("sims", "text", (column) => column.notNull())
        .addPrimaryKeyConstraint("directory_pages_key", ["account", "generation", "page"])
        .execute();
    },
  },
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
  "0008_audit_user": {
    up: async (database: Kysely<unknown>) => {
      await database.schema
        .createIndex("audit_entries_user")
        .on("audit_entries")
        .columns(["user_id", "at"])
        .execute();
    },
  },
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
  "0013_audit_channel": {
    up: async (database: Kysely<unknown>) => {
      await database.schema
        .createIndex("audit_entries_channel")
        .on("audit_entries")
        .columns(["channel_id", "at"])
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
};

/** The versions of the tables, oldest first. */
export const migrationNames: readonly string[] = Object.keys(migrations).sort();

/**
 * Brings the tables up to date, whatever state they are in. Rejects when that fails. `upTo`: as an
 * earlier version of simscope did.
 */
export async function migrate<Schema>(database: Kysely<Schema>, upTo?: string): Promise<void> {
  const migrator = new Migrator({
    db: database,
    provider: { getMigrations: async () => ({ ...migrations }) },
  });
  const { error } =
    upTo === undefined ? await migrator.migrateToLatest() : await migrator.migrateTo(upTo);
  if (error !== undefined) throw error;
}

/** Kysely refuses tables that have had migrations which this version does not know. */
export function migrationFault(cause: unknown): StoreFault {
  const isNewer = cause instanceof Error && /previously executed migration/.test(cause.message);
  const reason = isNewer
    ? "its tables are unknown here"
    : "its tables cannot be brought up to date";
  return { code: isNewer ? "NEWER_VERSION" : "UNKNOWN", reason };
}

/** The tables as queries see them. Instants are milliseconds since 1970. */
export interface StoreSchema {
  /** Which generation of an account's fleet counts. */
  readonly directory_snapshots: {
    readonly account: string;
    readonly generation: string;
    readonly read_at: number;
    readonly incomplete: string | null;
    readonly page_count: number;
  };
  /** The fleets, some thousand SIMs a row: they are only ever read and written as a whole. */
  readonly directory_pages: {
    readonly account: string;
    readonly generation: string;
    /** From 0 on, without a gap. */
    readonly page: number;
    /** A JSON array; see `directory-snapshots.ts`. */
    readonly sims: string;
  };
  readonly audit_entries: {
    readonly id: string;
    readonly at: number;
    readonly user_id: string;
    readonly channel_id: string | null;
    readonly team_id: string | null;
    readonly command: string;
    readonly sim_sid: string | null;
    /** `null`: the only account. */
    readonly account: string | null;
    readonly outcome: string;
    /** `null`: the question was not refused. */
    readonly reason: string | null;
    /** `null`: an entry from before this was kept. */
    readonly shown: string | null;
    readonly verdict: string | null;
    readonly severity: string | null;
    /** A JSON array of `AuditedSim`; `null`: there was one SIM, or none. */
    readonly other_sims: string | null;
  };
  /** What Slack delivered lately; see `deliveries-table.ts`. */
  readonly deliveries: {
    readonly id: string;
    readonly came_at: number;
  };
  /** Who does the work of one; see `leases-table.ts`. */
  readonly leases: {
    readonly name: string;
    readonly holder: string;
    readonly epoch: number;
    readonly expires_at: number;
  };
  /** Who kept which answer; see `evidence-table.ts`. */
  readonly evidence_keeps: {
    readonly id: string;
    readonly file_id: string;
    /** Empty: the only one. */
    readonly account: string;
    readonly sim_sid: string;
    readonly sha256: string;
    readonly window_name: string;
    readonly as_of: number;
    readonly read_at: number;
    readonly row_count: number;
    readonly kept_by: string;
    readonly kept_at: number;
    /** `null`: it went to the person alone. */
    readonly channel_id: string | null;
    readonly masked_sha256: string | null;
  };
  /** The bytes of what was kept, as long as they are stored. */
  readonly evidence_files: {
    readonly id: string;
    /** Packed by gzip, as base64. */
    readonly packed: string;
    readonly stored_until: number;
  };
  /** Where the app is installed over OAuth; see `kept-installations.ts`. */
  readonly installations: {
    readonly id: string;
    readonly team_id: string | null;
    readonly enterprise_id: string | null;
    readonly bot_id: string;
    readonly bot_user_id: string;
    /** Behind commas. */
    readonly scopes: string;
    readonly installed_at: number;
    readonly sealed_token: string;
  };
  /** What is remembered of each SIM; see `fleet-table.ts`. Moments that are worked out may have fractions. */
  readonly fleet_memory: {
    readonly account: string;
    readonly sid: string;
    readonly state: string | null;
    readonly read_at: number;
    readonly last_sign: number | null;
    readonly rhythm: string | null;
    readonly usual_gap_ms: number | null;
    readonly most_gaps_ms: number | null;
    readonly quiet_hours: number;
    readonly overdue_after: number | null;
    readonly expected_at: number | null;
    readonly mcc: string | null;
    readonly mnc: string | null;
    readonly country: string | null;
    readonly operator_name: string | null;
    readonly cell: string | null;
    readonly radio_link: string | null;
  };
  /** For which SIMs somebody waits; see `watches-table.ts`. */
  readonly watches: {
    readonly id: string;
    readonly version: number;
    /** `null`: the only one. */
    readonly account: string | null;
    readonly sim_sid: string;
    readonly user_id: string;
    readonly channel_id: string | null;
    readonly team_id: string | null;
    readonly enterprise_id: string | null;
    readonly asked_in_team_id: string | null;
    readonly installation: string | null;
    readonly thread_ts: string | null;
    readonly pressed_at: number;
    readonly last_sign: number | null;
    readonly looked_at: number;
    readonly state: string;
    readonly sign: number | null;
    readonly because: string | null;
    readonly decided_at: number | null;
    /** `null`: no message is under way. */
    readonly message_id: string | null;
    readonly telling_since: number | null;
    readonly lost_tellings: number;
  };
  /** Whose silence is expected, and until when; `account` is empty where there is only one. */
  readonly quiet_sims: {
    readonly account: string;
    readonly sim_sid: string;
    readonly until: number;
    readonly set_by: string;
    readonly set_at: number;
    readonly reason: string | null;
  };
  /** How many questions each person asked lately; see `question-counts.ts`. */
  readonly question_counts: {
    readonly key: string;
    readonly points: number;
    readonly expire: number | null;
  };
}

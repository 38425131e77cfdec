import { type Kysely, type Migration, Migrator } from "kysely";
import { auditMigrations } from "./migrations/audit.ts";
import { directoryMigrations } from "./migrations/directory.ts";
import { fleetMigrations } from "./migrations/fleet.ts";
import { replicasMigrations } from "./migrations/replicas.ts";
import type { StoreFault } from "./store-error.ts";

/** In order of their names. One that was ever released is never changed, only followed by another. */
const migrations: Readonly<Record<string, Migration>> = {
  ...directoryMigrations,
  ...auditMigrations,
  ...replicasMigrations,
  ...fleetMigrations,
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

/** Of tables that have had migrations which this version does not know. */
export const newerVersion: StoreFault = {
  ...{ code: "NEWER_VERSION", reason: "its tables are unknown here" },
};

/** Kysely refuses those of a newer version. */
export function migrationFault(cause: unknown): StoreFault {
  const isNewer = cause instanceof Error && /previously executed migration/.test(cause.message);
  return isNewer
    ? newerVersion
    : { code: "UNKNOWN", reason: "its tables cannot be brought up to date" };
}

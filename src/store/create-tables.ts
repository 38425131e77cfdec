import { type Kysely, sql } from "kysely";
import { createAuditLog } from "./audit-log.ts";
import { createDeliveriesTable } from "./deliveries-table.ts";
import { createDirectorySnapshots } from "./directory-snapshots.ts";
import { createEvidenceTable } from "./evidence-table.ts";
import { createFleetTable } from "./fleet-table.ts";
import { createInstallationsTable } from "./installations-table.ts";
import { createLeasesTable } from "./leases-table.ts";
import { createQuestionCounts } from "./question-counts.ts";
import { createQuietTable } from "./quiet-table.ts";
import type { StoreSchema } from "./store-schema.ts";
import type { Tables } from "./tables.ts";
import { createWatchesTable } from "./watches-table.ts";

/** `auditKeptMs`: how long it is kept who asked; left out: 90 days. */
export function createTables(database: Kysely<StoreSchema>, auditKeptMs?: number): Tables {
  return {
    snapshots: createDirectorySnapshots(database),
    audit: createAuditLog(database, auditKeptMs),
    deliveries: createDeliveriesTable(database),
    leases: createLeasesTable(database),
    installations: createInstallationsTable(database),
    fleet: createFleetTable(database),
    watches: createWatchesTable(database),
    quiet: createQuietTable(database),
    evidence: createEvidenceTable(database),
    questionCounts: createQuestionCounts(database),
    probe: async () => {
      await sql`select 1`.execute(database);
    },
  };
}

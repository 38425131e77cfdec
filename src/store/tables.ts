import { type Kysely, sql } from "kysely";
import type { DirectorySnapshots } from "../ports/directory.ts";
import { createAuditLog, type KeptAuditLog } from "./audit-log.ts";
import { createDeliveriesTable, type DeliveriesTable } from "./deliveries-table.ts";
import { createDirectorySnapshots } from "./directory-snapshots.ts";
import { createLeasesTable, type LeasesTable } from "./leases-table.ts";
import type { StoreSchema } from "./migrations.ts";

/** What is kept, in whichever database. */
export interface Tables {
  readonly snapshots: DirectorySnapshots;
  readonly audit: KeptAuditLog;
  readonly deliveries: DeliveriesTable;
  readonly leases: LeasesTable;
  /** Resolves when the database answers. */
  probe(): Promise<void>;
}

export function createTables(database: Kysely<StoreSchema>, auditKeptMs?: number): Tables {
  return {
    snapshots: createDirectorySnapshots(database),
    audit: createAuditLog(database, auditKeptMs),
    deliveries: createDeliveriesTable(database),
    leases: createLeasesTable(database),
    probe: async () => {
      await sql`select 1`.execute(database);
    },
  };
}

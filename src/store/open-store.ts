import { Kysely } from "kysely";
import type { AuditLog } from "../ports/audit-log.ts";
import type { DirectorySnapshots } from "../ports/directory.ts";
import { createAuditLog } from "./audit-log.ts";
import { createDirectorySnapshots } from "./directory-snapshots.ts";
import { openLastingFile } from "./lasting-file.ts";
import { migrate, type StoreSchema } from "./migrations.ts";
import { sqliteDialect } from "./sqlite/sqlite-dialect.ts";
import { StoreError } from "./store-error.ts";

/** Where the bot keeps what outlives it. */
export interface Store {
  readonly snapshots: DirectorySnapshots;
  readonly audit: AuditLog;
  /** Final. What is under way fails. */
  close(): Promise<void>;
}

export interface StoreOptions {
  readonly kind: "sqlite";
  /** A file, made if need be, readable by its owner only; `:memory:` keeps nothing. */
  readonly path: string;
  /** How long it is kept who asked; left out: 90 days. */
  readonly auditKeptMs?: number;
}

/**
 * Opens the store and brings its tables up to date. Rejects with a `StoreError` when the file
 * cannot be used. A file that is deleted later is noticed at the next use, and made anew.
 */
export async function openStore(
  { path, auditKeptMs }: StoreOptions,
  onReplaced: () => void = () => undefined,
): Promise<Store> {
  const file = await openLastingFile({
    ...{ path, onReplaced },
    open: () => openTables(path, auditKeptMs),
    besides: ["-wal", "-shm"],
  });
  return {
    snapshots: {
      load: (account) => file.use(({ snapshots }) => snapshots.load(account)),
      save: (account, fleet) => file.use(({ snapshots }) => snapshots.save(account, fleet)),
      confirm: (account, readAt) => file.use(({ snapshots }) => snapshots.confirm(account, readAt)),
    },
    audit: {
      record: (entry) => file.use(({ audit }) => audit.record(entry)),
      recent: (filter) => file.use(({ audit }) => audit.recent(filter)),
      page: (filter) => file.use(({ audit }) => audit.page(filter)),
    },
    close: () => file.close(),
  };
}

async function openTables(path: string, auditKeptMs?: number): Promise<Store> {
  const database = new Kysely<StoreSchema>({ dialect: sqliteDialect(path) });
  try {
    await migrate(database);
  } catch (cause) {
    await database.destroy();
    throw cause instanceof StoreError ? cause : new StoreError(path, migrationFault(cause), cause);
  }
  return {
    snapshots: createDirectorySnapshots(database),
    audit: createAuditLog(database, auditKeptMs),
    close: () => database.destroy(),
  };
}

/** Kysely refuses tables that have had migrations which this version does not know. */
function migrationFault(cause: unknown) {
  const isNewer = cause instanceof Error && /previously executed migration/.test(cause.message);
  const reason = isNewer
    ? "its tables are unknown here"
    : "its tables cannot be brought up to date";
  return { code: isNewer ? "NEWER_VERSION" : "UNKNOWN", reason };
}

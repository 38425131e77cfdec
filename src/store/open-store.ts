import { Kysely } from "kysely";
import { createTables } from "./create-tables.ts";
import { openLastingFile } from "./lasting-file.ts";
import { migrate, migrationFault } from "./migrate.ts";
import { sqliteDialect } from "./sqlite/sqlite-dialect.ts";
import { fileError, StoreError } from "./store-error.ts";
import type { StoreSchema } from "./store-schema.ts";
import { type Tables, tablesWithin, type UseTables } from "./tables.ts";

/** Where the bot keeps what outlives it. */
export interface Store extends Tables {
  /** Final. What is under way fails. */
  close(): Promise<void>;
}

/** `auditKeptMs`: how long it is kept who asked; left out: 90 days. */
export type StoreOptions =
  /** A file, made if need be, readable by its owner only; `:memory:` keeps nothing. */
  | { readonly kind: "sqlite"; readonly path: string; readonly auditKeptMs?: number }
  /** A database of a PostgreSQL server, shared with other replicas. */
  | { readonly kind: "postgres"; readonly url: string; readonly auditKeptMs?: number };

export interface StoreEvents {
  /** The file was gone, or another one: a new one was made. */
  readonly onReplaced?: () => void;
  /** The server is away at the start; its tables are brought up to date when it is there. */
  readonly onAway?: (error: unknown) => void;
}

interface Opened {
  readonly use: UseTables;
  close(): Promise<void>;
}

/**
 * Opens the store and brings its tables up to date. Rejects with a `StoreError` when the database
 * cannot be used as configured. A file that is deleted later is noticed at the next use, and made
 * anew; a server that is away fails each use until it is back.
 */
export async function openStore(options: StoreOptions, events: StoreEvents = {}): Promise<Store> {
  const { use, close } =
    options.kind === "sqlite"
      ? await openFile(options.path, options.auditKeptMs, events.onReplaced)
      : await openServer(options.url, options.auditKeptMs, events.onAway);
  return { ...tablesWithin(use), close };
}

function openFile(
  path: string,
  auditKeptMs?: number,
  onReplaced: () => void = () => undefined,
): Promise<Opened> {
  return openLastingFile({
    ...{ path, onReplaced },
    open: () => openTables(path, auditKeptMs),
    besides: ["-wal", "-shm"],
  });
}

/** Loaded only here: whoever has a file pays nothing for the other database. */
async function openServer(
  url: string,
  auditKeptMs?: number,
  onAway: (error: unknown) => void = () => undefined,
): Promise<Opened> {
  const { openPostgres } = await import("./postgres/open-postgres.ts");
  return openPostgres(url, onAway, auditKeptMs);
}

async function openTables(path: string, auditKeptMs?: number): Promise<Store> {
  const database = new Kysely<StoreSchema>({ dialect: sqliteDialect(path) });
  try {
    await migrate(database);
  } catch (cause) {
    await database.destroy();
    throw cause instanceof StoreError ? cause : fileError(path, migrationFault(cause), cause);
  }
  return { ...createTables(database, auditKeptMs), close: () => database.destroy() };
}

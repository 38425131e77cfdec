import { Kysely } from "kysely";
import type { AuditLog } from "../usecases/audit-log.ts";
import type { DirectorySnapshots } from "../usecases/directory.ts";
import { createAuditLog } from "./audit-log.ts";
import { createDirectorySnapshots } from "./directory-snapshots.ts";
import { migrate } from "./migrations.ts";
import type { StoreSchema } from "./schema.ts";
import { sqliteDialect } from "./sqlite/sqlite-dialect.ts";

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
}

/** Opens the store and brings its tables up to date. Rejects when the file cannot be used. */
export async function openStore({ path }: StoreOptions): Promise<Store> {
  const database = new Kysely<StoreSchema>({ dialect: sqliteDialect(path) });
  try {
    await migrate(database);
  } catch (cause) {
    await database.destroy();
    throw new Error("the store could not be opened", { cause });
  }
  return {
    snapshots: createDirectorySnapshots(database),
    audit: createAuditLog(database),
    close: () => database.destroy(),
  };
}

import { existsSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { type Dialect, Kysely } from "kysely";
import { createInstallationsTable, type InstallationRow } from "./installations-table.ts";
import type { StoreOptions } from "./open-store.ts";
import { sqliteDialect } from "./sqlite/sqlite-dialect.ts";
import type { StoreSchema } from "./store-schema.ts";

/**
 * What is kept of installations, beside a running bot. Makes nothing and brings no tables up to date:
 * none where there are no such tables yet.
 */
export async function peekInstallations(store: StoreOptions): Promise<readonly InstallationRow[]> {
  if (store.kind === "sqlite") return hasTable(store.path) ? peek(sqliteDialect(store.path)) : [];
  const { peekPostgres } = await import("./postgres/open-postgres.ts");
  return peekPostgres(store.url, peek);
}

async function peek(dialect: Dialect): Promise<readonly InstallationRow[]> {
  const database = new Kysely<StoreSchema>({ dialect });
  try {
    const tables = await database.introspection.getTables();
    if (!tables.some(({ name }) => name === "installations")) return [];
    return await createInstallationsTable(database).list();
  } finally {
    await database.destroy();
  }
}

/** Opened otherwise than the bot does, which would change a file that is none of ours. */
function hasTable(path: string): boolean {
  if (!existsSync(path)) return false;
  const database = new DatabaseSync(path);
  try {
    const sql = "select 1 from sqlite_master where type = 'table' and name = 'installations'";
    return database.prepare(sql).all().length > 0;
  } finally {
    database.close();
  }
}

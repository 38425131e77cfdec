import { constants } from "node:fs";
import { access, stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import type { StoreConfig } from "../config/store.ts";
import { serverOf } from "../store/postgres/postgres-fault.ts";
import { trySqlite } from "../store/sqlite/open-sqlite.ts";
import { sqliteFaultOf } from "../store/sqlite/sqlite-fault.ts";
import { type StoreFault, storeFaultWords } from "../store/store-error.ts";
import { type CheckResult, fault, ok } from "./check-result.ts";

/** Whether the database can be used. Makes nothing, and brings no tables up to date: that is for the bot to do. */
export function checkStore(store: StoreConfig): Promise<CheckResult> {
  return store.kind === "sqlite" ? checkFile(store.path) : checkServer(store.url);
}

async function checkServer(url: string): Promise<CheckResult> {
  const what = "Database";
  const { tryPostgres } = await import("../store/postgres/open-postgres.ts");
  const found = await tryPostgres(url);
  return found === null
    ? ok(what, `can be read and written: ${serverOf(url)}`)
    : fault(what, found.words.reason, found.words.mend);
}

/** Opened, read and written where it exists, else whether it could be made. */
async function checkFile(path: string): Promise<CheckResult> {
  const what = "Database file";
  if (path === ":memory:") return ok(what, "kept in memory; a restart forgets it");
  const file = resolve(path);
  const existing = await stat(file).catch(() => null);
  const found = existing === null ? await whyNotMade(file) : whyNotUsed(file, existing.isFile());
  if (found === null)
    return ok(
      what,
      existing === null ? `will be created: ${file}` : `can be read and written: ${file}`,
    );
  const { reason, mend } = storeFaultWords(file, found);
  return fault(what, reason, mend);
}

function whyNotUsed(file: string, isFile: boolean): StoreFault | null {
  return isFile ? trySqlite(file) : { code: "EISDIR", reason: "EISDIR" };
}

async function whyNotMade(file: string): Promise<StoreFault | null> {
  try {
    const folder = dirname(file);
    await access(folder, constants.W_OK);
    return (await stat(folder)).isDirectory() ? null : { code: "ENOTDIR", reason: "ENOTDIR" };
  } catch (error) {
    return sqliteFaultOf(error);
  }
}

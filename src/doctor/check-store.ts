import { constants } from "node:fs";
import { access, stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import type { StoreConfig } from "../config/config.ts";
import { trySqlite } from "../store/sqlite/open-sqlite.ts";
import { type SqliteFault, sqliteFaultOf } from "../store/sqlite/sqlite-fault.ts";
import { storeFaultWords } from "../store/store-error.ts";
import { type CheckResult, fault, ok } from "./check-result.ts";

/**
 * Whether the database file can be used: opened, read and written where it exists, else whether
 * it could be made. Makes none, and brings no tables up to date: that is for the bot to do.
 */
export async function checkStore({ path }: StoreConfig): Promise<CheckResult> {
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

function whyNotUsed(file: string, isFile: boolean): SqliteFault | null {
  return isFile ? trySqlite(file) : { code: "EISDIR", reason: "EISDIR" };
}

async function whyNotMade(file: string): Promise<SqliteFault | null> {
  try {
    const folder = dirname(file);
    await access(folder, constants.W_OK);
    return (await stat(folder)).isDirectory() ? null : { code: "ENOTDIR", reason: "ENOTDIR" };
  } catch (error) {
    return sqliteFaultOf(error);
  }
}

import { closeSync, openSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { migrationNames, newerVersion } from "../migrate.ts";
import type { StoreFault } from "../store-error.ts";
import { sqliteFaultOf } from "./sqlite-fault.ts";

/**
 * Opens a database and proves that it can be read and written; what was tried is taken back. A
 * file that is not there is made, readable by its owner only.
 */
export function openSqlite(path: string, busyTimeoutMs: number): DatabaseSync {
  // Names and ICCIDs are nobody else's business on this machine. The files beside it follow suit.
  if (path !== ":memory:") closeSync(openSync(path, "a", 0o600));
  const opened = new DatabaseSync(path, { timeout: busyTimeoutMs });
  try {
    // Readers do not wait for a writer, and a commit does not wait for the disk. A power cut may
    // cost the latest entries, never the file.
    opened.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL");
    proveWritable(opened);
    return opened;
  } catch (error) {
    opened.close();
    throw error;
  }
}

/** A transaction alone is granted for a file that can only be read. */
function proveWritable(opened: DatabaseSync): void {
  opened.exec("BEGIN IMMEDIATE; CREATE TABLE simscope_write_test (proof); ROLLBACK");
}

function migrationsIn(opened: DatabaseSync): readonly string[] {
  const [table] = opened
    .prepare("SELECT 1 FROM sqlite_master WHERE name = 'kysely_migration'")
    .all();
  if (table === undefined) return [];
  return opened
    .prepare("SELECT name FROM kysely_migration")
    .all()
    .map(({ name }) => String(name));
}

/** A running bot writes for moments only. */
const busyTimeoutMs = 2_000;

/**
 * Opens an existing file as the bot would, tries a write that is taken back, and reads every page.
 * Neither content nor form of the file changes. `null`: all is well.
 */
export function trySqlite(path: string): StoreFault | null {
  let opened: DatabaseSync | null = null;
  try {
    opened = new DatabaseSync(path, { timeout: busyTimeoutMs });
    proveWritable(opened);
    const [found] = opened.prepare("PRAGMA quick_check(1)").all();
    if (found?.["quick_check"] !== "ok")
      return { code: "SQLITE_CORRUPT", reason: "a check of its pages found damage" };
    return migrationsIn(opened).every((name) => migrationNames.includes(name))
      ? null
      : newerVersion;
  } catch (error) {
    return sqliteFaultOf(error);
  } finally {
    opened?.close();
  }
}

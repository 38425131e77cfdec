import { DatabaseSync } from "node:sqlite";
import { proveWritable } from "./open-sqlite.ts";
import { type SqliteFault, sqliteFaultOf } from "./sqlite-fault.ts";

/** A running bot writes for moments only. */
const busyTimeoutMs = 2_000;

/**
 * Opens an existing file as the bot would, tries a write that is taken back, and reads every page.
 * Neither content nor form of the file changes. `null`: all is well.
 */
export function trySqlite(path: string): SqliteFault | null {
  let opened: DatabaseSync | null = null;
  try {
    opened = new DatabaseSync(path, { timeout: busyTimeoutMs });
    proveWritable(opened);
    const [found] = opened.prepare("PRAGMA quick_check(1)").all();
    return found?.["quick_check"] === "ok"
      ? null
      : { code: "SQLITE_CORRUPT", reason: "a check of its pages found damage" };
  } catch (error) {
    return sqliteFaultOf(error);
  } finally {
    opened?.close();
  }
}

import { constants } from "node:fs";
import { access, stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import type { StoreConfig } from "../../config.ts";
import { type CheckResult, fault, ok } from "./check-result.ts";

/** Whether the database file can be written, or created. Leaves no trace. */
export async function checkStore({ path }: StoreConfig): Promise<CheckResult> {
  const what = "Database file";
  if (path === ":memory:") return ok(what, "kept in memory; a restart forgets it");
  const file = resolve(path);
  const existing = await stat(file).catch(() => null);
  if (existing !== null && !existing.isFile())
    return fault(what, `${file} is not a file`, "Give the path of a file in DATABASE_URL.");
  const target = existing === null ? dirname(file) : file;
  try {
    await access(target, constants.W_OK);
  } catch {
    return fault(
      what,
      `${target} is missing or cannot be written`,
      "Create the folder, or give the bot's user the right to write there.",
    );
  }
  return ok(what, existing === null ? `will be created: ${file}` : `can be written: ${file}`);
}

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

/** A path for a database in a directory of its own, which goes when the test ends. */
export function temporaryFile(): string {
  const directory = mkdtempSync(join(tmpdir(), "simscope-store-"));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return join(directory, "simscope.db");
}

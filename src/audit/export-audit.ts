import { existsSync } from "node:fs";
import { resolve } from "node:path";
import type { Writable } from "node:stream";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { parseArgs } from "node:util";
import type { Environment } from "../config/account.ts";
import { faultLines, parseStoreSettings } from "../config/config.ts";
import { laterOf } from "../core/instant.ts";
import { parseSince } from "../core/since.ts";
import type { Clock } from "../core/time.ts";
import { auditLines } from "../questions/audit.ts";
import { openStore } from "../store/open-store.ts";
import { StoreError } from "../store/store-error.ts";

export interface ExportParts {
  /** What was typed behind the command. */
  readonly typed: readonly string[];
  readonly env: Environment;
  readonly clock: Clock;
  readonly output: Writable;
}

const usage =
  "Write it as: npm run -s audit -- --since 7d (or 12h, 4w, 2026-11-01; left out: 7d). It prints a line of JSON for each question.";

/**
 * Writes who asked to the output. Resolves to what went wrong, in words for the terminal; `null`:
 * nothing. Whoever reads may stop reading at any line.
 */
export async function exportAudit({
  typed,
  env,
  clock,
  output,
}: ExportParts): Promise<string | null> {
  const now = clock.now();
  const since = sinceTyped(typed);
  const from = since === null ? null : parseSince(since, now);
  if (from === null) return `--since is missing its time, or it is none that has passed. ${usage}`;
  const settings = parseStoreSettings(env);
  if (settings.kind === "faults") return faultLines(settings.faults).join("\n");
  const { store: where, audit } = settings;
  // Opening would make it, and an empty answer would be taken for "nobody asked".
  if (where.kind === "sqlite" && where.path !== ":memory:" && !existsSync(where.path))
    return `DATABASE_URL: there is no file ${resolve(where.path)}. Start this where the bot is started, and with its DATABASE_URL.`;
  try {
    const store = await openStore({ ...where, auditKeptMs: audit.keptMs });
    try {
      // What is older has had its time, even where nobody has asked since, and it still lies there.
      await print(auditLines(store.audit, laterOf(from, now - audit.keptMs) ?? from), output);
    } finally {
      await store.close();
    }
    return null;
  } catch (error) {
    if (error instanceof StoreError)
      return `The database cannot be read: ${error.message}. ${error.words.mend}`;
    throw error;
  }
}

function sinceTyped(typed: readonly string[]): string | null {
  try {
    const { values } = parseArgs({ args: [...typed], options: { since: { type: "string" } } });
    return values.since ?? "7d";
  } catch {
    return null;
  }
}

async function print(lines: AsyncIterable<string>, output: Writable): Promise<void> {
  const ended = async function* () {
    for await (const line of lines) yield `${line}\n`;
  };
  try {
    await pipeline(Readable.from(ended()), output, { end: false });
  } catch (error) {
    // As with `| head`: enough was read.
    if (!(error instanceof Error && "code" in error && error.code === "EPIPE")) throw error;
  }
}

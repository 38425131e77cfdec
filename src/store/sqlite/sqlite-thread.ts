import { closeSync, openSync } from "node:fs";
import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";
import { parentPort, workerData } from "node:worker_threads";
import type { SqliteReply, SqliteRequest } from "./sqlite-connection.ts";

/** The thread that holds the database: `node:sqlite` blocks whoever calls it. */
const { path } = workerData as { readonly path: string };

/** Another process may be writing, for moments only: see the snapshots. */
const busyTimeoutMs = 10_000;

/** The bot has about twenty statements; a wider insert is another one. */
const mostStatements = 100;

let database: DatabaseSync | null = null;
const statements = new Map<string, StatementSync>();

parentPort?.on("message", (request: SqliteRequest) => {
  if (request.kind === "close") {
    database?.close();
    parentPort?.close();
    return;
  }
  const { id, sql, parameters } = request;
  parentPort?.postMessage({ id, ...answer(sql, parameters) } satisfies SqliteReply);
});

function answer(sql: string, parameters: readonly unknown[]) {
  try {
    database ??= open();
    const statement = prepare(database, sql);
    const values = parameters as SQLInputValue[];
    if (statement.columns().length > 0) {
      // Rows come without a prototype; a copy to another thread gives them one.
      return { kind: "rows", rows: statement.all(...values) } as const;
    }
    return { kind: "changes", changes: Number(statement.run(...values).changes) } as const;
  } catch (error) {
    return { kind: "failed", reason: error instanceof Error ? error.message : "unknown" } as const;
  }
}

function open(): DatabaseSync {
  // Names and ICCIDs are nobody else's business on this machine. The files beside it follow suit.
  if (path !== ":memory:") closeSync(openSync(path, "a", 0o600));
  const opened = new DatabaseSync(path, { timeout: busyTimeoutMs });
  // Readers do not wait for a writer, and a commit does not wait for the disk. A power cut may
  // cost the latest entries, never the file.
  opened.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL");
  return opened;
}

function prepare(opened: DatabaseSync, sql: string): StatementSync {
  const known = statements.get(sql);
  if (known !== undefined) return known;
  const statement = opened.prepare(sql);
  if (statements.size >= mostStatements) statements.clear();
  statements.set(sql, statement);
  return statement;
}

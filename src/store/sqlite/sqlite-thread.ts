import type { DatabaseSync, SQLInputValue, StatementSync } from "node:sqlite";
import { parentPort, workerData } from "node:worker_threads";
import { openSqlite } from "./open-sqlite.ts";
import type { SqliteReply, SqliteRequest } from "./sqlite-connection.ts";
import { sqliteFaultOf } from "./sqlite-fault.ts";

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
    database ??= openSqlite(path, busyTimeoutMs);
    const statement = prepare(database, sql);
    const values = parameters as SQLInputValue[];
    if (statement.columns().length > 0) {
      // Rows come without a prototype; a copy to another thread gives them one.
      return { kind: "rows", rows: statement.all(...values) } as const;
    }
    return { kind: "changes", changes: Number(statement.run(...values).changes) } as const;
  } catch (error) {
    return { kind: "failed", fault: sqliteFaultOf(error) } as const;
  }
}

function prepare(opened: DatabaseSync, sql: string): StatementSync {
  const known = statements.get(sql);
  if (known !== undefined) return known;
  const statement = opened.prepare(sql);
  if (statements.size >= mostStatements) statements.clear();
  statements.set(sql, statement);
  return statement;
}

import type { DatabaseSync, SQLInputValue, StatementSync } from "node:sqlite";
import { setTimeout as pause, setImmediate as turnOfLoop } from "node:timers/promises";
import type { CompiledQuery, DatabaseConnection, QueryResult } from "kysely";
import { fileError } from "../store-error.ts";
import { openSqlite } from "./open-sqlite.ts";
import { sqliteFaultOf } from "./sqlite-fault.ts";

/** A connection to a database in this process. */
export interface SqliteConnection extends DatabaseConnection {
  /** Later queries are refused. */
  close(): Promise<void>;
}

/** Another process may be writing, for moments only: see the snapshots. */
const defaultBusyTimeoutMs = 10_000;
const busyPauseMs = 20;

/** The bot has about twenty statements; a wider insert is another one. */
const mostStatements = 100;

/**
 * Opens `path` (`:memory:` for none that lasts) with the first query. Each query has a turn of the
 * event loop to itself, so a row of them holds nothing up for longer than the longest of them. While
 * another process has the file locked, it is tried again and again, and the loop goes on meanwhile.
 */
export function connectSqlite(
  path: string,
  busyTimeoutMs: number = defaultBusyTimeoutMs,
): SqliteConnection {
  let database: DatabaseSync | null = null;
  let isClosed = false;
  const statements = new Map<string, StatementSync>();

  const prepare = (opened: DatabaseSync, sql: string): StatementSync => {
    const known = statements.get(sql);
    if (known !== undefined) return known;
    const statement = opened.prepare(sql);
    if (statements.size >= mostStatements) statements.clear();
    statements.set(sql, statement);
    return statement;
  };
  const answer = <Row>({ sql, parameters }: CompiledQuery): QueryResult<Row> => {
    // SQLite's own waiting would hold up everybody.
    database ??= openSqlite(path, 0);
    const statement = prepare(database, sql);
    const values = parameters as SQLInputValue[];
    if (statement.columns().length > 0) return { rows: statement.all(...values) as Row[] };
    return { rows: [], numAffectedRows: BigInt(statement.run(...values).changes) };
  };

  return {
    async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
      await turnOfLoop();
      for (let waitedMs = 0; ; waitedMs += busyPauseMs) {
        if (isClosed) throw new Error("the database is closed");
        try {
          return answer(query);
        } catch (error) {
          const fault = sqliteFaultOf(error);
          const isBusy = fault.code === "SQLITE_BUSY" && waitedMs < busyTimeoutMs;
          if (!isBusy) throw fileError(path, fault);
        }
        await pause(busyPauseMs);
      }
    },
    streamQuery: () => {
      throw new Error("rows are read in pages, not streamed");
    },
    close: async () => {
      isClosed = true;
      statements.clear();
      database?.close();
      database = null;
    },
  };
}

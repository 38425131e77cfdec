import { Worker } from "node:worker_threads";
import type { CompiledQuery, DatabaseConnection, QueryResult } from "kysely";
import { StoreError } from "../store-error.ts";
import type { SqliteFault } from "./sqlite-fault.ts";

/** What the thread is told. After `close` it takes no more. */
export type SqliteRequest =
  | {
      readonly kind: "query";
      readonly id: number;
      readonly sql: string;
      readonly parameters: readonly unknown[];
    }
  | { readonly kind: "close" };

/** What it answers. */
export type SqliteReply = { readonly id: number } & (
  | { readonly kind: "rows"; readonly rows: readonly unknown[] }
  | { readonly kind: "changes"; readonly changes: number }
  | { readonly kind: "failed"; readonly fault: SqliteFault }
);

/** A connection to a database in a thread of its own, so that no query holds up the event loop. */
export interface SqliteConnection extends DatabaseConnection {
  /** Queries under way are answered, later ones refused. */
  close(): Promise<void>;
}

/** Opens `path` (`:memory:` for none that lasts) with the first query. */
export function connectSqlite(path: string): SqliteConnection {
  const thread = new Worker(new URL("./sqlite-thread.ts", import.meta.url), {
    workerData: { path },
    execArgv: [],
  });
  const waiting = new Map<number, PromiseWithResolvers<SqliteReply>>();
  let latestId = 0;
  let failure: Error | null = null;
  const ended = Promise.withResolvers<void>();

  const tell = (request: SqliteRequest): void => thread.postMessage(request);
  const fail = (error: Error): void => {
    failure ??= error;
    for (const { reject } of waiting.values()) reject(failure);
    waiting.clear();
  };
  thread.on("message", (reply: SqliteReply) => {
    waiting.get(reply.id)?.resolve(reply);
    waiting.delete(reply.id);
  });
  thread.on("error", (cause) => fail(new Error("the database thread failed", { cause })));
  thread.on("exit", () => {
    fail(new Error("the database is closed"));
    ended.resolve();
  });

  return {
    async executeQuery<Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
      if (failure !== null) throw failure;
      latestId += 1;
      const reply = Promise.withResolvers<SqliteReply>();
      waiting.set(latestId, reply);
      tell({ kind: "query", id: latestId, sql, parameters });
      const answer = await reply.promise;
      switch (answer.kind) {
        case "rows":
          return { rows: answer.rows as Row[] };
        case "changes":
          return { rows: [], numAffectedRows: BigInt(answer.changes) };
        case "failed":
          throw new StoreError(path, answer.fault);
      }
    },
    streamQuery: () => {
      throw new Error("rows are read in pages, not streamed");
    },
    close: () => {
      failure ??= new Error("the database is closed");
      tell({ kind: "close" });
      return ended.promise;
    },
  };
}

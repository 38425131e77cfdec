import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from "kysely";
import { connectSqlite, type SqliteConnection } from "./sqlite-connection.ts";

/** Kysely's SQLite dialect over `node:sqlite`; its own driver expects another library. */
export function sqliteDialect(path: string): Dialect {
  return {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => createDriver(path),
    createIntrospector: (database) => new SqliteIntrospector(database),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  };
}

/** One connection, so whoever wants it waits until it is released: transactions never mix. */
function createDriver(path: string): Driver {
  let connection: SqliteConnection | null = null;
  let released: Promise<void> = Promise.resolve();
  let release: () => void = () => undefined;

  const run = async (on: DatabaseConnection, sql: string): Promise<void> => {
    await on.executeQuery(CompiledQuery.raw(sql));
  };
  return {
    init: async () => {
      connection = connectSqlite(path);
    },
    acquireConnection: async () => {
      if (connection === null) throw new Error("the database is not open");
      const turn = Promise.withResolvers<void>();
      const before = released;
      released = turn.promise;
      await before;
      release = turn.resolve;
      return connection;
    },
    releaseConnection: async () => release(),
    // A transaction that reads first and writes later could fail halfway: it takes its lock at once.
    beginTransaction: (on) => run(on, "begin immediate"),
    commitTransaction: (on) => run(on, "commit"),
    rollbackTransaction: (on) => run(on, "rollback"),
    destroy: async () => connection?.close(),
  };
}

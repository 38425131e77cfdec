import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from "kysely";
import type { Pool, PoolClient } from "pg";
import { isConnectionLost, postgresFaultOf, serverError } from "./postgres-fault.ts";

/** A client of the pool; one that may still be busy, or whose server is gone, is not given back. */
export interface PostgresConnection extends DatabaseConnection {
  release(): void;
}

/** Takes a client of the pool. Rejects with a `StoreError`, as each of its queries does. */
export async function takeConnection(pool: Pool, url: string): Promise<PostgresConnection> {
  let client: PoolClient;
  try {
    // May throw before it promises anything: a certificate that cannot be read.
    client = await pool.connect();
  } catch (error) {
    throw serverError(url, postgresFaultOf(error), error);
  }
  let isLost = false;
  return {
    async executeQuery<Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
      try {
        const { command, rowCount, rows } = await client.query(sql, [...parameters]);
        const isChange = ["INSERT", "UPDATE", "DELETE"].includes(command);
        return { rows, ...(isChange && { numAffectedRows: BigInt(rowCount ?? 0) }) };
      } catch (error) {
        const fault = postgresFaultOf(error);
        // After a time-out the client still waits for the answer, and the next one would, too.
        isLost ||= isConnectionLost(fault);
        throw serverError(url, fault, error);
      }
    },
    streamQuery: () => {
      throw new Error("rows are read in pages, not streamed");
    },
    release: () => client.release(isLost),
  };
}

/** Kysely's PostgreSQL dialect over a pool of `pg`'s that belongs to whoever made it. */
export function postgresDialect(pool: Pool, url: string): Dialect {
  const taken = new WeakMap<DatabaseConnection, PostgresConnection>();
  return dialectOf({
    init: async () => undefined,
    acquireConnection: async () => {
      const connection = await takeConnection(pool, url);
      taken.set(connection, connection);
      return connection;
    },
    releaseConnection: async (connection) => taken.get(connection)?.release(),
    beginTransaction: (on) => run(on, "begin"),
    commitTransaction: (on) => run(on, "commit"),
    rollbackTransaction: (on) => run(on, "rollback"),
    destroy: async () => undefined,
  });
}

/** The same over one connection on which a transaction is open: all that is done is a part of it. */
export function dialectWithin(connection: DatabaseConnection): Dialect {
  const nothing = async (): Promise<void> => undefined;
  return dialectOf(
    {
      init: nothing,
      acquireConnection: async () => connection,
      releaseConnection: nothing,
      beginTransaction: nothing,
      commitTransaction: nothing,
      rollbackTransaction: nothing,
      destroy: nothing,
    },
    new AdapterWithin(),
  );
}

export async function run(on: DatabaseConnection, sql: string): Promise<void> {
  await on.executeQuery(CompiledQuery.raw(sql));
}

/** Whoever opened the transaction has the lock, and ends both. */
class AdapterWithin extends PostgresAdapter {
  override get supportsTransactionalDdl(): boolean {
    return false;
  }
  override async acquireMigrationLock(): Promise<void> {}
  override async releaseMigrationLock(): Promise<void> {}
}

function dialectOf(driver: Driver, adapter = new PostgresAdapter()): Dialect {
  return {
    createAdapter: () => adapter,
    createDriver: () => driver,
    createIntrospector: (database) => new PostgresIntrospector(database),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  };
}

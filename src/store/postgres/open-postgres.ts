import { type Dialect, Kysely } from "kysely";
import { Pool } from "pg";
import { secondMs } from "../../core/instant.ts";
import { createTables } from "../create-tables.ts";
import { migrate, migrationFault } from "../migrate.ts";
import { StoreError } from "../store-error.ts";
import type { StoreSchema } from "../store-schema.ts";
import type { Tables } from "../tables.ts";
import {
  dialectWithin,
  type PostgresConnection,
  postgresDialect,
  run,
  takeConnection,
} from "./postgres-dialect.ts";
import { isAway, postgresFaultOf, serverError } from "./postgres-fault.ts";

/** Enough for entries, deliveries, the lease and a list at once; many replicas share the server. */
const mostConnections = 4;
/** Nobody waits for the database: these only let go of what hangs. */
const connectTimeoutMs = 3 * secondMs;
const queryTimeoutMs = 5 * secondMs;

/** Of this program alone: whoever holds it brings the tables up to date. */
const migrationLock = "7163406721";

/** A database of a server, whose tables are brought up to date as soon as it can be reached. */
export interface PostgresTables {
  /** Rejects with a `StoreError` while the server is away; the next one tries again. */
  use<Result>(work: (tables: Tables) => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}

/**
 * Opens the database. A server that is away is no failure, but told to `onAway`: answers do not need
 * it. Rejects with a `StoreError` where waiting would not help: password, name, rights, version.
 */
export async function openPostgres(
  url: string,
  onAway: (error: unknown) => void,
  auditKeptMs?: number,
): Promise<PostgresTables> {
  const pool = createPool(url);
  const database = new Kysely<StoreSchema>({ dialect: postgresDialect(pool, url) });
  const tables = createTables(database, auditKeptMs);
  let upToDate: Promise<void> | null = null;

  const untilUpToDate = (): Promise<void> => {
    upToDate ??= migrateTogether(pool, url).catch((error: unknown) => {
      upToDate = null;
      throw error;
    });
    return upToDate;
  };
  try {
    await untilUpToDate();
  } catch (error) {
    if (!(error instanceof StoreError) || !isAway(error.fault)) {
      await pool.end();
      throw error;
    }
    onAway(error);
  }
  return {
    use: async (work) => {
      await untilUpToDate();
      return work(tables);
    },
    close: async () => {
      if (!pool.ended && !pool.ending) await pool.end();
    },
  };
}

function createPool(url: string): Pool {
  const pool = new Pool({
    connectionString: withVerification(url),
    max: mostConnections,
    connectionTimeoutMillis: connectTimeoutMs,
    // On this side of the line: poolers in front of the server refuse such settings.
    query_timeout: queryTimeoutMs,
    keepAlive: true,
    application_name: "simscope",
  });
  // A server that goes away tells each client, idle or not. Whoever uses one hears of it all the same.
  pool.on("error", () => undefined);
  pool.on("connect", (client) => client.on("error", () => undefined));
  return pool;
}

/** Whoever asks for TLS gets it with a look at the certificate; what the modes between mean changes with `pg`. */
function withVerification(url: string): string {
  return url.replace(/([?&]sslmode=)(prefer|require|verify-ca)(?=&|$)/, "$1verify-full");
}

/**
 * All migrations in one transaction that holds a lock for as long as it lasts. Kysely's own lock is one
 * of the session: a pooler in front of the server may give lock and unlock to different ones.
 */
async function migrateTogether(
  pool: Pool,
  url: string,
  end: "commit" | "rollback" = "commit",
): Promise<void> {
  const taken = await takeConnection(pool, url);
  // What fails makes the server refuse all that comes after, which Kysely still tries: only the first tells why.
  let first: unknown = null;
  const connection: PostgresConnection = {
    ...taken,
    executeQuery: (query) =>
      taken.executeQuery<never>(query).catch((error: unknown) => {
        first ??= error;
        throw error;
      }),
  };
  try {
    await run(connection, "begin");
    await run(connection, `select pg_advisory_xact_lock(${migrationLock})`);
    await migrate(new Kysely<StoreSchema>({ dialect: dialectWithin(connection) }));
    await run(connection, end);
  } catch (error) {
    const cause = first ?? error;
    await run(connection, "rollback").catch(() => undefined);
    throw cause instanceof StoreError ? cause : serverError(url, migrationFault(cause), cause);
  } finally {
    connection.release();
  }
}

/** Looks into the database as it is. */
export async function peekPostgres<Result>(
  url: string,
  work: (dialect: Dialect) => Promise<Result>,
): Promise<Result> {
  const pool = createPool(url);
  try {
    return await work(postgresDialect(pool, url));
  } finally {
    await pool.end();
  }
}

/**
 * Reaches the database as the bot would, and tries a write, and to bring the tables up to date, both
 * taken back. `null`: all is well.
 */
export async function tryPostgres(url: string): Promise<StoreError | null> {
  const pool = createPool(url);
  try {
    const connection = await takeConnection(pool, url);
    try {
      await run(connection, "begin");
      await run(connection, "create table simscope_write_test (proof integer)");
      await run(connection, "rollback");
    } finally {
      connection.release();
    }
    await migrateTogether(pool, url, "rollback");
    return null;
  } catch (error) {
    return error instanceof StoreError ? error : serverError(url, postgresFaultOf(error), error);
  } finally {
    await pool.end();
  }
}

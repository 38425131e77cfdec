import { Client } from "pg";
import { startPostgres } from "../../test/support/postgres/server.ts";

/** A PostgreSQL of this run's own, that writes as one does which is to outlive a power cut. */
export async function startDatabases() {
  const server = await startPostgres(undefined, { isCareful: true });
  let made = 0;
  return {
    /** The address of a database that nobody has used. */
    empty: async (): Promise<string> => {
      made += 1;
      const client = new Client({ connectionString: server.url });
      await client.connect();
      await client.query(`create database bench_${made}`);
      await client.end();
      return server.url.replace(/[^/]+$/, `bench_${made}`);
    },
    close: () => server.close(),
  };
}

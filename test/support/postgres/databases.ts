import { randomUUID } from "node:crypto";
import { Client } from "pg";
import { describe, inject, onTestFinished } from "vitest";
import type { StoreOptions } from "../../../src/store/open-store.ts";
import { temporaryFile } from "../store/temporary-file.ts";
import { type PostgresServer, startPostgres } from "./server.ts";

const hasPostgres = (): boolean => inject("postgres") !== null;

/** The same tests on each database; not on PostgreSQL where none can be started. */
export function databases(): readonly StoreOptions["kind"][] {
  return hasPostgres() ? ["sqlite", "postgres"] : ["sqlite"];
}

/** Tests that need a PostgreSQL; skipped where none can be started. */
export const describeWithPostgres = describe.skipIf(!hasPostgres());

/** An empty database for one test. */
export async function emptyDatabase(kind: StoreOptions["kind"]): Promise<StoreOptions> {
  if (kind === "sqlite") return { kind, path: temporaryFile() };
  const provided = inject("postgres");
  if (provided === null) throw new Error("no PostgreSQL can be started here");
  return { kind, url: await createDatabase(provided.url) };
}

/** A server for one test, which it may stop. */
export async function ownServer(): Promise<PostgresServer> {
  const provided = inject("postgres");
  if (provided === null) throw new Error("no PostgreSQL can be started here");
  const server = await startPostgres(provided.template);
  onTestFinished(() => server.close());
  return server;
}

/** Gone when the test is. */
async function createDatabase(server: string): Promise<string> {
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  await inDatabase(server, `create database ${name}`);
  onTestFinished(() =>
    inDatabase(server, `drop database ${name} with (force)`).then(() => undefined),
  );
  return server.replace(/[^/]+$/, name);
}

/** What somebody else finds, or does, in the database. */
export async function inDatabase(
  url: string,
  sql: string,
): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

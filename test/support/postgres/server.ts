import { execFileSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "../../../playground/bot-process.ts";
import { EmbeddedPostgres } from "./embedded.ts";

const user = "simscope";
const password = "only-for-tests";

/** A real server of this process's own, on the loopback interface. */
export interface PostgresServer {
  /** Of a database that each server has. */
  readonly url: string;
  /** Where its files are, for another one to begin with. */
  readonly folder: string;
  /** As a machine that is switched off, or a server that is restarted: clients are cut off. */
  pause(): Promise<void>;
  resume(): Promise<void>;
  /** Ends it and takes its files away. */
  close(): Promise<void>;
}

/** Nothing here has to outlive a power cut. */
const carelessSettings = [
  ...["fsync=off", "synchronous_commit=off", "full_page_writes=off", "shared_buffers=16MB"],
];
const postgresFlags = (settings: readonly string[]) => [
  ...settings,
  ...["listen_addresses=127.0.0.1", "unix_socket_directories=", "max_connections=60"],
];

export interface PostgresOptions {
  /** Writes as a server does that is to outlive a power cut. */
  readonly isCareful?: boolean;
}

/**
 * Makes and starts a server. `from` is the folder of a server that does not run: copied, in place of
 * the seconds that making one takes. As root it runs as the user `postgres`, who is made if need be.
 */
export async function startPostgres(
  from?: string,
  { isCareful = false }: PostgresOptions = {},
): Promise<PostgresServer> {
  const parent = mkdtempSync(join(tmpdir(), "simscope-postgres-"));
  chmodSync(parent, 0o755);
  const folder = join(parent, "data");
  const port = await freePort();
  let said = "";
  const onLog = (text: unknown): void => {
    said = `${said}${String(text)}`.slice(-2_000);
  };
  const create = () =>
    new EmbeddedPostgres({
      ...{ databaseDir: folder, port, user, password, onLog, onError: onLog },
      postgresFlags: postgresFlags(isCareful ? [] : carelessSettings).flatMap((setting) => [
        "-c",
        setting,
      ]),
      persistent: true,
      createPostgresUser: process.getuid?.() === 0,
      initdbFlags: ["--no-sync", "--encoding=UTF8", "--locale=C"],
    });
  let server = create();
  const start = () =>
    server.start().catch((cause: unknown) => {
      throw new Error(`PostgreSQL does not start: ${said}`, { cause });
    });
  try {
    if (from === undefined) await server.initialise();
    else execFileSync("cp", ["-a", from, folder]);
    await start();
  } catch (error) {
    rmSync(parent, { recursive: true, force: true });
    throw error;
  }
  return {
    url: `postgres://${user}:${password}@127.0.0.1:${port}/postgres`,
    folder,
    pause: () => server.stop(),
    resume: async () => {
      server = create();
      await start();
    },
    close: async () => {
      await server.stop();
      rmSync(parent, { recursive: true, force: true });
    },
  };
}

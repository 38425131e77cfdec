import { expect, it, onTestFinished } from "vitest";
import { storeFault } from "../../src/bot/start-failure.ts";
import { checkStore } from "../../src/doctor/check-store.ts";
import type { AuditEntry } from "../../src/ports/audit-log.ts";
import { openStore } from "../../src/store/open-store.ts";
import { isAway, postgresFaultOf, serverError } from "../../src/store/postgres/postgres-fault.ts";
import {
  describeWithPostgres,
  emptyDatabase,
  inDatabase,
  ownServer,
} from "../support/postgres/databases.ts";
import { asOf } from "../support/sessions.ts";

const asked: AuditEntry = {
  ...{ at: asOf, userId: "U012AB3CD", channelId: null, teamId: null },
  ...{ command: "sessions", simSid: null, account: null, outcome: "ok" },
};

async function emptyServer(): Promise<string> {
  const options = await emptyDatabase("postgres");
  if (options.kind !== "postgres") throw new Error("no PostgreSQL");
  return options.url;
}

const open = async (url: string, onAway?: (error: unknown) => void) => {
  const store = await openStore({ kind: "postgres", url }, { ...(onAway && { onAway }) });
  onTestFinished(() => store.close());
  return store;
};

/** The words in which the start tells why it failed. */
async function refusal(url: string): Promise<string> {
  const failure = await openStore({ kind: "postgres", url }).then(() => null, storeFault);
  return `${failure?.reason}. ${failure?.mend}`;
}

describeWithPostgres("a database of PostgreSQL", () => {
  it("keeps only what counts for minutes without waiting for the disk", async () => {
    const url = await emptyServer();
    await open(url);
    const unlogged = await inDatabase(
      url,
      "select relname from pg_class where relkind = 'r' and relpersistence = 'u' order by relname",
    );
    expect(unlogged.map(({ relname }) => relname)).toEqual(["deliveries", "question_counts"]);
  });

  it("is brought up to date once, by whichever of several replicas is first", async () => {
    const url = await emptyServer();
    const stores = await Promise.all([open(url), open(url), open(url)]);
    await Promise.all(stores.map(({ audit }) => audit.record(asked)));
    expect(await stores[0].audit.recent({ limit: 10 })).toHaveLength(3);
    const migrations = await inDatabase(url, "select name from kysely_migration order by name");
    expect(migrations.length).toBeGreaterThan(3);
    // Other tests migrate databases of the same server meanwhile.
    const locks =
      "select 1 from pg_locks join pg_database on database = pg_database.oid where locktype = 'advisory' and datname = current_database()";
    expect(await inDatabase(url, locks)).toEqual([]);
  });

  it("of a newer version is refused", async () => {
    const url = await emptyServer();
    await (await open(url)).probe();
    await inDatabase(url, "insert into kysely_migration values ('9999_future', '2030-01-01')");
    const said = await refusal(url);
    expect(said).toMatch(/was written by a newer version of simscope .+Start that/);
    expect(said).toContain((await checkStore({ kind: "postgres", url })).finding);
  });

  it.each(["0007_installations", "0013_audit_channel", "0016_take_question"])(
    "in which an older backup was put back over newer tables (before %s): start and doctor say what to do",
    async (since) => {
      const url = await emptyServer();
      await (await open(url)).probe();
      await inDatabase(url, `delete from kysely_migration where name >= '${since}'`);
      const said = await refusal(url);
      expect(said).toMatch(/holds tables of a newer version .+ docs\/upkeep\.md, Backup/);
      expect(said).toContain((await checkStore({ kind: "postgres", url })).finding);
    },
  );

  it("cut off from its clients, idle or not, is used again as soon as it is back", async () => {
    const server = await ownServer();
    const store = await open(server.url);
    await store.audit.record(asked);
    await server.pause();
    await expect(store.audit.record(asked)).rejects.toThrow(/PostgreSQL at 127.0.0.1:\d+/);
    await server.resume();
    await store.audit.record(asked);
    expect(await store.audit.recent({ limit: 10 })).toHaveLength(2);
  });

  it("away at the start is told, and brought up to date as soon as it is there", async () => {
    const server = await ownServer();
    await server.pause();
    const told: unknown[] = [];
    const store = await open(server.url, (error) => told.push(error));
    expect(String(told)).toMatch(/cannot be reached \(ECONNREFUSED\)/);
    await expect(store.probe()).rejects.toThrow("cannot be reached");
    await server.resume();
    await store.audit.record(asked);
    expect(await store.audit.recent({ limit: 10 })).toEqual([asked]);
  });

  it.each<[string, (url: string) => string, RegExp]>([
    [
      "a wrong password",
      (url) => url.replace("only-for-tests", "wrong-word"),
      /does not let this user in \(28P01: invalid password\)\. Check user/,
    ],
    [
      "no such database",
      (url) => `${url}_not`,
      /has no database of that name \(3D000: no such database\)\. Create/,
    ],
    [
      "TLS where the server has none",
      (url) => `${url}?sslmode=require`,
      /cannot be reached over TLS \(NO_TLS\)\. Check sslmode/,
    ],
    [
      "a certificate that is not there",
      (url) => `${url}?sslmode=verify-full&sslrootcert=/nowhere/ca.pem`,
      /cannot be reached over TLS \(ENOENT\)\. Check sslmode/,
    ],
  ])(
    "is refused at the start, and by the doctor in the same words: %s",
    async (_, wrong, words) => {
      const url = wrong(await emptyServer());
      const said = await refusal(url);
      expect(said).toMatch(words);
      expect(said).not.toMatch(/wrong-word|only-for-tests/);
      const found = await checkStore({ kind: "postgres", url });
      expect(found.verdict).toBe("fault");
      expect(said).toContain(found.finding);
    },
  );

  it("of somebody else, where this user may make no tables, is refused in those words", async () => {
    const owners = await emptyServer();
    await inDatabase(owners, "drop role if exists guest");
    await inDatabase(owners, "create role guest login password 'made-up'");
    const url = owners.replace(/\/\/[^@]+@/, "//guest:made-up@");
    const said = await refusal(url);
    expect(said).toMatch(
      /does not let this user make its tables \(42501.+ Make the user the owner/,
    );
    expect(said).toContain((await checkStore({ kind: "postgres", url })).finding);
    await inDatabase(owners, "drop role guest");
  });

  it("satisfies the doctor, who leaves nothing behind", async () => {
    const url = await emptyServer();
    const found = await checkStore({ kind: "postgres", url });
    expect(found).toMatchObject({ verdict: "ok" });
    expect(found.finding).toMatch(/^can be read and written: PostgreSQL at 127/);
    const tables = "select 1 from pg_tables where schemaname = 'public'";
    expect(await inDatabase(url, tables)).toEqual([]);
  });

  it("takes an entry with a character that it has no place for, as if it were not there", async () => {
    const store = await open(await emptyServer());
    await store.audit.record({ ...asked, command: "a\u0000b" });
    expect(await store.audit.recent({ limit: 1 })).toMatchObject([{ command: "ab" }]);
  });
});

it.each([
  ["ECONNREFUSED", true],
  ["57P03", true],
  ["53300", true],
  ["25006", true],
  ["28P01", false],
  ["42501", false],
  ["SELF_SIGNED_CERT_IN_CHAIN", false],
])("%s passes by itself: %s", (code, isPassing) => {
  expect(isAway({ code, reason: code })).toBe(isPassing);
});

it.each([
  ["timeout exceeded when trying to connect", "TIMEOUT"],
  ["Query read timeout", "TIMEOUT"],
  ["Connection terminated unexpectedly", "CONNECTION_LOST"],
])("what pg says in words has a code of its own: %s", (message, code) => {
  expect(postgresFaultOf(new Error(message)).code).toBe(code);
});

it("no failure tells user, password or database", () => {
  const url = "postgres://someone:sesame%21@db.example:5433/fleet?sslmode=require";
  const { message, words } = serverError(url, { code: "XX000", reason: "XX000" });
  expect(message).toBe("PostgreSQL at db.example:5433 (DATABASE_URL) cannot be used (XX000)");
  expect(JSON.stringify([message, words])).not.toMatch(/someone|sesame|fleet/);
});

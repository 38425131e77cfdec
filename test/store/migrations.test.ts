import { Kysely, PostgresDialect, sql } from "kysely";
import { Pool } from "pg";
import { describe, expect, it, onTestFinished } from "vitest";
import { migrate, migrationNames } from "../../src/store/migrate.ts";
import { openStore, type StoreOptions } from "../../src/store/open-store.ts";
import { sqliteDialect } from "../../src/store/sqlite/sqlite-dialect.ts";
import { databases, emptyDatabase } from "../support/postgres/databases.ts";
import { asOf } from "../support/sessions.ts";

/** What an earlier version left, by the version from which on its tables had a place for it. */
const left: Readonly<Record<string, readonly string[]>> = {
  "0001_directory": [
    "insert into directory_snapshots values ('', 'g1', 5, null, 1)",
    `insert into directory_pages values ('', 'g1', 0, '[["DE${"a".repeat(32)}","cargo",null,null,"active"]]')`,
  ],
  "0002_audit": [
    `insert into audit_entries (id, at, user_id, channel_id, team_id, command, sim_sid, outcome)
     values ('a', ${asOf}, 'U0ASKER', 'C0OPS', null, 'sessions', 'DE1', 'ok')`,
  ],
  "0003_audit_account": ["update audit_entries set account = 'us'"],
  "0004_audit_reason": ["update audit_entries set reason = 'channel'"],
  "0005_audit_shown": ["update audit_entries set shown = 'now', severity = 'ok'"],
  "0006_replicas": [
    `insert into deliveries values ('d', ${asOf})`,
    `insert into leases values ('background', 'one', 7, ${asOf})`,
  ],
  "0007_installations": [
    `insert into installations values ('T1', 'T1', null, 'B1', 'U1', 'commands', ${asOf}, 'sealed')`,
  ],
  // An index over what is there.
  "0008_audit_user": [],
  "0009_fleet_memory": [
    `insert into fleet_memory (account, sid, read_at, quiet_hours) values ('', 'DE1', ${asOf}, 0)`,
  ],
  "0010_watches": [
    `insert into watches (id, version, sim_sid, user_id, pressed_at, looked_at, state, lost_tellings)
     values ('w', 1, 'DE1', 'U0ASKER', ${asOf}, ${asOf}, 'watching', 0)`,
  ],
  "0011_quiet": [`insert into quiet_sims values ('', 'DE1', ${asOf}, 'U0ASKER', ${asOf}, null)`],
  "0012_evidence": [
    `insert into evidence_keeps values ('e', ' DE1 ff', '', 'DE1', 'ff', '7d', ${asOf}, ${asOf}, 3, 'U0ASKER', ${asOf}, null, null)`,
  ],
  "0013_audit_channel": [],
  "0014_question_counts": [`insert into question_counts values ('minute:U0ASKER', 3, ${asOf})`],
  // How the server keeps what is there.
  "0015_unlogged": [],
  "0016_take_question": [],
};

/** The database as a version of then left it. */
async function leave(at: StoreOptions, version: string): Promise<void> {
  const dialect =
    at.kind === "sqlite"
      ? sqliteDialect(at.path)
      : new PostgresDialect({ pool: new Pool({ connectionString: at.url, max: 1 }) });
  const database = new Kysely({ dialect });
  await migrate(database, version);
  for (const [since, statements] of Object.entries(left))
    if (since <= version)
      for (const statement of statements) await sql.raw(statement).execute(database);
  await database.destroy();
}

it("each version is left behind here", () => {
  expect(Object.keys(left)).toEqual(migrationNames);
});

describe.each(databases())("tables in %s", (kind) => {
  it.each(migrationNames)(
    "of version %s are brought up to date with what is in them",
    async (version) => {
      const at = await emptyDatabase(kind);
      await leave(at, version);
      const store = await openStore(at);
      onTestFinished(() => store.close());

      const fleet = await store.snapshots.load("");
      const names: (string | null)[] = [];
      for await (const page of fleet?.pages ?? [])
        names.push(...page.map(({ uniqueName }) => uniqueName));
      expect(names).toEqual(["cargo"]);
      const [entry] = await store.audit.recent({ limit: 5 });
      if (version >= "0002_audit") {
        expect(entry).toMatchObject({ at: asOf, userId: "U0ASKER", simSid: "DE1" });
        expect(entry?.account ?? null).toBe(version >= "0003_audit_account" ? "us" : null);
        expect(entry?.reason).toBe(version >= "0004_audit_reason" ? "channel" : undefined);
        expect(entry?.shown).toBe(version >= "0005_audit_shown" ? "now" : undefined);
      }
      const lease = await store.leases.look("background");
      expect(lease?.epoch).toBe(version >= "0006_replicas" ? 7 : undefined);
      expect(await store.installations.list()).toHaveLength(
        version >= "0007_installations" ? 1 : 0,
      );

      const kept = { accounts: [null], simSid: "DE1" };
      expect((await store.evidence.ofSim(kept, { offset: 0, limit: 1 }, asOf)).total).toBe(
        version >= "0012_evidence" ? 1 : 0,
      );

      // What every version does goes on.
      await store.audit.record({
        ...{ at: asOf + 1, userId: "U0NEW", channelId: null, teamId: null },
        ...{ command: "help", simSid: null, account: null, outcome: "ok" },
      });
      expect(await store.audit.recent({ limit: 1 })).toMatchObject([{ userId: "U0NEW" }]);
      expect(await store.deliveries.claim(["new"], asOf)).toBe(false);
    },
  );
});

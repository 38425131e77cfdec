import { DatabaseSync } from "node:sqlite";
import { describe, expect, it, onTestFinished } from "vitest";
import type { UsableInstallation } from "../../src/ports/installations.ts";
import { createKeptInstallations } from "../../src/store/kept-installations.ts";
import { openStore, type Store, type StoreOptions } from "../../src/store/open-store.ts";
import { createTokenSeal } from "../../src/store/token-seal.ts";
import { databases, emptyDatabase, inDatabase } from "../support/postgres/databases.ts";
import { asOf } from "../support/sessions.ts";

const key = (seed: number) => Buffer.from(Array.from({ length: 32 }, (_, at) => at * seed + 1));
const [old, current] = [key(3), key(5)];
const token = "xoxb-100000000001-made-up-token-of-care";

const ofTeam: UsableInstallation = {
  ...{ id: "T0CARE", teamId: "T0CARE", enterpriseId: null, botId: "B0CARE", botUserId: "U0CARE" },
  ...{ scopes: ["commands", "chat:write"], installedAt: asOf, botToken: token },
};
const ofOrganisation: UsableInstallation = {
  ...ofTeam,
  ...{ id: "E0GRID", teamId: null, enterpriseId: "E0GRID", botToken: `${token}-of-grid` },
};

async function open(options: StoreOptions): Promise<Store> {
  const store = await openStore(options);
  onTestFinished(() => store.close());
  return store;
}

const keptBy = (store: Store, ...keys: [Buffer, ...Buffer[]]) =>
  createKeptInstallations(store.installations, createTokenSeal(keys));

/** Everything that somebody finds in the table. */
async function dump(options: StoreOptions): Promise<string> {
  const sql = "select * from installations order by id";
  if (options.kind === "postgres") return JSON.stringify(await inDatabase(options.url, sql));
  const database = new DatabaseSync(options.path);
  const rows = database.prepare(sql).all();
  database.close();
  return JSON.stringify(rows);
}

async function change(options: StoreOptions, sql: string): Promise<void> {
  if (options.kind === "postgres") {
    await inDatabase(options.url, sql);
    return;
  }
  const database = new DatabaseSync(options.path);
  database.exec(sql);
  database.close();
}

describe.each(databases())("installations in %s", (kind) => {
  it("are read as they were kept, and no token stands there", async () => {
    const at = await emptyDatabase(kind);
    const kept = keptBy(await open(at), current);
    await kept.keep(ofTeam);
    await kept.keep(ofOrganisation);
    expect(await kept.all()).toEqual([ofOrganisation, ofTeam]);
    expect(await dump(at)).not.toMatch(/xoxb|made-up|100000000001/);
    expect(await dump(at)).not.toContain(Buffer.from(token).toString("base64").slice(0, 20));
  });

  it("one of the same place takes the place of the earlier one", async () => {
    const kept = keptBy(await open(await emptyDatabase(kind)), current);
    await kept.keep(ofTeam);
    const anew = { ...ofTeam, installedAt: asOf + 1, botToken: `${token}-anew` };
    await kept.keep(anew);
    await kept.forget(ofTeam);
    expect(await kept.all()).toEqual([anew]);
    await kept.forget(anew);
    expect(await kept.all()).toEqual([]);
  });

  it("keys are rotated with data in place", async () => {
    const at = await emptyDatabase(kind);
    const store = await open(at);
    await keptBy(store, old).keep(ofTeam);
    const before = await dump(at);
    // All replicas know the new key before one of them seals with it.
    expect(await keptBy(store, old, current).all()).toEqual([ofTeam]);
    expect(await dump(at)).toBe(before);
    expect(await keptBy(store, current, old).all()).toEqual([ofTeam]);
    expect(await dump(at)).not.toBe(before);
    // The old key may go.
    expect(await keptBy(store, current).all()).toEqual([ofTeam]);
    expect(await keptBy(store, old).all()).toEqual([{ ...ofTeam, botToken: null }]);
    // Whoever lacks the key takes nothing away.
    expect(await keptBy(store, current).all()).toEqual([ofTeam]);
  });

  it.each([
    [
      "a token of another row",
      "update installations set sealed_token = (select sealed_token from installations where id = 'E0GRID') where id = 'T0CARE'",
    ],
    [
      "a place of another organisation",
      "update installations set enterprise_id = 'E0OTHER' where id = 'T0CARE'",
    ],
    [
      "half a token",
      "update installations set sealed_token = substr(sealed_token, 1, 30) where id = 'T0CARE'",
    ],
    ["something else", "update installations set sealed_token = 'xoxb' where id = 'T0CARE'"],
  ])("%s opens nothing, and the others go on", async (_, sql) => {
    const at = await emptyDatabase(kind);
    const kept = keptBy(await open(at), current);
    await kept.keep(ofTeam);
    await kept.keep(ofOrganisation);
    await change(at, sql);
    const [organisation, team] = await kept.all();
    expect(organisation).toEqual(ofOrganisation);
    expect(team).toMatchObject({ id: "T0CARE", botToken: null });
  });
});

it("one text is never sealed the same way twice", () => {
  const seal = createTokenSeal([current]);
  expect(new Set([1, 2, 3].map(() => seal.seal(token, "a"))).size).toBe(3);
});

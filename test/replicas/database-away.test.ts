import { Client } from "pg";
import { expect, it, onTestFinished } from "vitest";
import { openStore } from "../../src/store/open-store.ts";
import { describeWithPostgres, inDatabase, ownServer } from "../support/postgres/databases.ts";
import { startWorld, textsOf, type World } from "../support/whole-bot.ts";

const entriesIn = async (url: string): Promise<number> =>
  (await inDatabase(url, "select 1 from audit_entries")).length;

async function readyz({ bot }: World): Promise<string> {
  const response = await fetch(`http://127.0.0.1:${bot.port}/readyz`);
  return `${response.status} ${await response.text()}`;
}

async function questions(world: World, count: number): Promise<void> {
  for (let asked = 0; asked < count; asked += 1)
    expect(textsOf(await world.ask("sessions cargo-cam-07"))).toContain("Cargo camera 07");
}

describeWithPostgres("PostgreSQL", () => {
  it("stopped under questions and started again: all are answered, none is missing in the record", async () => {
    const server = await ownServer();
    await using world = await startWorld({ env: { DATABASE_URL: server.url } });
    await world.untilListed();
    await questions(world, 20);
    await server.pause();
    const begunMs = performance.now();
    await questions(world, 40);
    expect(performance.now() - begunMs).toBeLessThan(20_000);
    await world.untilLogged("the store does not keep who asked: it waits");
    expect(await readyz(world)).toMatch(
      /^200 ready\n(.+\n)*database: down since \S+ \(\w+\)\naudit entries waiting: \d+\n$/,
    );
    const health = textsOf(await world.ask("health"));
    expect(health).toMatch(
      /\*Database\*: \*not reachable\*, answers go on without it; \d+ records/,
    );
    await server.resume();
    await questions(world, 20);
    await world.untilLogged("the store has kept who asked meanwhile");
    await world.bot.stop();
    expect(await entriesIn(server.url)).toBe(81);
  });

  it("away at the start costs no answer; what was asked meanwhile is caught up", async () => {
    const server = await ownServer();
    await server.pause();
    await using world = await startWorld({ env: { DATABASE_URL: server.url } });
    await world.untilListed();
    await questions(world, 10);
    await server.resume();
    await world.untilLogged("the store has kept who asked meanwhile");
    expect(await entriesIn(server.url)).toBe(10);
  });

  it("so slow that nothing is written delays no answer; a stop waits for the record", async () => {
    const server = await ownServer();
    await (await openStore({ kind: "postgres", url: server.url })).close();
    const other = new Client({ connectionString: server.url });
    await other.connect();
    onTestFinished(() => other.end());
    await using world = await startWorld({ env: { DATABASE_URL: server.url } });
    await world.untilListed();
    await other.query("begin; lock table audit_entries, deliveries in access exclusive mode");
    const begunMs = performance.now();
    await questions(world, 30);
    expect(performance.now() - begunMs).toBeLessThan(4_000);
    const stopped = world.bot.stop();
    await other.query("commit");
    await stopped;
    expect(await entriesIn(server.url)).toBe(30);
  });
});

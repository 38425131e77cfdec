import { Client } from "pg";
import { expect, it, onTestFinished } from "vitest";
import { people } from "../../playground/slack/state/workspace.ts";
import { openStore } from "../../src/store/open-store.ts";
import { describeWithPostgres, inDatabase, ownServer } from "../support/postgres/databases.ts";
import { slowLine } from "../support/postgres/slow-line.ts";
import { openHome } from "../support/ways-to-ask.ts";
import { startWorld, textsOf, type World } from "../support/whole-bot.ts";

/** SIMSCOPE_LONG_RUNS=1: half a minute of questions, in place of some tens of them. */
const isLong = process.env["SIMSCOPE_LONG_RUNS"] === "1";
const awayMs = isLong ? 30_000 : 0;

const entriesIn = async (url: string): Promise<number> =>
  (await inDatabase(url, "select 1 from audit_entries")).length;

async function readyz({ bot }: World): Promise<string> {
  const response = await fetch(`http://127.0.0.1:${bot.port}/readyz`);
  return `${response.status} ${await response.text()}`;
}

/** Several people, each asking anew once there is an answer, for a while and so often at least. */
async function crowd(
  world: World,
  { people: count, leastEach, forMs }: { people: number; leastEach: number; forMs: number },
): Promise<readonly number[]> {
  const tookMs: number[] = [];
  const untilMs = performance.now() + forMs;
  const askers = Object.values(people).slice(0, count);
  await Promise.all(
    askers.map(async (user) => {
      for (let asked = 0; asked < leastEach || performance.now() < untilMs; asked += 1) {
        const begunMs = performance.now();
        const answer = await world.ask("sessions cargo-cam-07", { user });
        expect(textsOf(answer)).toContain("Cargo camera 07");
        tookMs.push(performance.now() - begunMs);
      }
    }),
  );
  return tookMs.toSorted((a, b) => a - b);
}

function wordsOf(tookMs: readonly number[]): string {
  const [middle = 0, longest = 0] = [tookMs[Math.floor(tookMs.length / 2)], tookMs.at(-1)];
  return `${tookMs.length} questions, half within ${middle.toFixed(0)} ms, all within ${longest.toFixed(0)} ms`;
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
    const before = await crowd(world, { people: 3, leastEach: 7, forMs: awayMs / 6 });
    await server.pause();
    const away = await crowd(world, { people: 3, leastEach: 14, forMs: awayMs });
    // Whoever waited for the database would do so for 3 s.
    expect(away.at(-1) ?? 0).toBeLessThan(3_000);
    await world.untilLogged("the store does not keep who asked: it waits");
    expect(await readyz(world)).toMatch(
      /^200 ready\n(.+\n)*database: down since \S+ \(\w+\)\naudit entries waiting: \d+\n$/,
    );
    const health = textsOf(await world.ask("health"));
    expect(health).toMatch(
      /\*Database\*: \*not reachable\*, answers go on without it; \d+ records/,
    );
    await server.resume();
    const after = await crowd(world, { people: 3, leastEach: 7, forMs: awayMs / 6 });
    await world.untilLogged("the store has kept who asked meanwhile");
    expect(await readyz(world)).not.toContain("database: down");
    await world.bot.stop();
    const asked = before.length + away.length + 1 + after.length;
    expect(await entriesIn(server.url)).toBe(asked);
    if (isLong)
      console.log(
        `before: ${wordsOf(before)}\naway: ${wordsOf(away)}\nafter: ${wordsOf(after)}\nrecorded: ${asked} of ${asked}`,
      );
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

  it("that takes 2 s for a statement delays no answer, nor the home tab for long", async () => {
    const server = await ownServer();
    const line = await slowLine(server.url);
    await using world = await startWorld({ env: { DATABASE_URL: line.url } });
    await world.untilListed();
    const load = { people: 3, leastEach: 10, forMs: awayMs };
    const before = await crowd(world, { ...load, forMs: awayMs / 3 });
    line.slowDown(2_000);
    // Whoever comes first waits 300 ms for the database; after that nobody does.
    const first = await crowd(world, { people: 3, leastEach: 1, forMs: 0 });
    expect(first.at(-1) ?? 0).toBeLessThan(1_900);
    const slow = await crowd(world, load);
    const home = performance.now();
    expect(JSON.stringify((await openHome(world, people.ada)).content)).toContain(
      "cannot be read just now",
    );
    expect(performance.now() - home).toBeLessThan(2_000);
    const stopped = world.bot.stop();
    line.slowDown(0);
    await stopped;
    const asked = before.length + first.length + slow.length;
    expect(await entriesIn(server.url)).toBe(asked);
    const middleOf = (ms: readonly number[]): number => ms[Math.floor(ms.length / 2)] ?? 0;
    // Not by a tenth of the 300 ms, let alone of 2 s: the machine may be busy.
    expect(middleOf(slow)).toBeLessThan(3 * middleOf(before) + 30);
    if (isLong)
      console.log(
        `before: ${wordsOf(before)}\nfirst: ${wordsOf(first)}\nslow: ${wordsOf(slow)}\nrecorded: ${asked} of ${asked}`,
      );
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

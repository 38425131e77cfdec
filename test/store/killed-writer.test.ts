import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { DatabaseSync } from "node:sqlite";
import { fileURLToPath } from "node:url";
import { expect, it, onTestFinished } from "vitest";
import { openStore, type Store } from "../../src/store/open-store.ts";
import { seededRandom } from "../support/histories/random.ts";
import { temporaryFile } from "../support/store/temporary-file.ts";
import { deliveryOf, entriesAtOnce, fleetOf, pagesOfFleet } from "../support/store/written.ts";

/** SIMSCOPE_LONG_RUNS=1: a hundred processes in place of five. */
const kills = process.env["SIMSCOPE_LONG_RUNS"] === "1" ? 100 : 5;
const program = fileURLToPath(new URL("../support/store/writer-process.ts", import.meta.url));

/** What a process was told to be kept, by kind: so many turns. */
type Told = Readonly<Record<"audit" | "delivery" | "fleet", number>>;

/** Kills a process that writes after so many lines of it, and tells what it said until then. */
async function killedWhileWriting(path: string, run: number, lines: number): Promise<Told> {
  const child = spawn(process.execPath, [program, path, String(run)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = once(child, "close");
  onTestFinished(() => void child.kill("SIGKILL"));
  const said = await saidBefore(child, lines);
  await ended;
  const turnsOf = (kind: string): number =>
    said().filter((line) => line.startsWith(`${kind} ${run} `)).length;
  return { audit: turnsOf("audit"), delivery: turnsOf("delivery"), fleet: turnsOf("fleet") };
}

async function saidBefore(child: ChildProcess, lines: number): Promise<() => string[]> {
  let output = "";
  const said = (): string[] => output.split("\n").slice(0, -1);
  await new Promise<void>((resolve) => {
    child.once("close", () => resolve());
    child.stdout?.on("data", (chunk: Buffer) => {
      output += chunk.toString();
      if (said().length < lines || child.killed) return;
      child.kill("SIGKILL");
      resolve();
    });
  });
  return said;
}

/** Of each batch all entries are there, or none; and none is missing of those that were told. */
function expectWholeBatches(path: string, run: number, told: number): void {
  const database = new DatabaseSync(path);
  expect(database.prepare("pragma integrity_check").all()).toEqual([{ integrity_check: "ok" }]);
  const counts = database
    .prepare("select at, count(*) as kept from audit_entries where user_id = ? group by at")
    .all(`U${run}`);
  database.close();
  expect(counts.filter(({ kept }) => kept !== entriesAtOnce)).toEqual([]);
  const turns = new Set(counts.map(({ at }) => at));
  for (let turn = 0; turn < told; turn += 1) expect(turns.has(turn)).toBe(true);
  // What was kept and not told any more is one batch at most.
  expect(counts.length - told).toBeLessThanOrEqual(1);
}

async function expectDeliveries(store: Store, run: number, told: number): Promise<void> {
  for (let turn = 0; turn < told; turn += 1)
    expect(await store.deliveries.claim(deliveryOf(String(run), turn), 0)).toBe(true);
}

/** One fleet as a whole, which is none from before the last one that was told. */
async function expectWholeFleet(store: Store, least: number): Promise<void> {
  const kept = await store.snapshots.load("us");
  expect(kept?.readAt ?? -1).toBeGreaterThanOrEqual(least);
  let pages = 0;
  for await (const sims of kept?.pages ?? []) {
    pages += 1;
    expect(sims.every(({ uniqueName }) => uniqueName === `sim-${kept?.readAt}`)).toBe(true);
  }
  expect(pages).toBe(kept === null ? 0 : pagesOfFleet);
}

it(`a writer that is killed ${kills} times leaves a sound file, with all that it was told is kept`, {
  timeout: 900_000,
}, async () => {
  const seed = Date.now() % 1_000_000;
  const random = seededRandom(seed);
  const path = temporaryFile();
  let fleetAtLeast = -1;
  let lines = 0;
  for (let run = 0; run < kills; run += 1) {
    const told = await killedWhileWriting(path, run, random.whole(1, 120));
    lines += told.audit + told.delivery + told.fleet;
    expectWholeBatches(path, run, told.audit);
    if (told.fleet > 0) fleetAtLeast = fleetOf(run, told.fleet - 1).readAt;
    const store = await openStore({ kind: "sqlite", path });
    await expectDeliveries(store, run, told.delivery);
    await expectWholeFleet(store, fleetAtLeast);
    await store.close();
  }
  console.log(`${kills} kills, ${lines} writes told and kept, none half; seed ${seed}`);
});

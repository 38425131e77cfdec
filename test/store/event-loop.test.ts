import { DatabaseSync } from "node:sqlite";
import { setImmediate as turnOfLoop } from "node:timers/promises";
import { CompiledQuery } from "kysely";
import { expect, it, onTestFinished } from "vitest";
import { openStore } from "../../src/store/open-store.ts";
import { connectSqlite } from "../../src/store/sqlite/sqlite-connection.ts";
import { entry } from "../support/directory/fleets.ts";
import { watchLoop } from "../support/loop-watch.ts";
import { asOf } from "../support/sessions.ts";
import { temporaryFile } from "../support/store/temporary-file.ts";

const asked = {
  ...{ at: asOf, userId: "U012AB3CD", channelId: null, teamId: null },
  ...{ command: "sessions", simSid: null, account: null, outcome: "ok" },
};

/** Somebody else's connection that lets nobody write. */
function lock(path: string): DatabaseSync {
  const other = new DatabaseSync(path);
  other.exec("begin immediate");
  return other;
}

it("a file that another process has locked holds nothing up, and is written once it is free", async () => {
  const path = temporaryFile();
  const store = await openStore({ kind: "sqlite", path });
  onTestFinished(() => store.close());
  const other = lock(path);
  const written = store.audit.record(asked);
  for (let turns = 0; turns < 100; turns += 1) await turnOfLoop();
  expect(await Promise.race([written, "waits"])).toBe("waits");
  other.exec("rollback");
  other.close();
  await written;
  expect(await store.audit.recent({ limit: 5 })).toHaveLength(1);
});

it("a file that stays locked is given up after a while", async () => {
  const path = temporaryFile();
  await (await openStore({ kind: "sqlite", path })).close();
  const other = lock(path);
  onTestFinished(() => other.close());
  const connection = connectSqlite(path, 40);
  onTestFinished(() => connection.close());
  await expect(connection.executeQuery(CompiledQuery.raw("begin immediate"))).rejects.toThrow(
    "is held by another process (SQLITE_BUSY: database is locked)",
  );
});

it("100,000 SIMs are kept, replaced and read in short turns of the event loop", async () => {
  const store = await openStore({ kind: "sqlite", path: temporaryFile() });
  onTestFinished(() => store.close());
  const page = Array.from({ length: 1_000 }, (_, number) => entry(number));
  const pages = Array.from({ length: 100 }, () => page);
  const watch = watchLoop();
  onTestFinished(watch.stop);
  for (const incomplete of [null, "page_cap"] as const)
    await store.snapshots.save("one", { readAt: asOf, incomplete, pages });
  const kept = await store.snapshots.load("one");
  let count = 0;
  for await (const sims of kept?.pages ?? []) count += sims.length;
  expect(count).toBe(100_000);
  // It is 12 ms, most of them for a checkpoint of the write-ahead log.
  expect(watch.longestTurnMs()).toBeLessThan(50);
});

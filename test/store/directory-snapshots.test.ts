import { statSync, writeFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import fc from "fast-check";
import { describe, expect, it, onTestFinished } from "vitest";
import type { DirectorySim } from "../../src/ports/directory.ts";
import { openStore, type Store, type StoreOptions } from "../../src/store/open-store.ts";
import { anyFleet, entry } from "../support/directory/fleets.ts";
import { databases, emptyDatabase, inDatabase } from "../support/postgres/databases.ts";
import { asOf } from "../support/sessions.ts";
import { temporaryFile } from "../support/store/temporary-file.ts";

async function open(options: StoreOptions): Promise<Store> {
  const store = await openStore(options);
  onTestFinished(() => store.close());
  return store;
}

function* inPages(sims: readonly DirectorySim[], size: number) {
  for (let at = 0; at < sims.length; at += size) yield sims.slice(at, at + size);
}

const complete = (sims: readonly DirectorySim[], readAt = asOf, size = 3) => ({
  readAt,
  incomplete: null,
  pages: inPages(sims, size),
});

async function kept({ snapshots }: Store, account = "one") {
  const snapshot = await snapshots.load(account);
  if (snapshot === null) return null;
  const sims: DirectorySim[] = [];
  for await (const page of snapshot.pages) sims.push(...page);
  return { readAt: snapshot.readAt, incomplete: snapshot.incomplete, sims };
}

const fleetOf = (count: number) => Array.from({ length: count }, (_, number) => entry(number));

/** What somebody else finds, or does, in the database. */
async function outside(options: StoreOptions, sql: string) {
  if (options.kind === "postgres") return inDatabase(options.url, sql);
  const database = new DatabaseSync(options.path);
  const rows = database.prepare(sql).all();
  database.close();
  return rows;
}

async function pageCount(options: StoreOptions): Promise<number> {
  const [row] = await outside(options, "select count(*) as count from directory_pages");
  return Number(row?.["count"]);
}

describe.each(databases())("the kept fleet in %s", (kind) => {
  it("comes back as it was saved, hostile names and all", async () => {
    const store = await open(await emptyDatabase(kind));
    await fc.assert(
      fc.asyncProperty(anyFleet, fc.integer({ min: 1, max: 7 }), async (sims, size) => {
        const wellFormed = sims.map((sim) => ({
          ...sim,
          uniqueName: sim.uniqueName?.toWellFormed() ?? null,
          friendlyName: sim.friendlyName?.toWellFormed() ?? null,
        }));
        await store.snapshots.save("one", complete(wellFormed, asOf, size));
        expect(await kept(store)).toEqual({ readAt: asOf, incomplete: null, sims: wellFormed });
      }),
      { numRuns: 40 },
    );
  });

  it("is there after a restart, a file private to its owner", async () => {
    const at = await emptyDatabase(kind);
    const first = await openStore(at);
    expect(await kept(first)).toBeNull();
    await first.snapshots.save("one", { ...complete(fleetOf(10)), incomplete: "page_cap" });
    await first.close();

    const second = await open(at);
    expect(await kept(second)).toEqual({
      readAt: asOf,
      incomplete: "page_cap",
      sims: fleetOf(10),
    });
    if (at.kind === "sqlite") expect(statSync(at.path).mode & 0o777).toBe(0o600);
  });

  it("is one for each account", async () => {
    const store = await open(await emptyDatabase(kind));
    await store.snapshots.save("one", complete(fleetOf(1)));
    await store.snapshots.save("two", complete(fleetOf(2)));
    await store.snapshots.save("one", complete(fleetOf(3)));
    expect((await kept(store, "one"))?.sims).toHaveLength(3);
    expect((await kept(store, "two"))?.sims).toHaveLength(2);
    expect(await kept(store, "three")).toBeNull();
  });

  it("replaces the earlier one as a whole and leaves nothing of it behind", async () => {
    const at = await emptyDatabase(kind);
    const store = await open(at);
    await store.snapshots.save("one", complete(fleetOf(100), asOf, 1));
    await store.snapshots.save("one", complete(fleetOf(5), asOf + 1));
    expect(await kept(store)).toEqual({ readAt: asOf + 1, incomplete: null, sims: fleetOf(5) });
    expect(await pageCount(at)).toBe(2);
    await store.snapshots.save("one", complete([]));
    expect((await kept(store))?.sims).toEqual([]);
    expect(await pageCount(at)).toBe(0);
  });

  it("stays when a save fails halfway, whose pages the next save removes", async () => {
    const at = await emptyDatabase(kind);
    const store = await open(at);
    await store.snapshots.save("one", complete(fleetOf(5)));
    const failing = (function* () {
      yield fleetOf(9);
      throw new Error("out of SIMs");
    })();
    const broken = store.snapshots.save("one", { readAt: 1, incomplete: null, pages: failing });
    await expect(broken).rejects.toThrow("out of SIMs");
    expect((await kept(store))?.sims).toEqual(fleetOf(5));
    expect(await pageCount(at)).toBe(3);
    await store.snapshots.save("one", complete(fleetOf(4)));
    expect(await pageCount(at)).toBe(2);
  });

  it("is never mixed up when two processes save it at once: the later one counts", async () => {
    const at = await emptyDatabase(kind);
    const stores = [await open(at), await open(at)];
    const [first] = stores;
    if (first === undefined) throw new Error("no store");
    for (let round = 0; round < 20; round += 1) {
      const outcomes = await Promise.allSettled(
        stores.map((store, number) =>
          store.snapshots.save("one", complete(fleetOf(30 + number), asOf, 1)),
        ),
      );
      const saved = outcomes.filter(({ status }) => status === "fulfilled");
      expect(saved.length).toBeGreaterThan(0);
      const { sims } = (await kept(first)) ?? { sims: [] };
      expect([30, 31]).toContain(sims.length);
      expect(sims).toEqual(fleetOf(sims.length));
    }
  });

  it("found unchanged, is younger", async () => {
    const store = await open(await emptyDatabase(kind));
    await store.snapshots.save("one", complete(fleetOf(2)));
    await store.snapshots.confirm("one", asOf + 5);
    expect(await kept(store)).toEqual({ readAt: asOf + 5, incomplete: null, sims: fleetOf(2) });
  });

  it("damaged by somebody else, is refused", async () => {
    const at = await emptyDatabase(kind);
    const store = await open(at);
    for (const damage of ["'{}'", "'[[1]]'", "'no json'"]) {
      await store.snapshots.save("one", complete(fleetOf(2)));
      await outside(at, `update directory_pages set sims = ${damage}`);
      await expect(kept(store)).rejects.toThrow();
    }
    await outside(at, "delete from directory_pages");
    await expect(kept(store)).rejects.toThrow("not whole");
  });
});

describe("opening", () => {
  it("refuses what is no database, and a folder that is not there", async () => {
    const path = temporaryFile();
    writeFileSync(path, "this is a text file, and a long enough one to be looked at as a header");
    await expect(openStore({ kind: "sqlite", path })).rejects.toThrow("is no database");
    await expect(
      openStore({ kind: "sqlite", path: `${path}-nowhere/simscope.db` }),
    ).rejects.toThrow("is in a folder that does not exist");
  });

  it("closed, it refuses further work", async () => {
    const store = await openStore({ kind: "sqlite", path: ":memory:" });
    await store.close();
    await expect(store.snapshots.load("one")).rejects.toThrow();
  });
});

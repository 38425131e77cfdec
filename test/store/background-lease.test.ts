import { describe, expect, it, onTestFinished } from "vitest";
import { minuteMs, secondMs } from "../../src/core/instant.ts";
import { createBackgroundLease } from "../../src/store/background-lease.ts";
import type { LeaseRow, LeasesTable } from "../../src/store/leases-table.ts";
import { openStore, type Store, type StoreOptions } from "../../src/store/open-store.ts";
import { databases, emptyDatabase } from "../support/postgres/databases.ts";
import { asOf } from "../support/sessions.ts";
import { virtualTime } from "../support/virtual-time.ts";

/** A table in memory that can be away. */
function memoryLeases() {
  let row: LeaseRow | null = null;
  const table: LeasesTable & { isAway: boolean } = {
    isAway: false,
    look: async () => {
      if (table.isAway) throw new Error("away");
      return row;
    },
    take: async (name, holder, seen, expiresAt) => {
      if (table.isAway) throw new Error("away");
      if (row?.epoch !== seen?.epoch || row?.expiresAt !== seen?.expiresAt) return null;
      row = { holder, epoch: (seen?.epoch ?? 0) + 1, expiresAt };
      return { name, epoch: row.epoch };
    },
    renew: async ({ epoch }, expiresAt) => {
      if (table.isAway) throw new Error("away");
      if (row?.epoch !== epoch) return false;
      row = { ...row, expiresAt };
      return true;
    },
  };
  return table;
}

function setUp() {
  const time = virtualTime();
  const leases = memoryLeases();
  const replica = (holder: string, clockAheadMs = 0) => {
    let isDead = false;
    const lease = createBackgroundLease({
      ...{ name: "background", holder },
      // The dead do nothing any more.
      leases: {
        look: (...given) => (isDead ? new Promise(() => undefined) : leases.look(...given)),
        take: leases.take,
        renew: (...given) => (isDead ? new Promise(() => undefined) : leases.renew(...given)),
      },
      clock: { now: () => time.now() + clockAheadMs },
      startTimer: time.startTimer,
    });
    lease.start();
    return { lease, kind: () => lease.state().kind, die: () => (isDead = true) };
  };
  return { time, leases, replica };
}

describe("the lease on background work", () => {
  it("is one's, for as long as it lives", async () => {
    const { time, replica } = setUp();
    const first = replica("a");
    await time.run(first.lease.settled);
    expect(first.lease.state()).toEqual({ kind: "held", hold: { name: "background", epoch: 1 } });
    const others = [replica("b"), replica("c")];
    for (let minutes = 0; minutes < 30; minutes += 1) {
      await time.pass(minuteMs);
      expect([first, ...others].map(({ kind }) => kind())).toEqual([
        "held",
        "elsewhere",
        "elsewhere",
      ]);
    }
  });

  it.each([0, -3 * 60 * minuteMs, 3 * 60 * minuteMs])(
    "is taken by one other within 60 s of its holder's death, whose clock was off by %d ms",
    async (aheadMs) => {
      const { time, replica } = setUp();
      const first = replica("a", aheadMs);
      await time.run(first.lease.settled);
      const others = [replica("b"), replica("c")];
      await time.pass(95 * secondMs);
      first.die();
      await time.pass(20 * secondMs);
      expect(others.map(({ kind }) => kind())).toEqual(["elsewhere", "elsewhere"]);
      await time.pass(40 * secondMs);
      expect(others.map(({ kind }) => kind()).toSorted()).toEqual(["elsewhere", "held"]);
      const holder = others.find(({ kind }) => kind() === "held");
      expect(holder?.lease.state()).toMatchObject({ hold: { epoch: 2 } });
    },
  );

  it("given back by a stop, is taken at the next look", async () => {
    const { time, replica } = setUp();
    const first = replica("a");
    await time.run(first.lease.settled);
    const other = replica("b");
    await time.pass(5 * secondMs);
    await first.lease.stop();
    await time.pass(10 * secondMs);
    expect(other.kind()).toBe("held");
  });

  it("is known to nobody while the database is away, and afterwards the same one's", async () => {
    const { time, leases, replica } = setUp();
    const first = replica("a");
    await time.run(first.lease.settled);
    const other = replica("b");
    await time.pass(minuteMs);
    leases.isAway = true;
    await time.pass(10 * minuteMs);
    expect([first.kind(), other.kind()]).toEqual(["unknown", "unknown"]);
    leases.isAway = false;
    await time.pass(10 * secondMs);
    expect([first.kind(), other.kind()]).toEqual(["held", "elsewhere"]);
  });
});

async function open(options: StoreOptions): Promise<Store> {
  const store = await openStore(options);
  onTestFinished(() => store.close());
  return store;
}

describe.each(databases())("leases in %s", (kind) => {
  it("are taken by one of several, and only as they were seen", async () => {
    const at = await emptyDatabase(kind);
    const stores = [await open(at), await open(at), await open(at)];
    const takeAll = (seen: LeaseRow | null) =>
      Promise.all(
        stores.map(({ leases }, place) => leases.take("work", `${place}`, seen, asOf + place)),
      );
    const [first] = (await takeAll(null)).filter((hold) => hold !== null);
    expect(first).toEqual({ name: "work", epoch: 1 });
    const [{ leases }] = stores as [Store];
    const seen = await leases.look("work");
    const again = (await takeAll(seen)).filter((hold) => hold !== null);
    expect(again).toEqual([{ name: "work", epoch: 2 }]);
    expect(await leases.renew({ name: "work", epoch: 1 }, asOf)).toBe(false);
    expect(await leases.renew({ name: "work", epoch: 2 }, asOf + 9)).toBe(true);
    expect(await leases.look("work")).toMatchObject({ epoch: 2, expiresAt: asOf + 9 });
  });

  it("whoever lost one writes nothing any more", async () => {
    const { leases, snapshots } = await open(await emptyDatabase(kind));
    const lost = await leases.take("work", "a", null, asOf);
    const now = await leases.take("work", "b", await leases.look("work"), asOf + 1);
    const fleet = (readAt: number) => ({ readAt, incomplete: null, pages: [[]] });
    await snapshots.save("one", fleet(asOf), now);
    await expect(snapshots.save("one", fleet(asOf + 1), lost)).rejects.toThrow("another process");
    expect(await snapshots.confirm("one", asOf + 1, lost)).toBe(false);
    expect(await snapshots.load("one")).toMatchObject({ readAt: asOf });
    expect(await snapshots.confirm("one", asOf + 2, now)).toBe(true);
  });
});

import { expect, it, onTestFinished } from "vitest";
import { minuteMs, secondMs } from "../../src/core/instant.ts";
import { createDirectory } from "../../src/directory/directory.ts";
import type { LeaseState } from "../../src/ports/background-lease.ts";
import { openStore } from "../../src/store/open-store.ts";
import { fleetLister } from "../support/directory/fleet-lister.ts";
import { buildHere, entry, sidOf } from "../support/directory/fleets.ts";
import { virtualTime } from "../support/virtual-time.ts";

const fleetOf = (count: number) => Array.from({ length: count }, (_, number) => entry(number));

async function setUp() {
  const time = virtualTime(undefined, { withNetwork: true });
  const store = await openStore({ kind: "sqlite", path: ":memory:" });
  onTestFinished(() => store.close());
  const seen = await store.leases.take("background", "a", null, 1);
  const replica = (sims: number, state: LeaseState) => {
    const lister = fleetLister(fleetOf(sims));
    const lease = { now: state, state: () => lease.now, settled: Promise.resolve() };
    const kinds: string[] = [];
    const directory = createDirectory({
      ...{ source: lister, snapshots: store.snapshots, account: "one", clock: time },
      ...{ startTimer: time.startTimer, refreshIntervalMs: 10 * minuteMs, startBuild: buildHere },
      ...{ lease, onEvent: ({ kind }) => void kinds.push(kind) },
    });
    onTestFinished(() => directory.stop());
    directory.start();
    const listings = () => kinds.filter((kind) => kind === "refreshed").length;
    return { directory, lease, listings };
  };
  return { time, replica, held: { kind: "held", hold: seen } as const };
}

const elsewhere = { kind: "elsewhere" } as const;

it("one lists, the others serve its list, and a newer one within a minute or so", async () => {
  const { time, replica, held } = await setUp();
  const other = replica(0, elsewhere);
  await time.pass(secondMs);
  expect(other.directory.state()).toEqual({ kind: "loading", listed: 0 });
  const holder = replica(5, held);
  await time.pass(10 * secondMs);
  expect(other.directory.simCount).toBe(5);
  const third = replica(0, elsewhere);
  await time.pass(secondMs);
  expect(third.directory.bySid(sidOf(4))).toEqual(entry(4));
  await time.pass(65 * minuteMs);
  expect(holder.listings()).toBe(7);
  expect([other.listings(), third.listings()]).toEqual([0, 0]);
  expect(other.directory.state()).toMatchObject({ kind: "ready", simCount: 5 });
  const state = other.directory.state();
  expect(state.kind === "ready" && state.ageMs).toBeLessThan(12 * minuteMs);
});

it("whoever takes over lists when the list is due, and not before", async () => {
  const { time, replica, held } = await setUp();
  const holder = replica(5, held);
  await time.pass(secondMs);
  const other = replica(6, elsewhere);
  await time.pass(2 * minuteMs);
  holder.lease.now = elsewhere;
  other.lease.now = held;
  await time.pass(5 * minuteMs);
  expect([holder.listings(), other.listings()]).toEqual([1, 0]);
  await time.pass(6 * minuteMs);
  expect([holder.listings(), other.listings()]).toEqual([1, 1]);
  expect([holder.directory.simCount, other.directory.simCount]).toEqual([6, 6]);
});

it("while nobody can be asked, who has no list makes one, and keeps it for itself", async () => {
  const { time, replica, held } = await setUp();
  const alone = replica(3, { kind: "unknown" });
  await time.pass(secondMs);
  expect(alone.directory.simCount).toBe(3);
  const other = replica(0, elsewhere);
  await time.pass(minuteMs);
  expect(other.directory.state().kind).toBe("loading");
  other.lease.now = held;
  await time.pass(minuteMs);
  expect(other.listings()).toBeGreaterThan(0);
});

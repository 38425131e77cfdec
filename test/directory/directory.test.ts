import { describe, expect, it, onTestFinished } from "vitest";
import { BotError } from "../../src/core/errors.ts";
import { minuteMs, secondMs } from "../../src/core/instant.ts";
import { createDirectory, type DirectoryParts } from "../../src/directory/directory.ts";
import type { DirectoryEvent } from "../../src/directory/directory-event.ts";
import { startThreadedBuild } from "../../src/directory/index-build.ts";
import type { DirectorySim, DirectorySnapshots } from "../../src/ports/directory.ts";
import { openStore } from "../../src/store/open-store.ts";
import { fleetLister } from "../support/directory/fleet-lister.ts";
import { buildHere, entry, named, sidOf } from "../support/directory/fleets.ts";
import { manualTimer } from "../support/directory/manual-timer.ts";
import { testClock } from "../support/fake-sim-source.ts";
import { asOf } from "../support/sessions.ts";

const fleetOf = (count: number) => Array.from({ length: count }, (_, number) => entry(number));

const failed = new BotError("sim_api_failed", "500", { retryable: true });
const unauthorized = new BotError("sim_api_unauthorized", "401", { retryable: false });
const rateLimited = (retryAfterMs?: number) =>
  new BotError("sim_api_rate_limited", "429", {
    retryable: true,
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  });

/** Events as they come; `next` waits for one of a kind that has not been waited for before. */
function eventLog() {
  const events: DirectoryEvent[] = [];
  const waiting: { kind: string; resolve: (event: DirectoryEvent) => void }[] = [];
  const unseen: DirectoryEvent[] = [];
  return {
    events,
    onEvent: (event: DirectoryEvent) => {
      events.push(event);
      const place = waiting.findIndex(({ kind }) => kind === event.kind);
      if (place < 0) unseen.push(event);
      else waiting.splice(place, 1)[0]?.resolve(event);
    },
    next: (kind: DirectoryEvent["kind"]): Promise<DirectoryEvent> => {
      const place = unseen.findIndex((event) => event.kind === kind);
      const [seen] = place < 0 ? [] : unseen.splice(place, 1);
      if (seen !== undefined) return Promise.resolve(seen);
      return new Promise((resolve) => waiting.push({ kind, resolve }));
    },
  };
}

/** Lets everything run that waits for nothing but other promises. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

/** Keeps fleets in memory, or fails. */
function memorySnapshots() {
  const kept = new Map<
    string,
    { version: string; readAt: number; sims: readonly DirectorySim[] }
  >();
  const writes: string[] = [];
  const snapshots: DirectorySnapshots & { failure: Error | null } = {
    failure: null,
    load: async (account) => {
      if (snapshots.failure !== null) throw snapshots.failure;
      const found = kept.get(account);
      if (found === undefined) return null;
      const pages = (async function* () {
        yield found.sims;
      })();
      return { version: found.version, readAt: found.readAt, incomplete: null, pages };
    },
    save: async (account, { readAt, pages }) => {
      if (snapshots.failure !== null) throw snapshots.failure;
      writes.push("save");
      kept.set(account, { version: `${writes.length}`, readAt, sims: [...pages].flat() });
    },
    confirm: async (account, readAt) => {
      writes.push("confirm");
      const found = kept.get(account);
      if (found !== undefined) kept.set(account, { ...found, readAt });
      return found !== undefined;
    },
  };
  return { snapshots, kept, writes };
}

function setUp(fleet: readonly DirectorySim[], over: Partial<DirectoryParts> = {}) {
  const clock = testClock();
  const lister = fleetLister(fleet);
  const timer = manualTimer();
  const log = eventLog();
  const memory = memorySnapshots();
  const directory = createDirectory({
    source: lister,
    snapshots: memory.snapshots,
    account: "twilio:AC1",
    clock,
    startTimer: timer.startTimer,
    refreshIntervalMs: 5 * minuteMs,
    onEvent: log.onEvent,
    startBuild: buildHere,
    ...over,
  });
  onTestFinished(() => directory.stop());
  return { clock, lister, timer, memory, directory, ...log };
}

describe("the first list", () => {
  it("is loading, then ready, and grows older", async () => {
    const { directory, lister, clock, next } = setUp(fleetOf(2_500));
    expect(directory.state()).toEqual({ kind: "loading", listed: 0 });
    let release = lister.hold();
    directory.start();
    await settled();
    release();
    release = lister.hold();
    await settled();
    await settled();
    expect(directory.state()).toEqual({ kind: "loading", listed: 1_000 });
    expect(directory.bySid(sidOf(1))).toBeNull();
    release();
    await next("refreshed");
    clock.advance(40 * minuteMs);
    expect(directory.state()).toEqual({
      kind: "ready",
      simCount: 2_500,
      readAt: asOf,
      ageMs: 40 * minuteMs,
      incomplete: null,
    });
    expect(directory.bySid(sidOf(2_499))).toEqual(entry(2_499));
  });

  it("says when the platform is down, and mends itself", async () => {
    const { directory, lister, timer, next } = setUp(fleetOf(10));
    lister.failures.push(failed, failed, failed);
    directory.start();
    const delaysMs: number[] = [];
    for (let round = 0; round < 3; round += 1) {
      expect(await next("refresh_failed")).toMatchObject({ error: failed });
      await settled();
      expect(directory.state()).toEqual({ kind: "failed", error: failed });
      delaysMs.push(...timer.delaysMs);
      timer.fire();
    }
    expect(delaysMs).toEqual([15, 30, 60].map((seconds) => seconds * secondMs));
    await next("refreshed");
    expect(directory.state()).toMatchObject({ kind: "ready", simCount: 10 });
  });

  it("does not hurry after a failure that will not mend itself", async () => {
    const { directory, lister, timer, next } = setUp(fleetOf(10));
    lister.failures.push(unauthorized);
    directory.start();
    expect(await next("refresh_failed")).toMatchObject({ retryInMs: 5 * minuteMs });
    await settled();
    expect(timer.delaysMs).toEqual([5 * minuteMs]);
  });

  it("cut short by the platform is used, and said to be", async () => {
    const { directory, lister, next } = setUp(fleetOf(10));
    lister.incomplete = "page_cap";
    directory.start();
    await next("refreshed");
    expect(directory.state()).toMatchObject({ kind: "ready", incomplete: "page_cap" });
  });
});

describe("a refresh", () => {
  it("of 100,000 SIMs costs exactly 100 calls, one at a time", async () => {
    const { directory, lister, next } = setUp(fleetOf(100_000));
    directory.start();
    expect(await next("refreshed")).toMatchObject({ simCount: 100_000 });
    expect(lister.calls).toBe(100);
    expect(lister.mostAtOnce).toBe(1);
  });

  it("is answered from the old index until the new one is whole", async () => {
    const { directory, lister, timer, clock, next } = setUp([named(1, "old name"), entry(2)]);
    directory.start();
    await next("refreshed");
    await settled();
    lister.fleet = [named(1, "new name"), ...fleetOf(3_000).slice(2)];
    clock.advance(5 * minuteMs);
    const release = lister.hold();
    timer.fire();
    await settled();
    expect(lister.calls).toBe(2);
    expect(directory.byFriendlyName("old name", 10).total).toBe(1);
    expect(directory.search("new", { limit: 10 }).matches).toEqual([]);
    expect(directory.state()).toMatchObject({ simCount: 2, readAt: asOf, ageMs: 5 * minuteMs });
    release();
    await next("refreshed");
    expect(directory.byFriendlyName("old name", 10).total).toBe(0);
    expect(directory.byFriendlyName("new name", 10).total).toBe(1);
    expect(directory.state()).toMatchObject({ simCount: 2_999, ageMs: 0 });
  });

  it("that fails halfway leaves the old index, says why, and is tried again sooner", async () => {
    const { directory, lister, timer, clock, next } = setUp(fleetOf(2_000));
    directory.start();
    await next("refreshed");
    await settled();
    expect(timer.delaysMs).toEqual([5 * minuteMs]);
    lister.failures.push(null, failed);
    lister.fleet = [];
    clock.advance(5 * minuteMs);
    lister.fleet = fleetOf(5_000);
    timer.fire();
    await next("refresh_failed");
    expect(directory.state()).toMatchObject({ kind: "ready", simCount: 2_000, lastError: failed });
    await settled();
    expect(timer.delaysMs).toEqual([15 * secondMs]);
    timer.fire();
    await next("refreshed");
    expect(directory.state()).toMatchObject({ kind: "ready", simCount: 5_000 });
    expect(directory.state()).not.toHaveProperty("lastError");
  });

  it("waits as long as the platform asks, at least twice as long as before, and begins again", async () => {
    const { directory, lister, timer, next } = setUp(fleetOf(2_000));
    lister.failures.push(null, rateLimited(30 * secondMs), rateLimited(), rateLimited());
    directory.start();
    const waits: number[] = [];
    for (let wait = 0; wait < 3; wait += 1) {
      await next("rate_limited");
      waits.push(...timer.delaysMs);
      expect(directory.state()).toMatchObject({ kind: "loading" });
      timer.fire();
    }
    expect(waits).toEqual([30 * secondMs, 4 * secondMs, 8 * secondMs]);
    expect(await next("refreshed")).toMatchObject({ simCount: 2_000 });
    expect(lister.calls).toBe(6);
  });

  it("gives up a round when the platform keeps refusing, or asks for too long a pause", async () => {
    const { directory, lister, timer, next } = setUp(fleetOf(1));
    lister.failures.push(...Array.from({ length: 5 }, () => rateLimited()));
    directory.start();
    for (let wait = 0; wait < 4; wait += 1) {
      await next("rate_limited");
      timer.fire();
    }
    await next("refresh_failed");
    await settled();
    expect(lister.calls).toBe(5);
    lister.failures.push(rateLimited(60 * minuteMs));
    timer.fire();
    expect(await next("refresh_failed")).toMatchObject({ error: { retryAfterMs: 60 * minuteMs } });
    expect(directory.state()).toMatchObject({ kind: "failed" });
  });
});

describe("the kept fleet", () => {
  it("answers at once after a restart, with its age, while the list is read", async () => {
    const { directory, lister, memory, clock, next } = setUp(fleetOf(3));
    memory.kept.set("twilio:AC1", { version: "0", readAt: asOf - 40 * minuteMs, sims: fleetOf(2) });
    const release = lister.hold();
    directory.start();
    expect(await next("snapshot_loaded")).toMatchObject({ simCount: 2 });
    expect(directory.bySid(sidOf(1))).toEqual(entry(1));
    expect(directory.state()).toMatchObject({ kind: "ready", simCount: 2, ageMs: 40 * minuteMs });
    clock.advance(secondMs);
    await settled();
    release();
    await next("refreshed");
    expect(directory.state()).toMatchObject({ simCount: 3, ageMs: 0 });
  });

  it("is written when something changed, else only found unchanged", async () => {
    const { directory, lister, memory, timer, clock, next } = setUp(fleetOf(3));
    directory.start();
    expect(await next("refreshed")).toMatchObject({ isChanged: true });
    await settled();
    clock.advance(5 * minuteMs);
    lister.fleet = fleetOf(3).toReversed();
    timer.fire();
    expect(await next("refreshed")).toMatchObject({ isChanged: false });
    await settled();
    expect(memory.writes).toEqual(["save", "confirm"]);
    expect(memory.kept.get("twilio:AC1")?.readAt).toBe(asOf + 5 * minuteMs);
    lister.fleet = [...fleetOf(2), entry(2, { status: "suspended" })];
    timer.fire();
    expect(await next("refreshed")).toMatchObject({ isChanged: true });
    await settled();
    expect(memory.writes).toEqual(["save", "confirm", "save"]);
  });

  it("that cannot be read or written costs nothing but that", async () => {
    const { directory, memory, timer, next, events } = setUp(fleetOf(3));
    memory.snapshots.failure = new Error("disk full");
    directory.start();
    expect(await next("snapshot_failed")).toMatchObject({ during: "load" });
    await next("refreshed");
    expect(await next("snapshot_failed")).toMatchObject({ during: "save" });
    await settled();
    expect(directory.state()).toMatchObject({ kind: "ready", simCount: 3 });
    memory.snapshots.failure = null;
    timer.fire();
    await next("refreshed");
    await settled();
    expect(memory.writes).toEqual(["save"]);
    expect(events.map(({ kind }) => kind)).not.toContain("refresh_failed");
  });
});

describe("stopping", () => {
  const unfinished = () => {
    const ended = Promise.withResolvers<never>();
    const cancel = () => ended.reject(new Error("ended"));
    return { ...buildHere(), finish: () => ended.promise, cancel };
  };

  it.each(["list", "pause", "build", "wait"] as const)(
    "during a %s ends it, without a word",
    async (during) => {
      const { directory, lister, timer, next, events } = setUp(
        fleetOf(3),
        during === "build" ? { startBuild: unfinished } : {},
      );
      if (during === "list") lister.hold();
      if (during === "pause") lister.failures.push(rateLimited());
      directory.start();
      if (during === "pause") await next("rate_limited");
      if (during === "wait") await next("refreshed");
      await settled();
      await directory.stop();
      expect(timer.delaysMs).toEqual([]);
      expect(events.map(({ kind }) => kind)).not.toContain("refresh_failed");
    },
  );

  it("during a save ends it, and the next start has the earlier fleet", async () => {
    const stopped = Promise.withResolvers<void>();
    const { directory, memory, next, events } = setUp(fleetOf(2_500), {
      snapshots: {
        ...memorySnapshots().snapshots,
        save: async (_, { pages }) => {
          for (const page of pages) {
            expect(page).toHaveLength(1_000);
            await stopped.promise;
          }
          memory.writes.push("save");
        },
      },
    });
    directory.start();
    await next("refreshed");
    await settled();
    const stopping = directory.stop();
    stopped.resolve();
    await stopping;
    expect(memory.writes).toEqual([]);
    expect(events.map(({ kind }) => kind)).not.toContain("snapshot_failed");
  });
});

describe("a build that fails", () => {
  it("costs one refresh; the old index goes on answering", async () => {
    let isBroken = false;
    const { directory, timer, next } = setUp(fleetOf(3), {
      startBuild: () => ({
        ...buildHere(),
        ...(isBroken && { finish: () => Promise.reject(new Error("out of memory")) }),
      }),
    });
    directory.start();
    await next("refreshed");
    await settled();
    isBroken = true;
    timer.fire();
    expect(await next("refresh_failed")).toMatchObject({ error: { message: "out of memory" } });
    expect(directory.bySid(sidOf(2))).toEqual(entry(2));
  });
});

describe("with the real thread and store", () => {
  it("a restart answers at once", async () => {
    const store = await openStore({ kind: "sqlite", path: ":memory:" });
    onTestFinished(() => store.close());
    const real = { snapshots: store.snapshots, startBuild: startThreadedBuild };
    const first = setUp(fleetOf(4_000), real);
    first.directory.start();
    await first.next("refreshed");
    expect(first.directory.search("000000003999", { limit: 10 }).totals.words).toBe(1);
    await first.next("snapshot_saved");
    await first.directory.stop();

    const second = setUp(fleetOf(1), real);
    second.lister.hold();
    second.directory.start();
    await second.next("snapshot_loaded");
    expect(second.directory.state()).toMatchObject({ kind: "ready", simCount: 4_000 });
    expect(second.directory.bySid(sidOf(3_999))).toEqual(entry(3_999));
  });
});

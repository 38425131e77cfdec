import { describe, expect, it, onTestFinished } from "vitest";
import { dayMs, hourMs } from "../../src/core/instant.ts";
import type { KeptQuiet } from "../../src/ports/quiet-book.ts";
import { createQuiet } from "../../src/questions/quiet.ts";
import { openStore, type StoreOptions } from "../../src/store/open-store.ts";
import { testClock } from "../support/fake-sim-source.ts";
import { databases, emptyDatabase } from "../support/postgres/databases.ts";
import { asOf, sim } from "../support/sessions.ts";
import { virtualTime } from "../support/virtual-time.ts";

async function open(options: StoreOptions) {
  const store = await openStore(options);
  onTestFinished(() => store.close());
  return store.quiet;
}

const one: KeptQuiet = {
  ...{ account: null, simSid: sim().sid, until: asOf + 7 * dayMs, reason: "new antenna" },
  ...{ setBy: "U0ADA00001", setAt: asOf },
};

describe.each(databases())("silence that is expected, in %s", (kind) => {
  it("is one arrangement a SIM and account, until it is over or ended", async () => {
    const book = await open(await emptyDatabase(kind));
    await book.put(one);
    await book.put({ ...one, reason: null, until: asOf + dayMs });
    await book.put({ ...one, account: "emea" });
    const kept = await book.all(asOf);
    expect(kept.toSorted((a, b) => a.until - b.until)).toEqual([
      { ...one, reason: null, until: asOf + dayMs },
      { ...one, account: "emea" },
    ]);
    expect((await book.all(asOf + dayMs)).map(({ account }) => account)).toEqual(["emea"]);
    expect(await book.remove("emea", one.simSid)).toBe(true);
    expect(await book.remove("emea", one.simSid)).toBe(false);
    await book.put({ ...one, simSid: `DE${"0".repeat(32)}`, setAt: asOf + 3 * dayMs });
    expect((await book.all(0)).map(({ simSid }) => simSid)).toEqual([`DE${"0".repeat(32)}`]);
  });

  it("is known at once where it was said, and soon at every other replica", async () => {
    const at = await emptyDatabase(kind);
    const timers: (() => void)[] = [];
    const clock = testClock();
    const replica = async () => {
      const startTimer = (callback: () => void) => {
        timers.push(callback);
        return () => undefined;
      };
      const book = await open(at);
      return createQuiet({ book, clock, startTimer, onFailure: () => undefined });
    };
    const [here, there] = [await replica(), await replica()];
    await here.set(one);
    expect(here.quietUntil(null, one.simSid, asOf)).toEqual(one);
    expect(here.quietUntil(null, one.simSid, one.until)).toBeNull();
    expect(here.quietUntil("emea", one.simSid, asOf)).toBeNull();
    there.start();
    await expect.poll(() => there.quietUntil(null, one.simSid, asOf)).toEqual(one);
    expect(await here.end(null, one.simSid)).toBe(true);
    expect(here.quietUntil(null, one.simSid, asOf)).toBeNull();
    for (const round of timers.splice(0)) round();
    await expect.poll(() => there.quietUntil(null, one.simSid, asOf)).toBeNull();
  });
});

it("a store that is away changes nothing, and what was known stays", async () => {
  const time = virtualTime(asOf);
  const failures: unknown[] = [];
  let isAway = false;
  const away = async () => {
    if (isAway) throw new Error("away");
  };
  const quiet = createQuiet({
    book: {
      all: () => away().then(() => [one]),
      put: () => away(),
      remove: () => away().then(() => true),
    },
    clock: time,
    startTimer: time.startTimer,
    onFailure: (error) => failures.push(error),
  });
  quiet.start();
  await time.pass(1);
  isAway = true;
  await time.pass(hourMs);
  expect(failures.length).toBeGreaterThan(0);
  await expect(quiet.end(null, one.simSid)).rejects.toThrow("away");
  await expect(quiet.set({ ...one, reason: null })).rejects.toThrow("away");
  expect(quiet.quietUntil(null, one.simSid, asOf)).toEqual(one);
  quiet.stop();
});

import { describe, expect, it, onTestFinished } from "vitest";
import { minuteMs } from "../../src/core/instant.ts";
import type { KeptWatch, NewWatch } from "../../src/ports/watches.ts";
import { openStore, type Store, type StoreOptions } from "../../src/store/open-store.ts";
import { newWatch } from "../support/fleet/watches.ts";
import { databases, emptyDatabase } from "../support/postgres/databases.ts";
import { asOf } from "../support/sessions.ts";

async function open(options: StoreOptions): Promise<Store> {
  const store = await openStore(options);
  onTestFinished(() => store.close());
  return store;
}

const watchFor = (number: number, over: Partial<NewWatch> = {}): NewWatch =>
  newWatch({ simSid: simSid(number), ...over });
const simSid = (number: number) => `DE${String(number).padStart(32, "0")}`;
const of = (userId: string) => ({ asker: { ...newWatch().asker, userId } });

describe.each(databases())("watches in %s", (kind) => {
  it("are there after a restart as they were kept", async () => {
    const at = await emptyDatabase(kind);
    const first = await openStore(at);
    const whole = newWatch({ account: "emea", threadTs: "1.5", lastSign: null });
    expect(await first.watches.add(whole)).toEqual({ kind: "added" });
    const [kept] = await first.watches.all();
    if (kept === undefined) throw new Error("it is not kept");
    const changed: KeptWatch = {
      ...kept,
      ...{ lookedAt: asOf + minuteMs, pressedAt: asOf - 1, lostTellings: 1 },
      state: { kind: "back", sign: asOf, decidedAt: asOf + 1 },
      telling: { messageId: "m1", since: asOf + 2 },
    };
    expect(await first.watches.save([changed], null)).toBe(true);
    await first.close();
    const { watches } = await open(at);
    expect(await watches.all()).toEqual([{ ...changed, version: kept.version + 1 }]);
    expect(await watches.ofPerson("U0BEN00001")).toEqual([]);
  });

  it("are changed by one of two, all or none", async () => {
    const { watches } = await open(await emptyDatabase(kind));
    await watches.add(watchFor(1));
    await watches.add(watchFor(2));
    const read = await watches.all();
    const [one, two] = read;
    if (one === undefined || two === undefined) throw new Error("they are not kept");
    expect(await watches.save([two], null)).toBe(true);
    const seen = read.map((watch) => ({ ...watch, state: { kind: "missing" } as const }));
    expect(await watches.save(seen, null)).toBe(false);
    expect((await watches.all()).map(({ state }) => state.kind)).toEqual(["watching", "watching"]);
    await watches.remove(read, null);
    expect((await watches.all()).map(({ id }) => id)).toEqual([two.id]);
  });

  it("are not changed by whoever has lost the lease", async () => {
    const { watches, leases } = await open(await emptyDatabase(kind));
    await watches.add(watchFor(1));
    const old = await leases.take("background", "a", null, asOf);
    const row = await leases.look("background");
    const hold = await leases.take("background", "b", row, asOf + 1);
    const read = await watches.all();
    await expect(watches.save(read, old)).rejects.toThrow("another process");
    await expect(watches.remove(read, old)).rejects.toThrow("another process");
    expect(await watches.save(read, hold)).toBe(true);
  });

  it("are twenty of a person, fifty of an account, and one of a SIM in one place", async () => {
    const { watches } = await open(await emptyDatabase(kind));
    for (let number = 1; number <= 20; number += 1)
      expect((await watches.add(watchFor(number))).kind).toBe("added");
    expect(await watches.add(watchFor(21))).toEqual({ kind: "too_many", of: "person", most: 20 });
    const again = await watches.add(watchFor(7, { pressedAt: asOf + 1 }));
    expect(again).toMatchObject({ kind: "there", watch: { pressedAt: asOf } });
    for (let number = 21; number <= 50; number += 1)
      await watches.add(watchFor(number, of(`U0${number % 3}`)));
    const more = of("U0EVE00001");
    expect(await watches.add(watchFor(51, more))).toEqual({
      ...{ kind: "too_many", of: "account", most: 50 },
    });
    expect((await watches.add(watchFor(52, { ...more, account: "emea" }))).kind).toBe("added");
    expect(await watches.all()).toHaveLength(51);
  });

  it("of two presses at one moment none is beyond the limit", async () => {
    const at = await emptyDatabase(kind);
    const stores = [await open(at), await open(at)];
    const [first] = stores;
    for (let number = 1; number <= 19; number += 1) await first?.watches.add(watchFor(number));
    await Promise.all(stores.map(({ watches }, place) => watches.add(watchFor(20 + place))));
    expect((await first?.watches.all())?.length).toBeLessThanOrEqual(20);
    const same = watchFor(30, of("U0BEN00001"));
    const twice = await Promise.all(stores.map(({ watches }) => watches.add(same)));
    expect(twice.map((added) => added.kind).toSorted()).toEqual(["added", "there"]);
  });

  it("end by the hand of whoever has them, while they are open", async () => {
    const { watches } = await open(await emptyDatabase(kind));
    await watches.add(watchFor(1));
    const read = await watches.all();
    const [{ id } = { id: "" }] = read;
    expect(await watches.end(id, "U0BEN00001")).toBe(false);
    expect(await watches.end("another", "U0ADA00001")).toBe(false);
    const back = { kind: "back", sign: asOf, decidedAt: asOf } as const;
    await watches.save(
      read.map((watch) => ({ ...watch, state: back })),
      null,
    );
    expect(await watches.end(id, "U0ADA00001")).toBe(false);
    await watches.add(watchFor(2));
    const [, two] = await watches.all();
    expect(await watches.end(two?.id ?? "", "U0ADA00001")).toBe(true);
    expect((await watches.all()).map((one) => one.id)).toEqual([id]);
  });
});

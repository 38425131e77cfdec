import { describe, expect, it, onTestFinished } from "vitest";
import { openStore, type StoreOptions } from "../../src/store/open-store.ts";
import { simFacts, simSid } from "../support/fleet/sim-facts.ts";
import { databases, emptyDatabase } from "../support/postgres/databases.ts";
import { ago, asOf } from "../support/sessions.ts";

async function open(options: StoreOptions) {
  const store = await openStore(options);
  onTestFinished(() => store.close());
  return store;
}

const facts = [
  simFacts({ sid: simSid(1), overdueAfter: asOf + 0.25, readAt: ago(3) }),
  simFacts({
    sid: simSid(2),
    readAt: ago(2),
    ...{ simState: null, lastSign: null, rhythm: null, overdueAfter: null },
    ...{ operator: null, country: null, cell: null, radioLink: null },
  }),
  simFacts({
    sid: simSid(3),
    readAt: ago(1),
    expectedAt: asOf,
    operator: { mcc: "310", mnc: null, country: null, name: "Ünï 'Mobile'" },
    country: null,
  }),
];

describe.each(databases())("facts of the fleet in %s", (kind) => {
  it("come back as they were kept, page by page, and those read lately alone", async () => {
    const { fleet } = await open(await emptyDatabase(kind));
    await fleet.keep("one", facts, null);
    await fleet.keep("other", facts.slice(0, 1), null);
    expect(await fleet.load("one", null, 2)).toEqual(facts.slice(0, 2));
    expect(await fleet.load("one", simSid(2), 2)).toEqual(facts.slice(2));
    expect(await fleet.readSince("one", ago(2))).toEqual(facts.slice(1));
    await fleet.drop("one", [simSid(1), simSid(3)], null);
    expect(await fleet.load("one", null, 9)).toEqual(facts.slice(1, 2));
    expect(await fleet.load("other", null, 9)).toHaveLength(1);
  });

  it("are the newest of each SIM, whoever keeps them last", async () => {
    const at = await emptyDatabase(kind);
    const [one, other] = [await open(at), await open(at)];
    await one.fleet.keep("one", [simFacts({ cell: "newer\0" })], null);
    await other.fleet.keep("one", [simFacts({ cell: "older", readAt: ago(1) })], null);
    expect(await one.fleet.load("one", null, 9)).toEqual([simFacts({ cell: "newer" })]);
  });

  it("count only under a lease that is held", async () => {
    const { fleet, leases } = await open(await emptyDatabase(kind));
    const hold = await leases.take("background", "me", null, asOf);
    if (hold === null) throw new Error("nobody else wants it");
    await fleet.keep("one", facts, hold);
    const seen = await leases.look("background");
    await leases.take("background", "another", seen, asOf + 1);
    await expect(fleet.keep("one", [simFacts()], hold)).rejects.toThrow();
    await expect(fleet.drop("one", [simSid(1)], hold)).rejects.toThrow();
    expect(await fleet.load("one", null, 9)).toEqual(facts);
  });

  it("are many at once", async () => {
    const { fleet } = await open(await emptyDatabase(kind));
    const many = Array.from({ length: 450 }, (_, index) => simFacts({ sid: simSid(index) }));
    await fleet.keep("one", many, null);
    expect(await fleet.load("one", simSid(99), 1_000)).toHaveLength(350);
    await fleet.drop(
      "one",
      many.map(({ sid }) => sid),
      null,
    );
    expect(await fleet.load("one", null, 9)).toEqual([]);
  });
});

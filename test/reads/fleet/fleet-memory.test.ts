import { describe, expect, it, onTestFinished } from "vitest";
import { fleetOperatorKey, type SimFacts } from "../../../src/core/fleet/sim-facts.ts";
import { dayMs, hourMs, minuteMs } from "../../../src/core/instant.ts";
import type { FleetListing } from "../../../src/ports/directory.ts";
import { createFleetMemory, type KeptMemory } from "../../../src/reads/fleet/fleet-memory.ts";
import { testClock } from "../../support/fake-sim-source.ts";
import { simFacts, simSid } from "../../support/fleet/sim-facts.ts";
import { watchLoop } from "../../support/loop-watch.ts";
import { memoryInUseMb } from "../../support/memory.ts";
import { ago, asOf, telcel, tMobile } from "../../support/sessions.ts";

const onTMobile = { account: null, operator: fleetOperatorKey(tMobile) ?? "" };

function memoryOf(facts: readonly SimFacts[], accounts: readonly (string | null)[] = [null]) {
  const clock = testClock();
  const told: SimFacts[] = [];
  const memory = createFleetMemory({ accounts, clock, onRemembered: (one) => told.push(one) });
  for (const one of facts) memory.remember(one);
  return { memory, clock, told };
}

function listing(
  sims: readonly (readonly [sid: string, status: string])[],
  over: Partial<FleetListing> = {},
): FleetListing {
  return {
    ...{ readAt: asOf, incomplete: null, count: sims.length },
    rows: async (from, limit) =>
      sims.slice(from, from + limit).map(([sid, status]) => ({ sid, status })),
    ...over,
  };
}

const numbered = (count: number, over: (index: number) => Partial<SimFacts> = () => ({})) =>
  Array.from({ length: count }, (_, index) => simFacts({ sid: simSid(index), ...over(index) }));

describe("the memory of the fleet", () => {
  it("gives back what it was told, whatever of it is unknown", () => {
    const facts = [
      simFacts(),
      simFacts({
        sid: simSid(2),
        simState: null,
        ...{ lastSign: null, rhythm: null, overdueAfter: null, operator: null },
        ...{ country: null, cell: null, radioLink: null },
      }),
      simFacts({ sid: simSid(3), operator: { mcc: null, mnc: "02", country: null, name: "" } }),
      simFacts({ sid: simSid(4), expectedAt: ago(0.25), overdueAfter: ago(-0.5) }),
    ].map((one) => ({ ...one, country: one.operator?.country ?? null }));
    const { memory } = memoryOf(facts);
    expect(facts.map(({ sid }) => memory.of(null, sid))).toEqual(facts);
    expect(memory.of(null, simSid(99))).toBeNull();
    expect(memory.of("other", simSid(2))).toBeNull();
    expect(memory.of(null, "cargo-cam-07")).toBeNull();
  });

  it("keeps thousands apart, those of two accounts too", () => {
    const many = ["us", "emea"].flatMap((account, place) =>
      numbered(3_000, (index) => ({ account, cell: `${index % 7}`, readAt: ago(index + place) })),
    );
    const { memory } = memoryOf(many, ["us", "emea"]);
    for (const one of many) expect(memory.of(one.account, one.sid)).toEqual(one);
  });

  it("leaves aside what is older, and a future that was read before the clock was put back", () => {
    const { memory, clock, told } = memoryOf([simFacts()]);
    memory.remember(simFacts({ readAt: ago(1), cell: "older" }));
    expect(memory.of(null, simFacts().sid)).toEqual(simFacts());
    expect(told).toHaveLength(1);
    clock.set(ago(dayMs));
    memory.remember(simFacts({ readAt: ago(dayMs), cell: "now" }));
    expect(memory.of(null, simFacts().sid)?.cell).toBe("now");
  });

  it("knows who was last on an operator, and in a cell", () => {
    const { memory } = memoryOf([
      ...numbered(6, (index) => ({ cell: index < 2 ? "A" : "B" })),
      simFacts({ sid: simSid(10), operator: { ...tMobile, name: "T-MOBILE", mnc: "200" } }),
      simFacts({ sid: simSid(11), operator: telcel, country: "MEX", cell: "A" }),
    ]);
    const sidsOn = (place: { operator: string; account: null; cell?: string }) => {
      const list = memory.lastKnownOn(place);
      return Array.from({ length: list.count }, (_, index) => list.at(index)?.sid);
    };
    expect(sidsOn(onTMobile)).toEqual([...[0, 1, 2, 3, 4, 5].map(simSid), simSid(10)]);
    expect(sidsOn({ ...onTMobile, cell: "A" })).toEqual([simSid(0), simSid(1)]);
    expect(sidsOn({ ...onTMobile, cell: "nowhere" })).toEqual([]);
    // One that moved on is there no more.
    memory.remember(
      simFacts({ sid: simSid(0), operator: telcel, country: "MEX", readAt: ago(-1) }),
    );
    expect(sidsOn({ ...onTMobile, cell: "A" })).toEqual([simSid(1)]);
    expect(memory.lastKnownOn(onTMobile).at(99)).toBeNull();
  });

  describe("what may be silent", () => {
    const asked = { at: asOf, heardAfter: 0, heardUntil: asOf, freshMs: 2 * minuteMs, mostDue: 99 };
    /** Silent for two hours, overdue for one. */
    const silent = (account: string | null, number: number, over: Partial<SimFacts> = {}) =>
      simFacts({
        ...{ account, sid: simSid(number), lastSign: ago(2 * hourMs), overdueAfter: ago(hourMs) },
        ...{ readAt: ago(30 * minuteMs), ...over },
      });
    const sidsOf = (facts: readonly SimFacts[]) => facts.map(({ sid }) => sid);

    it("is judged at that moment, of that account", async () => {
      const { memory } = memoryOf(
        [silent("us", 1), silent("emea", 2), simFacts({ account: "us" })],
        ["us", "emea"],
      );
      const of = async (at: number, account: string) =>
        sidsOf((await memory.maybeSilent(account, { ...asked, at })).seen);
      expect(await of(asOf, "us")).toEqual([simSid(1)]);
      expect(await of(asOf, "emea")).toEqual([simSid(2)]);
      expect(await of(ago(hourMs), "us")).toEqual([]);
    });

    it("is told apart by what was silent when it was read, what was read just now, and the rest", async () => {
      const due = { readAt: ago(100 * minuteMs) };
      const { memory } = memoryOf([
        silent(null, 1),
        silent(null, 2, due),
        silent(null, 3, { readAt: ago(minuteMs), overdueAfter: ago(minuteMs / 2) }),
        silent(null, 4, { lastSign: ago(dayMs) }),
      ]);
      const found = await memory.maybeSilent(null, { ...asked, heardAfter: ago(dayMs) });
      expect(sidsOf(found.seen)).toEqual([simSid(1), simSid(3)]);
      expect([found.dueSince, sidsOf(found.someDue)]).toEqual([1, [simSid(2)]]);
      const longer = await memory.maybeSilent(null, { ...asked, heardUntil: ago(dayMs) });
      expect([sidsOf(longer.seen), longer.dueSince]).toEqual([[simSid(4)], 0]);
    });

    it("of many that are due since only some are made: of each operator, whole cells", async () => {
      const due = { readAt: ago(100 * minuteMs) };
      const many = Array.from({ length: 4_000 }, (_, index) =>
        silent(null, index, {
          ...due,
          operator: index % 4 === 0 ? telcel : tMobile,
          cell: `${index % 4 === 0 ? "a" : "b"}${index % 400}`,
        }),
      );
      const { memory } = memoryOf(many);
      const found = await memory.maybeSilent(null, { ...asked, mostDue: 100 });
      expect(found.dueSince).toBe(4_000);
      expect(found.someDue).toHaveLength(100);
      const cells = Map.groupBy(found.someDue, ({ cell }) => cell);
      expect([...cells.values()].map(({ length }) => length)).toEqual(Array(10).fill(10));
      expect(found.someDue.filter(({ operator }) => operator?.name === telcel.name)).toHaveLength(
        50,
      );
    });
  });
});

describe("the memory and the list", () => {
  it("drops what is gone, unless it was read after that list or the list is cut short", async () => {
    const { memory } = memoryOf([
      ...numbered(3, () => ({ readAt: ago(minuteMs) })),
      simFacts({ sid: simSid(9), readAt: asOf + 1 }),
    ]);
    const list = listing([[simSid(0), "active"]]);
    expect(await memory.followList(null, { ...list, incomplete: "page_cap" })).toEqual([]);
    expect(await memory.followList(null, list)).toEqual([simSid(1), simSid(2)]);
    expect([0, 1, 2, 9].map((index) => memory.of(null, simSid(index)) !== null)).toEqual([
      ...[true, false, false, true],
    ]);
    expect(memory.lastKnownOn(onTMobile).count).toBe(2);
    memory.remember(simFacts({ sid: simSid(1) }));
    expect(memory.of(null, simSid(1))).not.toBeNull();
  });

  it("makes room again, and a list that somebody holds tells no other SIM", async () => {
    const { memory } = memoryOf(numbered(5_000, () => ({ readAt: ago(minuteMs) })));
    const held = memory.lastKnownOn(onTMobile);
    const left = numbered(100).map(({ sid }) => [sid, "active"] as const);
    expect(await memory.followList(null, listing(left))).toHaveLength(4_900);
    expect(held.at(50)?.sid).toBe(simSid(50));
    expect(held.at(200)).toBeNull();
    for (const one of numbered(300)) memory.remember(one);
    expect(held.at(200)).toBeNull();
    expect(memory.lastKnownOn(onTMobile).count).toBe(300);
    expect(memory.coverage(asOf, { accounts: [null] })[0]).toMatchObject({ active: 100 });
  });

  it("tells how much of it is known, and how fresh", async () => {
    const { memory } = memoryOf([
      simFacts({ sid: simSid(0), readAt: ago(hourMs) }),
      simFacts({ sid: simSid(1), readAt: ago(dayMs) }),
      simFacts({ sid: simSid(2), overdueAfter: null }),
      simFacts({ sid: simSid(3), lastSign: null, overdueAfter: null }),
      simFacts({ sid: simSid(4) }),
    ]);
    const [before] = memory.coverage(asOf, { accounts: [null] });
    expect(before).toMatchObject({ active: null, known: 0, sweep: { kind: "off" } });
    const states = [0, 1, 2, 3, 5].map((index) => [simSid(index), "active"] as const);
    await memory.followList(null, listing([...states, [simSid(4), "suspended"]]));
    expect(memory.coverage(asOf, { accounts: [null] })).toEqual([
      {
        ...{ account: null, active: 5, known: 4, lookedAt: 3, unheard: 1, untold: 1 },
        ...{ withinMs: dayMs, oldestReadAt: ago(dayMs), sweep: { kind: "off" } },
      },
    ]);
  });

  it("counts the active ones for the sweep, of whose pace its own state tells", async () => {
    const accounts = [null];
    const memory: KeptMemory = createFleetMemory({
      ...{ accounts, clock: testClock() },
      sweepOf: () => ({ kind: "runs", aimMs: dayMs, passMs: memory.activeOf(null) ?? 0 }),
    });
    expect(memory.activeOf(null)).toBeNull();
    await memory.followList(null, listing([0, 1].map((index) => [simSid(index), "active"])));
    const [coverage] = memory.coverage(asOf, { accounts });
    expect(coverage).toMatchObject({ active: 2, sweep: { passMs: 2 } });
  });

  it("says who is due: active ones only, never read first, then the oldest", async () => {
    const { memory, clock } = memoryOf([
      simFacts({ sid: simSid(0), readAt: ago(dayMs) }),
      simFacts({ sid: simSid(1), readAt: ago(2 * dayMs) }),
      simFacts({ sid: simSid(2), readAt: ago(hourMs) }),
      simFacts({ sid: simSid(4), readAt: ago(3 * dayMs) }),
    ]);
    const states = [0, 1, 2, 3].map((index) => [simSid(index), "active"] as const);
    await memory.followList(null, listing([...states, [simSid(4), "suspended"]]));
    expect(memory.due(null, dayMs, 9).sids).toEqual([simSid(3), simSid(1), simSid(0)]);
    expect(memory.due(null, dayMs, 1).sids).toEqual([simSid(3)]);
    for (const index of [1, 3]) memory.tried(null, simSid(index));
    memory.remember(simFacts({ sid: simSid(0) }));
    expect(memory.due(null, dayMs, 9)).toEqual({ sids: [], nextAt: asOf + hourMs });
    clock.advance(hourMs);
    expect(memory.due(null, dayMs, 9).sids).toEqual([simSid(1), simSid(3)]);
  });
});

describe("the memory of 100,000 SIMs", () => {
  it("takes at most 300 bytes each, and answers in a moment", async () => {
    const count = 100_000;
    const before = await memoryInUseMb();
    const memory = createFleetMemory({ accounts: [null], clock: testClock() });
    for (let index = 0; index < count; index += 1) {
      // As many cells as SIMs, and SIDs that share no beginning: the worst case of both.
      const sid = `DE${Math.imul(index, 2_654_435_761).toString(16).replace("-", "f").padStart(16, "0")}${simSid(index).slice(-16)}`;
      // As it comes from the platform, in one piece.
      const cell = JSON.parse(`"310-260-${index}-${index * 7}"`) as string;
      memory.remember(simFacts({ sid, cell }));
    }
    const bytesEach = (((await memoryInUseMb()) - before) * 1_048_576) / count;
    expect(bytesEach).toBeLessThanOrEqual(300);
    expect(memory.lastKnownOn(onTMobile).count).toBe(count);
    const asked = { heardAfter: 0, heardUntil: asOf + dayMs, freshMs: 1, mostDue: 2_000 };
    // Nearly all of a fleet that reports often is due again since it was read.
    const loop = watchLoop();
    onTestFinished(loop.stop);
    const found = await memory.maybeSilent(null, { ...asked, at: asOf + dayMs });
    expect(loop.longestTurnMs()).toBeLessThan(50);
    expect([found.seen.length, found.dueSince, found.someDue.length]).toEqual([0, count, 2_000]);
  });
});

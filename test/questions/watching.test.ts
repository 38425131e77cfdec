import { describe, expect, it } from "vitest";
import { dayMs, hourMs, minuteMs } from "../../src/core/instant.ts";
import { everyMs, watchWorld } from "../support/fleet/watch-world.ts";
import { newWatch } from "../support/fleet/watches.ts";

/** SIMSCOPE_LONG_RUNS=1: thousands of lives of a watch, with all that may happen in them. */
const lives = process.env["SIMSCOPE_LONG_RUNS"] === "1" ? 1_000 : 12;

const simSid = (number: number) => `DE${String(number).padStart(32, "0")}`;

/** A world in which somebody waits for so many SIMs, and one replica looks. */
async function setUp({ sims = 1 } = {}) {
  const world = watchWorld();
  const { store, time } = world;
  const at = { pressedAt: time.now(), lookedAt: time.now(), lastSign: time.now() - 5 * hourMs };
  for (let number = 1; number <= sims; number += 1)
    await store.watches.add(newWatch({ ...at, simSid: simSid(number) }));
  return { ...at, world, first: world.replica("a") };
}

describe("what people wait for", () => {
  it("is told once, when a second look shows it, and is over then", async () => {
    const { world } = await setUp();
    await world.time.pass(7 * minuteMs);
    world.hear(simSid(1));
    await world.time.pass(4 * minuteMs);
    expect(world.told).toEqual([]);
    await world.time.pass(6 * minuteMs);
    expect(world.told).toMatchObject([{ simSids: [simSid(1)], mayBeThere: false }]);
    expect(await world.store.watches.all()).toEqual([]);
    const { length } = world.looks;
    await world.time.pass(dayMs);
    expect(world.told).toHaveLength(1);
    expect(world.looks).toHaveLength(length);
    expect(world.failures).toEqual([]);
  });

  it("is one message for all that come back within ten minutes", async () => {
    const { world } = await setUp({ sims: 3 });
    for (const [number, minutes] of [3, 4, 4].entries()) {
      await world.time.pass(minutes * minuteMs);
      world.hear(simSid(number + 1));
    }
    await world.time.pass(hourMs);
    expect(world.told.map(({ simSids }) => simSids.length)).toEqual([3]);
  });

  it("is told after seven days as well, when nothing came", async () => {
    const { world } = await setUp();
    await world.time.pass(7 * dayMs - minuteMs);
    expect(world.told).toEqual([]);
    await world.time.pass(2 * minuteMs);
    expect(world.told).toHaveLength(1);
    expect(await world.store.watches.all()).toEqual([]);
  });

  it("waits while it cannot be told whether they may look, and is dropped when they may not", async () => {
    const { world } = await setUp();
    world.mayTell = "later";
    world.hear(simSid(1), world.time.now() + minuteMs);
    await world.time.pass(hourMs);
    expect([world.told.length, (await world.store.watches.all()).length]).toEqual([0, 1]);
    world.mayTell = "dropped";
    await world.time.pass(2 * minuteMs);
    expect([world.told.length, (await world.store.watches.all()).length]).toEqual([0, 0]);
  });

  it("is given up where it could not be told for a day, so that it fills no list for ever", async () => {
    const { world } = await setUp();
    for (const mayTell of ["later", "ready"] as const) {
      world.mayTell = mayTell;
      world.answers.push(...Array.from({ length: 3_000 }, () => "later" as const));
      const at = { pressedAt: world.time.now(), lookedAt: world.time.now() };
      await world.store.watches.add(newWatch({ ...at, simSid: simSid(1) }));
      world.hear(simSid(1), world.time.now() + minuteMs);
      await world.time.pass(dayMs - hourMs);
      expect(await world.store.watches.all()).toHaveLength(1);
      await world.time.pass(2 * hourMs);
      expect(await world.store.watches.all()).toEqual([]);
    }
    expect(world.told).toEqual([]);
  });

  it("is not told of an outage of the platform, before, in and after it", async () => {
    const { world } = await setUp();
    await world.time.pass(12 * minuteMs);
    world.isPlatformDown = true;
    await world.time.pass(hourMs);
    world.isPlatformDown = false;
    await world.time.pass(hourMs);
    expect(world.told).toEqual([]);
    world.hear(simSid(1));
    await world.time.pass(40 * minuteMs);
    expect(world.told).toHaveLength(1);
  });

  it.each([hourMs, -hourMs])(
    "is told once where the clock moves by %d ms, without a storm",
    async (ms) => {
      const { world } = await setUp({ sims: 5 });
      await world.time.pass(22 * minuteMs);
      const { length: before } = world.looks;
      world.moveClock(ms);
      await world.time.pass(3 * minuteMs);
      // One look each, and the usual one.
      expect(world.looks.length - before).toBeLessThanOrEqual(2 * 5);
      await world.time.pass(80 * minuteMs);
      expect(world.told).toEqual([]);
      for (let number = 1; number <= 5; number += 1) world.hear(simSid(number));
      await world.time.pass(2 * hourMs);
      expect(world.told.map(({ simSids }) => simSids.length)).toEqual([5]);
    },
  );

  it.each([
    ["SIM back before, Slack takes it later", "later", 2],
    ["Slack will never take it", "refused", 0],
  ] as const)("%s", async (_what, answer, messages) => {
    const { world } = await setUp();
    world.answers.push(answer, answer);
    world.hear(simSid(1), world.time.now() + minuteMs);
    await world.time.pass(hourMs);
    expect(world.told).toHaveLength(messages > 0 ? 1 : 0);
    expect(await world.store.watches.all()).toEqual([]);
  });
});

describe("a replica that is killed while it tells", () => {
  const steps = ["noted", "arrived", "answered"] as const;
  it.each(steps)(
    "right after it was %s: another one neither loses nor repeats it",
    async (step) => {
      const { world, first } = await setUp({ sims: 2 });
      world.replica("b");
      let isKilled = false;
      world.onStep = (now) => {
        if (now !== step || isKilled) return;
        isKilled = true;
        first.kill();
      };
      for (const number of [1, 2]) world.hear(simSid(number), world.time.now() + minuteMs);
      await world.time.pass(2 * hourMs);
      expect(isKilled).toBe(true);
      expect(world.told.map(({ simSids }) => simSids)).toEqual([[simSid(1), simSid(2)]]);
      expect(await world.store.watches.all()).toEqual([]);
    },
  );

  it("where Slack may not be asked, it is told again, and said to be so", async () => {
    const { world, first } = await setUp();
    world.replica("b");
    world.canBeFound = false;
    world.onStep = (step) => {
      if (step === "arrived" && world.told.length === 1) first.kill();
    };
    world.hear(simSid(1), world.time.now() + minuteMs);
    await world.time.pass(2 * hourMs);
    expect(world.told.map(({ mayBeThere }) => mayBeThere)).toEqual([false, true]);
  });

  it("no answer of Slack's: it is looked for there, and not sent twice", async () => {
    const { world } = await setUp();
    world.answers.push("unknown_but_there");
    world.hear(simSid(1), world.time.now() + minuteMs);
    await world.time.pass(2 * hourMs);
    expect(world.told).toHaveLength(1);
  });

  it("no answer, ever, and nobody to ask: three messages, no more", async () => {
    const { world } = await setUp();
    world.canBeFound = false;
    world.answers.push(...Array(9).fill("unknown_but_there"));
    world.hear(simSid(1), world.time.now() + minuteMs);
    await world.time.pass(dayMs);
    expect(world.told.map(({ mayBeThere }) => mayBeThere)).toEqual([false, true, true]);
    expect(await world.store.watches.all()).toEqual([]);
  });
});

/** The same numbers for the same seed. */
function randomOf(seed: number): () => number {
  let state = seed * 2_654_435_761 + 1;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

it(`tells each of ${lives} watches once, through restarts, kills, outages and clocks that move`, async () => {
  for (let life = 1; life <= lives; life += 1) {
    const random = randomOf(life);
    const { world, first } = await setUp();
    let replicas = [first, world.replica("b")];
    let isKilledNext = false;
    world.onStep = () => {
      if (!isKilledNext || random() < 0.5) return;
      isKilledNext = false;
      for (const replica of replicas) replica.kill();
      replicas = [world.replica(`c${random()}`), world.replica(`d${random()}`)];
    };
    const backAfter = Math.floor(random() * 20);
    for (let step = 0; step < 30; step += 1) {
      if (step === backAfter) {
        // Whatever the clock did: the platform's own goes right.
        world.hear(simSid(1));
        isKilledNext = random() < 0.5;
      }
      // Heard again and again, as whatever reports is.
      if (step >= backAfter) world.hear(simSid(1));
      const what = random();
      if (what < 0.1) world.moveClock(random() < 0.5 ? hourMs : -hourMs);
      else if (what < 0.2) world.isPlatformDown = !world.isPlatformDown;
      else if (what < 0.3) {
        replicas[0]?.kill();
        replicas = [...replicas.slice(1), world.replica(`e${random()}`)];
      } else if (what < 0.4) {
        const [one, ...others] = replicas;
        if (one !== undefined) await world.time.run(one.stop());
        replicas = [...others, world.replica(`f${random()}`)];
      }
      if (step < backAfter) expect(world.told, `life ${life}, nothing heard`).toEqual([]);
      await world.time.pass(random() * 2 * everyMs);
    }
    world.isPlatformDown = false;
    for (let quarter = 0; quarter < 20; quarter += 1) {
      world.hear(simSid(1));
      await world.time.pass(15 * minuteMs);
    }
    expect(world.told.length, `life ${life}`).toBe(1);
    for (const replica of replicas) replica.kill();
  }
}, 900_000);

import { expect, it, onTestFinished } from "vitest";
import { createPatience } from "../../src/core/patience.ts";
import { createQuestionLimit } from "../../src/ops/question-limit.ts";
import { openStore } from "../../src/store/open-store.ts";
import {
  describeWithPostgres,
  emptyDatabase,
  inDatabase,
  ownServer,
} from "../support/postgres/databases.ts";

const limitOn = async (url: string) => {
  const store = await openStore({ kind: "postgres", url });
  onTestFinished(() => store.close());
  return createQuestionLimit(30, {
    counts: store.questionCounts,
    // A busy machine is no slow database.
    patiently: createPatience(5_000),
  });
};

type Limit = Awaited<ReturnType<typeof limitOn>>;

/** In turns, as a balancer spreads them. */
async function taken(limits: readonly Limit[], user: string, times: number): Promise<number> {
  let count = 0;
  for (let time = 0; time < times; time += 1)
    if ((await limits[time % limits.length]?.take(user))?.kind === "taken") count += 1;
  return count;
}

describeWithPostgres("questions of one person", () => {
  it("are counted for all replicas together", async () => {
    const at = await emptyDatabase("postgres");
    if (at.kind !== "postgres") throw new Error("no PostgreSQL");
    const limits = [await limitOn(at.url), await limitOn(at.url), await limitOn(at.url)];
    expect(await taken(limits, "U1", 40)).toBe(10);
    // Another one is not concerned, also where all come at the same moment.
    const atOnce = await Promise.all(
      Array.from({ length: 40 }, (_, at) => limits[at % limits.length]?.take("U2")),
    );
    expect(atOnce.filter((one) => one?.kind === "taken")).toHaveLength(10);
    expect(await limits[2]?.take("U1")).toEqual({
      kind: "beyond",
      againInMs: expect.toSatisfy((ms: number) => ms > 0 && ms <= 5_000),
    });
    // What is beyond is known: it causes no more statements.
    const [{ points } = {}] = await inDatabase(
      at.url,
      "select points from question_counts where key = 'burst:U1'",
    );
    expect(points).toBeLessThanOrEqual(10 + limits.length);
    // Nor is it counted for the minute.
    const minutes = await inDatabase(
      at.url,
      "select points from question_counts where key like 'minute:%'",
    );
    expect(minutes).toEqual([{ points: 10 }, { points: 10 }]);
  });

  it("go on after a burst is over, until the minute's are asked", async () => {
    const at = await emptyDatabase("postgres");
    if (at.kind !== "postgres") throw new Error("no PostgreSQL");
    const limits = [await limitOn(at.url), await limitOn(at.url)];
    for (const expected of [10, 10, 10, 0]) {
      expect(await taken(limits, "U1", 40)).toBe(expected);
      // As if its five seconds were over; each has it in its memory, too.
      await inDatabase(at.url, "delete from question_counts where key = 'burst:U1'");
      limits.splice(0, 2, await limitOn(at.url), await limitOn(at.url));
    }
  });

  it("are claimed and counted at once: a delivery that several have is one's, and counts once", async () => {
    const at = await emptyDatabase("postgres");
    if (at.kind !== "postgres") throw new Error("no PostgreSQL");
    const limits = [await limitOn(at.url), await limitOn(at.url), await limitOn(at.url)];
    for (let round = 0; round < 8; round += 1) {
      const names = [`trigger${round}`, `envelope${round}`];
      const all = await Promise.all(
        limits.map((limit, place) =>
          limit.takeNew("U1", place === 1 ? names.toReversed() : names.slice(place % 2, 2)),
        ),
      );
      expect(all.map(({ kind }) => kind).toSorted()).toEqual(["repeated", "repeated", "taken"]);
    }
    expect(
      await inDatabase(at.url, "select points from question_counts where key like '%:U1'"),
    ).toEqual([{ points: 8 }, { points: 8 }]);
    // Who claims without a question sees the same names.
    const store = await openStore({ kind: "postgres", url: at.url });
    onTestFinished(() => store.close());
    expect(await store.deliveries.claim(["trigger3"], Date.now())).toBe(true);
    expect(await taken(limits, "U1", 40)).toBe(2);
  });

  it("are counted by each replica alone while the server is away, and together when it is back", async () => {
    const server = await ownServer();
    const limits = [await limitOn(server.url), await limitOn(server.url)];
    expect(await taken(limits, "U1", 4)).toBe(4);
    await server.pause();
    expect(await taken(limits, "U2", 40)).toBe(20);
    await server.resume();
    await expect
      .poll(async () => {
        await Promise.all(limits.map((limit) => limit.take("U3")));
        return inDatabase(server.url, "select 1 from question_counts where key = 'burst:U3'");
      })
      .toHaveLength(1);
    expect(await taken(limits, "U4", 40)).toBe(10);
  });
});

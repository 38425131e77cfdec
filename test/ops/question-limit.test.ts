import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createPatience } from "../../src/core/patience.ts";
import { createQuestionLimit } from "../../src/ops/question-limit.ts";
import type { Counted, CountedQuestion } from "../../src/ports/question-counts.ts";

// The library keeps the time by itself.
beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

async function taken(limit: ReturnType<typeof createQuestionLimit>, user: string, times: number) {
  let count = 0;
  for (let time = 0; time < times; time += 1)
    if ((await limit.take(user)).kind === "taken") count += 1;
  return count;
}

it("lets a person ask ten at once and thirty a minute, and tells when again", async () => {
  const limit = createQuestionLimit(30);
  expect(await taken(limit, "U1", 100)).toBe(10);
  const beyond = await limit.take("U1");
  expect(beyond).toMatchObject({ kind: "beyond", againInMs: expect.any(Number) });
  // Others are not concerned.
  expect(await taken(limit, "U2", 10)).toBe(10);
  // What was beyond does not count against the minute.
  await vi.advanceTimersByTimeAsync(5_001);
  expect(await taken(limit, "U1", 100)).toBe(10);
  await vi.advanceTimersByTimeAsync(5_001);
  expect(await taken(limit, "U1", 100)).toBe(10);
  await vi.advanceTimersByTimeAsync(5_001);
  expect(await taken(limit, "U1", 1)).toBe(0);
  expect(await limit.take("U1")).toMatchObject({ kind: "beyond" });
  await vi.advanceTimersByTimeAsync(45_000);
  expect(await taken(limit, "U1", 100)).toBe(10);
});

it("lets at least one through, however small", async () => {
  const limit = createQuestionLimit(1);
  expect(await taken(limit, "U1", 3)).toBe(1);
  await vi.advanceTimersByTimeAsync(60_001);
  expect(await taken(limit, "U1", 3)).toBe(1);
});

it("goes on alone while the database is away or slow: nobody waits longer than 300 ms, once", async () => {
  let asked = 0;
  const count = (): Promise<never> => {
    asked += 1;
    return asked === 1 ? Promise.reject(new Error("away")) : new Promise(() => undefined);
  };
  const limit = createQuestionLimit(30, { counts: { count }, patiently: createPatience(300) });
  const begun = Date.now();
  expect(await taken(limit, "U1", 30)).toBe(10);
  expect(Date.now() - begun).toBe(0);
  expect(await limit.take("U1")).toMatchObject({ kind: "beyond" });
});

it("waits for a database that never answers for 300 ms, once", async () => {
  const count = (): Promise<never> => new Promise(() => undefined);
  const limit = createQuestionLimit(30, { counts: { count }, patiently: createPatience(300) });
  const first = limit.take("U1");
  await limit.load();
  await vi.advanceTimersByTimeAsync(300);
  expect(await first).toEqual({ kind: "taken" });
  expect(await taken(limit, "U1", 30)).toBe(9);
});

it("a flood of one person ends in this process: the database is asked for what is within the limit", async () => {
  let asked = 0;
  const count = async () => {
    asked += 1;
    const counted = { points: 1, endsAt: Date.now() + 1_000 };
    return { kind: "counted" as const, shorter: counted, longer: counted };
  };
  const limit = createQuestionLimit(30, { counts: { count }, patiently: createPatience(300) });
  const all = await Promise.all(Array.from({ length: 1_000 }, () => limit.take("U1")));
  expect(all.filter(({ kind }) => kind === "taken")).toHaveLength(10);
  // Burst and minute on one way to the server and back.
  expect(asked).toBe(10);
});

it("what is beyond the burst of all replicas is not counted for the minute, here or there", async () => {
  const shorter = { points: 11, endsAt: Date.now() + 2_000 };
  const counts = { count: async () => ({ kind: "counted" as const, shorter, longer: null }) };
  const limit = createQuestionLimit(30, { counts, patiently: createPatience(300) });
  // Until its end it is known here: the next one does not ask.
  for (let round = 0; round < 40; round += 1) {
    expect(await limit.take("U1")).toEqual({ kind: "beyond", againInMs: 2_000 });
    shorter.endsAt += 2_000;
    await vi.advanceTimersByTimeAsync(2_000);
  }
  shorter.points = 1;
  expect(await taken(limit, "U1", 100)).toBe(10);
});

it("what another process has had is counted nowhere; what is beyond it here is not claimed", async () => {
  const asked: (readonly string[])[] = [];
  let isNew = false;
  const count = async ({ deliveryIds }: CountedQuestion): Promise<Counted> => {
    asked.push(deliveryIds);
    const counted = { points: 1, endsAt: Date.now() + 1_000 };
    return isNew ? { kind: "counted", shorter: counted, longer: counted } : { kind: "repeated" };
  };
  const limit = createQuestionLimit(30, { counts: { count }, patiently: createPatience(300) });
  for (let time = 0; time < 40; time += 1)
    expect(await limit.takeNew("U1", ["a"])).toEqual({ kind: "repeated" });
  isNew = true;
  for (let time = 0; time < 10; time += 1)
    expect(await limit.takeNew("U1", ["b"])).toEqual({ kind: "taken" });
  expect(await limit.takeNew("U1", ["c"])).toMatchObject({
    kind: "unclaimed",
    taken: { kind: "beyond" },
  });
  expect(asked).not.toContainEqual(["c"]);
});

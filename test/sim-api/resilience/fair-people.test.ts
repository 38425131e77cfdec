import { describe, expect, it } from "vitest";
import { callsAreFor } from "../../../src/accounts/asking.ts";
import { createResilientCaller } from "../../../src/sim-api/resilient-caller.ts";
import { requestFor, simPath, upstream } from "../../support/sim-api/resilience/upstream.ts";
import { virtualTime } from "../../support/virtual-time.ts";

interface Asker {
  readonly person: string;
  readonly questions: number;
  /** Calls of each of their questions, one after the other. */
  readonly calls: number;
  /** When they ask all of them, after the beginning. */
  readonly atMs: number;
}

const questionMs = 12_000;

/** Everybody asks at their time; by person, how long each question took, `null` without an answer. */
async function meet(
  askers: readonly Asker[],
  { allowed, callMs }: { readonly allowed: number; readonly callMs: number },
) {
  const time = virtualTime();
  const platform = upstream(time, { callMs, allowed: 100 });
  const { call } = createResilientCaller(platform.call, {
    clock: time,
    wait: time.wait,
    random: () => 0.5,
    mostCallsAtOnce: allowed,
  });
  const never = new AbortController().signal;
  let sims = 0;
  const ask = async (person: string, calls: number): Promise<number | null> => {
    const startedAt = time.now();
    const question = new AbortController();
    const stop = time.startTimer(() => question.abort(), questionMs);
    callsAreFor(question.signal, { person, over: question.signal });
    sims += 1;
    const path = simPath(sims);
    try {
      for (let done = 0; done < calls; done += 1) await call(requestFor(path), question.signal);
      return time.now() - startedAt;
    } catch {
      return null;
    } finally {
      stop();
      question.abort();
    }
  };
  const all = askers.map(async ({ person, questions, calls, atMs }) => {
    await time.wait(atMs, never);
    const times = Array.from({ length: questions }, () => ask(person, calls));
    return [person, await Promise.all(times)] as const;
  });
  return Object.fromEntries(await time.run(Promise.all(all)));
}

describe("one person asks 165 questions, another one a single one", () => {
  it.each([
    { allowed: 8, callMs: 200, atMs: 0 },
    { allowed: 8, callMs: 200, atMs: 1_000 },
    { allowed: 8, callMs: 200, atMs: 6_000 },
    { allowed: 8, callMs: 1_500, atMs: 5_000 },
    { allowed: 2, callMs: 400, atMs: 5_000 },
    { allowed: 1, callMs: 400, atMs: 5_000 },
    { allowed: 1, callMs: 1_000, atMs: 5_000 },
  ])(
    "$allowed at once, $callMs ms each, $atMs ms later: hers is served in her share",
    async (platform) => {
      const { callMs, atMs } = platform;
      const { her } = await meet(
        [
          { person: "him", questions: 165, calls: 2, atMs: 0 },
          { person: "her", questions: 1, calls: 2, atMs },
        ],
        platform,
      );
      // Her two calls, each behind one that is under way, and behind one turn of his (two calls).
      expect(her?.[0]).not.toBeNull();
      expect(her?.[0]).toBeLessThanOrEqual(6 * callMs);
    },
  );
});

it("ten people with ten long questions each: everybody gets as much as everybody else", async () => {
  const askers = Array.from({ length: 10 }, (_, index) => ({
    person: `person-${index}`,
    questions: 10,
    calls: 12,
    atMs: index * 10,
  }));
  const times = await meet(askers, { allowed: 8, callMs: 100 });
  const answered = Object.values(times).map((all) => all.filter((ms) => ms !== null).length);
  // 960 calls in 12 s are 80 questions: 8 for each.
  expect(Math.min(...answered)).toBeGreaterThanOrEqual(6);
  expect(Math.max(...answered) - Math.min(...answered)).toBeLessThanOrEqual(2);
});

it("somebody with many questions is not starved by a stream of people with one", async () => {
  const stream = Array.from({ length: 100 }, (_, index) => ({
    person: `passer-by-${index}`,
    questions: 1,
    calls: 2,
    atMs: index * 100,
  }));
  const { him } = await meet([{ person: "him", questions: 5, calls: 4, atMs: 0 }, ...stream], {
    allowed: 2,
    callMs: 100,
  });
  expect(him?.filter((ms) => ms !== null)).toHaveLength(5);
});

it("who has asked nothing for a while comes anew, whatever was before", async () => {
  const { her, again } = await meet(
    [
      { person: "her", questions: 60, calls: 2, atMs: 0 },
      { person: "again", questions: 1, calls: 2, atMs: 9_000 },
    ],
    { allowed: 2, callMs: 100 },
  );
  expect(her?.every((ms) => ms !== null)).toBe(true);
  expect(again?.[0]).toBeLessThanOrEqual(300);
});

import { describe, expect, it } from "vitest";
import type { SimApiCaller } from "../../../src/sim-api/call.ts";
import { createResilientCaller } from "../../../src/sim-api/resilient-caller.ts";
import {
  requestFor,
  simPath,
  type Upstream,
  upstream,
} from "../../support/sim-api/resilience/upstream.ts";
import { type VirtualTime, virtualTime } from "../../support/virtual-time.ts";

/**
 * A crowd of questions that all come at one moment, each of so many calls in a row, as a SIM with
 * many pages of sessions makes them. Deterministic: the same jitter and time in every run.
 */
interface Crowd {
  readonly callsOf: readonly number[];
  readonly allowed: number;
  readonly callMs?: number;
}

interface Outcome {
  readonly platform: Upstream;
  /** By question: how long it took, in milliseconds; `null`: it got no answer. */
  readonly tookMs: readonly (number | null)[];
  readonly endedAt: number;
}

const callMs = 50;

async function meet({ callsOf, allowed, callMs: ms = callMs }: Crowd): Promise<Outcome> {
  const time = virtualTime();
  const platform = upstream(time, { callMs: ms, allowed });
  const { call } = createResilientCaller(platform.call, {
    clock: time,
    wait: time.wait,
    random: jitter(),
  });
  const startedAt = time.now();
  const questions = callsOf.map((calls, index) => ask(time, call, index, calls));
  const tookMs = await time.run(Promise.all(questions));
  return { platform, tookMs, endedAt: time.now() - startedAt };
}

async function ask(
  time: VirtualTime,
  call: SimApiCaller,
  index: number,
  calls: number,
): Promise<number | null> {
  const startedAt = time.now();
  const signal = time.deadline(60_000);
  try {
    for (let done = 0; done < calls; done += 1) await call(requestFor(simPath(index)), signal);
    return time.now() - startedAt;
  } catch {
    return null;
  }
}

/** Numbers from 0 to 1 that look random and are the same in every run. */
function jitter(): () => number {
  let state = 1;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

/**
 * When each question would end if the platform's places were shared out evenly among all that are
 * not done: everybody gets as many calls as this one needs, at most as many as they need.
 */
function fairShareMs(callsOf: readonly number[], places: number): number[] {
  return callsOf.map((own) => {
    const before = callsOf.reduce((sum, calls) => sum + Math.min(calls, own), 0);
    return Math.ceil(before / places) * callMs;
  });
}

const repeated = (count: number, calls: number) => Array.from({ length: count }, () => calls);

describe("500 questions at once, of a platform that allows 10 calls at once", () => {
  it("all are answered, never more than 10 calls at once, none is refused", async () => {
    const { platform, tookMs } = await meet({ callsOf: repeated(500, 2), allowed: 10 });
    expect(tookMs.filter((ms) => ms === null)).toEqual([]);
    expect(platform.peak).toBeLessThanOrEqual(10);
    expect(platform.refusals).toBe(0);
    expect(platform.calls).toHaveLength(1_000);
  });

  it.each([
    ["all alike", repeated(500, 2)],
    ["long ones first", [...repeated(100, 9), ...repeated(400, 2)]],
    ["long ones last", [...repeated(400, 2), ...repeated(100, 9)]],
    ["one short one behind 499 long ones", [...repeated(499, 9), 1]],
    ["mixed", Array.from({ length: 500 }, (_, index) => 1 + (index % 9))],
  ])("%s: nobody waits more than twice the fair share", async (_, callsOf) => {
    const { tookMs } = await meet({ callsOf, allowed: 10 });
    const share = fairShareMs(callsOf, 8);
    const worst = Math.max(
      ...tookMs.map((ms, index) => (ms ?? Number.POSITIVE_INFINITY) / (share[index] ?? 1)),
    );
    expect(worst).toBeLessThanOrEqual(2);
  });

  it("the first are answered long before the last: half done is no answer", async () => {
    const { tookMs, endedAt } = await meet({ callsOf: repeated(500, 2), allowed: 10 });
    const sooner = tookMs.filter((ms) => ms !== null && ms <= endedAt / 2);
    expect(sooner.length).toBeGreaterThan(200);
  });
});

describe("a platform that allows less than we would send", () => {
  it.each([5, 4, 3, 2])("%i at once: all are answered, refusals below 1 %%", async (allowed) => {
    // As fast as it must be for a crowd of this size to be served within a question's budget.
    const { platform, tookMs } = await meet({ callsOf: repeated(500, 2), allowed, callMs: 12 });
    expect(tookMs.filter((ms) => ms === null)).toEqual([]);
    expect(platform.peak).toBeLessThanOrEqual(allowed);
    expect(platform.refusals / platform.calls.length).toBeLessThan(0.01);
  });

  it("the places are used: with 4 allowed, it takes at most a half longer than it must", async () => {
    const { endedAt } = await meet({ callsOf: repeated(500, 2), allowed: 4, callMs: 30 });
    expect(endedAt).toBeLessThan(((1_000 * 30) / 4) * 1.5);
  });

  it.each([6, 4, 1])(
    "for ten minutes, %i allowed: tried again and again, still below 1 %%",
    async (allowed) => {
      const time = virtualTime();
      const platform = upstream(time, { callMs: 200, allowed });
      const { call } = createResilientCaller(platform.call, {
        clock: time,
        wait: time.wait,
        random: jitter(),
      });
      // 32 people who ask one thing after the other.
      const people = Array.from({ length: 32 }, async (_, index) => {
        const lost: unknown[] = [];
        const until = time.now() + 10 * 60_000;
        while (time.now() < until)
          await call(requestFor(simPath(index)), time.deadline(12_000)).catch((error: unknown) =>
            lost.push(error),
          );
        return lost;
      });
      expect((await time.run(Promise.all(people))).flat()).toEqual([]);
      expect(platform.peak).toBe(allowed);
      expect(platform.refusals).toBeGreaterThan(5);
      expect(platform.refusals / platform.calls.length).toBeLessThan(0.01);
    },
  );
});

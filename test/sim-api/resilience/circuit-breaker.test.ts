import { describe, expect, it } from "vitest";
import { BotError } from "../../../src/core/errors.ts";
import { createCircuitBreaker } from "../../../src/sim-api/circuit-breaker.ts";
import {
  failure,
  requestFor,
  simPath,
  upstream,
} from "../../support/sim-api/resilience/upstream.ts";
import { virtualTime } from "../../support/virtual-time.ts";

const down = () => failure("sim_api_failed", { status: 503 });

/** A platform that fails while `isDown`, behind a breaker. */
function setUp(error: () => Error = down) {
  const time = virtualTime();
  const world = { isDown: true };
  const platform = upstream(time, { outcome: () => (world.isDown ? error() : null) });
  const breaker = createCircuitBreaker(time);
  const guarded = breaker.gate(breaker.watch(platform.call));
  const ask = (index: number, signal = new AbortController().signal) =>
    time.run(guarded(requestFor(simPath(index)), signal).catch((reason: unknown) => reason));
  const probe = (signal = new AbortController().signal) =>
    time.run(guarded(requestFor("/v1/Sims", "probe"), signal).catch((reason: unknown) => reason));
  const open = async () => {
    for (let index = 0; index < 5; index += 1) await ask(index);
    expect(breaker.downSince()).not.toBeNull();
  };
  return { time, world, platform, breaker, ask, probe, open };
}

describe("the circuit breaker", () => {
  it("after five failures in a row answers at once, and says since when", async () => {
    const { time, ask, platform } = setUp();
    const startedAt = time.now();
    for (let index = 0; index < 5; index += 1) {
      const error = await ask(index);
      expect(error).toMatchObject({ code: "sim_api_failed", downSince: undefined });
    }
    const before = time.now();
    const refused = await ask(5);
    expect(refused).toMatchObject({ retryable: true, downSince: startedAt + 100 });
    expect(refused).toBeInstanceOf(BotError);
    expect(time.now()).toBe(before);
    expect(platform.calls).toHaveLength(5);
  });

  it("keeps the code of the failure", async () => {
    const { ask, open } = setUp(() => failure("sim_api_unreachable"));
    await open();
    expect(await ask(9)).toMatchObject({ code: "sim_api_unreachable" });
  });

  it("one failure that many calls wait for is one failure", async () => {
    const time = virtualTime();
    const breaker = createCircuitBreaker(time);
    const shared = Promise.reject(failure("sim_api_failed"));
    const call = breaker.watch(() => shared);
    for (let index = 0; index < 20; index += 1)
      await call(requestFor(simPath(index)), time.deadline(1_000)).catch(() => undefined);
    expect(breaker.downSince()).toBeNull();
  });

  it("one SIM that always fails is not an outage", async () => {
    const { ask, breaker, platform } = setUp();
    for (let count = 0; count < 20; count += 1) await ask(1);
    expect(platform.calls).toHaveLength(20);
    expect(breaker.downSince()).toBeNull();
  });

  it.each([
    ["not found or fine", null],
    ["limited", failure("sim_api_rate_limited")],
    ["refused", failure("sim_api_unauthorized", { retryable: false })],
    ["wrong", failure("sim_api_rejected", { retryable: false })],
  ])("an answer between failures (%s) shows that the platform lives", async (_, answer) => {
    const time = virtualTime();
    const platform = upstream(time, {
      outcome: (index) => (index % 5 === 4 ? answer : down()),
    });
    const breaker = createCircuitBreaker(time);
    const call = breaker.watch(platform.call);
    for (let index = 0; index < 20; index += 1)
      await time.run(
        call(requestFor(simPath(index)), new AbortController().signal).catch(() => null),
      );
    expect(breaker.downSince()).toBeNull();
  });

  it.each([
    ["a conflict", failure("sim_api_failed", { platformCode: 33010 })],
    ["not the platform's answer", failure("sim_api_unreadable", { retryable: false })],
  ])("%s says nothing about the platform", async (_, error) => {
    const { ask, breaker } = setUp(() => error);
    for (let index = 0; index < 20; index += 1) await ask(index);
    expect(breaker.downSince()).toBeNull();
  });

  it("questions whose own time ran out say nothing; a probe that did says that it hangs", async () => {
    const { time, ask, probe, breaker } = setUp();
    for (let index = 0; index < 20; index += 1) await ask(index, time.deadline(50));
    expect(breaker.downSince()).toBeNull();
    for (let index = 0; index < 4; index += 1) await probe(time.deadline(50));
    expect(breaker.downSince()).toBeNull();
    await ask(1);
    expect(breaker.downSince()).not.toBeNull();
  });

  it("lets one call try after five seconds, while the others still get their answer at once", async () => {
    const { time, world, ask, platform, open, breaker } = setUp();
    await open();
    await time.pass(4_999);
    await ask(6);
    expect(platform.calls).toHaveLength(5);
    await time.pass(1);
    const together = Promise.all([ask(7), ask(8), ask(9)]);
    const answers = await together;
    expect(platform.calls).toHaveLength(6);
    expect(answers.map((error) => (error as BotError).downSince === undefined)).toEqual([
      true,
      false,
      false,
    ]);
    expect(await ask(10)).toHaveProperty("downSince", expect.any(Number));
    await time.pass(5_000);
    world.isDown = false;
    expect(await ask(11)).toBe(simPath(11));
    expect(breaker.downSince()).toBeNull();
    expect(await ask(12)).toBe(simPath(12));
  });

  it("a trial whose question is over frees the place for the next one", async () => {
    const { time, world, ask, open } = setUp();
    await open();
    await time.pass(5_000);
    await ask(6, time.deadline(50));
    world.isDown = false;
    expect(await ask(7)).toBe(simPath(7));
  });

  it("a probe always passes, and its success ends the outage", async () => {
    const { world, probe, ask, open } = setUp();
    await open();
    expect(await probe()).toMatchObject({ code: "sim_api_failed", downSince: undefined });
    world.isDown = false;
    expect(await probe()).toBe("/v1/Sims");
    expect(await ask(6)).toBe(simPath(6));
  });
});

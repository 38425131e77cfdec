import { getEventListeners } from "node:events";
import { describe, expect, it } from "vitest";
import type { SimApiCaller } from "../../../src/sim-api/call.ts";
import { createResilientCaller } from "../../../src/sim-api/resilient-caller.ts";
import {
  failure,
  limited,
  requestFor,
  simPath,
  type Upstream,
  upstream,
} from "../../support/sim-api/resilience/upstream.ts";
import { type VirtualTime, virtualTime } from "../../support/virtual-time.ts";

const questionMs = 12_000;

function resilient(time: VirtualTime, plain: SimApiCaller) {
  return createResilientCaller(plain, { clock: time, wait: time.wait, random: () => 1 });
}

/** One question of a single call; how it ended and how long it took. */
async function askOnce(time: VirtualTime, { call }: { call: SimApiCaller }, path = simPath(1)) {
  const startedAt = time.now();
  const outcome = await time.run(
    call(requestFor(path), time.deadline(questionMs)).catch((reason: unknown) => reason),
  );
  return { outcome, tookMs: time.now() - startedAt };
}

function failing(time: VirtualTime, errors: readonly (Error | null)[]): Upstream {
  return upstream(time, { outcome: (index) => errors[index] ?? null });
}

describe("retry", () => {
  it("a fault that passes costs a moment, not the answer", async () => {
    const time = virtualTime();
    const platform = failing(time, [failure("sim_api_failed"), failure("sim_api_unreachable")]);
    const { outcome, tookMs } = await askOnce(time, resilient(time, platform.call));
    expect(outcome).toBe(simPath(1));
    expect(tookMs).toBe(3 * 100 + 400 + 800);
  });

  it("a fault that stays is told after four attempts", async () => {
    const time = virtualTime();
    const platform = upstream(time, { outcome: () => failure("sim_api_failed", { status: 500 }) });
    const { outcome } = await askOnce(time, resilient(time, platform.call));
    expect(outcome).toMatchObject({ code: "sim_api_failed", status: 500 });
    expect(platform.calls).toHaveLength(4);
  });

  it("anything but a BotError is a bug and passes at once", async () => {
    const time = virtualTime();
    const platform = failing(time, [new TypeError("bug")]);
    const { outcome } = await askOnce(time, resilient(time, platform.call));
    expect(outcome).toBeInstanceOf(TypeError);
    expect(platform.calls).toHaveLength(1);
  });

  it("waits as long as the platform asks, and everybody else keeps away too", async () => {
    const time = virtualTime();
    const platform = failing(time, [limited(4_000)]);
    const caller = resilient(time, platform.call);
    const startedAt = time.now();
    const first = askOnce(time, caller);
    await time.pass(1_000);
    const second = askOnce(time, caller, simPath(2));
    const answers = await Promise.all([first, second]);
    expect(answers.map(({ outcome }) => outcome)).toEqual([simPath(1), simPath(2)]);
    expect(platform.calls.map(({ at }) => at - startedAt)).toEqual([0, 4_350, 4_350]);
  });

  it("a pause longer than the question: told at once, with its length", async () => {
    const time = virtualTime();
    const platform = upstream(time, { outcome: () => limited(20_000) });
    const caller = resilient(time, platform.call);
    const { outcome, tookMs } = await askOnce(time, caller);
    expect(outcome).toMatchObject({ code: "sim_api_rate_limited", retryAfterMs: 20_000 });
    expect(tookMs).toBe(100);
    const next = await askOnce(time, caller, simPath(2));
    expect(next).toMatchObject({ outcome: { retryAfterMs: 20_000 }, tookMs: 0 });
    expect(platform.calls).toHaveLength(1);
  });

  it("an absurd pause does not keep the others away for as long", async () => {
    const time = virtualTime();
    const platform = failing(time, [limited(80_000_000)]);
    const caller = resilient(time, platform.call);
    await askOnce(time, caller);
    await time.pass(30_000);
    expect((await askOnce(time, caller, simPath(2))).outcome).toBe(simPath(2));
  });

  it("at the deadline, says what went wrong rather than that time ran out", async () => {
    const time = virtualTime();
    const platform = upstream(time, {
      callMs: 3_900,
      outcome: () => failure("sim_api_failed", { status: 502 }),
    });
    const { outcome, tookMs } = await askOnce(time, resilient(time, platform.call));
    expect(outcome).toMatchObject({ code: "sim_api_failed", status: 502 });
    expect(tookMs).toBe(questionMs);
  });

  it("the budget is the question's: a later call of it has less left", async () => {
    const time = virtualTime();
    const platform = upstream(time, { outcome: () => limited(6_000) });
    const caller = resilient(time, platform.call);
    const signal = time.deadline(questionMs);
    await time.run(caller.call(requestFor(simPath(1)), signal).catch(() => null));
    const before = platform.calls.length;
    const error = await time.run(
      caller.call(requestFor(simPath(2)), signal).catch((reason: unknown) => reason),
    );
    expect(error).toMatchObject({ code: "sim_api_rate_limited" });
    expect(platform.calls).toHaveLength(before);
  });
});

describe("what people can be told while they wait", () => {
  it("limited until when, then nothing", async () => {
    const time = virtualTime();
    const platform = failing(time, [limited(4_000)]);
    const caller = resilient(time, platform.call);
    const signal = time.deadline(questionMs);
    const startedAt = time.now();
    const answer = caller.call(requestFor(simPath(1)), signal);
    expect(caller.waitOf(signal)).toBeNull();
    await time.pass(200);
    expect(caller.waitOf(signal)).toEqual({ kind: "limited", until: startedAt + 100 + 4_250 });
    await time.run(answer);
    expect(caller.waitOf(signal)).toBeNull();
  });

  it("that others come first", async () => {
    const time = virtualTime();
    const caller = resilient(time, upstream(time).call);
    const asked = Array.from({ length: 9 }, (_, index) => {
      const signal = time.deadline(questionMs);
      return { signal, answer: caller.call(requestFor(simPath(index)), signal) };
    });
    expect(asked.map(({ signal }) => caller.waitOf(signal)?.kind)).toEqual([
      ...Array.from({ length: 8 }),
      "queued",
    ]);
    await time.run(Promise.all(asked.map(({ answer }) => answer)));
    expect(caller.concurrency()).toEqual({ limit: 8, underWay: 0, waiting: 0 });
  });
});

describe("turns", () => {
  it("a question without a turn before its deadline says so, and leaves the queue", async () => {
    const time = virtualTime();
    const caller = resilient(time, upstream(time, { callMs: 5_000 }).call);
    const busy = Array.from({ length: 8 }, (_, index) =>
      caller.call(requestFor(simPath(index)), time.deadline(questionMs)),
    );
    const late = caller
      .call(requestFor(simPath(9)), time.deadline(1_000))
      .catch((reason: unknown) => reason);
    expect(await time.run(late)).toMatchObject({ code: "sim_api_timeout", detail: "queued" });
    expect(caller.concurrency().waiting).toBe(0);
    await time.run(Promise.all(busy));
    expect(caller.concurrency().underWay).toBe(0);
  });

  it("nothing of a call stays on the signal of its question", async () => {
    const time = virtualTime();
    const platform = failing(time, [failure("sim_api_failed"), limited(1_000)]);
    const caller = resilient(time, platform.call);
    // Some take their turn at once, some wait for it, some are repeated.
    const signals = Array.from({ length: 20 }, () => time.deadline(questionMs));
    await time.run(
      Promise.all(signals.map((signal, index) => caller.call(requestFor(simPath(index)), signal))),
    );
    expect(signals.flatMap((signal) => getEventListeners(signal, "abort"))).toEqual([]);
  });

  it("the listing of all SIMs yields to people, and goes on when they are served", async () => {
    const time = virtualTime();
    const platform = upstream(time);
    const caller = resilient(time, platform.call);
    const ended: string[] = [];
    const ask = (name: string, path: string, operation: "list_sims" | "fetch_sim") =>
      caller
        .call(requestFor(path, operation), time.deadline(questionMs))
        .then(() => void ended.push(name));
    const people = (from: number) =>
      Array.from({ length: 8 }, (_, index) => ask("person", simPath(from + index), "fetch_sim"));
    const first = people(0);
    const listing = ask("listing", "/v1/Sims", "list_sims");
    await time.run(Promise.all([...first, ...people(8), listing]));
    expect(ended.indexOf("listing")).toBe(16);
  });

  it("a wait before the next attempt holds no place", async () => {
    const time = virtualTime();
    const platform = upstream(time, {
      outcome: (index) => (index < 8 ? failure("sim_api_failed", { retryAfterMs: 5_000 }) : null),
    });
    const caller = resilient(time, platform.call);
    // One SIM, so that this is no outage.
    const waiting = Array.from({ length: 8 }, () =>
      caller.call(requestFor(simPath(1)), time.deadline(questionMs)),
    );
    await time.pass(200);
    const { tookMs } = await askOnce(time, caller, simPath(2));
    expect(tookMs).toBe(100);
    await time.run(Promise.all(waiting));
  });
});

describe("an outage", () => {
  it("the first askers wait for retries, the next get their answer at once", async () => {
    const time = virtualTime();
    const platform = upstream(time, { outcome: () => failure("sim_api_unreachable") });
    const caller = resilient(time, platform.call);
    const first = await Promise.all([askOnce(time, caller), askOnce(time, caller, simPath(2))]);
    for (const { outcome } of first) expect(outcome).toMatchObject({ code: "sim_api_unreachable" });
    const next = await askOnce(time, caller, simPath(3));
    expect(next).toMatchObject({ outcome: { downSince: expect.any(Number) }, tookMs: 0 });
  });

  it("nobody queues for a platform that is down", async () => {
    const time = virtualTime();
    const platform = upstream(time, { outcome: () => failure("sim_api_failed") });
    // Some calls never end; the others find out that the platform is down.
    const caller = resilient(time, (request, signal) =>
      request.path.endsWith("9")
        ? time.wait(60_000, signal).then(() => Promise.reject(failure("sim_api_timeout")))
        : platform.call(request, signal),
    );
    const hanging = (count: number) =>
      Array.from({ length: count }, () =>
        caller.call(requestFor(simPath(9)), time.deadline(questionMs)).catch(() => null),
      );
    const first = hanging(7);
    await askOnce(time, caller, simPath(1));
    await askOnce(time, caller, simPath(2));
    await time.pass(5_000);
    // The one that may try takes the last place.
    const trial = hanging(1);
    await time.pass(1);
    expect(caller.concurrency()).toMatchObject({ limit: 8, underWay: 8 });
    const next = await askOnce(time, caller, simPath(3));
    expect(next).toMatchObject({ outcome: { downSince: expect.any(Number) }, tookMs: 0 });
    await time.run(Promise.all([...first, ...trial]));
  });
});

import { describe, expect, test } from "vitest";
import { BotError } from "../../src/core/errors.ts";
import type { StartTimer } from "../../src/core/time.ts";
import { createHealth, type Dependency } from "../../src/ops/health.ts";

/** Simulated time: timers fire when the clock passes them. */
function simulatedTime() {
  let nowMs = 1_000_000;
  const timers = new Set<{ readonly atMs: number; readonly callback: () => void }>();
  const start: StartTimer = (callback, delayMs) => {
    const timer = { atMs: nowMs + delayMs, callback };
    timers.add(timer);
    return () => timers.delete(timer);
  };
  const settle = () => new Promise<void>((resolve) => setImmediate(resolve));
  const pass = async (durationMs: number): Promise<void> => {
    const untilMs = nowMs + durationMs;
    await settle();
    for (;;) {
      const due = [...timers]
        .filter(({ atMs }) => atMs <= untilMs)
        .sort((a, b) => a.atMs - b.atMs)[0];
      if (due === undefined) break;
      timers.delete(due);
      nowMs = due.atMs;
      due.callback();
      await settle();
    }
    nowMs = untilMs;
  };
  return { clock: { now: () => nowMs }, start, pass, timers };
}

type Behaviour = "up" | "hang" | Error;

type Watched = "slack" | "sim_api" | "sim_api emea";

function watched(names: readonly Watched[] = ["slack", "sim_api"]) {
  const time = simulatedTime();
  const behaviour: Record<Watched, Behaviour> = {
    slack: "up",
    sim_api: "up",
    "sim_api emea": "up",
  };
  const probes: Partial<Record<Watched, number>> = {};
  const changes: string[] = [];
  const check = (name: Watched) => async (): Promise<void> => {
    probes[name] = (probes[name] ?? 0) + 1;
    const now = behaviour[name];
    if (now === "hang") await Promise.withResolvers<void>().promise;
    if (now instanceof Error) throw now;
  };
  const health = createHealth({
    clock: time.clock,
    startTimer: time.start,
    checks: new Map<Dependency, () => Promise<void>>(names.map((name) => [name, check(name)])),
    onChange: (name, { state, reason }) => changes.push(`${name} ${state} ${reason ?? ""}`.trim()),
  });
  return { ...time, health, behaviour, probes, changes };
}

const timeout = new BotError("sim_api_timeout", "no answer in time", { retryable: true });

describe("readiness", () => {
  test("needs both sides, each reached at least once", async () => {
    const { health, behaviour, pass } = watched();
    expect(health.readiness()).toMatchObject({ ready: false });
    behaviour.sim_api = timeout;
    health.start();
    await pass(0);
    expect(health.readiness()).toMatchObject({
      ready: false,
    });
    expect(Object.fromEntries(health.readiness().dependencies)).toMatchObject({
      slack: { state: "up", reason: null },
      sim_api: { state: "down", reason: "sim_api_timeout" },
    });
    behaviour.sim_api = "up";
    await pass(10_000);
    expect(health.readiness().ready).toBe(true);
    health.stop();
  });

  test.each([["hang"], [timeout]] as const)(
    "tells a change within 30 s, at any moment of the round (%s)",
    async (fault) => {
      for (let offsetMs = 0; offsetMs < 11_000; offsetMs += 500) {
        const { health, behaviour, pass } = watched();
        health.start();
        await pass(20_000 + offsetMs);
        // A real call succeeds just before the platform goes down: the worst moment.
        health.reportUp("sim_api");
        behaviour.sim_api = fault;
        await pass(30_000);
        expect(health.readiness().ready, `down at ${offsetMs}`).toBe(false);
        behaviour.sim_api = "up";
        await pass(30_000);
        expect(health.readiness().ready, `up at ${offsetMs}`).toBe(true);
        health.stop();
      }
    },
  );

  test("asking causes no probe; probes are bounded and spared while real calls succeed", async () => {
    const { health, probes, pass } = watched();
    health.start();
    await pass(60_000);
    for (let index = 0; index < 1_000; index += 1) health.readiness();
    expect(probes.slack).toBe(7);
    for (let second = 0; second < 60; second += 1) {
      health.observeSimApi({ outcome: "ok" }, null);
      await pass(1_000);
    }
    expect(probes).toEqual({ slack: 13, sim_api: 7 });
    health.stop();
  });

  test("real calls change it at once", async () => {
    const { health, pass, changes } = watched();
    health.start();
    await pass(0);
    health.observeSimApi({ outcome: "sim_api_unreachable" }, null);
    expect(health.readiness().dependencies.get("sim_api")?.reason).toBe("sim_api_unreachable");
    for (const outcome of ["not_found", "sim_api_rate_limited", "sim_api_rejected"]) {
      health.observeSimApi({ outcome: "sim_api_failed" }, null);
      health.observeSimApi({ outcome }, null);
      expect(health.readiness().ready, outcome).toBe(true);
    }
    expect(changes.slice(0, 4)).toEqual([
      "slack up",
      "sim_api up",
      "sim_api down sim_api_unreachable",
      "sim_api down sim_api_failed",
    ]);
    health.stop();
  });

  test("of several accounts one is enough, and each is told apart", async () => {
    const { health, behaviour, pass } = watched(["slack", "sim_api", "sim_api emea"]);
    behaviour["sim_api emea"] = timeout;
    health.start();
    await pass(0);
    expect(health.readiness().ready).toBe(true);
    expect(health.readiness().dependencies.get("sim_api emea")?.reason).toBe("sim_api_timeout");
    behaviour.sim_api = timeout;
    await pass(30_000);
    expect(health.readiness().ready).toBe(false);
    const call = { operation: "fetch_sim", status: 200, durationMs: 1, requestId: null } as const;
    health.observeSimApi({ ...call, outcome: "ok" }, "emea");
    expect(health.readiness().ready).toBe(true);
    health.stop();
  });

  test("a call that failed is remembered, and changes no state", async () => {
    const { health, pass, clock } = watched(["slack", "sim_api", "sim_api emea"]);
    health.start();
    await pass(0);
    const attempt = (outcome: string, operation = "fetch_sim" as "fetch_sim" | "list_sims") =>
      health.observeAttempt({ operation, outcome }, "emea");
    attempt("sim_api_failed", "list_sims");
    attempt("abandoned");
    expect(health.lastFailedCall("emea")).toBeNull();
    attempt("sim_api_failed");
    const failed = { at: clock.now(), reason: "sim_api_failed" };
    await pass(30_000);
    expect(health.lastFailedCall("emea")).toEqual(failed);
    expect(health.lastFailedCall(null)).toBeNull();
    expect(health.readiness().dependencies.get("sim_api emea")?.state).toBe("up");
    attempt("ok");
    expect(health.lastFailedCall("emea")).toEqual(failed);
    await pass(30_000);
    expect(health.lastFailedCall("emea")).toBeNull();
    attempt("sim_api_timeout");
    await pass(9 * 60_000);
    expect(health.lastFailedCall("emea")).not.toBeNull();
    await pass(60_000);
    expect(health.lastFailedCall("emea")).toBeNull();
    health.stop();
  });

  test("keeps since when a state holds", async () => {
    const { health, pass, clock } = watched();
    health.start();
    await pass(0);
    const since = clock.now();
    await pass(45_000);
    expect(health.readiness().dependencies.get("slack")?.since).toBe(since);
    health.stop();
  });

  test("a fatal reason outlives good probes", async () => {
    const { health, pass } = watched();
    health.start();
    health.setUnready("app_token_revoked");
    await pass(30_000);
    expect(health.readiness()).toMatchObject({ ready: false, reason: "app_token_revoked" });
    health.stop();
  });

  test("stopping leaves no timer and takes no late result", async () => {
    const { health, behaviour, pass, timers, changes } = watched();
    behaviour.slack = "hang";
    health.start();
    await pass(0);
    health.stop();
    await pass(0);
    expect(timers.size).toBe(0);
    await pass(60_000);
    expect(changes).toEqual(["sim_api up"]);
  });
});

describe("reasons", () => {
  test.each([
    [timeout, "sim_api_timeout"],
    [Object.assign(new Error("x"), { data: { error: "invalid_auth" } }), "invalid_auth"],
    [
      new Error("x", { cause: Object.assign(new Error("y"), { code: "ECONNREFUSED" }) }),
      "ECONNREFUSED",
    ],
    [new DOMException("late", "TimeoutError"), "timeout"],
    [new Error("xoxb-1111-secret in a message"), "failed"],
    ["xoxb-1111-secret", "failed"],
  ])("of %o is the word %s", (error, reason) => {
    const { health } = watched();
    health.reportDown("slack", error);
    expect(health.readiness().dependencies.get("slack")?.reason).toBe(reason);
  });
});

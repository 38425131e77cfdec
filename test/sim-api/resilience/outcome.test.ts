import { describe, expect, it, onTestFinished } from "vitest";
import { type Platform, platforms } from "../../../playground/fleet/credentials.ts";
import { createHealth } from "../../../src/ops/health.ts";
import type { SimApiOutcome } from "../../../src/sim-api/outcome.ts";
import {
  type SimulatedWorld,
  startSimulatedWorld,
  twoPages,
} from "../../support/sim-api/resilience/simulated-world.ts";

interface Watched extends SimulatedWorld {
  /** All outcomes that were told. */
  readonly outcomes: readonly SimApiOutcome[];
  /** What readiness made of them: each change, as `up` or `down code`. */
  readonly changes: readonly string[];
}

async function watchedWorld(platform: Platform): Promise<Watched> {
  const outcomes: SimApiOutcome[] = [];
  const changes: string[] = [];
  const world = await startSimulatedWorld(platform, {
    source: {
      onOutcome: (outcome) => {
        outcomes.push(outcome);
        health.observeSimApi(outcome, null);
      },
    },
  });
  const health = createHealth({
    clock: world.time,
    checks: new Map([["sim_api", async () => undefined]]),
    onChange: (_, { state, reason }) => changes.push([state, reason ?? ""].join(" ").trim()),
  });
  onTestFinished(world.close);
  await world.ask();
  outcomes.length = 0;
  return { ...world, outcomes, changes };
}

const words = (outcomes: readonly SimApiOutcome[]) =>
  outcomes.map(({ operation, outcome }) => `${operation} ${outcome}`);
const aWhole = ["fetch_sim ok", "list_sessions ok", "list_sessions ok"];
const failed = { kind: "status", status: 503 } as const;

describe.each(platforms)("%s: what is told of a call", (platform) => {
  it.each<[string, Parameters<SimulatedWorld["fleet"]["inject"]>[0]]>([
    ["a fault that a retry heals", { fault: failed, times: 2 }],
    ["a lost connection", { fault: { kind: "reset_before_headers" }, times: 1 }],
    ["a limit that passes", { fault: { kind: "status", status: 429, retryAfter: 2 }, times: 1 }],
    ["silence, once", { fault: { kind: "hang_before_headers" }, times: 1 }],
  ])("%s: that it went well", async (_, injection) => {
    const { fleet, ask, time, outcomes, changes, calls } = await watchedWorld(platform);
    await time.pass(70_000);
    fleet.inject(injection);
    expect((await ask()).error).toBeNull();
    expect(words(outcomes)).toEqual(aWhole);
    expect(changes).toEqual(["up"]);
    expect(calls.some(({ outcome }) => outcome.startsWith("sim_api_"))).toBe(true);
  });

  it("a SIM that the platform chokes on says nothing about the others", async () => {
    const { fleet, ask, time, outcomes, changes } = await watchedWorld(platform);
    await time.pass(70_000);
    fleet.inject({ fault: failed, scope: { sim: twoPages } });
    expect((await ask()).error).toMatchObject({ code: "sim_api_failed" });
    expect(words(outcomes)).toEqual([]);
    expect(changes).toEqual(["up"]);
  });

  it("an outage is told as soon as it is known, and its end", async () => {
    const { fleet, ask, time, outcomes, changes, source } = await watchedWorld(platform);
    await time.pass(70_000);
    const id = fleet.inject({ fault: failed });
    fleet.putSim({ key: "another" });
    await ask();
    await ask({ sim: "another" });
    expect(words(outcomes)).toEqual(["fetch_sim sim_api_failed"]);
    expect(changes).toEqual(["up", "down sim_api_failed"]);
    fleet.removeFault(id);
    await time.run(source.probe(time.deadline(5_000)));
    expect(words(outcomes).at(-1)).toBe("probe ok");
    expect(changes.at(-1)).toBe("up");
  });

  it("a probe says what it meets at once", async () => {
    const { fleet, time, outcomes, source } = await watchedWorld(platform);
    for (const fault of [failed, { kind: "html" }, { kind: "hang_before_headers" }] as const) {
      const id = fleet.inject({ fault });
      await time.run(source.probe(time.deadline(5_000)).catch(() => undefined));
      fleet.removeFault(id);
    }
    expect(words(outcomes)).toEqual([
      "probe sim_api_failed",
      "probe sim_api_unreadable",
      "probe sim_api_timeout",
    ]);
  });

  it("refused credentials are told", async () => {
    const { fleet, ask, time, outcomes } = await watchedWorld(platform);
    await time.pass(70_000);
    fleet.inject({ fault: { kind: "status", status: 401 } });
    await ask();
    expect(words(outcomes)).toEqual(["fetch_sim sim_api_unauthorized"]);
  });

  it("calls that were not sent say nothing: the platform asked for a pause", async () => {
    const { fleet, ask, time, outcomes } = await watchedWorld(platform);
    await time.pass(70_000);
    fleet.inject({ fault: { kind: "status", status: 429, retryAfter: 25 }, times: 1 });
    await ask();
    await ask();
    await ask();
    expect(words(outcomes)).toEqual(["fetch_sim sim_api_rate_limited"]);
  });

  it("a question whose own time is over says nothing", async () => {
    const { fleet, time, outcomes, source } = await watchedWorld(platform);
    fleet.inject({ fault: { kind: "hang_before_headers" } });
    await time.run(source.fetchSim(twoPages, time.deadline(500)).catch(() => undefined));
    expect(words(outcomes)).toEqual([]);
  });
});

describe("a token", () => {
  it("that has expired and is renewed is no news", async () => {
    const { fleet, ask, time, outcomes, changes } = await watchedWorld("kore");
    await time.pass(70_000);
    fleet.expireAccessTokens();
    expect((await ask()).error).toBeNull();
    expect(words(outcomes)).toEqual(aWhole);
    expect(changes).toEqual(["up"]);
  });

  it("that is given does not mean that the API answers", async () => {
    const { fleet, time, outcomes, source } = await watchedWorld("kore");
    fleet.expireAccessTokens();
    fleet.inject({ fault: { kind: "gateway_forbidden" } });
    await time.run(source.probe(time.deadline(5_000)).catch(() => undefined));
    expect(words(outcomes)).toEqual(["probe sim_api_forbidden"]);
  });
});

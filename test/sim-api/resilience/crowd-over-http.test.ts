import { expect, it, onTestFinished } from "vitest";
import { crowd } from "../../../bench/soak/crowd.ts";
import { platforms } from "../../../playground/fleet/credentials.ts";
import { sessionRecord } from "../../../playground/fleet/session-record.ts";
import {
  type SimulatedWorld,
  startSimulatedWorld,
} from "../../support/sim-api/resilience/simulated-world.ts";

it.each(platforms)(
  "%s: 500 questions at once over real sockets, of a platform that allows 10 calls at once",
  async (platform) => {
    const world = await startSimulatedWorld(platform);
    onTestFinished(world.close);
    const { fleet, reports, time } = world;
    const sims = Array.from({ length: 500 }, (_, index) => {
      const sessions = [sessionRecord({ start: time.now() - 60_000, end: null })];
      return fleet.putSim({ key: `crowd-${index}`, sessions });
    });
    fleet.configure({ concurrencyLimit: 10 });
    fleet.hold();
    const questions = sims.map(({ sid }) =>
      reports.answer({ sim: sid, windowName: "24h", moment: "now" }),
    );
    // As many as will ever come at once are there; the others have not been sent.
    if (platform === "twilio") await fleet.untilWaiting(8);
    fleet.release();
    // Nobody lets time pass, so no deadline comes, however slow this machine is.
    const outcomes = await Promise.all(questions);
    expect(outcomes.filter(({ kind }) => kind !== "report")).toEqual([]);
    expect(fleet.peakConcurrency).toBeLessThanOrEqual(10);
    if (platform === "twilio") expect(fleet.peakConcurrency).toBe(8);
    expect(fleet.requests).toHaveLength(1_000);
    expect(fleet.requests.filter(({ status }) => status === 429)).toEqual([]);
    expect(fleet.tokenRequests).toHaveLength(platform === "kore" ? 1 : 0);
  },
  60_000,
);

// Turns and patience are those of the client, whichever platform it asks: each stands here once.
it.each([
  { platform: "twilio", allowed: 10, callMs: 50 },
  { platform: "kore", allowed: 5, callMs: 30 },
] as const)(
  "$platform: 500 at once over real sockets, $allowed calls allowed: in fair turns",
  async (options) => {
    const { answered, peak, refusedShare, worstOfFairShare } = await crowd(options);
    expect(answered).toBe(500);
    expect(refusedShare).toBeLessThan(0.01);
    expect(worstOfFairShare).toBeLessThanOrEqual(2);
    if (options.allowed === 10)
      expect({ peak, refusedShare }).toEqual({ peak: 8, refusedShare: 0 });
  },
  60_000,
);

it.each(["kore"] as const)(
  "%s: more questions than the platform can take in time: nobody is refused, everybody is told",
  async (platform) => {
    const result = await crowd({ platform, allowed: 10, callMs: 200 });
    expect(result.answered + result.explained).toBe(500);
    // 8 calls at once, 200 ms each, 12 s, two for each question.
    expect(result.answered).toBeGreaterThan(0.9 * 240);
    expect(result.longestWaitMs).toBeLessThanOrEqual(12_000);
    expect(result).toMatchObject({ peak: 8, refused: 0 });
  },
  60_000,
);

function twentyQuestions(reports: SimulatedWorld["reports"]) {
  return Array.from({ length: 20 }, (_, index) =>
    reports.answer({
      sim: `fleet-${String(index).padStart(6, "0")}`,
      windowName: "24h",
      moment: "now",
    }),
  );
}

it("20 questions at once with an expired token: one token request", async () => {
  const world = await startSimulatedWorld("kore");
  onTestFinished(world.close);
  const { fleet, reports } = world;
  fleet.configure({ syntheticSims: 20 });
  await world.ask();
  fleet.expireAccessTokens();
  const before = fleet.tokenRequests.length;
  const outcomes = await Promise.all(twentyQuestions(reports));
  expect(outcomes.every(({ kind }) => kind === "report")).toBe(true);
  expect(fleet.tokenRequests).toHaveLength(before + 1);
});

it("20 questions at once with a token whose time is over: one token request, and no refusal", async () => {
  const world = await startSimulatedWorld("kore");
  onTestFinished(world.close);
  const { fleet, reports, time } = world;
  fleet.configure({ syntheticSims: 20, tokenLifetimeSeconds: 3_600 });
  await world.ask();
  await time.pass(3_600_000);
  const before = { tokens: fleet.tokenRequests.length, calls: fleet.requests.length };
  const outcomes = await Promise.all(twentyQuestions(reports));
  expect(outcomes.every(({ kind }) => kind === "report")).toBe(true);
  expect(fleet.tokenRequests).toHaveLength(before.tokens + 1);
  const statuses = fleet.requests.slice(before.calls).map(({ status }) => status);
  expect(statuses).toEqual(Array(40).fill(200));
});

it("20 questions at once while the token endpoint fails once: two token requests", async () => {
  const world = await startSimulatedWorld("kore");
  onTestFinished(world.close);
  const { fleet, reports, time } = world;
  fleet.configure({ syntheticSims: 20 });
  fleet.inject({ fault: { kind: "status", status: 503 }, scope: { operation: "token" }, times: 1 });
  const outcomes = await time.run(Promise.all(twentyQuestions(reports)));
  expect(outcomes.every(({ kind }) => kind === "report")).toBe(true);
  expect(fleet.tokenRequests).toHaveLength(2);
});

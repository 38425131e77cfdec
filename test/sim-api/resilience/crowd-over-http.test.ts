import { expect, it, onTestFinished } from "vitest";
import { platforms } from "../../../src/playground/fleet/credentials.ts";
import { sessionRecord } from "../../../src/playground/fleet/session-record.ts";
import { startSimulatedWorld } from "./simulated-world.ts";

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

it("20 questions at once with an expired token: one token request", async () => {
  const world = await startSimulatedWorld("kore");
  onTestFinished(world.close);
  const { fleet, reports } = world;
  fleet.configure({ syntheticSims: 20 });
  await world.ask();
  fleet.expireAccessTokens();
  const before = fleet.tokenRequests.length;
  const questions = Array.from({ length: 20 }, (_, index) =>
    reports.answer({
      sim: `fleet-${String(index).padStart(6, "0")}`,
      windowName: "24h",
      moment: "now",
    }),
  );
  const outcomes = await Promise.all(questions);
  expect(outcomes.every(({ kind }) => kind === "report")).toBe(true);
  expect(fleet.tokenRequests).toHaveLength(before + 1);
});

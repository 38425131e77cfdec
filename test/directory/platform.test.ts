import { expect, it, onTestFinished } from "vitest";
import { nameScenarios } from "../../playground/fleet/scenarios/names.ts";
import { createDirectory } from "../../src/directory/directory.ts";
import type { DirectoryEvent } from "../../src/directory/directory-event.ts";
import { twilioProvider } from "../../src/sim-api/provider.ts";
import { createSimSource } from "../../src/sim-api/sim-source.ts";
import { openStore } from "../../src/store/open-store.ts";
import { manualTimer } from "../support/directory/manual-timer.ts";
import { handClock, runningSimulator } from "../support/playground/fleet/running-simulator.ts";

const simCount = 100_000;

async function setUp(syntheticSims: number) {
  const clock = handClock();
  const simulator = await runningSimulator({ clock, scenarios: nameScenarios });
  const named = nameScenarios.flatMap(({ sims }) => sims).length;
  simulator.configure({ syntheticSims: syntheticSims - named });
  const { accountSid, authToken } = simulator.credentials;
  const source = createSimSource({
    provider: twilioProvider({ kind: "auth_token", accountSid, authToken }),
    baseUrl: simulator.url,
    clock,
    wait: async () => undefined,
  });
  const store = await openStore({ kind: "sqlite", path: ":memory:" });
  const { promise: outcome, resolve } = Promise.withResolvers<DirectoryEvent>();
  const directory = createDirectory({
    source,
    snapshots: store.snapshots,
    account: accountSid,
    clock,
    startTimer: manualTimer().startTimer,
    onEvent: (event) => {
      if (event.kind === "refreshed" || event.kind === "refresh_failed") resolve(event);
    },
  });
  onTestFinished(async () => {
    await directory.stop();
    await Promise.all([source.close(), store.close()]);
  });
  return { simulator, directory, outcome };
}

/** The simulator makes and serves 100 MB meanwhile, on a machine that may be busy. */
const longTestMs = 120_000;

it(
  "100,000 SIMs over the wire cost exactly 100 list calls, one at a time",
  async () => {
    const { simulator, directory, outcome } = await setUp(simCount);
    directory.start();
    expect(await outcome).toMatchObject({ kind: "refreshed", simCount, setAside: 0 });
    expect(simulator.requests).toHaveLength(100);
    expect(new Set(simulator.requests.map(({ path }) => path))).toEqual(new Set(["/v1/Sims"]));
    expect(simulator.peakConcurrency).toBe(1);

    expect(directory.byUniqueName("fleet-099000")?.friendlyName).toBe("Meter 099000");
    expect(directory.search("tracker 99001", { limit: 10 }).totals.words).toBe(1);
    for (const name of ["مستشعر الخزان ٧", "phish.example", "löschzug № 7", "gate 7/north"]) {
      expect(directory.search(name, { limit: 10, farthest: "words" }).matches).not.toEqual([]);
    }
  },
  longTestMs,
);

it("a page that the platform refuses once is asked for again, not the whole list", async () => {
  const { simulator, directory, outcome } = await setUp(5_000);
  simulator.inject({ fault: { kind: "status", status: 429 }, times: 1 });
  directory.start();
  expect(await outcome).toMatchObject({ kind: "refreshed", simCount: 5_000 });
  expect(simulator.requests).toHaveLength(6);
});

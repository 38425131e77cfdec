import { expect, test } from "vitest";
import { allScenarios } from "../../../playground/fleet/scenarios/catalog.ts";
import { europeScenarios } from "../../../playground/fleet/scenarios/europe.ts";
import { startFleetSimulator } from "../../../playground/fleet/simulator.ts";

const keysOf = (scenarios: typeof allScenarios) =>
  scenarios.flatMap(({ sims }) => sims.map(({ key }) => key));

test("each name is there once in Europe, and one of them is in the other account too", () => {
  const names = keysOf(europeScenarios);
  expect(new Set(names).size).toBe(names.length);
  const others = new Set(keysOf(allScenarios));
  expect(names.filter((name) => others.has(name))).toEqual(["cargo-cam-07"]);
});

test("two SIMs of one name are two SIMs: nothing but the name is shared", async () => {
  const clock = { now: () => Date.UTC(2026, 10, 23, 15) };
  const [us, emea] = await Promise.all([
    startFleetSimulator({ clock }),
    startFleetSimulator({ clock, platform: "kore", seed: "E", scenarios: europeScenarios }),
  ]);
  try {
    const [ours, theirs] = [us, emea].map((fleet) =>
      fleet
        .scenarios()
        .flatMap(({ sims }) => sims)
        .find(({ uniqueName }) => uniqueName === "cargo-cam-07"),
    );
    expect(theirs?.friendlyName).toBe(ours?.friendlyName);
    expect(theirs?.sid).not.toBe(ours?.sid);
    expect(theirs?.iccid).not.toBe(ours?.iccid);
    for (const name of keysOf(europeScenarios)) expect(emea.sessionsOf(name)).not.toEqual([]);
  } finally {
    await Promise.all([us.close(), emea.close()]);
  }
});

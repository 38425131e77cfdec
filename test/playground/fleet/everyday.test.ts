import { expect, test } from "vitest";
import { everydaySketches } from "../../../playground/fleet/everyday/everyday-sim.ts";
import { sites } from "../../../playground/fleet/everyday/sites.ts";
import { allScenarios } from "../../../playground/fleet/scenarios/catalog.ts";
import type { WireSession } from "../../../playground/fleet/wire.ts";
import {
  allPages,
  handClock,
  runningSimulator,
} from "../../support/playground/fleet/running-simulator.ts";

/** In the evening of a Sunday. */
const sunday = Date.parse("2026-11-29T21:00:00Z");

test("everyday SIMs have names of their own, and more of them change none", () => {
  const all = everydaySketches(2_000, sites, "seed");
  const keys = all.map(({ key }) => key);
  const named = allScenarios.flatMap(({ sims }) => sims.map(({ key }) => key));
  expect(new Set([...keys, ...named]).size).toBe(keys.length + named.length);
  expect(keys[0]).toMatch(/^power-meter-[a-z-]+-01$/);
  expect(everydaySketches(300, sites, "seed").map(({ key }) => key)).toEqual(keys.slice(0, 300));
});

test("three hundred are listed behind the named ones, which stay as they are", async () => {
  const [with300, without] = await Promise.all([
    runningSimulator({ everydaySims: 300 }),
    runningSimulator(),
  ]);
  const listed = async (simulator: typeof without) =>
    (await allPages(simulator, "/v1/Sims?PageSize=1000")).flatMap(({ sims }) => sims);
  const names = (sims: readonly Record<string, unknown>[]) => sims.map((sim) => sim["unique_name"]);
  const [all, named] = await Promise.all([listed(with300), listed(without)]);
  expect(names(all)).toEqual([...names(named), ...with300.everydaySims()]);
  expect(new Set(all.map((sim) => sim["iccid"])).size).toBe(all.length);
  const inUse = all.filter(({ status }) => status === "active").length;
  expect(inUse).toBeGreaterThan(all.length * 0.9);
  for (const name of ["truck-0417", "cargo-cam-07"]) {
    expect(with300.sessionsOf(name)).toEqual(without.sessionsOf(name));
  }
});

test("each kind keeps its own hours", async () => {
  const clock = handClock(sunday);
  const simulator = await runningSimulator({ clock, scenarios: [], everydaySims: 50 });
  const oneOf = (kind: string) => {
    const names = simulator.everydaySims().filter((name) => name.startsWith(kind));
    const busy = names.map((name) => simulator.sessionsOf(name) as readonly WireSession[]);
    return busy.find((sessions) => sessions.length > 0) ?? [];
  };
  const days = (kind: string) =>
    new Set(oneOf(kind).map(({ start }) => new Date(start ?? "").getUTCDay()));
  expect(days("van")).toEqual(new Set([1, 2, 3, 4, 5]));
  expect(oneOf("tank-gauge").length).toBeGreaterThanOrEqual(29);
  expect(oneOf("tank-gauge").length).toBeLessThanOrEqual(31);
  expect(oneOf("power-meter").length).toBeGreaterThan(2_800);
  expect(oneOf("soil-sensor").length).toBeLessThanOrEqual(11);
  const [lasting] = oneOf("kiosk").filter(({ end }) => end === null);
  expect(Date.parse(lasting?.last_updated ?? "")).toBeGreaterThan(sunday - 6 * 60_000);
});

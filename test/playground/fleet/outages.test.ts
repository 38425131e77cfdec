import { expect, test } from "vitest";
import type { OutageInput } from "../../../playground/fleet/outages/outage.ts";
import type { FleetSimulator } from "../../../playground/fleet/simulator.ts";
import type { WireSession } from "../../../playground/fleet/wire.ts";
import { dayMs, hourMs, minuteMs } from "../../../src/core/instant.ts";
import { handClock, runningSimulator } from "../../support/playground/fleet/running-simulator.ts";

/** A Wednesday at noon in Europe: vans drive, kiosks are connected, meters report. */
const wednesday = Date.parse("2026-11-25T11:00:00Z");
const latestBackMs = 5 * minuteMs;

async function everydaySimulator() {
  const clock = handClock(wednesday);
  const simulator = await runningSimulator({ clock, scenarios: [], everydaySims: 120 });
  return { clock, simulator };
}

const sessionsOf = (simulator: FleetSimulator, name: string) =>
  simulator.sessionsOf(name) as readonly WireSession[];
const at = (text: string | null): number => Date.parse(text ?? "");
/** The last moment at which the record says that the SIM was there. */
const lastSign = (sessions: readonly WireSession[]): number =>
  Math.max(...sessions.flatMap(({ start, last_updated }) => [at(start), at(last_updated)]));
const telekom = { kind: "operator", operator: "262-01" } as const;

test("an outage silences so many SIMs of an operator at once, and nobody else", async () => {
  const [{ clock, simulator }, undisturbed] = await Promise.all([
    everydaySimulator(),
    everydaySimulator(),
  ]);
  const outage = simulator.startOutage({ where: telekom, share: 0.5 });
  expect(outage).toMatchObject({ label: "Telekom, DEU", from: wednesday, to: null });
  expect(outage.sims.length).toBe(Math.round(outage.ofSims / 2));
  for (const { advance } of [clock, undisturbed.clock]) advance(6 * hourMs);

  const reach = (name: string) => ({
    with: lastSign(sessionsOf(simulator, name)),
    without: lastSign(sessionsOf(undisturbed.simulator, name)),
  });
  const silent = outage.sims.map(reach);
  expect(Math.max(...silent.map((each) => each.with))).toBeLessThanOrEqual(wednesday);
  expect(silent.filter((each) => each.without > wednesday).length).toBeGreaterThan(2);
  const others = simulator
    .everydaySims()
    .filter((name) => !outage.sims.includes(name))
    .slice(0, 40);
  for (const name of others) {
    expect(sessionsOf(simulator, name)).toEqual(sessionsOf(undisturbed.simulator, name));
  }
});

test("open sessions end or stay open without packets, and are closed once the SIM is back", async () => {
  const { clock, simulator } = await everydaySimulator();
  const connected = simulator.everydaySims().filter((name) => /^(kiosk|charge)/.test(name));
  const open = () =>
    connected.flatMap((name) => sessionsOf(simulator, name)).filter(({ end }) => end === null);
  const openBefore = open().length;
  const before = new Map(connected.map((name) => [name, sessionsOf(simulator, name)]));
  const { id, from } = simulator.startOutage({ where: { kind: "random" } });
  clock.advance(2 * hourMs);
  const leftOpen = open();
  expect(leftOpen.length).toBeGreaterThan(0);
  expect(leftOpen.length).toBeLessThan(openBefore);
  for (const { last_updated } of leftOpen) expect(at(last_updated)).toBeLessThanOrEqual(from);

  expect(simulator.endOutage(id)).toBe(true);
  expect(simulator.endOutage(id)).toBe(false);
  const endedAt = clock.now();
  clock.advance(latestBackMs + minuteMs);
  for (const [name, records] of before) {
    if (records.every(({ end }) => end !== null)) continue;
    const after = sessionsOf(simulator, name);
    const [back, ...more] = after.filter(({ start }) => at(start) > from);
    expect(more).toEqual([]);
    expect(at(back?.start ?? null)).toBeGreaterThan(endedAt);
    // The oldest ones leave the list meanwhile.
    const closed = records.filter(({ end }) => at(end) > from - dayMs);
    expect(after).toEqual(expect.arrayContaining([...closed]));
    expect(after.filter(({ end }) => end === null).length).toBeLessThanOrEqual(1);
  }
});

test.each<[string, OutageInput]>([
  ["a cell", { where: { kind: "cell", cell: "" }, minutesAgo: 90 }],
  ["SIMs at random", { where: { kind: "random" }, share: 0.1, minutesAgo: 90 }],
])("an outage of %s may have begun earlier", async (_, request) => {
  const { simulator } = await everydaySimulator();
  const meter = simulator.everydaySims().find((name) => name.startsWith("power-meter")) ?? "";
  const cell = sessionsOf(simulator, meter)[0]?.cell_id ?? "";
  const { where } = request;
  const { from, sims, ofSims } = simulator.startOutage({
    ...request,
    where: where.kind === "cell" ? { ...where, cell } : where,
  });
  expect(from).toBe(wednesday - 90 * minuteMs);
  expect(sims.length).toBe(Math.round((request.share ?? 1) * ofSims));
  for (const name of sims) {
    const sessions = sessionsOf(simulator, name);
    expect(lastSign(sessions)).toBeLessThanOrEqual(from);
    if (where.kind === "cell") {
      expect(new Set(sessions.map(({ cell_id }) => cell_id))).toEqual(new Set([cell]));
    }
  }
});

test("where no SIM is, nothing can fail", async () => {
  const { simulator } = await everydaySimulator();
  const where = { kind: "operator", operator: "505-01" } as const;
  expect(() => simulator.startOutage({ where })).toThrow("no everyday SIM is there");
  expect(simulator.outages()).toEqual([]);
});

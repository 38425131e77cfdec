import { describe, expect, it } from "vitest";
import { sketchedSim } from "../../../playground/fleet/fleet-sim.ts";
import { luhnDigit } from "../../../playground/fleet/identity.ts";
import { idleScenarios } from "../../../playground/fleet/scenarios/idle.ts";
import type { FleetSimulator } from "../../../playground/fleet/simulator.ts";
import { wireInstant } from "../../../playground/fleet/wire.ts";
import { dayMs, hourMs, minuteMs } from "../../../src/core/instant.ts";
import {
  handClock,
  runningSimulator,
  startedAt,
} from "../../support/playground/fleet/running-simulator.ts";

interface Session {
  readonly sid: string;
  readonly radio_link: string;
  readonly operator_name: string;
  readonly operator_country: string;
  readonly operator_mcc: string;
  readonly operator_mnc: string;
  readonly cell_id: string;
  readonly cell_location_estimate: { readonly lat: number; readonly lon: number };
  readonly packets_uploaded: number;
  readonly packets_downloaded: number;
  readonly start: string;
  readonly end: string | null;
  readonly last_updated: string;
  readonly imei: string;
}

/** Oldest first. For scenarios whose records are well-formed. */
function sessionsOf(simulator: FleetSimulator, name: string): Session[] {
  simulator.configure({ order: "oldest_first" });
  return simulator.sessionsOf(name) as Session[];
}

const startOf = ({ start }: Session): number => Date.parse(start);
const seenAt = ({ end, last_updated }: Session): number => Date.parse(end ?? last_updated);
const lengthOf = (session: Session): number => seenAt(session) - startOf(session);
const latestSign = (sessions: readonly Session[]): number => Math.max(...sessions.map(seenAt));
const shareOf = <Item>(items: readonly Item[], test: (item: Item) => boolean): number =>
  items.filter(test).length / items.length;
const since = (ageMs: number) => (session: Session) => startOf(session) >= startedAt - ageMs;
const until = (ageMs: number) => (session: Session) => startOf(session) < startedAt - ageMs;
const changesOf = (sessions: readonly Session[]): Session[] =>
  sessions.filter((session, index) => {
    const previous = sessions[index - 1];
    return previous !== undefined && previous.operator_name !== session.operator_name;
  });

/** Stretches of at least so long without any session, until now. */
function gapsOf(sessions: readonly Session[], atLeastMs: number, now = startedAt): number[] {
  const gaps: number[] = [];
  let covered = Math.min(...sessions.map(startOf));
  for (const session of sessions) {
    if (startOf(session) - covered >= atLeastMs) gaps.push(startOf(session) - covered);
    covered = Math.max(covered, seenAt(session));
  }
  return now - covered >= atLeastMs ? [...gaps, now - covered] : gaps;
}

describe("time and chance", () => {
  it("gives the same fleet for the same seed and clock, and another for another seed", async () => {
    const [first, second, other] = await Promise.all([
      runningSimulator(),
      runningSimulator(),
      runningSimulator({ seed: "another" }),
    ]);
    const contents = (simulator: FleetSimulator) =>
      simulator
        .scenarios()
        .flatMap(({ sims }) => sims.map(({ sid }) => [sid, simulator.sessionsOf(sid)]));
    expect(contents(second)).toEqual(contents(first));
    expect(second.credentials).toEqual(first.credentials);
    expect(contents(other)).not.toEqual(contents(first));
    expect(other.credentials).not.toEqual(first.credentials);
  });

  it("does not depend on how often or when one has asked before", async () => {
    const [patientClock, eagerClock] = [handClock(), handClock()];
    const patient = await runningSimulator({ clock: patientClock });
    const eager = await runningSimulator({ clock: eagerClock });
    for (let hour = 0; hour < 30; hour += 1) {
      sessionsOf(eager, "pump-station-12");
      eagerClock.advance(hourMs);
    }
    patientClock.advance(30 * hourMs);
    expect(sessionsOf(eager, "pump-station-12")).toEqual(sessionsOf(patient, "pump-station-12"));
  });

  it.each(["cargo-cam-07", "yacht-tracker-3", "pump-station-12", "tank-level-5", "school-bus-21"])(
    "goes on for %s: an hour later an hour more, and what had ended is as it was",
    async (name) => {
      const clock = handClock();
      const simulator = await runningSimulator({ clock });
      const earlier = sessionsOf(simulator, name);
      clock.advance(5 * hourMs);
      const later = sessionsOf(simulator, name);
      expect(latestSign(later)).toBeGreaterThan(latestSign(earlier));
      const edge = startedAt + 5 * hourMs - 30 * dayMs;
      const kept = earlier.filter((session) => seenAt(session) >= edge);
      const laterBySid = new Map(later.map((session) => [session.sid, session]));
      for (const session of kept) {
        const now = laterBySid.get(session.sid);
        if (session.end !== null) expect(now).toEqual(session);
        else expect(now?.packets_uploaded).toBeGreaterThanOrEqual(session.packets_uploaded);
      }
      expect(later.every((session) => seenAt(session) >= edge)).toBe(true);
    },
  );

  it("never tells of the future", async () => {
    const simulator = await runningSimulator();
    const well = simulator.scenarios().filter(({ name }) => name !== "dirty-logger-13");
    for (const { sid } of well.flatMap(({ sims }) => sims)) {
      for (const session of sessionsOf(simulator, sid)) {
        expect(seenAt(session)).toBeLessThanOrEqual(startedAt);
        expect(lengthOf(session)).toBeGreaterThanOrEqual(0);
      }
    }
  });

  it("begins anew at a reset: the scenarios' now is the clock's", async () => {
    const clock = handClock();
    const simulator = await runningSimulator({ clock });
    const silence = () => clock.now() - latestSign(sessionsOf(simulator, "truck-0417"));
    const atStart = silence();
    clock.advance(3 * dayMs);
    expect(silence()).toBe(atStart + 3 * dayMs);
    simulator.reset();
    expect(silence()).toBe(atStart);
  });
});

describe("catalog", () => {
  it("names and describes every scenario, every SIM once", async () => {
    const simulator = await runningSimulator();
    const scenarios = simulator.scenarios();
    expect(new Set(scenarios.map(({ name }) => name)).size).toBe(scenarios.length);
    for (const { description, sims } of scenarios) {
      expect(description).toMatch(/^\S[^\n]{10,140}\.$/);
      expect(sims.length).toBeGreaterThan(0);
    }
    const sims = scenarios.flatMap(({ sims }) => sims);
    for (const member of ["sid", "iccid"] as const) {
      expect(new Set(sims.map((sim) => sim[member])).size).toBe(sims.length);
    }
  });

  it("uses valid identities and real network codes throughout", async () => {
    const simulator = await runningSimulator();
    const made = simulator
      .scenarios()
      .filter(({ name }) => !name.startsWith("vendor-") && name !== "dirty-logger-13");
    for (const { sid, iccid } of made.flatMap(({ sims }) => sims)) {
      expect(sid).toMatch(/^DE[0-9a-f]{32}$/);
      expect(luhnDigit(String(iccid).slice(0, -1))).toBe(iccid?.at(-1));
      for (const session of sessionsOf(simulator, sid)) {
        const { operator_mcc, operator_mnc, cell_id, imei } = session;
        expect(session.sid).toMatch(/^WN[0-9a-f]{32}$/);
        expect(imei).toHaveLength(15);
        expect(luhnDigit(imei.slice(0, -1))).toBe(imei.at(-1));
        expect(cell_id).toMatch(new RegExp(`^${operator_mcc}-${operator_mnc}-\\d+-\\d+$`));
        expect(session.operator_country).toMatch(/^[A-Z]{3}$/);
      }
    }
  });
});

describe("what each scenario shows", () => {
  it("truck-0417: the month of the reference pictures", async () => {
    const sessions = sessionsOf(await runningSimulator(), "truck-0417");
    expect(sessions).toHaveLength(357);
    const changes = changesOf(sessions);
    expect(changes).toHaveLength(100);
    const storm = changes.filter(since(9.95 * dayMs)).filter(until(8.5 * dayMs));
    expect(storm.length).toBeGreaterThan(80);
    const gaps = gapsOf(sessions, 10 * minuteMs).map((gap) => Math.round(gap / minuteMs));
    expect(gaps).toHaveLength(10);
    expect(Math.abs(Math.max(...gaps) - 31 * 60)).toBeLessThanOrEqual(1);
    expect(gaps.at(-1)).toBe(3 * 60 + 41);
    expect(sessions.filter((session) => seenAt(session) > startedAt - dayMs)).toHaveLength(8);
    expect(new Set(sessions.map((session) => session.operator_name))).toEqual(
      new Set(["T-Mobile", "AT&T", "Telcel", "Verizon"]),
    );
    expect(sessions.some(({ packets_uploaded }) => packets_uploaded === 0)).toBe(true);
  });

  it("cargo-cam-07: in session nearly always, on T-Mobile, but for one outage yesterday", async () => {
    const sessions = sessionsOf(await runningSimulator(), "cargo-cam-07");
    expect(new Set(sessions.map((session) => session.operator_name))).toEqual(
      new Set(["T-Mobile"]),
    );
    expect(shareOf(sessions, ({ radio_link }) => radio_link === "LTE")).toBeGreaterThan(0.85);
    expect(sessions.some(({ radio_link }) => radio_link === "3G")).toBe(true);
    const [outage, ...others] = gapsOf(sessions, 20 * minuteMs);
    expect(others).toEqual([]);
    expect(outage).toBeGreaterThan(2.5 * hourMs);
    expect(startedAt - latestSign(sessions)).toBeLessThan(6 * minuteMs);
  });

  it("yacht-tracker-3: three countries, one after the other", async () => {
    const sessions = sessionsOf(await runningSimulator(), "yacht-tracker-3");
    const countries = changesOf(sessions).map((session) => session.operator_country);
    expect([sessions[0]?.operator_country, ...countries]).toEqual(["ESP", "FRA", "ITA"]);
  });

  it("pump-station-12: a reconnect loop that goes on", async () => {
    const sessions = sessionsOf(await runningSimulator(), "pump-station-12");
    expect(sessions.filter(since(hourMs)).length).toBeGreaterThan(30);
    expect(sessions.filter(since(9 * hourMs)).every((one) => lengthOf(one) < 2 * minuteMs)).toBe(
      true,
    );
    expect(sessions.filter(until(10 * hourMs)).filter(since(3 * dayMs)).length).toBeLessThan(10);
  });

  it("meter-0042: the newest open session is silent for hours, and stays so", async () => {
    const clock = handClock();
    const simulator = await runningSimulator({ clock });
    const open = () => sessionsOf(simulator, "meter-0042").filter(({ end }) => end === null);
    const lastUpdated = Date.parse(open().at(-1)?.last_updated ?? "");
    expect(startedAt - lastUpdated).toBe(7.2 * hourMs);
    expect(open()).toHaveLength(2);
    clock.advance(dayMs);
    expect(Date.parse(open().at(-1)?.last_updated ?? "")).toBe(lastUpdated);
  });

  it("tide-gauge-2: every quarter of an hour, then silence for a day", async () => {
    const sessions = sessionsOf(await runningSimulator(), "tide-gauge-2");
    expect(gapsOf(sessions, 15 * minuteMs)).toHaveLength(1);
    expect(startedAt - latestSign(sessions)).toBeGreaterThan(31 * hourMs);
  });

  it("kiosk-berlin: another type of device since three days", async () => {
    const sessions = sessionsOf(await runningSimulator(), "kiosk-berlin");
    const imeis = [...new Set(sessions.map(({ imei }) => imei))];
    expect(new Set(imeis.map((imei) => imei.slice(0, 8))).size).toBe(2);
    expect(sessions.filter(since(3 * dayMs)).every(({ imei }) => imei === imeis[1])).toBe(true);
  });

  it("chatterbox: 10,000 sessions, whenever one asks", async () => {
    const clock = handClock();
    const simulator = await runningSimulator({ clock });
    expect(sessionsOf(simulator, "chatterbox")).toHaveLength(10_000);
    clock.advance(11.3 * dayMs);
    expect(Math.abs(sessionsOf(simulator, "chatterbox").length - 10_000)).toBeLessThanOrEqual(1);
  });

  it("crossing-cam-5: many operator changes in a day between three operators", async () => {
    const sessions = sessionsOf(await runningSimulator(), "crossing-cam-5").filter(since(dayMs));
    expect(changesOf(sessions).length).toBeGreaterThan(8);
    expect(new Set(sessions.map((session) => session.operator_name)).size).toBe(3);
  });

  it("billboard-11: LTE for weeks, then 3G only", async () => {
    const sessions = sessionsOf(await runningSimulator(), "billboard-11");
    const isLte = ({ radio_link }: Session) => radio_link === "LTE";
    expect(shareOf(sessions.filter(until(2.2 * dayMs)), isLte)).toBeGreaterThan(0.8);
    expect(shareOf(sessions.filter(since(2.1 * dayMs)), isLte)).toBe(0);
  });

  it("generator-77: weeks on one cell, now on one far away", async () => {
    const sessions = sessionsOf(await runningSimulator(), "generator-77");
    const [old, recent] = [sessions.filter(until(3 * dayMs)), sessions.filter(since(3 * dayMs))];
    const usual = old[0]?.cell_id;
    expect(shareOf(old, ({ cell_id }) => cell_id === usual)).toBeGreaterThan(0.8);
    const [from, to] = [old[0]?.cell_location_estimate, recent[0]?.cell_location_estimate];
    expect(Math.abs(Number(from?.lat) - Number(to?.lat)) * 111).toBeGreaterThan(20);
    expect(new Set(recent.map(({ cell_id }) => cell_id)).size).toBe(1);
  });

  it("parking-sensor-8: closed sessions last exactly an hour", async () => {
    const sessions = sessionsOf(await runningSimulator(), "parking-sensor-8");
    const closed = sessions.filter(({ end }) => end !== null);
    const isHour = (session: Session) => Math.abs(lengthOf(session) - hourMs) <= 1_000;
    expect(closed.every(isHour)).toBe(true);
  });

  it("vending-204 and weather-mast-6: no packets at all, none back", async () => {
    const simulator = await runningSimulator();
    const vending = sessionsOf(simulator, "vending-204");
    const packets = (session: Session) => session.packets_uploaded + session.packets_downloaded;
    expect(vending.filter(since(3 * dayMs)).every((session) => packets(session) === 0)).toBe(true);
    expect(vending.filter(until(3 * dayMs)).some((session) => packets(session) === 0)).toBe(false);
    const mast = sessionsOf(simulator, "weather-mast-6");
    const isOneWay = (session: Session) =>
      session.packets_uploaded >= 20 && session.packets_downloaded === 0;
    expect(mast.filter(since(2 * dayMs)).every(isOneWay)).toBe(true);
    expect(mast.filter(until(2 * dayMs)).some(isOneWay)).toBe(false);
  });

  it("water-meter-310 and school-bus-21: once a night, weekdays only", async () => {
    const simulator = await runningSimulator();
    const meter = sessionsOf(simulator, "water-meter-310");
    expect(meter).toHaveLength(30);
    expect(new Set(meter.map(({ start }) => start.slice(11, 13)))).toEqual(new Set(["02"]));
    const weekdays = sessionsOf(simulator, "school-bus-21").map((one) =>
      new Date(startOf(one)).getUTCDay(),
    );
    expect(new Set(weekdays)).toEqual(new Set([1, 2, 3, 4, 5]));
  });

  it("signage-main-hall: one session, older than the list reaches, still updated", async () => {
    const sessions = sessionsOf(await runningSimulator(), "signage-main-hall");
    expect(sessions).toHaveLength(1);
    expect(sessions[0]?.end).toBeNull();
    expect(startedAt - latestSign(sessions)).toBeLessThan(5 * minuteMs);
  });

  it("tank-level-5: 8,640 heartbeats", async () => {
    const sessions = sessionsOf(await runningSimulator(), "tank-level-5");
    expect(Math.abs(sessions.length - 8_640)).toBeLessThanOrEqual(1);
  });

  it("SIMs with little to tell: no sessions, suspended, resetting, silent for nine days", async () => {
    const simulator = await runningSimulator();
    expect(sessionsOf(simulator, "spare-sim-1")).toEqual([]);
    expect(startedAt - latestSign(sessionsOf(simulator, "loaner-router-9"))).toBeGreaterThan(
      5 * dayMs - 1,
    );
    expect(startedAt - latestSign(sessionsOf(simulator, "charger-31"))).toBeGreaterThan(
      50 * minuteMs,
    );
    const charger = idleScenarios
      .flatMap(({ sims }) => sims)
      .find(({ key }) => key === "charger-31");
    const facts = { seed: 1, anchor: startedAt, accountSid: `AC${"0".repeat(32)}` };
    expect(charger && sketchedSim(charger, facts).fields.date_updated).toBe(
      wireInstant(startedAt - 50 * minuteMs),
    );
    expect(startedAt - latestSign(sessionsOf(simulator, "lift-phone-2"))).toBeGreaterThan(
      8.9 * dayMs,
    );
  });

  it("vendor's samples: as documented, moved into the window", async () => {
    const simulator = await runningSimulator();
    expect(simulator.sessionsOf("vendor-sample")).toMatchObject([
      {
        sid: null,
        operator_mcc: 310,
        operator_mnc: 260,
        operator_name: "T-Mobile",
        radio_link: "LTE",
        cell_id: "310-260-40482-1243",
        packets_uploaded: 246,
        packets_downloaded: 296,
      },
    ]);
    const sparse = {
      sid: null,
      end: null,
      imei: null,
      operator_name: "",
      cell_location_estimate: {},
    };
    expect(simulator.sessionsOf("vendor-sparse")).toMatchObject([sparse]);
    expect(simulator.sessionsOf("vendor-fixture")).toHaveLength(2);
  });
});

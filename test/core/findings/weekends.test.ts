import { describe, expect, it } from "vitest";
import { isDark, type SimFacts, simFactsOf } from "../../../src/core/fleet/sim-facts.ts";
import { hourMs, type Instant, minuteMs } from "../../../src/core/instant.ts";
import {
  type Habit,
  type SimulatedDevice,
  sessionsOf,
} from "../../support/fleet/simulated-device.ts";
import { operators, placeAt } from "../../support/histories/records.ts";
import { readOf, sim } from "../../support/sessions.ts";

const deviceOf = (habit: Habit, stopsAt: Instant | null, seed = 7): SimulatedDevice => ({
  ...{ sid: sim().sid, habit, seed, place: placeAt(operators.tMobile, 3) },
  down: stopsAt === null ? [] : [{ from: stopsAt, to: Number.POSITIVE_INFINITY }],
});

function factsOf(device: SimulatedDevice, at: Instant): SimFacts {
  const read = readOf(sessionsOf(device, at).reverse(), { startedAt: at, finishedAt: at });
  return simFactsOf({ sim: sim(), account: null, read });
}

/** September 2026: the 26th is a Saturday. It works from about 9 to 20 h at weekends. */
const september = (day: number, hour: number) => Date.UTC(2026, 8, day, hour);

describe("a device that works at weekends", () => {
  it.each([
    ["on Saturday afternoon", september(26, 14), september(26, 16)],
    ["on Saturday evening", september(26, 19), september(27, 12)],
    ["on Sunday afternoon", september(27, 14), september(27, 16)],
  ])(
    "that fell silent %s is overdue the same day, or when it should have woken",
    (_, stops, by) => {
      for (const seed of [7, 8, 9]) {
        const facts = factsOf(deviceOf("weekends", stops, seed), by);
        expect(facts.lastSign).toBeLessThanOrEqual(stops);
        expect(isDark(facts, by)).toBe(true);
      }
    },
  );

  it.each<Habit>(["weekends", "working_hours", "evenings"])(
    "or otherwise by the hour (%s) is overdue at no hour of ten days",
    (habit) => {
      for (let at = september(18, 0); at < september(28, 0); at += 7 * hourMs + minuteMs) {
        const facts = factsOf(deviceOf(habit, null), at);
        expect([new Date(at).toISOString(), isDark(facts, at)]).toEqual([
          new Date(at).toISOString(),
          false,
        ]);
      }
    },
  );

  it("that fell silent on Sunday evening is expected next Saturday", () => {
    const stops = september(20, 21);
    const { expectedAt } = factsOf(deviceOf("weekends", stops), september(23, 12));
    expect(Math.abs((expectedAt ?? 0) - september(26, 9))).toBeLessThan(hourMs);
  });
});

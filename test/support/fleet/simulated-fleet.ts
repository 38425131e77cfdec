import { dayMs, hourMs, type Instant, type Interval } from "../../../src/core/instant.ts";
import { type Random, seededRandom } from "../histories/random.ts";
import { operators, type Place, placeAt } from "../histories/records.ts";
import { simSid } from "./sim-facts.ts";
import { habits, type SimulatedDevice } from "./simulated-device.ts";

/** A fleet of devices of one habit, or of all. */
export const fleetKinds = [...habits, "mixed"] as const;
export type FleetKind = (typeof fleetKinds)[number];

export const fleetSize = 400;
const cellsOfAnOperator = 12;

/** Devices on three operators, with troubles of their own: some dark for long, some for hours. */
export function simulatedFleet(
  kind: FleetKind,
  seed: number,
  asOf: Instant,
  size = fleetSize,
): SimulatedDevice[] {
  const random = seededRandom(seed);
  return Array.from({ length: size }, (_, index) => ({
    sid: simSid(index + 1),
    habit: kind === "mixed" ? random.pick(habits) : kind,
    place: placeOf(random),
    seed: random.whole(1, 2 ** 31),
    down: ownTroubles(random, asOf),
  }));
}

function placeOf(random: Random): Place {
  const chance = random.between(0, 1);
  const { tMobile, att, verizon } = operators;
  const operator = chance < 0.5 ? tMobile : chance < 0.8 ? att : verizon;
  return placeAt(operator, random.between(0, 40), random.whole(1, cellsOfAnOperator));
}

function ownTroubles(random: Random, asOf: Instant): Interval[] {
  if (random.chance(0.03)) {
    const from = asOf - random.between(0, 25) * dayMs;
    return [{ from, to: Number.POSITIVE_INFINITY }];
  }
  if (!random.chance(0.2)) return [];
  const from = asOf - random.between(0, 30) * dayMs;
  return [{ from, to: from + random.between(1, 24) * hourMs }];
}

/** What happens to a fleet at a moment. */
export type Event =
  | { readonly kind: "none" }
  | { readonly kind: "operator"; readonly share: number }
  | { readonly kind: "cell" };

/** The fleet as it is when that happens to the operator, or the cell, of one of its devices. */
export function hit(
  fleet: readonly SimulatedDevice[],
  asked: SimulatedDevice,
  event: Event,
  at: Instant,
  random: Random,
): SimulatedDevice[] {
  const isHit = (device: SimulatedDevice): boolean => {
    if (device === asked) return true;
    if (event.kind === "none") return false;
    if (event.kind === "cell") return device.place.cellId === asked.place.cellId;
    return device.place.operator === asked.place.operator && random.chance(event.share);
  };
  const outage = { from: at, to: Number.POSITIVE_INFINITY };
  return fleet.map((device) =>
    isHit(device) ? { ...device, down: [...device.down, outage] } : device,
  );
}

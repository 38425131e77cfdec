import { hourMs, minuteMs } from "../../src/core/instant.ts";
import { type FleetFacts, type FleetSim, simFieldsOf, sketchedSim } from "./fleet-sim.ts";
import { hexOf, iccidOf, imeiOf, serialOfIccid } from "./identity.ts";
import { attUsa, tMobileUsa, verizonUsa } from "./operators.ts";
import { chicago, denver, houston, phoenix } from "./places.ts";
import { hashOf, randomFrom } from "./random.ts";
import { longAgo, type SimSketch } from "./scenarios/scenario.ts";
import { on } from "./story/networks.ts";
import { every } from "./story/spans.ts";
import { report } from "./story/traffic.ts";
import type { WireSimFields } from "./wire.ts";

/** Any number of SIMs that exist only while they are looked at. */
export interface SyntheticFleet {
  readonly count: number;
  fieldsAt(index: number): WireSimFields;
  statusAt(index: number): string;
  /** The SIM with its sessions; made anew at each call, nothing is kept. */
  simAt(index: number): FleetSim;
  /** By sid or unique name (`fleet-000017`). */
  indexOf(sidOrUniqueName: string): number | null;
  indexOfIccid(iccid: string): number | null;
}

const kinds = ["Meter", "Tracker", "Camera", "Gateway"] as const;
const operators = [tMobileUsa, attUsa, verizonUsa] as const;
const places = [chicago, denver, houston, phoenix] as const;

/** `count` quiet SIMs that report every few hours; a pure function of the facts and the index. */
export function syntheticFleet(count: number, facts: FleetFacts): SyntheticFleet {
  const exists = (index: number): number | null => (index >= 0 && index < count ? index : null);

  const statusAt = (index: number): string => {
    const roll = hashOf(facts.seed, "status", index) % 100;
    if (roll < 88) return "active";
    if (roll < 94) return "ready";
    return roll < 97 ? "suspended" : "deactivated";
  };

  // The index stands in the last eight digits, so that a sid leads back without a table.
  const sidAt = (index: number): string =>
    `DE${hexOf(24, facts.seed, "fleet", index)}${index.toString(16).padStart(8, "0")}`;

  const fieldsAt = (index: number): WireSimFields => {
    const kind = kinds[index % kinds.length] ?? kinds[0];
    return simFieldsOf(nameAt(index), facts, {
      sid: sidAt(index),
      friendly_name: `${kind} ${numberAt(index)}`,
      iccid: iccidOf(index),
      status: statusAt(index),
    });
  };

  return {
    count,
    fieldsAt,
    statusAt,
    simAt: (index) => sketchedSim(sketchOf(index, fieldsAt(index), facts), facts),
    indexOf: (text) => {
      const named = Number(/^fleet-(\d{6,9})$/.exec(text)?.[1] ?? Number.NaN);
      if (nameAt(named) === text) return exists(named);
      const digits = /^DE[0-9a-f]{24}([0-9a-f]{8})$/i.exec(text)?.[1];
      const index = digits === undefined ? null : exists(Number.parseInt(digits, 16));
      return index !== null && sidAt(index).toLowerCase() === text.toLowerCase() ? index : null;
    },
    indexOfIccid: (iccid) => {
      const serial = serialOfIccid(iccid);
      return serial !== null && iccidOf(serial) === iccid ? exists(serial) : null;
    },
  };
}

function numberAt(index: number): string {
  return String(index).padStart(6, "0");
}

function nameAt(index: number): string {
  return `fleet-${numberAt(index)}`;
}

function sketchOf(index: number, fields: WireSimFields, { seed }: FleetFacts): SimSketch {
  const key = `fleet-${index}`;
  const random = randomFrom(seed, "shape", index);
  const operator = random.pick(operators);
  const where = random.pick(places);
  const everyMs = random.integer(2, 8) * hourMs;
  const isInUse = fields.status === "active" || fields.status === "ready";
  return {
    key,
    fields,
    life: [
      [
        {
          from: longAgo,
          when: isInUse ? every(everyMs, 4 * minuteMs, [2 * minuteMs, 25 * minuteMs]) : () => [],
          network: on(operator, "LTE", where, 2),
          traffic: report(45, 36),
          imei: imeiOf("fleet device", index),
        },
      ],
    ],
  };
}

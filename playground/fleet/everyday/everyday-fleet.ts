import {
  allLinkNames,
  type FleetFacts,
  type FleetSim,
  plannedRows,
  simFieldsOf,
} from "../fleet-sim.ts";
import type { NetworkOperator } from "../operators.ts";
import { cutBySilences, type SilencesOf } from "../outages/cut-sessions.ts";
import { type PlannedSession, plansOf } from "../story/life.ts";
import { wireInstant } from "../wire.ts";
import { type EverydaySketch, everydaySketches } from "./everyday-sim.ts";
import type { Site } from "./sites.ts";

/** Where SIMs can fall silent together. */
export interface OutagePlaces {
  /** `id` is `MCC-MNC`; `sims` counts those in use. */
  readonly operators: readonly {
    readonly id: string;
    readonly label: string;
    readonly sims: number;
  }[];
  /** Without the SIMs that drive around. */
  readonly cells: readonly { readonly id: string; readonly label: string; readonly sims: number }[];
}

/** The SIMs without a story: many, each like its neighbours. */
export interface EverydayFleet {
  readonly sims: readonly FleetSim[];
  readonly names: readonly string[];
  /** Those that would have sessions, for outages to choose from. */
  readonly inUse: readonly EverydaySketch[];
  readonly places: OutagePlaces;
}

/** A pure function of facts, count and sites, but for the outages, which may begin at any time. */
export function everydayFleet(
  count: number,
  sites: readonly Site[],
  facts: FleetFacts,
  silencesOf: SilencesOf,
): EverydayFleet {
  const sketches = everydaySketches(count, sites, facts.seed);
  const inUse = sketches.filter(({ isInUse }) => isInUse);
  return {
    sims: sketches.map((sketch) => everydaySim(sketch, facts, silencesOf)),
    names: sketches.map(({ key }) => key),
    inUse,
    places: placesOf(inUse),
  };
}

/** Sessions are planned anew for each page that is asked for: a month of all would fill the memory. */
function everydaySim(
  { key, fields, changed, life = [] }: EverydaySketch,
  facts: FleetFacts,
  silencesOf: SilencesOf,
): FleetSim {
  const made = simFieldsOf(key, facts, {
    ...(changed !== undefined && { date_updated: wireInstant(facts.anchor + changed) }),
    ...fields,
  });
  const owner = { simSid: made.sid, accountSid: made.account_sid };
  return {
    fields: made,
    linkNames: allLinkNames,
    rowsAt: (now) => {
      const silences = silencesOf(key);
      return plansOf(life, facts.anchor, [facts.seed, key]).flatMap((plan) => {
        const begun: PlannedSession[] = [];
        for (const session of plan) {
          if (session.start > now) break;
          begun.push(session);
        }
        return plannedRows(cutBySilences(begun, silences, now), now, owner);
      });
    },
  };
}

function placesOf(inUse: readonly EverydaySketch[]): OutagePlaces {
  const operators = new Map<string, EverydaySketch[]>();
  const cells = new Map<string, EverydaySketch[]>();
  for (const sketch of inUse) {
    const operator = operatorId(sketch.site.operator);
    operators.set(operator, [...(operators.get(operator) ?? []), sketch]);
    if (sketch.cell !== null) cells.set(sketch.cell, [...(cells.get(sketch.cell) ?? []), sketch]);
  }
  const listed = (
    groups: ReadonlyMap<string, readonly EverydaySketch[]>,
    label: (site: Site, id: string) => string,
  ) =>
    [...groups]
      .flatMap(([id, [first, ...others]]) =>
        first === undefined ? [] : { id, label: label(first.site, id), sims: others.length + 1 },
      )
      .toSorted((one, other) => (one.label < other.label ? -1 : 1));
  return {
    operators: listed(operators, ({ operator }) => `${operator.name}, ${operator.country}`),
    cells: listed(cells, ({ place, operator }, id) => `${place.name}, ${operator.name}, ${id}`),
  };
}

/** As in cell ids: `310-260`. */
export function operatorId({ mcc, mnc }: NetworkOperator): string {
  return `${mcc}-${mnc}`;
}

import { type Instant, minuteMs, secondMs } from "../../../src/core/instant.ts";
import { type EverydayFleet, operatorId } from "../everyday/everyday-fleet.ts";
import type { EverydaySketch } from "../everyday/everyday-sim.ts";
import { hashOf } from "../random.ts";
import type { SilencesOf } from "./cut-sessions.ts";
import type { Outage, OutagePlace, OutageRequest } from "./outage.ts";

/** The outages of a fleet, also those that are over: what they tore is not mended. */
export interface OutageBook {
  /** `null`: no SIM is there. */
  start(request: OutageRequest, fleet: EverydayFleet, now: Instant): Outage | null;
  /** Ends one that lasts; `null` when there is none of that id. */
  end(id: number, now: Instant): Outage | null;
  /** Oldest first. */
  all(): readonly Outage[];
  readonly silencesOf: SilencesOf;
  clear(): void;
}

export function createOutageBook(): OutageBook {
  let outages: readonly Outage[] = [];
  let lastId = 0;
  return {
    start: ({ where, share, minutesAgo }, { inUse, places }, now) => {
      const there = inUse.filter((sketch) => isThere(sketch, where));
      if (there.length === 0) return null;
      lastId += 1;
      const id = lastId;
      const inAnyOrder = there
        .map(({ key }) => ({ key, place: hashOf("outage", id, key) }))
        .toSorted((one, other) => one.place - other.place);
      const outage: Outage = {
        id,
        where,
        label: labelOf(where, places),
        from: wholeSecond(now - minutesAgo * minuteMs),
        to: null,
        sims: inAnyOrder
          .slice(0, Math.max(1, Math.round(share * there.length)))
          .map(({ key }) => key),
        ofSims: there.length,
      };
      outages = [...outages, outage];
      return outage;
    },
    end: (id, now) => {
      const lasting = outages.find((outage) => outage.id === id && outage.to === null);
      if (lasting === undefined) return null;
      const ended = { ...lasting, to: Math.max(lasting.from, wholeSecond(now)) };
      outages = outages.map((outage) => (outage === lasting ? ended : outage));
      return ended;
    },
    all: () => outages,
    silencesOf: (key) =>
      outages
        .filter(({ sims }) => sims.includes(key))
        .map(({ id, from, to }) => ({ from, to, seed: hashOf(id, key) })),
    clear: () => {
      outages = [];
    },
  };
}

function isThere({ site, cell }: EverydaySketch, where: OutagePlace): boolean {
  switch (where.kind) {
    case "operator":
      return operatorId(site.operator) === where.operator;
    case "cell":
      return cell === where.cell;
    case "random":
      return true;
  }
}

function labelOf(where: OutagePlace, { operators, cells }: EverydayFleet["places"]): string {
  switch (where.kind) {
    case "operator":
      return operators.find(({ id }) => id === where.operator)?.label ?? where.operator;
    case "cell":
      return cells.find(({ id }) => id === where.cell)?.label ?? where.cell;
    case "random":
      return "SIMs at random";
  }
}

/** The platform writes whole seconds. */
function wholeSecond(at: Instant): Instant {
  return Math.floor(at / secondMs) * secondMs;
}

import type { Instant } from "../../src/core/instant.ts";
import { type EverydayFleet, everydayFleet } from "./everyday/everyday-fleet.ts";
import type { Site } from "./everyday/sites.ts";
import {
  allLinkNames,
  type FleetFacts,
  type FleetSim,
  type LinkName,
  rowsOf,
  type SessionRow,
  simFieldsOf,
  sketchedSim,
} from "./fleet-sim.ts";
import type { SilencesOf } from "./outages/cut-sessions.ts";
import type { Scenario } from "./scenarios/scenario.ts";
import { syntheticFleet } from "./synthetic-fleet.ts";
import type { WireSimFields } from "./wire.ts";

/** Records of a SIM added by hand: as they are, or made for the moment of the question. */
export type RecordSource = readonly unknown[] | ((now: Instant) => readonly unknown[]);

/** A SIM added or replaced by hand. */
export interface AddedSim {
  /** Unique over the fleet; also the unique name unless `fields` says otherwise. */
  readonly key: string;
  readonly fields?: Partial<WireSimFields>;
  readonly linkNames?: readonly LinkName[];
  /** Served as they are: malformed ones too, and without the cut at 30 days. */
  readonly sessions?: RecordSource;
}

/** What `GET /v1/Sims` filters by. */
export interface SimFilter {
  readonly status?: string;
  readonly iccid?: string;
  /** A rate plan's sid. */
  readonly ratePlan?: string;
}

/** All SIMs of the account: those of scenarios and hand first, then everyday and synthetic ones. */
export interface Fleet {
  put(sim: AddedSim): WireSimFields;
  /** Adds records to a SIM's list; `false` when there is no such SIM. */
  addSessions(sidOrUniqueName: string, sessions: readonly unknown[]): boolean;
  setSyntheticCount(count: number): void;
  setEverydayCount(count: number): void;
  readonly everyday: EverydayFleet;
  find(sidOrUniqueName: string): FleetSim | null;
  /** A SIM of a scenario, or one put by hand, by its key. */
  byKey(key: string): FleetSim | null;
  sessionRows(sim: FleetSim, now: Instant): readonly SessionRow[];
  /** Rows `offset` to `offset + limit` of the filtered list, and whether more follow. */
  list(
    filter: SimFilter,
    offset: number,
    limit: number,
  ): {
    readonly sims: readonly Pick<FleetSim, "fields" | "linkNames">[];
    readonly hasMore: boolean;
  };
}

export interface FleetParts {
  readonly scenarios: readonly Scenario[];
  readonly facts: FleetFacts;
  /** Where everyday SIMs are. */
  readonly sites: readonly Site[];
  readonly silencesOf: SilencesOf;
}

export function createFleet({ scenarios, facts, sites, silencesOf }: FleetParts): Fleet {
  const sims = new Map<string, FleetSim>();
  const extra = new Map<string, unknown[]>();
  let everyday = everydayFleet(0, sites, facts, silencesOf);
  let synthetic = syntheticFleet(0, facts);
  for (const sketch of scenarios.flatMap(({ sims }) => sims)) {
    sims.set(sketch.key, sketchedSim(sketch, facts));
  }

  function* kept() {
    yield* sims.values();
    yield* everyday.sims;
  }

  const find = (text: string): FleetSim | null => {
    for (const sim of kept()) {
      const { sid, unique_name } = sim.fields;
      if (sid.toLowerCase() === text.toLowerCase() || unique_name === text) return sim;
    }
    const index = synthetic.indexOf(text);
    return index === null ? null : synthetic.simAt(index);
  };

  function* matching({ status, iccid, ratePlan }: SimFilter) {
    const isWanted = ({ fields }: Pick<FleetSim, "fields">): boolean =>
      (status === undefined || fields.status === status) &&
      (iccid === undefined || fields.iccid === iccid) &&
      (ratePlan === undefined || fields.rate_plan_sid === ratePlan);
    for (const sim of kept()) if (isWanted(sim)) yield () => sim;

    // Candidates are named before they are made: a large fleet is never made as a whole.
    for (const index of candidates({ status, iccid })) {
      if (ratePlan !== undefined && synthetic.fieldsAt(index).rate_plan_sid !== ratePlan) continue;
      yield () => ({ fields: synthetic.fieldsAt(index), linkNames: allLinkNames });
    }
  }

  function* candidates({
    status,
    iccid,
  }: {
    status?: string | undefined;
    iccid?: string | undefined;
  }) {
    if (iccid !== undefined) {
      const index = synthetic.indexOfIccid(iccid);
      if (index !== null && (status ?? synthetic.statusAt(index)) === synthetic.statusAt(index)) {
        yield index;
      }
      return;
    }
    for (let index = 0; index < synthetic.count; index += 1) {
      if (status === undefined || synthetic.statusAt(index) === status) yield index;
    }
  }

  return {
    find,
    byKey: (key) => sims.get(key) ?? null,
    put: ({ key, fields, linkNames = allLinkNames, sessions = [] }) => {
      const previous = sims.get(key)?.fields;
      const replaced = { ...simFieldsOf(key, facts), ...previous, ...fields };
      // Records that stay as they are become rows once, not for every page that is asked for.
      const rowsAt =
        typeof sessions === "function"
          ? (now: Instant) => rowsOf(sessions(now))
          : always(rowsOf(sessions));
      extra.delete(replaced.sid);
      sims.set(key, { fields: replaced, linkNames, rowsAt });
      return replaced;
    },
    addSessions: (text, sessions) => {
      const sid = find(text)?.fields.sid;
      if (sid === undefined) return false;
      extra.set(sid, [...(extra.get(sid) ?? []), ...sessions]);
      return true;
    },
    get everyday() {
      return everyday;
    },
    setEverydayCount: (count) => {
      everyday = everydayFleet(count, sites, facts, silencesOf);
    },
    setSyntheticCount: (count) => {
      synthetic = syntheticFleet(count, facts);
    },
    sessionRows: (sim, now) => [...sim.rowsAt(now), ...rowsOf(extra.get(sim.fields.sid) ?? [])],
    list: (filter, offset, limit) => {
      const page = matching(filter).drop(offset);
      const made = page.take(limit + 1).toArray();
      return { sims: made.slice(0, limit).map((make) => make()), hasMore: made.length > limit };
    },
  };
}

function always<T>(value: T): () => T {
  return () => value;
}

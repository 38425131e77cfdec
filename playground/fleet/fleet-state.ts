import type { Clock } from "../../src/core/time.ts";
import type { FleetCredentials, Platform } from "./credentials.ts";
import type { Site } from "./everyday/sites.ts";
import { createFaultBook, type FaultBook } from "./faults/fault-book.ts";
import { type AddedSim, createFleet, type Fleet } from "./fleet.ts";
import { createGate, type Gate } from "./gate.ts";
import { hexOf } from "./identity.ts";
import { createTokenIssuer, defaultLifetimeSeconds, type TokenIssuer } from "./kore-tokens.ts";
import { inOrder, type Order } from "./order.ts";
import type { Outage, OutageRequest } from "./outages/outage.ts";
import { createOutageBook, type OutageBook } from "./outages/outage-book.ts";
import { createPager, type Pager } from "./paging.ts";
import type { SeedPart } from "./random.ts";
import { createRequestLog, type RequestLog } from "./request-log.ts";
import type { Scenario } from "./scenarios/scenario.ts";
import type { WireSimFields } from "./wire.ts";

/** A scenario as listed for people. */
export interface ScenarioSummary {
  readonly name: string;
  readonly description: string;
  readonly sims: readonly {
    readonly sid: string;
    readonly uniqueName: string | null;
    readonly friendlyName: string | null;
    readonly iccid: string | null;
  }[];
}

/** `live`: every page shows its own moment, so rows shift between pages while sessions start. */
export type PagingMode = "snapshot" | "live";

export interface FleetSettings {
  readonly order: Order;
  readonly paging: PagingMode;
  /** How many SIMs there are that no scenario tells of, and that outages concern. */
  readonly everydaySims: number;
  /** How many SIMs the synthetic fleet has. */
  readonly syntheticSims: number;
  /** More calls than this at one time get 429; `null`: no limit. */
  readonly concurrencyLimit: number | null;
  /** How long KORE's tokens live, for those given from now on. */
  readonly tokenLifetimeSeconds: number;
}

export interface FleetOptions {
  readonly clock: Clock;
  readonly seed: SeedPart;
  readonly scenarios: readonly Scenario[];
  readonly credentials: FleetCredentials;
  readonly platform: Platform;
  /** Where everyday SIMs are, and how many there are to begin with. */
  readonly sites: readonly Site[];
  readonly everydaySims: number;
}

const usualSettings: Omit<FleetSettings, "everydaySims"> = {
  order: "shuffled",
  paging: "snapshot",
  syntheticSims: 0,
  concurrencyLimit: null,
  tokenLifetimeSeconds: defaultLifetimeSeconds,
};

/**
 * Everything the simulator knows, apart from HTTP. The anchor (the moment that the scenarios
 * call "now") is fixed when this is made and at each reset; from then on time goes on by itself.
 */
export class FleetState {
  readonly faults: FaultBook = createFaultBook();
  readonly gate: Gate = createGate();
  readonly #outages: OutageBook = createOutageBook();
  readonly log: RequestLog = createRequestLog();
  /** Requests for a token; they are no calls to the wireless API. */
  readonly tokenLog: RequestLog = createRequestLog();
  readonly #options: FleetOptions;
  #fleet: Fleet;
  #settings: FleetSettings;
  #tokenGeneration = 0;
  #pager: Pager;
  #accessTokenGeneration = 0;
  #issuer: TokenIssuer;
  #hangs = new AbortController();

  constructor(options: FleetOptions) {
    this.#options = options;
    this.#settings = { ...usualSettings, everydaySims: options.everydaySims };
    this.#fleet = newFleet(options, this.#outages);
    this.#pager = newPager(options, 0);
    this.#issuer = this.#newIssuer();
  }

  get fleet(): Fleet {
    return this.#fleet;
  }
  get pager(): Pager {
    return this.#pager;
  }
  get issuer(): TokenIssuer {
    return this.#issuer;
  }
  get platform(): Platform {
    return this.#options.platform;
  }
  get settings(): FleetSettings {
    return this.#settings;
  }
  /** Aborted when whatever hangs or waits must end. */
  get hangs(): AbortSignal {
    return this.#hangs.signal;
  }
  get credentials(): FleetCredentials {
    return this.#options.credentials;
  }
  now(): number {
    return this.#options.clock.now();
  }

  configure(change: Partial<FleetSettings>): FleetSettings {
    this.#settings = { ...this.#settings, ...change };
    if (change.syntheticSims !== undefined) this.#fleet.setSyntheticCount(change.syntheticSims);
    // Outages of the former SIMs would name some that are no more.
    if (change.everydaySims !== undefined) {
      this.#outages.clear();
      this.#fleet.setEverydayCount(change.everydaySims);
    }
    return this.#settings;
  }

  outages(): readonly Outage[] {
    return this.#outages.all();
  }

  /** Cuts everyday SIMs off; `null` when none of them is there. */
  startOutage(request: OutageRequest): Outage | null {
    return this.#outages.start(request, this.#fleet.everyday, this.now());
  }

  /** `null` when there is no outage of that id that lasts. */
  endOutage(id: number): Outage | null {
    return this.#outages.end(id, this.now());
  }

  putSim(sim: AddedSim): WireSimFields {
    return this.#fleet.put(sim);
  }

  /** The simulator's own view of a SIM's list at this moment: all records, in the list's order. */
  sessionsOf(sidOrUniqueName: string): readonly unknown[] | null {
    const sim = this.#fleet.find(sidOrUniqueName);
    if (sim === null) return null;
    const rows = this.#fleet.sessionRows(sim, this.now());
    return inOrder(rows, this.#settings.order).map((row) => row.record());
  }

  scenarios(): readonly ScenarioSummary[] {
    return this.#options.scenarios.map(({ name, description, sims }) => ({
      name,
      description,
      sims: sims.flatMap(({ key }) => {
        const found = this.#fleet.byKey(key);
        if (found === null) return [];
        const { sid, unique_name, friendly_name, iccid } = found.fields;
        return [{ sid, uniqueName: unique_name, friendlyName: friendly_name, iccid }];
      }),
    }));
  }

  /** Page tokens given so far become stale. */
  expirePageTokens(): void {
    this.#tokenGeneration += 1;
    this.#pager = newPager(this.#options, this.#tokenGeneration);
  }

  /** Access tokens given so far are refused from now on, whatever they say of their lifetime. */
  expireAccessTokens(): void {
    this.#accessTokenGeneration += 1;
    this.#issuer = this.#newIssuer();
  }

  #newIssuer(): TokenIssuer {
    const { seed, credentials } = this.#options;
    const secret = hexOf(64, seed, "access tokens", this.#accessTokenGeneration);
    return createTokenIssuer(secret, credentials, () => this.#settings.tokenLifetimeSeconds);
  }

  endHangs(): void {
    this.#hangs.abort();
    this.#hangs = new AbortController();
    this.gate.release();
  }

  /** As if just started: the anchor is now, no outage, nothing injected, nothing recorded. */
  reset(): void {
    this.endHangs();
    this.faults.clear();
    this.log.clear();
    this.tokenLog.clear();
    this.#outages.clear();
    this.#settings = { ...usualSettings, everydaySims: this.#options.everydaySims };
    this.#fleet = newFleet(this.#options, this.#outages);
    this.expirePageTokens();
  }
}

function newFleet(options: FleetOptions, { silencesOf }: OutageBook): Fleet {
  const { scenarios, seed, clock, credentials, sites, everydaySims } = options;
  const facts = { seed, anchor: clock.now(), accountSid: credentials.accountSid };
  const fleet = createFleet({ scenarios, facts, sites, silencesOf });
  fleet.setEverydayCount(everydaySims);
  return fleet;
}

function newPager({ seed }: FleetOptions, generation: number): Pager {
  return createPager(hexOf(64, seed, "page tokens", generation));
}

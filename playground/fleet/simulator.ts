import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import type { Clock } from "../../src/core/time.ts";
import { controlPrefix, serveControl } from "./control-api.ts";
import { credentialsOf, type FleetCredentials, type Platform } from "./credentials.ts";
import { type Region, sites } from "./everyday/sites.ts";
import type { Delay } from "./faults/deliver.ts";
import type { InjectionInput } from "./faults/fault.ts";
import type { ActiveFault } from "./faults/fault-book.ts";
import type { AddedSim } from "./fleet.ts";
import { type FleetSettings, FleetState, type ScenarioSummary } from "./fleet-state.ts";
import { tokenPath } from "./kore-tokens.ts";
import { type Outage, type OutageInput, outageSchema } from "./outages/outage.ts";
import type { RecordedRequest, RequestListener } from "./request-log.ts";
import { allScenarios } from "./scenarios/catalog.ts";
import type { Scenario } from "./scenarios/scenario.ts";
import { serveToken } from "./token-server.ts";
import type { WireSimFields } from "./wire.ts";
import { serveWireless } from "./wireless-server.ts";

export interface FleetSimulatorOptions {
  /** "Now". Its value at the start is the anchor of all scenarios; later values let time go on. */
  readonly clock: Clock;
  /** Same seed, clock and scenarios: same fleet, to the last sid. */
  readonly seed?: string | number;
  /** Default 0: a free port. */
  readonly port?: number;
  readonly credentials?: FleetCredentials;
  /** Whose API it stands in for; default Twilio's. */
  readonly platform?: Platform;
  /** Default: all named ones. */
  readonly scenarios?: readonly Scenario[];
  /** How many SIMs there are beside the scenarios', of which nothing is told; default: none. */
  readonly everydaySims?: number;
  /** Where those are; default: everywhere. */
  readonly region?: Region | null;
  /** How faults wait; the default uses real time. */
  readonly delay?: Delay;
}

/** A running stand-in for the platform's wireless API. */
export interface FleetSimulator {
  /** Base URL without a trailing slash, on the loopback interface. */
  readonly url: string;
  readonly platform: Platform;
  /** KORE's token endpoint; refused where the platform is Twilio. */
  readonly tokenUrl: string;
  readonly credentials: FleetCredentials;
  /** Calls to the wireless API (not to the control plane), oldest first. */
  readonly requests: readonly RecordedRequest[];
  /** Tells of every call to the wireless API that is over; the returned function ends that. */
  observe(listener: RequestListener): () => void;
  /** The same for every request for a token. */
  observeTokenRequests(listener: RequestListener): () => void;
  /** Requests for a token, oldest first. */
  readonly tokenRequests: readonly RecordedRequest[];
  /** The most calls that were under way at one time since the last reset. */
  readonly peakConcurrency: number;
  /** Calls that wait because of `hold()`. */
  readonly waiting: number;
  scenarios(): readonly ScenarioSummary[];
  /** Order of session lists, paging mode, sizes of the fleets, limit of calls at once. */
  configure(change: Partial<FleetSettings>): FleetSettings;
  /** Adds a SIM, or replaces the one of that key with all its sessions. */
  putSim(sim: AddedSim): WireSimFields;
  /** Adds raw records to a SIM's list. Throws when there is no such SIM. */
  addSessions(sidOrUniqueName: string, sessions: readonly unknown[]): void;
  /** What the list of this SIM holds now, in its order. Throws when there is no such SIM. */
  sessionsOf(sidOrUniqueName: string): readonly unknown[];
  /** Injects a fault and returns its id. Throws when it is not understood. */
  inject(injection: InjectionInput): number;
  removeFault(id: number): boolean;
  clearFaults(): void;
  activeFaults(): readonly ActiveFault[];
  /** Names of the SIMs that no scenario tells of. */
  everydaySims(): readonly string[];
  /** Cuts everyday SIMs off. Throws when it is not understood, or no SIM is there. */
  startOutage(request: OutageInput): Outage;
  /** Lets them come back; `false` when no such outage lasts. */
  endOutage(id: number): boolean;
  /** Also those that are over, oldest first. */
  outages(): readonly Outage[];
  /** From now on every call waits before it is answered, until `release()`. */
  hold(): void;
  release(): void;
  /** Resolves when at least so many calls wait. */
  untilWaiting(count: number): Promise<void>;
  /** Makes all page tokens given so far stale. */
  expirePageTokens(): void;
  /** Makes KORE's gateway refuse all access tokens given so far. */
  expireAccessTokens(): void;
  /** Drops the record of calls, and the peak with it. */
  forgetRequests(): void;
  /** As if just started: the anchor is now, no faults, no outages, no record of calls, nothing held or hanging. */
  reset(): void;
  /** Cuts every connection and frees the port; leaves no socket and no timer. */
  close(): Promise<void>;
}

const realDelay: Delay = (durationMs, signal) =>
  sleep(durationMs, undefined, { signal }).catch(() => {});

/** Starts the fleet simulator on 127.0.0.1. */
export async function startFleetSimulator(options: FleetSimulatorOptions): Promise<FleetSimulator> {
  const { clock, seed = "simscope", scenarios = allScenarios, delay = realDelay } = options;
  const { platform = "twilio", everydaySims = 0, region = null } = options;
  const credentials = options.credentials ?? credentialsOf(seed);
  const state = new FleetState({
    ...{ clock, seed, scenarios, credentials, platform, everydaySims },
    sites: sites.filter((site) => region === null || site.region === region),
  });

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    // Never the Host header: the URLs of the answers name this server and nothing else.
    const target = URL.parse(`${url}${request.url}`);
    if (target === null || target.origin !== url) return void response.writeHead(400).end();
    if (target.pathname.startsWith(controlPrefix)) {
      return serveControl(request, response, target, state);
    }
    if (platform === "kore" && target.pathname === tokenPath)
      return serveToken(request, response, target, state, delay);
    return serveWireless(request, response, target, state, delay);
  };
  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      console.error("fleet simulator:", error);
      response.destroy();
    });
  });
  server.listen(options.port ?? 0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    url,
    platform,
    tokenUrl: `${url}${tokenPath}`,
    credentials,
    requests: state.log.entries,
    observe: (listener) => state.log.observe(listener),
    observeTokenRequests: (listener) => state.tokenLog.observe(listener),
    tokenRequests: state.tokenLog.entries,
    get peakConcurrency() {
      return state.log.peakConcurrency;
    },
    get waiting() {
      return state.gate.waiting;
    },
    scenarios: () => state.scenarios(),
    configure: (change) => state.configure(change),
    putSim: (sim) => state.putSim(sim),
    addSessions: (name, sessions) => {
      if (!state.fleet.addSessions(name, sessions)) throw new Error("no such SIM in the simulator");
    },
    sessionsOf: (name) => {
      const sessions = state.sessionsOf(name);
      if (sessions === null) throw new Error("no such SIM in the simulator");
      return sessions;
    },
    inject: (injection) => state.faults.inject(injection),
    removeFault: (id) => state.faults.remove(id),
    clearFaults: () => state.faults.clear(),
    activeFaults: () => state.faults.active(),
    everydaySims: () => state.fleet.everyday.names,
    startOutage: (request) => {
      const outage = state.startOutage(outageSchema.parse(request));
      if (outage === null) throw new Error("no everyday SIM is there");
      return outage;
    },
    endOutage: (id) => state.endOutage(id) !== null,
    outages: () => state.outages(),
    hold: () => state.gate.hold(),
    release: () => state.gate.release(),
    untilWaiting: (count) => state.gate.untilWaiting(count),
    expirePageTokens: () => state.expirePageTokens(),
    expireAccessTokens: () => state.expireAccessTokens(),
    forgetRequests: () => {
      state.log.clear();
      state.tokenLog.clear();
    },
    reset: () => state.reset(),
    close: async () => {
      state.endHangs();
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

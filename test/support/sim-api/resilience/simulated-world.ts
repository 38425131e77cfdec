import { credentialsFor } from "../../../../playground/accounts/account-settings.ts";
import type { Platform } from "../../../../playground/fleet/credentials.ts";
import { sessionRecord } from "../../../../playground/fleet/session-record.ts";
import {
  type FleetSimulator,
  type FleetSimulatorOptions,
  startFleetSimulator,
} from "../../../../playground/fleet/simulator.ts";
import { simConfigOf } from "../../../../src/config/sim.ts";
import type { SimApiCall } from "../../../../src/ports/sim-source.ts";
import type { SimReportOutcome } from "../../../../src/questions/report.ts";
import { type Provider, simProvider } from "../../../../src/sim-api/provider.ts";
import {
  type ClosableSimSource,
  createSimSource,
  type SimSourceOptions,
} from "../../../../src/sim-api/sim-source.ts";
import { type PlainQuestion, type PlainReports, plainReports } from "../../one-account.ts";
import { type VirtualTime, virtualTime } from "../../virtual-time.ts";

/** A SIM whose sessions fill two pages. */
export const twoPages = "two-pages";
export const sessionsOnTwoPages = 1_200;

/** Questions, client and a platform behind real sockets, all in one virtual time. */
export interface SimulatedWorld {
  readonly time: VirtualTime;
  readonly fleet: FleetSimulator;
  readonly source: ClosableSimSource;
  readonly reports: PlainReports;
  readonly calls: readonly SimApiCall[];
  /** Asks a new question, and lets time pass until it is answered. */
  ask(over?: Partial<PlainQuestion>): Promise<Asked>;
  /** Ends everything that was started. */
  close(): Promise<void>;
}

export interface Asked {
  /** `null`: the question failed, with `error`. */
  readonly outcome: SimReportOutcome | null;
  readonly error: unknown;
  readonly tookMs: number;
}

export async function startSimulatedWorld(
  platform: Platform,
  {
    fleet: fleetOptions = {},
    source: sourceOptions = {},
  }: {
    readonly fleet?: Partial<FleetSimulatorOptions>;
    readonly source?: Partial<SimSourceOptions>;
  } = {},
): Promise<SimulatedWorld> {
  const time = virtualTime(Date.UTC(2026, 10, 23, 10), { withNetwork: true });
  const fleet = await startFleetSimulator({
    clock: time,
    platform,
    scenarios: [],
    delay: time.wait,
    ...fleetOptions,
  });
  putTwoPages(time, fleet);
  const calls: SimApiCall[] = [];
  const source = createSimSource({
    provider: providerFor(fleet),
    baseUrl: fleet.url,
    clock: time,
    observer: (call) => calls.push(call),
    wait: time.wait,
    random: () => 0.5,
    startTimer: time.startTimer,
    ...sourceOptions,
  });
  const reports = plainReports({
    source,
    clock: time,
    startTimer: time.startTimer,
  });
  return {
    time,
    fleet,
    source,
    reports,
    calls,
    ask: async (over = {}) => {
      const startedAt = time.now();
      const question = { sim: twoPages, windowName: "7d", moment: "again", ...over } as const;
      const answer = reports.answer(question).then(
        (outcome) => ({ outcome, error: null }),
        (error: unknown) => ({ outcome: null, error }),
      );
      return { ...(await time.run(answer)), tookMs: time.now() - startedAt };
    },
    close: async () => {
      await fleet.close();
      await source.close();
    },
  };
}

/** As the bot would: by the settings of the account that the simulator plays. */
export function providerFor(simulator: FleetSimulator): Provider {
  const { platform: provider } = simulator;
  const sim = simConfigOf({ provider, ...credentialsFor[provider](simulator) });
  if (sim === null) throw new Error(`nothing opens an account at ${provider}`);
  return simProvider(sim);
}

/** A session every four minutes. */
function putTwoPages(time: VirtualTime, fleet: FleetSimulator): void {
  const everyMs = 4 * 60_000;
  const newest = time.now() - everyMs;
  const sessions = Array.from({ length: sessionsOnTwoPages }, (_, index) => {
    const start = newest - index * everyMs;
    return sessionRecord({ start, end: start + everyMs / 2 });
  });
  fleet.putSim({ key: twoPages, sessions });
}

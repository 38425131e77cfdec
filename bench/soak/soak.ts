import type { Platform } from "../../playground/fleet/credentials.ts";
import type { FleetSimulator } from "../../playground/fleet/simulator.ts";
import { isBotError } from "../../src/core/errors.ts";
import {
  type SimulatedWorld,
  startSimulatedWorld,
} from "../../test/support/sim-api/resilience/simulated-world.ts";
import { type RandomSource, randomFault, seededRandom } from "./random-faults.ts";

export interface SoakOptions {
  readonly platform: Platform;
  /** Of simulated time. */
  readonly minutes: number;
  readonly seed: number;
  readonly people?: number;
  /** Called after each simulated minute, and waited for. */
  readonly onMinute?: (minute: number) => void | Promise<void>;
}

export interface SoakResult {
  /** How questions ended: `report`, `stale`, `incomplete`, an error code, `bug`. */
  readonly answers: Readonly<Record<string, number>>;
  readonly asked: number;
  /** Asked and never answered. */
  readonly lost: number;
  /** Whether everybody who asked, and the probes, came to an end. */
  readonly haveAllEnded: boolean;
  /** The longest that anybody waited, in simulated milliseconds. */
  readonly longestMs: number;
  readonly faultsInjected: number;
  readonly callsToPlatform: number;
  readonly tokenRequests: number;
  readonly peakConcurrency: number;
  /** Virtual timers that were left when all was over. */
  readonly timersLeft: number;
}

const sims = Array.from({ length: 12 }, (_, index) => `fleet-${String(index).padStart(6, "0")}`);

/**
 * People ask about a few SIMs, a probe looks every ten seconds, and the platform fails in ever new
 * ways, most of the time. In simulated time, over real sockets, the same in every run of a seed.
 */
export async function soak(options: SoakOptions): Promise<SoakResult> {
  const { platform, minutes, seed, people = 8, onMinute = () => undefined } = options;
  const random = seededRandom(seed);
  let callsToPlatform = 0;
  let tokenRequests = 0;
  let peakConcurrency = 0;
  const observer = () => {
    callsToPlatform += 1;
  };
  const world = await startSimulatedWorld(platform, { source: { random, observer } });
  const { time, fleet } = world;
  fleet.configure({ syntheticSims: sims.length, concurrencyLimit: 6 });

  const over = new AbortController();
  const answers: Record<string, number> = {};
  let asked = 0;
  let answered = 0;
  let longestMs = 0;
  let faultsInjected = 0;

  const person = async (): Promise<void> => {
    while (!over.signal.aborted) {
      await time.wait(random() * 30_000, over.signal);
      if (over.signal.aborted) return;
      const sim = sims[Math.floor(random() * sims.length)] ?? "";
      asked += 1;
      const startedAt = time.now();
      const word = await ask(world, sim, random() < 0.3 ? "again" : "now");
      answered += 1;
      answers[word] = (answers[word] ?? 0) + 1;
      longestMs = Math.max(longestMs, time.now() - startedAt);
    }
  };
  const trouble = async (): Promise<void> => {
    while (!over.signal.aborted) {
      await time.wait(random() * 20_000, over.signal);
      inject(fleet, random);
      faultsInjected += 1;
      await time.wait(random() * 40_000, over.signal);
      fleet.clearFaults();
    }
  };
  const probes = async (): Promise<void> => {
    while (!over.signal.aborted) {
      await time.wait(10_000, over.signal);
      const deadline = new AbortController();
      const stop = time.startTimer(() => deadline.abort(), 5_000);
      await world.source.probe(deadline.signal).catch(() => undefined);
      stop();
    }
  };

  /** The simulator's record of calls is counted and dropped: only what simscope holds may be seen to grow. */
  const takeStock = (): void => {
    peakConcurrency = Math.max(peakConcurrency, fleet.peakConcurrency);
    tokenRequests += fleet.tokenRequests.length;
    fleet.forgetRequests();
  };

  let haveAllEnded = false;
  void Promise.all([...Array.from({ length: people }, person), trouble(), probes()]).then(() => {
    haveAllEnded = true;
  });
  for (let minute = 1; minute <= minutes; minute += 1) {
    await time.pass(60_000);
    takeStock();
    await onMinute(minute);
  }
  over.abort();
  fleet.clearFaults();
  await time.pass(60_000);
  takeStock();
  const result = {
    answers,
    asked,
    lost: asked - answered,
    haveAllEnded,
    longestMs,
    faultsInjected,
    callsToPlatform,
    tokenRequests,
    peakConcurrency,
    timersLeft: time.waiting,
  };
  await world.close();
  return result;
}

async function ask(world: SimulatedWorld, sim: string, moment: "now" | "again"): Promise<string> {
  try {
    const outcome = await world.reports.answer({ sim, windowName: "7d", moment, orEarlier: true });
    if (outcome.kind !== "report") return outcome.kind;
    const { stale, quality } = outcome.report;
    if (stale !== null) return "stale";
    return quality.some(({ kind }) => kind === "incomplete") ? "incomplete" : "report";
  } catch (error) {
    if (!isBotError(error)) return "bug";
    return error.downSince === undefined ? error.code : `${error.code} at once`;
  }
}

function inject(fleet: FleetSimulator, random: RandomSource): void {
  if (random() < 0.15) fleet.expireAccessTokens();
  fleet.inject(randomFault(random, sims));
}

import type { Platform } from "../../playground/fleet/credentials.ts";
import { sessionRecord } from "../../playground/fleet/session-record.ts";
import { isBotError } from "../../src/core/errors.ts";
import {
  type SimulatedWorld,
  startSimulatedWorld,
} from "../../test/support/sim-api/resilience/simulated-world.ts";

export interface CrowdOptions {
  readonly platform: Platform;
  /** How many calls at once the platform allows. */
  readonly allowed: number;
  /** What a call takes there. */
  readonly callMs: number;
  readonly questions?: number;
}

export interface CrowdResult {
  readonly asked: number;
  readonly answered: number;
  /** Told why there is no answer: too many came first. */
  readonly explained: number;
  /** The most calls that the platform was answering at one time. */
  readonly peak: number;
  readonly calls: number;
  readonly refused: number;
  readonly refusedShare: number;
  /** The longest that anybody waited to hear something, in simulated milliseconds. */
  readonly longestWaitMs: number;
  /** The worst wait for an answer, as a multiple of the question's fair share. */
  readonly worstOfFairShare: number;
  readonly tokenRequests: number;
}

/** Every twentieth SIM has three pages of sessions, the others one. */
const longEach = 20;
const pagesOfLong = 3;
const sessionsOfLong = 2_001;

/**
 * Many questions at one moment, each about a SIM of its own, over real sockets. In simulated time,
 * so that what is measured is the order of calls and not the speed of this machine.
 *
 * The fair share of a question is when it would end if all places that the platform allows were
 * always used and shared out evenly: everybody gets as many calls as this question needs, at most
 * as many as they need themselves.
 */
export async function crowd(options: CrowdOptions): Promise<CrowdResult> {
  const { platform, allowed, callMs, questions = 500 } = options;
  const world = await startSimulatedWorld(platform);
  const { time, fleet } = world;
  const isLong = (index: number) => index % longEach === longEach - 1;
  const sims = Array.from({ length: questions }, (_, index) =>
    putSim(world, index, isLong(index) ? sessionsOfLong : 1),
  );
  const callsOf = sims.map((_, index) => 1 + (isLong(index) ? pagesOfLong : 1));
  fleet.configure({ concurrencyLimit: allowed });
  fleet.inject({ fault: { kind: "delay", delayMs: callMs } });

  const startedAt = time.now();
  const answers = sims.map((sim) =>
    world.reports.answer({ sim, windowName: "30d", moment: "now" }).then(
      ({ kind }) => ({ tookMs: time.now() - startedAt, end: kind }),
      (error: unknown) => ({
        tookMs: time.now() - startedAt,
        end: isBotError(error) ? "explained" : "bug",
      }),
    ),
  );
  const ends = await time.run(Promise.all(answers));
  const refused = fleet.requests.filter(({ status }) => status === 429).length;
  const calls = fleet.requests.length;
  const result = {
    asked: questions,
    answered: ends.filter(({ end }) => end === "report").length,
    explained: ends.filter(({ end }) => end === "explained").length,
    peak: fleet.peakConcurrency,
    calls,
    refused,
    refusedShare: refused / calls,
    longestWaitMs: Math.max(...ends.map(({ tookMs }) => tookMs)),
    worstOfFairShare: Math.max(
      ...ends.map(({ tookMs, end }, index) => {
        const own = callsOf[index] ?? 0;
        const shared = callsOf.reduce((sum, calls) => sum + Math.min(calls, own), 0);
        return end === "report" ? tookMs / (Math.ceil(shared / allowed) * callMs) : 0;
      }),
    ),
    tokenRequests: fleet.tokenRequests.length,
  };
  await world.close();
  return result;
}

function putSim({ time, fleet }: SimulatedWorld, index: number, sessions: number): string {
  const everyMs = 5 * 60_000;
  const records = Array.from({ length: sessions }, (_, at) => {
    const start = time.now() - (at + 1) * everyMs;
    return sessionRecord({ start, end: start + everyMs / 2 });
  });
  return fleet.putSim({ key: `crowd-${index}`, sessions: records }).sid;
}

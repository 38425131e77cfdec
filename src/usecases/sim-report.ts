import { defaultThresholds, type Thresholds } from "../core/findings/thresholds.ts";
import { type Instant, secondMs } from "../core/instant.ts";
import { reportOf, type SimReport } from "../core/report.ts";
import type { Sim } from "../core/sim.ts";
import type { WindowName } from "../core/window.ts";
import type { Directory, DirectorySim, DirectoryState, StartTimer } from "./directory.ts";
import { earlierReport } from "./earlier-report.ts";
import { createHeldReads, type Freshness, type HeldRead } from "./held-reads.ts";
import type { Clock, SimSource } from "./ports.ts";
import { createSimResolver, type ResolvedBy, type SimResolution } from "./resolve-sim.ts";
import { sharedWork } from "./shared-work.ts";
import { withinTime } from "./within-time.ts";

export interface SimReportQuestion {
  /** As a person gave it: SID, name, ICCID or its last digits, wrapped or not. */
  readonly sim: string;
  readonly windowName: WindowName;
  /** `now`: a new question. `again`: a new one that must not be answered from memory. */
  readonly moment: "now" | "again" | { readonly asOf: Instant };
  /** Whether an earlier read will do, marked as such, when the platform cannot be read now. */
  readonly orEarlier?: boolean;
}

export type SimReportOutcome =
  | {
      readonly kind: "report";
      readonly report: SimReport;
      /** What was asked for, where only a search led from it to this SIM. Untrusted text. */
      readonly searchedFor?: string;
    }
  /** The platform itself says that there is no such SIM. Untrusted text. */
  | { readonly kind: "sim_not_found"; readonly wanted: string }
  /** Nothing that is known answers to it; how much that means, `directory` says. */
  | {
      readonly kind: "no_match";
      readonly wanted: string;
      readonly nearest: readonly DirectorySim[];
      readonly directory: DirectoryState;
    }
  /** Only the person who asks can tell which is meant. */
  | {
      readonly kind: "several_sims";
      readonly wanted: string;
      readonly candidates: readonly DirectorySim[];
      readonly total: number;
      readonly by: ResolvedBy;
    }
  /** Super SIMs are another product: they have no data sessions at all. */
  | { readonly kind: "super_sim"; readonly sid: string };

/** What a question that runs is waiting for. */
export type QuestionWait =
  | { readonly kind: "limited" | "failing"; readonly leftMs: number }
  | { readonly kind: "queued" };

export interface SimReports {
  /** Rejects with a `BotError` when the platform cannot answer; every other outcome is a value. */
  answer(question: SimReportQuestion): Promise<SimReportOutcome>;
  /** `null`: no such question runs, or its answer is under way. */
  waitOf(question: Pick<SimReportQuestion, "sim">): QuestionWait | null;
}

export interface SimReportParts {
  readonly source: SimSource;
  readonly directory: Directory;
  readonly clock: Clock;
  /** How long a person waits at most before hearing something, in milliseconds. */
  readonly questionTimeoutMs?: number;
  /** When a pattern counts as a finding; the defaults where none are given. */
  readonly thresholds?: Thresholds;
  readonly startTimer?: StartTimer;
}

/** Below the 15 s after which people assume that nothing will come. */
const defaultQuestionTimeoutMs = 12 * secondMs;

/** What a text means, and the record where it had to be fetched to know. */
interface Meaning {
  readonly resolution: SimResolution;
  readonly fetched: Sim | null;
}

/** Answers "what has this SIM's connection been doing?" */
export function createSimReports(parts: SimReportParts): SimReports {
  const { source, directory, clock, startTimer } = parts;
  const { questionTimeoutMs = defaultQuestionTimeoutMs, thresholds = defaultThresholds } = parts;
  const reads = createHeldReads(clock);
  const beingResolved = new Map<string, Promise<Meaning>>();
  const running = new Map<string, AbortSignal>();

  const resolve = async (given: string, signal: AbortSignal): Promise<Meaning> => {
    let fetched: Sim | null = null;
    const kept = async (asking: Promise<Sim | null>) => {
      fetched = await asking;
      return fetched;
    };
    const resolver = createSimResolver({
      directory,
      source: {
        // Somebody asked by that name a moment ago, before the directory lists it.
        fetchSim: async (name, inTime) =>
          reads.recent(name)?.sim ?? kept(source.fetchSim(name, inTime)),
        fetchSimByIccid: async (iccid, inTime) =>
          reads.recent(iccid)?.sim ?? kept(source.fetchSimByIccid(iccid, inTime)),
      },
    });
    const resolution = await resolver.resolve(given, signal);
    return { resolution, fetched };
  };

  /** Everybody who asks for the same text at the same time waits for one resolution. */
  const meaningOf = (given: string, signal: AbortSignal): Promise<Meaning> => {
    const begin = (): Promise<Meaning> => {
      const resolving = resolve(given, signal).finally(() => beingResolved.delete(given));
      beingResolved.set(given, resolving);
      return resolving;
    };
    return sharedWork(() => beingResolved.get(given), begin, signal);
  };

  const read = (sid: string, fetched: Sim | null, freshness: Freshness, signal: AbortSignal) =>
    reads.get(sid, freshness, () => readSim(source, sid, fetched, signal), signal);

  /** What is read of the SIM that a text led to; `null`: the platform does not know it. */
  const readFound = async (
    { sid, sim, by }: Extract<SimResolution, { kind: "found" }>,
    fetched: Sim | null,
    freshness: Freshness,
    signal: AbortSignal,
  ): Promise<HeldRead | null> => {
    const held = await read(sid, fetched, freshness, signal);
    const name = by === "unique_name" ? (sim?.uniqueName ?? null) : null;
    if (name === null || held?.sim.uniqueName === name) return held;
    // The name has gone to another SIM, or to none, since the fleet was listed.
    const named = await source.fetchSim(name, signal);
    return named === null ? null : read(named.sid, named, freshness, signal);
  };

  const outcomeOf = async (
    question: SimReportQuestion,
    signal: AbortSignal,
  ): Promise<SimReportOutcome> => {
    const { sim: given, windowName, moment } = question;
    let keptUnder = given;
    try {
      const { resolution, fetched } = await meaningOf(given, signal);
      if (resolution.kind === "super_sim") return resolution;
      if (resolution.kind === "none") return { ...resolution, kind: "no_match" };
      if (resolution.kind === "several") {
        const { candidates, total, by } = resolution;
        return { kind: "several_sims", wanted: given, candidates, total, by };
      }
      keptUnder = resolution.sid;
      const held = await readFound(resolution, fetched, freshnessFor(moment), signal);
      if (held === null) return { kind: "sim_not_found", wanted: given };
      const asOf = typeof moment === "object" ? moment.asOf : held.read.startedAt;
      const report = reportOf({ ...held, windowName, asOf, thresholds });
      return resolution.by === "search"
        ? { kind: "report", report, searchedFor: given }
        : { kind: "report", report };
    } catch (error) {
      const kept = reads.latest(keptUnder);
      const report = earlierReport(kept, question, error, clock.now(), thresholds);
      if (report === null) throw error;
      return { kind: "report", report };
    }
  };

  return {
    answer: (question) => {
      const { sim: given } = question;
      const inTime = async (signal: AbortSignal): Promise<SimReportOutcome> => {
        if (!running.has(given)) running.set(given, signal);
        try {
          return await outcomeOf(question, signal);
        } finally {
          if (running.get(given) === signal) running.delete(given);
        }
      };
      return withinTime(questionTimeoutMs, inTime, startTimer);
    },
    waitOf: ({ sim: given }) => {
      const signal = running.get(given);
      const wait = signal === undefined ? null : (source.waitOf?.(signal) ?? null);
      if (wait === null || wait.kind === "queued") return wait;
      return { kind: wait.kind, leftMs: Math.max(0, wait.until - clock.now()) };
    },
  };
}

function freshnessFor(moment: SimReportQuestion["moment"]): Freshness {
  if (typeof moment === "object") return { kind: "since", asOf: moment.asOf };
  return moment === "again" ? { kind: "fresh" } : { kind: "recent" };
}

async function readSim(
  source: SimSource,
  sid: string,
  fetched: Sim | null,
  signal: AbortSignal,
): Promise<HeldRead | null> {
  const [sim, read] = await Promise.all([
    fetched?.sid === sid ? fetched : source.fetchSim(sid, signal),
    source.readSessions(sid, signal),
  ]);
  return sim === null || read === null ? null : { sim, read };
}

import type { Scope } from "../accounts/accounts.ts";
import { isBotError } from "../core/errors.ts";
import { defaultThresholds, type Thresholds } from "../core/findings/thresholds.ts";
import type { Verdict } from "../core/findings/verdict.ts";
import type { AskedSim } from "../core/fleet/siblings/asked-sim.ts";
import { tellingFirst } from "../core/fleet/siblings/can-tell.ts";
import { type Near, siblingCandidates } from "../core/fleet/siblings/candidates.ts";
import {
  fewestSiblings,
  type GroupRead,
  nextStep,
  nothingRead,
  type Reads,
  type SiblingGroup,
  type SiblingsAnswer,
} from "../core/fleet/siblings/inquiry.ts";
import { someInRandomOrder } from "../core/fleet/siblings/random-order.ts";
import { type SiblingRecord, siblingRecordOf } from "../core/fleet/siblings/sibling-record.ts";
import { askedSimOf } from "../core/fleet/siblings/silent-sim.ts";
import { fleetOperatorKey, type SimFacts } from "../core/fleet/sim-facts.ts";
import { type Instant, secondMs } from "../core/instant.ts";
import type { SimReport } from "../core/report.ts";
import type { Sim } from "../core/sim.ts";
import { type StartTimer, startRealTimer, workIsDone } from "../core/time.ts";
import type { FactsList, FleetCoverage, FleetMemory } from "../ports/fleet-memory.ts";
import type { SimReportOutcome, SimReports } from "./report.ts";
import type { SimReportQuestion } from "./sim-question.ts";

/** A sibling that was read, by its names and with what was seen. */
export interface ReadSibling {
  readonly sim: Sim;
  readonly account: string | null;
  readonly group: SiblingGroup;
  readonly verdict: Verdict;
  readonly record: SiblingRecord;
}

/** What was found out. */
export interface SiblingsFound {
  readonly kind: "compared";
  /** Of the SIM asked about, as it is now. */
  readonly report: SimReport;
  readonly asked: AskedSim;
  /** What kind of place `near` is; `null`: its operator as a whole was asked. */
  readonly nearest: Near | null;
  readonly answer: SiblingsAnswer;
  readonly reads: Reads;
  readonly siblings: readonly ReadSibling[];
  /** Whether the time was over before it came to an answer by itself. */
  readonly isOver: boolean;
  readonly asOf: Instant;
}

export type SiblingsOutcome =
  | SiblingsFound
  /** It is neither silent, or something of its own explains that, nor failing. */
  | { readonly kind: "not_silent"; readonly report: SimReport }
  /** No record names its operator. */
  | { readonly kind: "no_operator"; readonly report: SimReport }
  /** Too few SIMs are known to have been on its operator. */
  | {
      readonly kind: "too_few";
      readonly report: SimReport;
      readonly known: number;
      readonly coverage: FleetCoverage | null;
    }
  | {
      readonly kind: "no_report";
      readonly outcome: Exclude<SimReportOutcome, { readonly kind: "report" }>;
    };

/** Answers "is it just this SIM?" Rejects with a `BotError` when the SIM itself cannot be read. */
export type Siblings = (question: Omit<SimReportQuestion, "moment">) => Promise<SiblingsOutcome>;

export interface SiblingsParts {
  readonly reports: SimReports;
  readonly memory: FleetMemory;
  readonly thresholds?: Thresholds;
  /** From 0 up to, not including, 1. */
  readonly random?: () => number;
  readonly startTimer?: StartTimer;
  /** How long siblings are read at most, in milliseconds; what was read by then is told. */
  readonly timeoutMs?: number;
}

/** Somebody waits, and the SIM itself may have taken twelve seconds before. */
const defaultTimeoutMs = 20 * secondMs;
/** Of a large fleet a sample is enough: 36 of them are read. */
const mostSampled = 240;

export function createSiblings(parts: SiblingsParts): Siblings {
  const { reports, memory, thresholds = defaultThresholds, random = Math.random } = parts;
  const { startTimer = startRealTimer, timeoutMs = defaultTimeoutMs } = parts;

  /** Siblings last known in its cell, on its operator, and on others: none twice, none of another account. */
  const sample = ({ account, sim, facts }: SimReport, operator: string) => {
    const some = (list: FactsList): SimFacts[] =>
      someInRandomOrder(list.count, (index) => list.at(index), mostSampled, random);
    const place = { account, operator };
    const { cell } = facts;
    const all = [
      ...(cell === null ? [] : some(memory.lastKnownOn({ ...place, cell }))),
      ...some(memory.lastKnownOn(place)),
      ...some(memory.lastKnownBeside(place)),
    ];
    const bySid = new Map(all.map((one) => [one.sid, one]));
    bySid.delete(sim.sid);
    const each = [...bySid.values()];
    // Anew: else those of its cell would stand before all others of its operator.
    return someInRandomOrder(each.length, (index) => each[index] ?? null, each.length, random);
  };

  return async (question) => {
    const outcome = await reports.answer({ ...question, windowName: "30d", moment: "now" });
    if (outcome.kind !== "report") return { kind: "no_report", outcome };
    const { report } = outcome;
    const asked = askedSimOf(report, thresholds);
    if (asked === null) return { kind: "not_silent", report };
    const operator = fleetOperatorKey(report.facts.operator);
    if (operator === null) return { kind: "no_operator", report };
    const sampled = sample(report, operator);
    const known = tellingFirst(sampled, asked).flatMap((one) => {
      const key = fleetOperatorKey(one.operator);
      return key === null ? [] : [{ sid: one.sid, operator: key, cell: one.cell }];
    });
    const candidates = siblingCandidates({ operator, cell: report.facts.cell }, known);
    const inAll = candidates.near.length + candidates.operator.length;
    if (inAll < fewestSiblings) {
      const [coverage = null] = memory.coverage(asked.asOf, { accounts: [report.account] });
      return { kind: "too_few", report, known: inAll, coverage };
    }
    const reading = readingWithin(timeoutMs, startTimer);
    const siblings: ReadSibling[] = [];
    let reads = nothingRead;
    try {
      for (;;) {
        const step = nextStep(candidates, reads, asked, reading.isOver());
        if (step.kind === "answer") {
          const { nearest } = candidates;
          return {
            ...{ kind: "compared", report, asked, nearest, answer: step.answer, reads, siblings },
            ...{ isOver: reading.isOver(), asOf: asked.asOf },
          };
        }
        const ofAccount = scopeOf(question.scope, report.account);
        const batch = await Promise.all(
          step.sids.map((sid) => reading.orNull(readSibling(sid, step.group, ofAccount, asked))),
        );
        const read = batch.filter((one) => one !== null);
        siblings.push(...read);
        reads = withBatch(reads, step.group, {
          records: read.map(({ record }) => record),
          failed: batch.length - read.length,
        });
      }
    } finally {
      reading.stop();
    }
  };

  /** By the ordinary way, in the asker's turn. `null`: it could not be read, which says nothing of it. */
  async function readSibling(
    sid: string,
    group: SiblingGroup,
    scope: Scope,
    asked: AskedSim,
  ): Promise<ReadSibling | null> {
    // What was read of one is let go of as soon as it is judged: 36 long ones have no room together.
    const over = new AbortController();
    const { asking } = scope;
    const own =
      asking === undefined ? scope : { ...scope, asking: { ...asking, over: over.signal } };
    try {
      const found = await reports.answer({
        ...{ sim: sid, scope: own, windowName: "30d", moment: "now" },
      });
      if (found.kind !== "report") return null;
      const { sim, account, triage } = found.report;
      const record = siblingRecordOf(found.report, asked, thresholds);
      return { sim, account, group, verdict: triage.verdict, record };
    } catch (error) {
      if (isBotError(error)) return null;
      throw error;
    } finally {
      over.abort(workIsDone);
    }
  }
}

/** SIDs are looked for in the account of the SIM alone. */
function scopeOf(scope: Scope, account: string | null): Scope {
  const own = scope.accounts.find(({ name }) => name === account) ?? null;
  return own === null ? scope : { ...scope, accounts: [own], preferred: own };
}

function withBatch(reads: Reads, group: SiblingGroup, { records, failed }: GroupRead): Reads {
  const before = reads[group];
  return {
    ...reads,
    [group]: { records: [...before.records, ...records], failed: before.failed + failed },
  };
}

/** What is not read when the time is over counts as not read, and nobody waits for it. */
function readingWithin(timeoutMs: number, startTimer: StartTimer) {
  const { promise: over, resolve } = Promise.withResolvers<null>();
  let isOver = false;
  const stop = startTimer(() => {
    isOver = true;
    resolve(null);
  }, timeoutMs);
  return {
    isOver: () => isOver,
    stop,
    orNull: <Value>(work: Promise<Value>): Promise<Value | null> => Promise.race([work, over]),
  };
}

import type { Account, ListedSim, SimRef } from "../accounts/accounts.ts";
import { type Asking, callsAreFor, callsArePaced, unpaced } from "../accounts/asking.ts";
import { assertNever, besideOthers, inAccount } from "../core/errors.ts";
import { defaultThresholds, type Thresholds } from "../core/findings/thresholds.ts";
import { type SimFacts, simFactsOf } from "../core/fleet/sim-facts.ts";
import { compactOf, fold } from "../core/fold.ts";
import { type Beside, toldBeside, type Unasked } from "../core/hearing.ts";
import { type Instant, secondMs } from "../core/instant.ts";
import { ownTurnOfLoop } from "../core/loop-turns.ts";
import type { QuestionWait } from "../core/question-wait.ts";
import type { SimReport } from "../core/report.ts";
import type { HeardOrRead } from "../core/session-read.ts";
import { type Sim, simAsListed } from "../core/sim.ts";
import { type Clock, type StartTimer, startRealTimer, withinTime } from "../core/time.ts";
import type { FoundBy } from "../look-up/listed.ts";
import { createLookUp, type LookedUp } from "../look-up/look-up.ts";
import { createHeldReads, type Freshness } from "../reads/held-reads.ts";
import { createReadRoom } from "../reads/read-room.ts";
import { earlierReport, toldAgain } from "./earlier-report.ts";
import { type NoMatchFound, noMatch } from "./no-match.ts";
import { createRunningQuestions } from "./running-questions.ts";
import { createSharedReports } from "./shared-reports.ts";
import { momentThatHasCome, type NamedQuestion, type SimReportQuestion } from "./sim-question.ts";
import { inOrder } from "./whole-names.ts";

export type SimReportOutcome =
  | ({
      readonly kind: "report";
      readonly report: SimReport;
      /** What was asked for, where only a search led from it to this SIM. Untrusted text. */
      readonly searchedFor?: string;
      /** Which of the whole names of the question that is; left out: none. */
      readonly whole?: number;
      /** What was asked for, where the SIM was called so until a moment ago. Untrusted text. */
      readonly formerly?: string;
    } & Beside)
  /** The platform itself says that there is no such SIM in these accounts. Untrusted text. */
  | {
      readonly kind: "sim_not_found";
      readonly wanted: string;
      readonly accounts: readonly (string | null)[];
      readonly unasked: readonly Unasked[];
    }
  /** Nothing that is known answers to it; how much that means, `lists` and `unasked` say. */
  | NoMatchFound
  /** Only the person who asks can tell which is meant. */
  | ({
      readonly kind: "several_sims";
      readonly wanted: string;
      readonly candidates: readonly ListedSim[];
      readonly total: number;
      readonly by: FoundBy;
      readonly whole?: number;
    } & Beside)
  /** Super SIMs are another product: they have no data sessions at all. */
  | { readonly kind: "super_sim"; readonly sid: string };

export interface SimReports {
  /** Rejects with a `BotError` when the platform cannot answer; every other outcome is a value. */
  answer(question: SimReportQuestion): Promise<SimReportOutcome>;
  /**
   * Reads a SIM of the list for judging its silence alone, and takes note of that. `null`: it is not
   * there any more. Rejects with a `BotError` when it cannot be read before the signal ends.
   */
  look(sim: LookedAtSim, signal: AbortSignal): Promise<Looked | null>;
  /** `null`: no such question runs, or its answer is under way. */
  waitOf(question: SimRef): QuestionWait | null;
}

/** A SIM of an account's list, and for whom it is read. */
export interface LookedAtSim {
  readonly account: Account;
  readonly sid: string;
  /** `null`: nobody waits for it, and people's questions come first. */
  readonly asking: Asking | null;
  /** One heard then or later need not be read to its last page; of it nothing new is remembered. */
  readonly heardSince?: Instant;
}

/** What a look showed. */
export type Looked =
  | { readonly kind: "heard"; readonly sign: Instant }
  | { readonly kind: "read"; readonly facts: SimFacts };

export interface SimReportParts {
  readonly clock: Clock;
  /** How long a person waits at most before hearing something, in milliseconds. */
  readonly questionTimeoutMs?: number;
  /** When a pattern counts as a finding; the defaults where none are given. */
  readonly thresholds?: Thresholds;
  readonly startTimer?: StartTimer;
  /** Takes note of what was read: every read of a question ends in a report. */
  readonly remember?: (facts: SimFacts) => void;
}

/** Below the 15 s after which people assume that nothing will come. */
const defaultQuestionTimeoutMs = 12 * secondMs;

/** Answers "what has this SIM's connection been doing?" */
export function createSimReports(parts: SimReportParts): SimReports {
  const { clock, startTimer = startRealTimer } = parts;
  const { questionTimeoutMs = defaultQuestionTimeoutMs, thresholds = defaultThresholds } = parts;
  const room = createReadRoom();
  const reads = createHeldReads(clock, room);
  const { remember = () => undefined } = parts;
  const shared = createSharedReports(({ facts }) => remember(facts));
  const lookUp = inOrder(createLookUp(reads, startTimer), startTimer);
  const running = createRunningQuestions(clock, room.isWaiting);

  const outcomeOf = async (
    question: SimReportQuestion,
    signal: AbortSignal,
  ): Promise<SimReportOutcome> => {
    const moment = momentThatHasCome(question.moment, clock.now());
    const { wholes = [] } = question;
    const asked: NamedQuestion = question;
    const { end, ref, whole } = await lookUp(asked, wholes, freshnessFor(moment), signal);
    const { sim: wanted, windowName } = ref;
    const read = whole === null ? {} : { whole };
    switch (end.kind) {
      case "super_sim":
        return end;
      case "several": {
        const { candidates, total, by, alsoIn, unasked } = end;
        return { kind: "several_sims", wanted, candidates, total, by, alsoIn, unasked, ...read };
      }
      case "none":
        return end.isCertain ? notFound(ref, end.unasked) : noMatch(ref, end);
      case "gone":
        return notFound(ref, end.unasked);
      case "failed":
        return earlierOutcome({ ...question, ...ref, moment }, end);
      case "has_read": {
        const { held, found, alsoIn, unasked } = end;
        const told =
          typeof moment === "object"
            ? toldAgain(moment, clock.now())
            : { asOf: held.read.startedAt };
        const report = await shared({ ...held, windowName, ...told, thresholds });
        const outcome = { kind: "report", report, alsoIn, unasked, ...read } as const;
        if (found.by === "search" && !isCalled(held.sim, wanted)) {
          return { ...outcome, searchedFor: wanted };
        }
        return isRenamed(end) ? { ...outcome, formerly: wanted } : outcome;
      }
      default:
        return assertNever(end);
    }
  };

  /** What is kept of an account is judged by what happened to that account, and by nothing else. */
  const earlierOutcome = async (
    question: SimReportQuestion,
    { failures, ...beside }: Extract<LookedUp, { kind: "failed" }>,
  ): Promise<SimReportOutcome> => {
    for (const { account, name, error } of failures) {
      const kept = reads.of(account).latest(name);
      const held = kept === null ? null : { ...kept, account };
      const input = earlierReport(held, question, error, clock.now(), thresholds);
      if (input === null) continue;
      room.hold(input.read, input.read.sessions.length, question.scope.asking ?? null);
      const report = await shared(input);
      return { kind: "report", report, ...toldBeside(beside, [account]) };
    }
    const [first, ...others] = failures.map(({ account, error }) =>
      account === null ? error : inAccount(error, account),
    );
    if (first === undefined) throw new Error("a read failed without a failure");
    throw besideOthers(first, others);
  };

  /** A read of the last moments serves this, too; what is read for it is not kept as a whole. */
  const look: SimReports["look"] = async (looked, ended) => {
    const { account, sid, asking } = looked;
    const listed = account.directory.bySid(sid);
    if (listed === null) return null;
    const kept = reads.of(account.name).recent(sid);
    const signal = AbortSignal.any([ended]);
    if (asking !== null) callsAreFor(signal, asking);
    else callsArePaced(signal, unpaced);
    const seen: HeardOrRead | null =
      kept === null ? await readFor(looked, signal) : { kind: "read", read: kept.read };
    if (seen === null || seen.kind === "heard") return seen;
    // A rhythm of thousands of sessions is some milliseconds of work, and there are many SIMs.
    await ownTurnOfLoop();
    const { read } = seen;
    const facts = simFactsOf({ sim: simAsListed(listed), account: account.name, read, thresholds });
    remember(facts);
    return { kind: "read", facts };
  };
  const readFor = async (
    { account: { source }, sid, asking, heardSince }: LookedAtSim,
    signal: AbortSignal,
  ): Promise<HeardOrRead | null> => {
    const place = await room.enter(asking, signal);
    try {
      if (heardSince !== undefined && source.readUntilHeard !== undefined)
        return await source.readUntilHeard(sid, heardSince, signal, place);
      const read = await source.readSessions(sid, signal, place);
      return read === null ? null : { kind: "read", read };
    } finally {
      place.leave();
    }
  };

  return {
    answer: (question) => {
      const inTime = (signal: AbortSignal) => {
        const { asking } = question.scope;
        if (asking !== undefined) callsAreFor(signal, asking);
        if (question.isInBackground === true) callsArePaced(signal, unpaced);
        return running.during(question, signal, () => outcomeOf(question, signal));
      };
      return withinTime(questionTimeoutMs, inTime, startTimer);
    },
    look,
    waitOf: running.waitOf,
  };
}

/** The list that led to it is older than its name. */
function isRenamed({ found, held }: Extract<LookedUp, { kind: "has_read" }>): boolean {
  const [before, now] = [found.sim, held.sim].map((sim) => fold(sim?.friendlyName ?? ""));
  // Another account that has this SIM may call it otherwise.
  const isOwn = found.account.name === held.account && found.sim !== null;
  return found.by === "friendly_name" && isOwn && before !== now;
}

/** Whether that is a name of it, however capitals, spaces and dashes are written. */
function isCalled({ uniqueName, friendlyName }: Sim, wanted: string): boolean {
  const written = (name: string) => compactOf(fold(name));
  return [uniqueName, friendlyName].some(
    (name) => name !== null && written(name) !== "" && written(name) === written(wanted),
  );
}

function notFound(
  { sim: wanted, scope }: NamedQuestion,
  unasked: readonly Unasked[],
): SimReportOutcome {
  const accounts = scope.accounts.map(({ name }) => name);
  return { kind: "sim_not_found", wanted, accounts, unasked };
}

function freshnessFor(moment: SimReportQuestion["moment"]): Freshness {
  if (typeof moment === "object") {
    return { kind: moment.isOwnRead === true ? "own" : "since", asOf: moment.asOf };
  }
  return moment === "again" ? { kind: "fresh" } : { kind: "recent" };
}

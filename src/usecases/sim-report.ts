import { defaultThresholds, type Thresholds } from "../core/findings/thresholds.ts";
import { fold } from "../core/fold.ts";
import { type Instant, secondMs } from "../core/instant.ts";
import type { SimReport, StaleReason } from "../core/report.ts";
import type { WindowName } from "../core/window.ts";
import { assertNever, besideOthers, inAccount } from "../errors.ts";
import {
  type AccountList,
  inOrderOfPreference,
  type LocatedSim,
  namesOf,
  type Scope,
  type Unasked,
} from "./accounts.ts";
import { callsAreFor } from "./asking.ts";
import type { StartTimer } from "./directory.ts";
import { earlierReport, toldAgain } from "./earlier-report.ts";
import { createHeldReads, type Freshness } from "./held-reads.ts";
import type { Clock } from "./ports.ts";
import { createReadRoom } from "./read-room.ts";
import { createRunningQuestions, type LookedFor, type QuestionWait } from "./running-questions.ts";
import { createSharedReports } from "./shared-reports.ts";
import { createSimMeanings } from "./sim-meanings.ts";
import { createSimReading, type SimRead } from "./sim-reading.ts";
import type { Found, ResolvedBy } from "./sim-resolution.ts";
import { startRealTimer, withinTime } from "./within-time.ts";

/** `now`: a new question. `again`: a new one that must not be answered from memory. */
export type Moment = "now" | "again" | PastMoment;

/** That of an answer given before. */
export interface PastMoment {
  readonly asOf: Instant;
  /** Set when that answer showed an earlier read, and why: whatever follows from it says so, too. */
  readonly stale?: StaleReason | null;
}

export interface SimReportQuestion extends LookedFor {
  readonly windowName: WindowName;
  readonly moment: Moment;
  /** Whether an earlier read will do, marked as such, when the platform cannot be read now. */
  readonly orEarlier?: boolean;
}

export type SimReportOutcome =
  | {
      readonly kind: "report";
      readonly report: SimReport;
      /** What was asked for, where only a search led from it to this SIM. Untrusted text. */
      readonly searchedFor?: string;
      /** What was asked for, where the SIM was called so until a moment ago. Untrusted text. */
      readonly formerly?: string;
      /** Other accounts that have a SIM of that name too. */
      readonly alsoIn: readonly string[];
      /** Accounts in which it could not be looked for. */
      readonly unasked: readonly Unasked[];
    }
  /** The platform itself says that there is no such SIM in these accounts. Untrusted text. */
  | {
      readonly kind: "sim_not_found";
      readonly wanted: string;
      readonly accounts: readonly (string | null)[];
      readonly unasked: readonly Unasked[];
    }
  /** Nothing that is known answers to it; how much that means, `lists` and `unasked` say. */
  | {
      readonly kind: "no_match";
      readonly wanted: string;
      readonly nearest: readonly LocatedSim[];
      readonly lists: readonly AccountList[];
      readonly unasked: readonly Unasked[];
    }
  /** Only the person who asks can tell which is meant. */
  | {
      readonly kind: "several_sims";
      readonly wanted: string;
      readonly candidates: readonly LocatedSim[];
      readonly total: number;
      readonly by: ResolvedBy;
      readonly alsoIn: readonly string[];
      readonly unasked: readonly Unasked[];
    }
  /** Super SIMs are another product: they have no data sessions at all. */
  | { readonly kind: "super_sim"; readonly sid: string };

export interface SimReports {
  /** Rejects with a `BotError` when the platform cannot answer; every other outcome is a value. */
  answer(question: SimReportQuestion): Promise<SimReportOutcome>;
  /** `null`: no such question runs, or its answer is under way. */
  waitOf(question: LookedFor): QuestionWait | null;
}

export interface SimReportParts {
  readonly clock: Clock;
  /** How long a person waits at most before hearing something, in milliseconds. */
  readonly questionTimeoutMs?: number;
  /** When a pattern counts as a finding; the defaults where none are given. */
  readonly thresholds?: Thresholds;
  readonly startTimer?: StartTimer;
}

/** Below the 15 s after which people assume that nothing will come. */
const defaultQuestionTimeoutMs = 12 * secondMs;

/** Answers "what has this SIM's connection been doing?" */
export function createSimReports(parts: SimReportParts): SimReports {
  const { clock, startTimer = startRealTimer } = parts;
  const { questionTimeoutMs = defaultQuestionTimeoutMs, thresholds = defaultThresholds } = parts;
  const room = createReadRoom();
  const reads = createHeldReads(clock, room);
  const shared = createSharedReports();
  const meanings = createSimMeanings(reads, startTimer);
  const reading = createSimReading(reads, meanings, startTimer);
  const running = createRunningQuestions(clock, room.isWaiting);

  const outcomeOf = async (
    question: SimReportQuestion,
    signal: AbortSignal,
  ): Promise<SimReportOutcome> => {
    const { sim: given, scope, windowName } = question;
    const moment = momentThatHasCome(question.moment, clock.now());
    const read = await reading.read(given, scope, freshnessFor(moment), signal);
    switch (read.kind) {
      case "unresolved":
        return withoutReport(read.resolution, given);
      case "gone":
        return {
          kind: "sim_not_found",
          wanted: given,
          accounts: searchedIn(scope),
          unasked: read.unasked,
        };
      case "failed":
        return earlierOutcome({ ...question, moment }, read);
      case "read": {
        const { held, found } = read;
        const account = held.account.name;
        const told =
          typeof moment === "object"
            ? toldAgain(moment, clock.now())
            : { asOf: held.read.startedAt };
        const report = await shared({ ...held, account, windowName, ...told, thresholds });
        const outcome = { kind: "report", report, ...besides(found, account) } as const;
        if (found.by === "search") return { ...outcome, searchedFor: given };
        return isRenamed(found, report) ? { ...outcome, formerly: given } : outcome;
      }
      default:
        return assertNever(read);
    }
  };

  /** What is kept of an account is judged by what happened to that account, and by nothing else. */
  const earlierOutcome = (
    question: SimReportQuestion,
    { failures, found }: Extract<SimRead, { kind: "failed" }>,
  ): SimReportOutcome => {
    const order = inOrderOfPreference(question.scope).map(({ name }) => name);
    const inOrder = failures.toSorted(
      (a, b) => order.indexOf(a.account) - order.indexOf(b.account),
    );
    for (const { account, name, error } of inOrder) {
      const kept = reads.of(account).latest(name);
      const held = kept === null ? null : { ...kept, account };
      const report = earlierReport(held, question, error, clock.now(), thresholds);
      if (report === null) continue;
      const unasked = inOrder.filter((failure) => failure.account !== account);
      return {
        kind: "report",
        report,
        ...(found === null ? { alsoIn: [], unasked } : besides(found, account)),
      };
    }
    const [first, ...others] = inOrder.map(({ account, error }) =>
      account === null ? error : inAccount(error, account),
    );
    if (first === undefined) throw new Error("a read failed without a failure");
    throw besideOthers(first, others);
  };

  return {
    answer: (question) => {
      const inTime = (signal: AbortSignal) => {
        const { asking } = question.scope;
        if (asking !== undefined) callsAreFor(signal, asking);
        return running.during(question, signal, () => outcomeOf(question, signal));
      };
      return withinTime(questionTimeoutMs, inTime, startTimer);
    },
    waitOf: running.waitOf,
  };
}

/** Who answers, or has one too, has been heard. */
function besides(
  { others, unasked }: Found,
  answering: string | null,
): { alsoIn: readonly string[]; unasked: readonly Unasked[] } {
  const alsoIn = namesOf(others).filter((name) => name !== answering);
  const heard = new Set([answering, ...alsoIn]);
  return { alsoIn, unasked: unasked.filter(({ account }) => !heard.has(account)) };
}

/** The list that led to it is older than its name. */
function isRenamed({ by, sim: listed, account: inList }: Found, report: SimReport): boolean {
  const { sim, account } = report;
  return (
    by === "friendly_name" &&
    // Another account that has this SIM may call it otherwise.
    inList.name === account &&
    listed !== null &&
    fold(listed.friendlyName ?? "") !== fold(sim.friendlyName ?? "")
  );
}

function withoutReport(
  resolution: Extract<SimRead, { kind: "unresolved" }>["resolution"],
  given: string,
): SimReportOutcome {
  switch (resolution.kind) {
    case "super_sim":
      return resolution;
    case "several": {
      const { candidates, total, by, others, unasked } = resolution;
      const alsoIn = namesOf(others);
      return { kind: "several_sims", wanted: given, candidates, total, by, alsoIn, unasked };
    }
    case "none": {
      const { wanted, isCertain, nearest, lists, unasked } = resolution;
      const accounts = lists.map(({ account }) => account);
      return isCertain
        ? { kind: "sim_not_found", wanted: given, accounts, unasked }
        : { kind: "no_match", wanted, nearest, lists, unasked };
    }
    default:
      return assertNever(resolution);
  }
}

/**
 * An answer of a moment to come was given before the clock was put back, or by a replica whose clock
 * is ahead: what was known then cannot be told any more, so it is told as of now.
 */
function momentThatHasCome(moment: Moment, now: Instant): Moment {
  return typeof moment === "object" && moment.asOf > now ? "now" : moment;
}

function searchedIn({ accounts }: Scope): (string | null)[] {
  return accounts.map(({ name }) => name);
}

function freshnessFor(moment: SimReportQuestion["moment"]): Freshness {
  if (typeof moment === "object") return { kind: "since", asOf: moment.asOf };
  return moment === "again" ? { kind: "fresh" } : { kind: "recent" };
}

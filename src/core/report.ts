import { factsOf } from "./findings/facts.ts";
import { defaultThresholds, type Thresholds } from "./findings/thresholds.ts";
import { type Triage, triageOf } from "./findings/triage.ts";
import { type Unknowns, unknownsOf } from "./findings/unknowns.ts";
import { type SimFacts, simFactsFrom } from "./fleet/sim-facts.ts";
import {
  type HeldSessions,
  heldAt,
  latestOf,
  newestOpen,
  reaches,
  staleOpens,
} from "./held-sessions.ts";
import { type Instant, laterOf, minuteMs } from "./instant.ts";
import { createSessionReader } from "./known/known-session.ts";
import { type LastKnown, lastKnownOf } from "./last-known.ts";
import { type OperatorBook, operatorBookOf } from "./operator-book.ts";
import { type QualityNote, qualityNotes } from "./quality.ts";
import { beginOf, type DataSession, lastSeen } from "./session.ts";
import type { SessionRead } from "./session-read.ts";
import type { Sim } from "./sim.ts";
import { stateOf } from "./state.ts";
import type { Tense } from "./tense.ts";
import { type Timeline, timelineOf } from "./timeline.ts";
import { type Totals, totalsOf } from "./totals.ts";
import { retentionMs, type Window, type WindowName, windowAt } from "./window.ts";
import type { Sentence } from "./words.ts";

/** What the platform did when it was asked: nothing useful, or it said "too many at once". */
export const staleReasons = ["no_answer", "limited"] as const;
export type StaleReason = (typeof staleReasons)[number];

/** Why a report shows an earlier moment than the question's. */
export interface Stale {
  /** When it is told: for a page of such an answer the moment of the click. */
  readonly askedAt: Instant;
  readonly because: StaleReason;
}

/** Everything known about one question: the single value that every view, chart and export draws from. */
export interface SimReport {
  readonly sim: Sim;
  /** The account that the SIM was read in; `null`: the only one, which has no name. */
  readonly account: string | null;
  /** The moment of the question. Everything is computed for it, never from the clock. */
  readonly asOf: Instant;
  /** When the platform was read; later than `asOf` when an older question is paged. */
  readonly readAt: Instant;
  /** When that reading began: at `asOf`, unless an answer given before was read anew. */
  readonly readFrom: Instant;
  /** Set when the platform could not be read now: all is as it was at `asOf`. */
  readonly stale: Stale | null;
  /** How it is told: what is stale, or a page of an earlier moment, speaks of then. */
  readonly tense: Tense;
  readonly window: Window;
  /** Sessions that touch the window, newest first. */
  readonly sessions: readonly DataSession[];
  /** Sessions of the last 30 days that ended before the window, newest first: where Older leads. */
  readonly earlier: readonly DataSession[];
  /** Sessions that began after `asOf`. */
  readonly newerSince: number;
  /** The session with the latest sign of life among all held. */
  readonly latest: DataSession | null;
  /** The last sign of life: of the sessions, or of a record that could not be read. */
  readonly lastSeen: Instant | null;
  /** The session that is open now, as far as the records tell. */
  readonly open: DataSession | null;
  /** When the oldest session that the API still holds began. */
  readonly oldestHeldAt: Instant | null;
  readonly lastKnown: LastKnown;
  /** Which operator each session is of, and what each is called: the same everywhere in the answer. */
  readonly operators: OperatorBook;
  readonly timeline: Timeline;
  readonly totals: Totals;
  /** What is not known of all that is kept, and where in time it may lie. */
  readonly unknowns: Unknowns;
  readonly quality: readonly QualityNote[];
  /** What the connection is doing at `asOf`, in one sentence: the state, without a judgement. */
  readonly state: Sentence;
  /** What is remembered of the SIM: the same judgement of its silence, for any later moment. */
  readonly facts: SimFacts;
  /** The judgement: verdict, findings with their evidence, what was checked. */
  readonly triage: Triage;
}

export interface ReportInput {
  readonly sim: Sim;
  readonly account?: string | null;
  readonly read: SessionRead;
  readonly windowName: WindowName;
  readonly asOf: Instant;
  readonly stale?: Stale | null;
  /** The defaults where none are given. */
  readonly thresholds?: Thresholds;
}

/** Reading takes seconds; who turns a page this long after the question reads of an earlier moment. */
const earlierAfterMs = 5 * minuteMs;

/** Turns what the platform listed into the report. Pure: the same input gives the same report. */
export function reportOf(input: ReportInput): SimReport {
  const stages = reportInStages(input);
  for (;;) {
    const { done, value } = stages.next();
    if (done) return value;
  }
}

/** The same in stages of similar length, so that whoever makes a long one can do something else in between. */
export function* reportInStages({
  sim,
  account = null,
  read,
  windowName,
  asOf,
  stale = null,
  thresholds = defaultThresholds,
}: ReportInput): Generator<void, SimReport> {
  const asKnown = createSessionReader();
  const held: HeldSessions = heldAt(read, asOf, asKnown);
  const unknowns = unknownsOf({ ...read, ...held, asOf });
  const window = windowAt(windowName, asOf);
  yield;
  const sessions = held.sessions.filter((session) => reaches(session, window.from));
  const earlier = held.sessions.filter(
    (session) => !reaches(session, window.from) && reaches(session, asOf - retentionMs),
  );
  const latest = latestOf(held.sessions);
  const open = newestOpen(held.sessions);
  const overtaken = staleOpens(held.sessions);
  const timeline = timelineOf(sessions, window, open);
  const oldest = held.sessions.at(-1);
  const operators = operatorBookOf(held.sessions.map(({ operator }) => operator));
  const isOfEarlier = stale !== null || read.finishedAt - asOf >= earlierAfterMs;
  const tense: Tense = isOfEarlier ? "past" : "present";
  const report = {
    sim,
    account,
    asOf,
    readAt: read.finishedAt,
    readFrom: read.startedAt,
    stale,
    tense,
    window,
    sessions,
    earlier,
    newerSince: held.newerSince,
    latest,
    lastSeen: laterOf(latest === null ? null : lastSeen(latest), unknowns.lastSign),
    open,
    oldestHeldAt: oldest === undefined ? null : beginOf(oldest),
    lastKnown: lastKnownOf(held.sessions, operators),
    operators,
    timeline,
    totals: totalsOf(sessions, timeline, window, unknowns, operators, overtaken),
    unknowns,
  };
  const quality = qualityNotes(unknowns, read, sessions);
  yield;
  const facts = factsOf({
    sim,
    sessions: held.sessions,
    asKnown,
    window,
    asOf,
    thresholds,
    unknowns,
    tense,
  });
  yield;
  return {
    ...{ ...report, quality, state: stateOf(report), triage: triageOf(facts) },
    facts: simFactsFrom(facts, account, report.lastKnown),
  };
}

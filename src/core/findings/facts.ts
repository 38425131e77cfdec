import type { Instant, Interval } from "../instant.ts";
import { createSessionReader } from "../known/known-session.ts";
import { compareNewestFirst, type DataSession, isOpen, type Placed, placed } from "../session.ts";
import type { Sim } from "../sim.ts";
import type { Tense } from "../tense.ts";
import { retentionMs, type Window, windowAt } from "../window.ts";
import { type OperatorNames, operatorNamesOf } from "./operator-names.ts";
import { type Silence, silenceOf } from "./silence.ts";
import type { Thresholds } from "./thresholds.ts";
import { type Unknowns, unknownsOf } from "./unknowns.ts";

/** What one question puts before the rules. */
export interface FindingInput {
  readonly sim: Sim;
  /** Everything held of the SIM, up to 30 days, in any order. */
  readonly sessions: readonly DataSession[];
  /** The window asked for: changes and patterns are reported when they touch it. */
  readonly window: Window;
  /** The moment of the question. Everything is judged at this moment. */
  readonly asOf: Instant;
  readonly thresholds: Thresholds;
  /** What is not known of the history; left out: only what `sessions` themselves lack. */
  readonly unknowns?: Unknowns;
  /** How it is told; left out: at the moment of the question. */
  readonly tense?: Tense;
}

/** What the rules share, worked out once for a question. */
export interface Facts extends Pick<FindingInput, "sim" | "window" | "asOf" | "thresholds"> {
  /** What is not known, and where in time: where it may lie, nothing is concluded from absence. */
  readonly unknowns: Unknowns;
  readonly tense: Tense;
  /** What the platform keeps: 30 days up to `asOf`. */
  readonly kept: Interval;
  /** All sessions that touch `kept`, newest first. */
  readonly sessions: readonly Placed[];
  /** Those of them that touch the window asked for. */
  readonly inWindow: readonly Placed[];
  /**
   * From here on a lasting change is told: the window, and at least the last good-period length,
   * so that asking for a shorter window never turns a change that still holds into "normal".
   */
  readonly changesFrom: Instant;
  /**
   * The latest sign of life: an open session counts at its last update, not at `asOf`. A record
   * that could not be read counts by the times that can.
   */
  readonly lastSeen: Instant | null;
  /** The newest open session. Older open ones are stale records. */
  readonly open: Placed | null;
  readonly silence: Silence;
  readonly operators: OperatorNames;
}

/** Sorts, cuts to what is kept at `asOf`, and takes impossible values as unknown. */
export function factsOf(input: FindingInput): Facts {
  const { sim, window, asOf, thresholds } = input;
  const kept = { from: asOf - retentionMs, to: asOf };
  const asKnown = createSessionReader();
  const believed = input.sessions.map((session) => credible(asKnown(session), asOf));
  const unknowns = input.unknowns ?? unknownsOf({ sessions: believed, asOf });
  const sessions = believed
    .sort(compareNewestFirst)
    .map(placed)
    .filter((session) => session !== null)
    .filter(({ begin, seen }) => begin <= asOf && seen >= kept.from);
  const lastSeen = sessions.reduce(
    (seen: Instant | null, session) => Math.max(seen ?? session.seen, session.seen),
    signIn(unknowns, kept),
  );
  return {
    ...{ sim, window, asOf, thresholds, kept, sessions, lastSeen, unknowns },
    tense: input.tense ?? "present",
    inWindow: sessions.filter(({ begin, seen }) => begin <= window.to && seen >= window.from),
    changesFrom: Math.min(window.from, asOf - thresholds.changeGoodMs),
    open: sessions.find(({ session }) => isOpen(session)) ?? null,
    silence: silenceSince(sessions, asOf, thresholds, lastSeen),
    operators: operatorNamesOf(sessions.map(({ session }) => session)),
  };
}

/** Of a record that could not be read; one of more than 30 days ago says nothing of what is kept. */
function signIn({ lastSign }: Unknowns, { from }: Interval): Instant | null {
  return lastSign !== null && lastSign >= from ? lastSign : null;
}

/** A later sign of life only shortens a silence: it never makes one that was as usual an unusual one. */
function silenceSince(
  sessions: readonly Placed[],
  asOf: Instant,
  thresholds: Thresholds,
  lastSeen: Instant | null,
): Silence {
  const bySessions = silenceOf(sessions, asOf, thresholds);
  if (bySessions.kind !== "overdue" || lastSeen === null) return bySessions;
  return silenceOf(sessions, asOf, thresholds, lastSeen);
}

/** The facts as they would be had somebody asked for everything that is kept. */
export function overAllKept(facts: Facts): Facts {
  const { kept, sessions, asOf } = facts;
  const window = windowAt("30d", asOf);
  return { ...facts, window, inWindow: sessions, changesFrom: kept.from };
}

/** The facts as they would be without some sessions, for patterns that another one explains. */
export function without(facts: Facts, explained: ReadonlySet<Placed>): Facts {
  const remains = (session: Placed) => !explained.has(session);
  return {
    ...facts,
    sessions: facts.sessions.filter(remains),
    inWindow: facts.inWindow.filter(remains),
  };
}

/**
 * The record with impossible values taken as unknown: times that are no numbers or lie after
 * `asOf`, counts below zero. A session with an impossible end stays closed.
 */
function credible(session: DataSession, asOf: Instant): DataSession {
  const isPossible = (at: Instant | null) => at === null || (Number.isFinite(at) && at <= asOf);
  const start = Number.isFinite(session.start) ? session.start : null;
  const lastUpdated = isPossible(session.lastUpdated) ? session.lastUpdated : null;
  const end = isPossible(session.end) ? session.end : (lastUpdated ?? start);
  return {
    ...{ ...session, start, lastUpdated, end },
    packetsUp: countOrUnknown(session.packetsUp),
    packetsDown: countOrUnknown(session.packetsDown),
  };
}

function countOrUnknown(value: number | null): number | null {
  return value !== null && Number.isFinite(value) && value >= 0 ? value : null;
}

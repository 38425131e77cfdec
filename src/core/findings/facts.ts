import { staleOpens } from "../held-sessions.ts";
import type { Instant, Interval } from "../instant.ts";
import { createSessionReader, type SessionReader } from "../known/known-session.ts";
import { compareNewestFirst, type DataSession, isOpen, type Placed, placed } from "../session.ts";
import type { Sim } from "../sim.ts";
import type { Tense } from "../tense.ts";
import { retentionMs, type Window, windowAt } from "../window.ts";
import { contactsOf } from "./contacts.ts";
import { type OperatorNames, operatorNamesOf } from "./operator-names.ts";
import type { Rhythm } from "./rhythm.ts";
import { type RhythmNow, rhythmNowOf } from "./rhythm-now.ts";
import { outagesOf, type Patience, patienceOf, type Silence, silenceOf } from "./silence.ts";
import { type Storm, stormsOf } from "./storms.ts";
import type { Thresholds } from "./thresholds.ts";
import { type Unknowns, unknownsOf } from "./unknowns.ts";

/** What one question puts before the rules. */
export interface FindingInput {
  readonly sim: Sim;
  /** Everything held of the SIM, up to 30 days, in any order. */
  readonly sessions: readonly DataSession[];
  /** What has read them before, and remembers what it made of their texts; left out: a new one. */
  readonly asKnown?: SessionReader;
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
export interface Facts
  extends Pick<FindingInput, "sim" | "window" | "asOf" | "thresholds">,
    RhythmNow {
  /** What is not known, and where in time: where it may lie, nothing is concluded from absence. */
  readonly unknowns: Unknowns;
  readonly tense: Tense;
  /** What the platform keeps: 30 days up to `asOf`. */
  readonly kept: Interval;
  /** All sessions that touch `kept`, newest first. */
  readonly sessions: readonly Placed[];
  /** Those of them that touch the window asked for. */
  readonly inWindow: readonly Placed[];
  /** The stretches in which it was heard, disjoint and in order. */
  readonly contacts: readonly Interval[];
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
  /** The session that is open now, as far as the records tell. */
  readonly open: Placed | null;
  /** Open records that newer sessions have overtaken: they say nothing about now. Newest first. */
  readonly stale: readonly Placed[];
  /** From the last sign of life to `asOf`. */
  readonly silence: Silence;
  /** From when on that silence is what, should it go on; `null`: it was never heard. */
  readonly patience: Patience | null;
  /** The silences that are over and were far beyond the usual ones, in order of time. */
  readonly outages: readonly Interval[];
  /** The stretches of starts that crowd beyond what was usual before, oldest first. */
  readonly storms: readonly Storm[];
  readonly operators: OperatorNames;
}

/** Sorts, cuts to what is kept at `asOf`, and takes impossible values as unknown. */
export function factsOf(input: FindingInput): Facts {
  const { sim, window, asOf, thresholds } = input;
  const kept = { from: asOf - retentionMs, to: asOf };
  const { asKnown = createSessionReader() } = input;
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
  const stale = staleOpens(sessions.map(({ session }) => session));
  const isStale = ({ session }: Placed) => stale.has(session);
  const oldestFirst = sessions.toSorted((a, b) => a.begin - b.begin);
  const contacts = contactsOf(oldestFirst);
  const storms = stormsOf(oldestFirst, thresholds);
  const now = rhythmNowOf(oldestFirst, storms, asOf, thresholds);
  return {
    ...now,
    ...{ sim, window, asOf, thresholds, kept, sessions, contacts, lastSeen, unknowns },
    tense: input.tense ?? "present",
    inWindow: sessions.filter(({ begin, seen }) => begin <= window.to && seen >= window.from),
    changesFrom: Math.min(window.from, asOf - thresholds.changeGoodMs),
    open: sessions.find((one) => isOpen(one.session) && !isStale(one)) ?? null,
    stale: sessions.filter(isStale),
    silence: silenceSince(contacts, now.rhythm, asOf, thresholds, lastSeen),
    patience: patienceSince(contacts, now.rhythm, thresholds, lastSeen),
    outages: outagesOf(contacts, now.rhythm, now.change, thresholds),
    storms,
    operators: operatorNamesOf(sessions.map(({ session }) => session)),
  };
}

/** Of a record that could not be read; one of more than 30 days ago says nothing of what is kept. */
function signIn({ lastSign }: Unknowns, { from }: Interval): Instant | null {
  return lastSign !== null && lastSign >= from ? lastSign : null;
}

/** A later sign of life only shortens a silence: it never makes one that was as usual an unusual one. */
function silenceSince(
  contacts: readonly Interval[],
  rhythm: Rhythm | null,
  asOf: Instant,
  thresholds: Thresholds,
  lastSeen: Instant | null,
): Silence {
  const bySessions = silenceOf(contacts, rhythm, asOf, thresholds);
  if (bySessions.kind !== "overdue" || lastSeen === null) return bySessions;
  return silenceOf(contacts, rhythm, asOf, thresholds, lastSeen);
}

/** So it is overdue from the later of the two moments on. */
function patienceSince(
  contacts: readonly Interval[],
  rhythm: Rhythm | null,
  thresholds: Thresholds,
  lastSeen: Instant | null,
): Patience | null {
  const bySessions = patienceOf(contacts, rhythm, thresholds);
  if (bySessions === null || lastSeen === null || lastSeen <= bySessions.last) return bySessions;
  const later = patienceOf(contacts, rhythm, thresholds, lastSeen);
  if (later === null || bySessions.overdueAfter === null) return later;
  const overdueAfter = Math.max(bySessions.overdueAfter, later.overdueAfter ?? 0);
  return { ...later, overdueAfter };
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
 * `asOf`, counts below zero. A session with an impossible end stays closed. Nearly every record is
 * given back as it is: the same one that the rest of the report has.
 */
/** Whether an open session was heard so lately that nobody calls the SIM silent, whatever its rhythm. */
export function isHeardOpen({
  open,
  asOf,
  thresholds,
}: Pick<Facts, "open" | "asOf" | "thresholds">): boolean {
  return open !== null && asOf - open.seen < thresholds.openSilentMs;
}

function credible(session: DataSession, asOf: Instant): DataSession {
  const { start, lastUpdated, end, packetsUp, packetsDown } = session;
  const isAsReceived =
    isPossible(start, Number.POSITIVE_INFINITY) &&
    isPossible(lastUpdated, asOf) &&
    isPossible(end, asOf) &&
    packetsUp === countOrUnknown(packetsUp) &&
    packetsDown === countOrUnknown(packetsDown);
  return isAsReceived ? session : withoutImpossible(session, asOf);
}

function isPossible(at: Instant | null, latest: Instant): boolean {
  return at === null || (Number.isFinite(at) && at <= latest);
}

function withoutImpossible(session: DataSession, asOf: Instant): DataSession {
  const start = Number.isFinite(session.start) ? session.start : null;
  const lastUpdated = isPossible(session.lastUpdated, asOf) ? session.lastUpdated : null;
  const isEndPossible = isPossible(session.end, asOf);
  const end = isEndPossible ? session.end : (lastUpdated ?? start);
  const packetsUp = countOrUnknown(session.packetsUp);
  const packetsDown = countOrUnknown(session.packetsDown);
  const believed = { ...session, start, lastUpdated, end, packetsUp, packetsDown };
  return isEndPossible || end === null ? believed : { ...believed, isEndAssumed: true };
}

function countOrUnknown(value: number | null): number | null {
  return value !== null && Number.isFinite(value) && value >= 0 ? value : null;
}

import { type Facts, factsOf } from "../findings/facts.ts";
import type { Rhythm } from "../findings/rhythm.ts";
import { missedIn } from "../findings/silence.ts";
import { defaultThresholds, type Thresholds } from "../findings/thresholds.ts";
import { unknownsOf } from "../findings/unknowns.ts";
import { isSilenceHidden } from "../findings/unknowns-in-the-way.ts";
import { heldAt } from "../held-sessions.ts";
import { hourMs, type Instant } from "../instant.ts";
import { createSessionReader } from "../known/known-session.ts";
import { type LastKnown, lastKnownOf } from "../last-known.ts";
import { operatorCode, operatorNameKey } from "../operator.ts";
import { operatorBookOf } from "../operator-book.ts";
import type { Operator } from "../session.ts";
import type { SessionRead } from "../session-read.ts";
import type { Sim } from "../sim.ts";
import { windowAt } from "../window.ts";
import { quietHoursOf } from "./quiet-hours.ts";

/** How a SIM connects, as far as it is remembered. */
export interface SimRhythm {
  readonly kind: Rhythm["kind"];
  /** Median of the intervals between starts, in milliseconds. */
  readonly usualGapMs: number;
  /** Nine in ten of these intervals are at most this long. */
  readonly mostGapsBelowMs: number;
  /**
   * The hours of the day (UTC) in which it was not heard on any of its last seven days, bit 0 from
   * 00:00 on. 0: it has none, or connects too seldom to tell.
   */
  readonly quietHours: number;
}

/** What is remembered of a SIM, for judging it beside others: no session, name, IMEI or ICCID. */
export interface SimFacts {
  /** The account that it is in; `null`: the only one. */
  readonly account: string | null;
  readonly sid: string;
  /** Its state as the platform gave it: `active`, `suspended` …; `null`: not told. Untrusted text. */
  readonly simState: string | null;
  /** The moment for which all of this was true. */
  readonly readAt: Instant;
  /** The last sign of life; `null`: none in what the platform keeps. */
  readonly lastSign: Instant | null;
  /** `null`: too few starts are known to tell. */
  readonly rhythm: SimRhythm | null;
  /**
   * Silent since `lastSign`, it is beyond its own rhythm after this moment, sleep and weekends
   * counted in; `null`: its records do not allow to say so of any silence.
   */
  readonly overdueAfter: Instant | null;
  /** When it was to be heard again after a usual sleep; `null`: it was not asleep. */
  readonly expectedAt: Instant | null;
  /** The last known one; `null`: no record names one. Untrusted texts. */
  readonly operator: Operator | null;
  readonly country: string | null;
  readonly cell: string | null;
  readonly radioLink: string | null;
}

export interface SimFactsInput {
  readonly sim: Sim;
  readonly account: string | null;
  readonly read: SessionRead;
  /** Left out: when the read began. */
  readonly asOf?: Instant;
  readonly thresholds?: Thresholds;
}

/** The facts of a SIM that was read, for whoever makes no report of it. Pure. */
export function simFactsOf(input: SimFactsInput): SimFacts {
  const { sim, account, read, asOf = read.startedAt, thresholds = defaultThresholds } = input;
  const asKnown = createSessionReader();
  const held = heldAt(read, asOf, asKnown);
  const unknowns = unknownsOf({ ...read, ...held, asOf });
  const { sessions } = held;
  const lastKnown = lastKnownOf(sessions, operatorBookOf(sessions.map((one) => one.operator)));
  const window = windowAt("30d", asOf);
  const facts = factsOf({ sim, sessions, asKnown, window, asOf, thresholds, unknowns });
  return simFactsFrom(facts, account, lastKnown);
}

/** The same, where the facts that a report rests on have been worked out: what it says, this says. */
export function simFactsFrom(
  facts: Facts,
  account: string | null,
  { operator, cellId, radioLink }: LastKnown,
): SimFacts {
  const { sim, asOf, lastSeen, rhythm, patience } = facts;
  return {
    account,
    sid: sim.sid,
    simState: sim.status,
    readAt: asOf,
    lastSign: lastSeen,
    rhythm: rhythm === null ? null : simRhythm(facts, rhythm),
    overdueAfter: overdueAfter(facts),
    expectedAt: patience?.expectedAt ?? null,
    operator: operator?.value ?? null,
    country: operator?.value.country ?? null,
    cell: cellId?.value ?? null,
    radioLink: radioLink?.value ?? null,
  };
}

function simRhythm(facts: Facts, { kind, typicalMs, mostlyBelowMs }: Rhythm): SimRhythm {
  const isFrequent = typicalMs <= hourMs;
  return {
    kind,
    usualGapMs: typicalMs,
    mostGapsBelowMs: mostlyBelowMs,
    quietHours: isFrequent ? quietHoursOf(facts.contacts) : 0,
  };
}

/** As the rule "overdue by its own rhythm" has it: an open session was heard within the hour. */
function overdueAfter(facts: Facts): Instant | null {
  const { patience, open, thresholds } = facts;
  const after = patience?.overdueAfter ?? null;
  if (after === null || isSilenceHidden(facts)) return null;
  // One that is open this long is silent from that moment on, not after it.
  return open === null ? after : Math.max(after, open.seen + thresholds.openSilentMs - 1);
}

/** Whether it is silent beyond its own rhythm at that moment, had it not been heard since it was read. */
export function isDark(
  { overdueAfter: after }: Pick<SimFacts, "overdueAfter">,
  at: Instant,
): boolean {
  return after !== null && at > after;
}

/** About how many reports did not come by then; `null` where it keeps no time to count them by. */
export function missedAt(
  { rhythm, lastSign, expectedAt }: Pick<SimFacts, "rhythm" | "lastSign" | "expectedAt">,
  at: Instant,
): number | null {
  const from = expectedAt ?? lastSign;
  if (rhythm === null || from === null) return null;
  return missedIn(Math.max(0, at - from), { kind: rhythm.kind, typicalMs: rhythm.usualGapMs });
}

/**
 * The same for all SIMs on one operator as people speak of it: a name in a country, however written;
 * the code where there is no name. `null`: the records do not say.
 */
export function fleetOperatorKey(operator: Operator | null): string | null {
  if (operator === null) return null;
  if (operator.name === null) return operatorCode(operator);
  return `${operatorNameKey(operator.name)} ${operator.country ?? operator.mcc ?? ""}`;
}

import type { Instant, Interval } from "../instant.ts";
import type { DataSession } from "../session.ts";
import type { Sim } from "../sim.ts";
import type { Tense } from "../tense.ts";
import type { Window } from "../window.ts";
import { count, type Sentence, type Value } from "../words.ts";
import type { Thresholds } from "./thresholds.ts";

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
  /** `false`: not every page was read, so that nothing may be concluded from what is absent. */
  readonly complete?: boolean;
  /** How it is told; left out: at the moment of the question. */
  readonly tense?: Tense;
}

/**
 * The named patterns, in the order of the ladder: is the SIM allowed, is there a session at all,
 * is it alive, (is it only this one,) is it stable, does traffic flow, what changed, harmless.
 * "Is it only this one" needs records of other SIMs: its kind joins where the comment stands.
 */
export const findingKinds = [
  "sim_not_active",
  "no_sessions",
  "open_but_silent",
  "overdue",
  // "many_ended_together" belongs here.
  "reconnect_loop",
  "operator_ping_pong",
  "no_traffic",
  "one_way_traffic",
  "device_changed",
  "country_changed",
  "operator_changed",
  "radio_fallback",
  "cell_moved",
  "past_gaps",
  "fixed_length",
  "retention_limit",
] as const;

export type FindingKind = (typeof findingKinds)[number];

/**
 * How much a finding asks of the reader, worst first.
 *
 * - `critical`: the SIM carries nothing now, or probably nothing. Someone should act.
 * - `warning`: it connects, but something stands in the way of its work. Someone should look.
 * - `notice`: something changed or happened that may explain a complaint. Nobody must act.
 * - `info`: true and worth knowing, and no sign of a fault; never keeps "looks normal" away.
 */
export const severities = ["critical", "warning", "notice", "info"] as const;

export type Severity = (typeof severities)[number];

/**
 * How sure the reading of the records is, not how sure the cause is: causes are always possible
 * ones. `certain`: the records say it. `probable`: they hardly allow another reading.
 * `possible`: another reading is as good.
 */
export type Confidence = "certain" | "probable" | "possible";

/** One number or instant that supports a finding. */
export interface Evidence {
  /** Permanent name of the measure, for machines: `starts_in_busiest_hour`. */
  readonly measure: string;
  /** The measure in words, without its value: "starts in the busiest hour". */
  readonly label: string;
  /** The exact value; only views round it. */
  readonly value: EvidenceValue;
}

/** A word that carries a value, or a share from 0 to 1. */
export type EvidenceValue = Value | { readonly kind: "share"; readonly value: number };

/** One named pattern with what shows it, what it usually means and what to try. */
export interface Finding {
  readonly kind: FindingKind;
  readonly severity: Severity;
  readonly confidence: Confidence;
  /** A few words: "Reconnect loop". */
  readonly title: string;
  /** State, evidence and certainty in one sentence; the verdict when this finding leads. */
  readonly summary: Sentence;
  readonly evidence: readonly Evidence[];
  /** What it usually means: possible causes, named as possible. */
  readonly meaning: Sentence;
  readonly nextStep: Sentence;
  /** Since when, or when it happened, where the records tell. */
  readonly since: Instant | null;
  /** Keys (`sessionKey`) of the sessions that show it, newest first. */
  readonly sessionKeys: readonly string[];
  /** The stretch whose sessions the evidence was counted over: the CSV of it gives the same numbers. */
  readonly basis: Interval;
}

/** What one rule says: a pattern, its absence, or that the records do not allow to tell. */
export type RuleResult =
  | { readonly kind: "found"; readonly finding: Finding }
  | { readonly kind: "clear"; readonly rule: FindingKind; readonly checked: Sentence }
  | { readonly kind: "cannot_judge"; readonly rule: FindingKind; readonly reason: Sentence };

/** For a rule whose floor of data is not reached: "the cell is known for 3 sessions only". */
export function knownForTooFew(rule: FindingKind, what: string, sessions: number): RuleResult {
  if (sessions === 0) return cannotJudge(rule, `${what} for no session`);
  return cannotJudge(rule, `${what} for `, count(sessions, "session"), " only");
}

/** One line of evidence. `value` may be any word, so that the makers of words can be used. */
export function measured(measure: string, label: string, value: EvidenceValue): Evidence {
  return { measure, label, value };
}

/** A name for a session that works without a sid and tells repeats of one sid apart. */
export function sessionKey(session: DataSession): string {
  const at = session.start ?? session.lastUpdated ?? session.end;
  return `${session.sid ?? "no-sid"}@${at === null ? "no-time" : at}`;
}

export function found(finding: Finding): RuleResult {
  return { kind: "found", finding };
}

export function clear(rule: FindingKind, ...checked: Sentence): RuleResult {
  return { kind: "clear", rule, checked };
}

export function cannotJudge(rule: FindingKind, ...reason: Sentence): RuleResult {
  return { kind: "cannot_judge", rule, reason };
}

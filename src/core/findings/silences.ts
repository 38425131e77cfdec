import type { Instant, Interval } from "../instant.ts";
import type { Facts } from "./facts.ts";
import { type Finding, ruleOf } from "./finding.ts";
import { contactsOf, expectedAgain, neighbourDays, neighbourWeeks } from "./silence.ts";
import { median, quantile } from "./statistics.ts";
import type { Thresholds } from "./thresholds.ts";
import { hiddenIn } from "./unknowns.ts";

/** The silences of a SIM that are worth showing, by its own habits. What shows them judges nothing anew. */
export interface Silences {
  /**
   * Longer than this SIM is used to, and not explained by what it does at these hours on other
   * days or weeks. Of all that is kept, disjoint and in order; the one that lasts is the last.
   */
  readonly unusual: readonly Interval[];
  /** The one that lasts at the moment of the question, when it is long for this SIM. */
  readonly now: SilenceNow | null;
  /** The last sign of life, also one of a record that could not be read. */
  readonly lastSeen: Instant | null;
}

export interface SilenceNow extends Interval {
  /** Whether neither its rhythm nor its habits by the hour let expect it. */
  readonly unusual: boolean;
}

export function silencesOf(facts: Facts, findings: readonly Finding[]): Silences {
  const past = pastSilences(facts);
  const now = silenceNow(facts, findings, past.limitMs);
  const unusual = now?.unusual ? [...past.unusual, now] : past.unusual;
  return { unusual, now, lastSeen: facts.lastSeen };
}

function pastSilences(facts: Facts): { unusual: Interval[]; limitMs: number } {
  const { sessions, thresholds, unknowns } = facts;
  const { rhythm } = facts.silence;
  const contacts = contactsOf(sessions);
  const silences = contacts
    .slice(1)
    .map(({ from }, index) => ({ from: contacts[index]?.to ?? from, to: from }));
  const limitMs = ownLimitMs(silences, thresholds);
  const habits = { seen: contacts, limitMs, rhythm, thresholds };
  const slackMs = Math.max(limitMs, thresholds.sleeperToleranceMs);
  const unusual = silences
    .filter(({ from, to }) => to - from > limitMs)
    // Where a record that could not be read may lie, no silence is claimed.
    .filter((silence) => hiddenIn(unknowns, silence).length === 0)
    .filter(({ from, to }) => {
      const expectedAt = expectedAgain(habits, from, neighbourDays, neighbourWeeks);
      return expectedAt === null || to > expectedAt + slackMs;
    });
  return { unusual, limitMs };
}

/** How long a silence this SIM is used to: by its silences, whatever the length of its sessions. */
function ownLimitMs(silences: readonly Interval[], thresholds: Thresholds): number {
  const lengths = silences.map(({ from, to }) => to - from).sort((a, b) => a - b);
  const isKnown = lengths.length >= thresholds.rhythmMinSessions - 1;
  const usualMs = thresholds.overdueFactor * (median(lengths) ?? 0);
  const mostlyMs = thresholds.silenceMostlyFactor * (quantile(lengths, 0.9) ?? 0);
  return Math.max(thresholds.overdueMinMs, usualMs, isKnown ? mostlyMs : 0);
}

function silenceNow(
  { asOf, lastSeen, silence, open, thresholds, unknowns }: Facts,
  findings: readonly Finding[],
  limitMs: number,
): SilenceNow | null {
  if (lastSeen === null || lastSeen >= asOf) return null;
  const lasting = { from: lastSeen, to: asOf };
  if (isSilenceFound(findings)) return { ...lasting, unusual: true };
  if (hiddenIn(unknowns, lasting).length > 0) return null;
  if (silence.kind === "asleep") return { ...lasting, unusual: false };
  const isAlive = open?.seen === lastSeen && asOf - lastSeen < thresholds.overdueOpenAliveMs;
  if (isAlive || asOf - lastSeen <= limitMs) return null;
  return { ...lasting, unusual: silence.kind !== "usual" };
}

/** A finding that something is silent is not to be contradicted, and not to be outdone. */
function isSilenceFound(findings: readonly Finding[]): boolean {
  return findings.some(
    ({ kind, severity }) =>
      (severity === "critical" || severity === "warning") &&
      ruleOf(kind).nature.course === "silence" &&
      ruleOf(kind).nature.about === "sessions",
  );
}

import type { Instant, Interval } from "../instant.ts";
import { type Facts, isHeardOpen } from "./facts.ts";
import { type Finding, ruleOf } from "./finding.ts";
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
  /** About how many reports did not come; `null`: it keeps no time of which one could count them. */
  readonly missed: number | null;
  /** The same, should a report come at this moment and end it. */
  readonly missedIfHeard: number | null;
}

const noneMissed = { missed: null, missedIfHeard: null };

/** A projection of the facts: which silences are unusual is decided there, once. */
export function silencesOf(facts: Facts, findings: readonly Finding[]): Silences {
  const { outages, unknowns, lastSeen } = facts;
  // Where a record that could not be read may lie, no silence is claimed.
  const past = outages.filter((silence) => hiddenIn(unknowns, silence).length === 0);
  const now = silenceNow(facts, findings);
  return { unusual: now?.unusual ? [...past, now] : past, now, lastSeen };
}

function silenceNow(facts: Facts, findings: readonly Finding[]): SilenceNow | null {
  const { asOf, lastSeen, silence, unknowns } = facts;
  if (lastSeen === null || lastSeen >= asOf) return null;
  const { missed, missedIfHeard } = silence.kind === "overdue" ? silence : noneMissed;
  const lasting = { from: lastSeen, to: asOf, missed, missedIfHeard };
  if (isSilenceFound(findings)) return { ...lasting, unusual: true };
  if (hiddenIn(unknowns, lasting).length > 0) return null;
  if (silence.kind === "asleep") return { ...lasting, unusual: false };
  // What no rule calls silent is not drawn as that.
  if (silence.kind !== "overdue" || isHeardOpen(facts)) return null;
  return { ...lasting, unusual: true };
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

import { type FindingKind, findingKinds, ruleOf } from "./findings/finding.ts";
import type { Instant } from "./instant.ts";

/** How a SIM was judged at a moment, by the name of what led. */
export interface JudgedAt {
  readonly at: Instant;
  /** `null`: nothing led. */
  readonly kind: FindingKind | null;
  /** `critical`, `warning`, `notice`, `info`, `normal`, `unknown`. */
  readonly severity: string;
}

/** The same in an answer that was given then. */
export interface JudgedThen extends JudgedAt {
  /** Whether that answer showed an earlier read, as the platform did not answer. */
  readonly isOfEarlier: boolean;
}

/** What is known of a SIM at the end of the stretch. */
export type KnownNow =
  | (JudgedAt & {
      readonly known: "read";
      readonly lastSign: Instant | null;
      /** What the answer calls it that led; `null`: nothing led. */
      readonly title: string | null;
    })
  /** As it was last read, by whomever; not judged here. */
  | {
      readonly known: "remembered";
      readonly at: Instant;
      readonly lastSign: Instant | null;
      /** Whether it was beyond its own rhythm then. */
      readonly isDark: boolean;
    }
  /** Nothing since it was asked for. */
  | { readonly known: "nothing" };

/** The gravest first: what a shift has to know first. */
const gravity = ["critical", "warning", "notice", "unknown", "info", "normal"];

export function gravityOf(severity: string): number {
  const place = gravity.indexOf(severity);
  return place < 0 ? gravity.length : place;
}

/** A verdict's name as it was stored; one that this version does not know is `null`, like none. */
export function knownKind(name: string | undefined): FindingKind | null {
  return findingKinds.find((kind) => kind === name) ?? null;
}

function isSilence(kind: FindingKind | null): boolean {
  return kind !== null && ruleOf(kind).nature.course === "silence";
}

/**
 * Whether it was silent when it was asked for, and is not any more: heard since by its records, and
 * judged anew without a silence.
 */
export function cameBack(then: JudgedAt, now: KnownNow): boolean {
  if (now.known !== "read" || !isSilence(then.kind) || isSilence(now.kind)) return false;
  return now.lastSign !== null && now.lastSign > then.at;
}

import type { DataSession } from "../session.ts";
import type { Value } from "../words.ts";

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

/** One line of evidence. `value` may be any word, so that the makers of words can be used. */
export function measured(measure: string, label: string, value: EvidenceValue): Evidence {
  return { measure, label, value };
}

/** A name for a session that works without a sid and tells repeats of one sid apart. */
export function sessionKey(session: DataSession): string {
  const at = session.start ?? session.lastUpdated ?? session.end;
  return `${session.sid ?? "no-sid"}@${at === null ? "no-time" : at}`;
}

import type { Instant } from "../instant.ts";

/** How the slow reading of the whole fleet goes, for one account. */
export type SweepState =
  /** Switched off by the settings. */
  | { readonly kind: "off" }
  /** Another process does it, or nobody knows which. */
  | { readonly kind: "elsewhere" }
  /** `passMs`: about how long one look at each SIM takes at the pace of the moment; `aimMs`: how long it may. */
  | { readonly kind: "runs"; readonly passMs: number; readonly aimMs: number };

/** How much of the fleet of one account is remembered, and how fresh that is. */
export interface FleetCoverage {
  readonly account: string | null;
  /** SIMs of the list that are active; `null`: there is no list yet. */
  readonly active: number | null;
  /** How many of the active ones are remembered at all. */
  readonly known: number;
  /** How many of the active ones were read within the last `withinMs`. */
  readonly lookedAt: number;
  readonly withinMs: number;
  /** Of the remembered active ones: how many have no record at all in what the platform keeps. */
  readonly unheard: number;
  /** How many others have too few records, or too irregular ones, to say so of any silence. */
  readonly untold: number;
  /** Of the active ones: when the one was read that was read longest ago; `null`: none was. */
  readonly oldestReadAt: Instant | null;
  readonly sweep: SweepState;
}

import type { SimFacts } from "../core/fleet/sim-facts.ts";
import type { Instant } from "../core/instant.ts";

/** Where SIMs were last known. */
export interface FleetPlace {
  readonly account: string | null;
  /** As `fleetOperatorKey` has it. */
  readonly operator: string;
  /** Left out: in any cell. */
  readonly cell?: string;
}

/** The accounts that somebody may look in; `null`: the only one. */
export interface FleetScope {
  readonly accounts: readonly (string | null)[];
}

/** Some of what is remembered, made anew for each look at it: there may be 100,000 of them. */
export interface FactsList {
  readonly count: number;
  /** From 0 on, in no order that means anything; `null`: gone from the account's list since. */
  at(index: number): SimFacts | null;
}

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

/** What is remembered of each SIM since it was last read. From memory: none of it waits. */
export interface FleetMemory {
  /** Takes note of a SIM that was read; what is older than what is known of it is left aside. */
  remember(facts: SimFacts): void;
  /** `null`: nothing is remembered of it. */
  of(account: string | null, sid: string): SimFacts | null;
  /** All SIMs last known there. */
  lastKnownOn(place: FleetPlace): FactsList;
  /** All SIMs of that account that were last known on another operator. */
  lastKnownBeside(place: Omit<FleetPlace, "cell">): FactsList;
  /** Those that are silent beyond their own rhythm at that moment, as far as is known; in no order. */
  silentBeyondRhythm(at: Instant, scope: FleetScope): readonly SimFacts[];
  /** One an account of the scope, in its order. */
  coverage(at: Instant, scope: FleetScope): readonly FleetCoverage[];
}

import type { FleetCoverage } from "../core/fleet/coverage.ts";
import type { SimFacts } from "../core/fleet/sim-facts.ts";
import type { Instant } from "../core/instant.ts";

export type { FleetCoverage, SweepState } from "../core/fleet/coverage.ts";

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
  /**
   * Those that are silent beyond their own rhythm at that moment unless they were heard since they
   * were read; in no order.
   */
  silentBeyondRhythm(at: Instant, scope: FleetScope): readonly SimFacts[];
  /** One an account of the scope, in its order. */
  coverage(at: Instant, scope: FleetScope): readonly FleetCoverage[];
}

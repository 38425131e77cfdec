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

/** Which silences somebody asks about, judged at `at`. */
export interface SilenceAsked {
  readonly at: Instant;
  /** Its last sign of life was after that moment, and not after the other one. */
  readonly heardAfter: Instant;
  readonly heardUntil: Instant;
  /** What was read less than so long ago is as good as read now. */
  readonly freshMs: number;
  /** Of what is due since it was read no more are made than so many. */
  readonly mostDue: number;
}

/** SIMs that are silent beyond their own rhythm unless they were heard since they were read. */
export interface MaybeSilent {
  /** They were when they were read, or are as of a moment ago; in no order. */
  readonly seen: readonly SimFacts[];
  /** How many others were heard when they were read, and were due again since. */
  readonly dueSince: number;
  /** These, or where there are more of them some of each operator, whole cells if possible. */
  readonly someDue: readonly SimFacts[];
}

/** What is remembered of each SIM since it was last read. From memory: none of it waits for anybody. */
export interface FleetMemory {
  /** Takes note of a SIM that was read; what is older than what is known of it is left aside. */
  remember(facts: SimFacts): void;
  /** `null`: nothing is remembered of it. */
  of(account: string | null, sid: string): SimFacts | null;
  /** All SIMs last known there. */
  lastKnownOn(place: FleetPlace): FactsList;
  /** All SIMs of that account that were last known on another operator. */
  lastKnownBeside(place: Omit<FleetPlace, "cell">): FactsList;
  /** Takes a few turns of the event loop where there are many. */
  maybeSilent(account: string | null, asked: SilenceAsked): Promise<MaybeSilent>;
  /** One an account of the scope, in its order. */
  coverage(at: Instant, scope: FleetScope): readonly FleetCoverage[];
}

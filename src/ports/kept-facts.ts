import type { SimFacts } from "../core/fleet/sim-facts.ts";
import type { Instant } from "../core/instant.ts";
import type { LeaseHold } from "./background-lease.ts";

/**
 * Where the facts of the fleet are kept between two runs, and handed from one process to the others.
 * Here an account is what tells fleets apart in the store, as for lists.
 */
export interface KeptFacts {
  /**
   * Some of an account's SIMs, in the order of their SIDs, behind the one given (`null`: from the
   * first on); fewer than `limit`: there are no more.
   */
  load(account: string, after: string | null, limit: number): Promise<readonly SimFacts[]>;
  /** The SIMs of an account that were read from that moment on, in no order. */
  readSince(account: string, since: Instant): Promise<readonly SimFacts[]>;
  /**
   * Keeps all of them, but for those of which something newer is kept. Rejects where `hold` is not
   * held any more; `null`: it does not matter by whom they were read.
   */
  keep(account: string, facts: readonly SimFacts[], hold: LeaseHold | null): Promise<void>;
  /** These SIMs are gone. Rejects where `hold` is not held any more. */
  drop(account: string, sids: readonly string[], hold: LeaseHold | null): Promise<void>;
}

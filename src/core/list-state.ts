import type { Instant } from "./instant.ts";
import type { IncompleteReason } from "./session-read.ts";

/** What stands behind an answer from a list of SIMs. */
export type ListState =
  /** No list yet; `listed` SIMs of it have arrived. Not found means nothing. */
  | { readonly kind: "loading"; readonly listed: number }
  | {
      readonly kind: "ready";
      readonly simCount: number;
      /** When the listing began that the answers come from: later changes are missing. */
      readonly readAt: Instant;
      readonly ageMs: number;
      /** Set when the platform's list was cut short. */
      readonly incomplete: IncompleteReason;
      /** Why the latest refresh failed, when it did. */
      readonly lastError?: unknown;
    }
  /** No list, and the latest try to get one failed. Not found means nothing. */
  | { readonly kind: "failed"; readonly error: unknown };

/** The list of one account; `null`: of the only one. */
export interface AccountList {
  readonly account: string | null;
  readonly state: ListState;
}

import type { Instant } from "../core/instant.ts";
import type { IncompleteReason } from "../core/session-read.ts";

/** What happens in the background, for logs and metrics. Holds no data of a SIM. */
export type DirectoryEvent =
  /** The fleet of an earlier run answers questions now. */
  | { readonly kind: "snapshot_loaded"; readonly simCount: number; readonly readAt: Instant }
  /** The next start will begin with this fleet. */
  | { readonly kind: "snapshot_saved"; readonly readAt: Instant }
  /** `load`: starting without. `save`: the earlier one stays. */
  | {
      readonly kind: "snapshot_failed";
      readonly during: "load" | "save";
      readonly error: unknown;
    }
  /** A new list answers questions now. */
  | {
      readonly kind: "refreshed";
      readonly simCount: number;
      /** Records of the platform's that could not be read. */
      readonly setAside: number;
      readonly incomplete: IncompleteReason;
      /** Whether anything differs from the list before. */
      readonly isChanged: boolean;
      readonly durationMs: number;
    }
  /** The platform asked to slow down; the list begins again after the pause. */
  | { readonly kind: "rate_limited"; readonly waitMs: number }
  /** The earlier list, if any, goes on answering; the next try is that far away. */
  | { readonly kind: "refresh_failed"; readonly error: unknown; readonly retryInMs: number };

import type { Instant } from "../instant.ts";

/** A silence that somebody expects, until it ends by itself. */
export interface QuietArrangement {
  readonly until: Instant;
  /** The Slack id of whoever said so. */
  readonly setBy: string;
  readonly setAt: Instant;
  /** Untrusted text. */
  readonly reason: string | null;
}

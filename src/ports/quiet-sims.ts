import type { Instant } from "../core/instant.ts";

/** A silence that somebody expects, until it ends by itself. */
export interface QuietArrangement {
  readonly until: Instant;
  /** The Slack id of whoever said so. */
  readonly setBy: string;
  readonly setAt: Instant;
  /** Untrusted text. */
  readonly reason: string | null;
}

/** Which SIMs are quiet by arrangement. From memory: none of it waits. */
export interface QuietSims {
  /** The arrangement that holds at `at`; `null`: there is none, or it is over. */
  quietUntil(account: string | null, sid: string, at: Instant): QuietArrangement | null;
}

/** Where nobody has arranged anything. */
export const noQuietSims: QuietSims = { quietUntil: () => null };

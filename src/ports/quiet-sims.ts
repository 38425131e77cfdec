import type { QuietArrangement } from "../core/fleet/quiet.ts";
import type { Instant } from "../core/instant.ts";

export type { QuietArrangement } from "../core/fleet/quiet.ts";

/** Which SIMs are quiet by arrangement. From memory: none of it waits. */
export interface QuietSims {
  /** The arrangement that holds at `at`; `null`: there is none, or it is over. */
  quietUntil(account: string | null, sid: string, at: Instant): QuietArrangement | null;
}

/** Where nobody has arranged anything. */
export const noQuietSims: QuietSims = { quietUntil: () => null };

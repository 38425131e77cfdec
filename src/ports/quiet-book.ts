import type { Instant } from "../core/instant.ts";
import type { QuietArrangement } from "./quiet-sims.ts";

/** The arrangement for one SIM. */
export interface KeptQuiet extends QuietArrangement {
  /** `null`: the only account. */
  readonly account: string | null;
  readonly simSid: string;
}

/** All arrangements of all replicas. */
export interface QuietBook {
  /** Those that are not over at `now`. */
  all(now: Instant): Promise<readonly KeptQuiet[]>;
  /** In place of an earlier one for that SIM; what is long over goes. */
  put(quiet: KeptQuiet): Promise<void>;
  /** `false`: there was none. */
  remove(account: string | null, simSid: string): Promise<boolean>;
}

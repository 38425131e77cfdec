import type { Instant } from "../instant.ts";
import type { AccountList } from "../list-state.ts";
import type { Sim } from "../sim.ts";
import type { FleetCoverage } from "./coverage.ts";
import type { DarkGroup, DarkSim } from "./dark-groups.ts";
import type { QuietArrangement } from "./quiet.ts";

/** What a list of silent SIMs shows of one. Names are untrusted text. */
export interface SilentSim
  extends Pick<Sim, "sid" | "uniqueName" | "friendlyName" | "iccid" | "status"> {
  /** The account that it is in; `null`: the only one. */
  readonly account: string | null;
}

/** A silent SIM of the list. */
export interface DarkRow extends DarkSim {
  readonly sim: SilentSim;
  /** About how many reports did not come; `null`: it keeps no time to count them by. */
  readonly missed: number | null;
  readonly quiet: QuietArrangement | null;
}

/** One and the same for whatever is known of that SIM at another time. Names of accounts have no spaces. */
export function darkRowKey({ sim: { sid, account } }: Pick<DarkRow, "sim">): string {
  return account === null ? sid : `${sid} ${account}`;
}

/** Everything that `/sim dark` tells. */
export interface DarkList {
  readonly at: Instant;
  readonly atLeastMs: number | null;
  readonly groups: readonly DarkGroup<DarkRow>[];
  readonly total: number;
  /** How many that seemed silent were heard again, or are judged otherwise, now that they were read. */
  readonly backAgain: number;
  /** How many could not be read anew in time, or at all: they are told as they were read before. */
  readonly unread: number;
  /**
   * How many were heard when they were read, were due again since, and could not be read anew:
   * nobody knows whether they are silent, and they are not listed.
   */
  readonly notLookedAt: number;
  /** Whether they are being read at this moment: more may be known in a minute. */
  readonly isReadingOn: boolean;
  readonly coverage: readonly FleetCoverage[];
  readonly lists: readonly AccountList[];
}

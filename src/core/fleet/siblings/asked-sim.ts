import type { FindingKind } from "../../findings/finding.ts";
import type { Instant, Interval } from "../../instant.ts";

/** The SIM that others are compared with. */
export type AskedSim = SilentSim | FailingSim;

/** It has a finding about its connection that is going on. */
export interface FailingSim {
  readonly kind: "failing";
  readonly sid: string;
  /** The moment for which this was so. */
  readonly asOf: Instant;
  readonly finding: FindingKind;
  readonly since: Instant;
}

/** It is silent, and since when. */
export interface SilentSim {
  readonly kind: "silent";
  readonly sid: string;
  /** The moment for which this was so. */
  readonly asOf: Instant;
  /** In which it may have stopped; begins with its last sign of life. */
  readonly stopped: Interval;
}

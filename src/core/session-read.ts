import type { Instant } from "./instant.ts";
import type { DataSession } from "./session.ts";

/** Why not every page of a list was read. `null`: all were. */
export type IncompleteReason = "page_cap" | "repeated_page" | "foreign_next_page" | null;

/** Everything the platform lists for one SIM, as it was between two moments. */
export interface SessionRead {
  /** Readable records, in the order received, without repeats across pages. */
  readonly sessions: readonly DataSession[];
  /** How many records could not be read and were set aside. */
  readonly setAside: number;
  /** How many records named another SIM as theirs and were set aside. */
  readonly ofOtherSims: number;
  readonly pages: number;
  readonly incomplete: IncompleteReason;
  readonly startedAt: Instant;
  readonly finishedAt: Instant;
}

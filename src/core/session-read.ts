import type { Instant } from "./instant.ts";
import type { DataSession } from "./session.ts";

/** Why not every page of a list was read. `null`: all were. */
export type IncompleteReason = "page_cap" | "repeated_page" | "foreign_next_page" | null;

/**
 * The times of a record that was set aside. `null`: the record carries none, which of `end` says
 * "not reported closed". `unreadable`: it carries something that is no time.
 */
export interface RecordTimes {
  readonly start: Instant | null | "unreadable";
  readonly end: Instant | null | "unreadable";
  readonly lastUpdated: Instant | null | "unreadable";
}

/** Everything the platform lists for one SIM, as it was between two moments. */
export interface SessionRead {
  /** Readable records, in the order received, without repeats across pages. */
  readonly sessions: readonly DataSession[];
  /** What is still known of the records that could not be read and were set aside. */
  readonly setAside: readonly RecordTimes[];
  /** The same of records that named another SIM as theirs and were set aside. */
  readonly ofOtherSims: readonly RecordTimes[];
  readonly pages: number;
  readonly incomplete: IncompleteReason;
  readonly startedAt: Instant;
  readonly finishedAt: Instant;
}

/** A read that ends with the first page that has a sign of life late enough. */
export type HeardOrRead =
  /** The latest one on that page: the last one of all is not before it. */
  | { readonly kind: "heard"; readonly sign: Instant }
  /** All pages were read, whatever is in them. */
  | { readonly kind: "read"; readonly read: SessionRead };

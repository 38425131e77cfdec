import type { SimRef } from "../accounts/accounts.ts";
import type { Instant } from "../core/instant.ts";
import type { StaleReason } from "../core/report.ts";
import type { WindowName } from "../core/window.ts";

/** `now`: a new question. `again`: a new one that must not be answered from memory. */
export type Moment = "now" | "again" | PastMoment;

/** That of an answer given before. */
export interface PastMoment {
  readonly asOf: Instant;
  /** Set when that answer showed an earlier read, and why: whatever follows from it says so, too. */
  readonly stale?: StaleReason | null;
  /** What leaves as a file is of that answer's own read, as long as it is kept, however old. */
  readonly isOwnRead?: true;
}

/** A SIM by its name, and the window that is asked for with it. */
export interface NamedQuestion extends SimRef {
  readonly windowName: WindowName;
}

/** A question about one SIM. */
export interface SimReportQuestion extends NamedQuestion {
  readonly moment: Moment;
  /** What else the text may mean, the longest name first: each wins where a SIM has exactly that name. */
  readonly wholes?: readonly NamedQuestion[];
  /** Whether an earlier read will do, marked as such, when the platform cannot be read now. */
  readonly orEarlier?: boolean;
  /** Nobody waits for it: its calls come last, behind all that people ask. */
  readonly isInBackground?: boolean;
}

/**
 * An answer of a moment to come was given before the clock was put back, or by a replica whose clock
 * is ahead: what was known then cannot be told any more, so it is told as of now.
 */
export function momentThatHasCome(moment: Moment, now: Instant): Moment {
  return typeof moment === "object" && moment.asOf > now ? "now" : moment;
}

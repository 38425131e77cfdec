import type { Facts } from "./facts.ts";
import type { Explanation, RuleResult } from "./result.ts";

/**
 * One pattern: how it is recognised, and all that the ladder, the verdict, the comparisons and the
 * lists of what was checked need to know of it. Its place is the one it has in `ladder.ts`.
 */
export interface Rule<Kind extends string = string> {
  /** Permanent name, for machines: `reconnect_loop`. Its file has the same one. */
  readonly kind: Kind;
  /** What it looks for, in words for a list of what was checked. */
  readonly name: string;
  readonly nature: Nature;
  readonly judge: (facts: Facts) => RuleResult;
}

/** What all findings of a rule have in common. */
export interface Nature {
  /**
   * What they are about.
   *
   * - `state`: the SIM itself. It can be judged without sessions, and is no fault of the connection.
   * - `sessions`: what the connection did.
   * - `list`: what the platform keeps. Says nothing about the SIM and asks for nothing.
   */
  readonly about: "state" | "sessions" | "list";
  /**
   * How they lie in time: where "now" begins when it is compared with the last good period.
   *
   * - `silence`: nothing comes any more. What led up to it is seen in the last sessions before, and
   *   the summary says when that was. On two SIMs all silences of sessions are one problem.
   * - `passing`: can be over; as a notice it is, and "now" is not the time since it began.
   * - `step`: one step that holds ever since: the older, the less it says about now.
   * - `standing`: holds as long as it is found.
   */
  readonly course: "silence" | "passing" | "step" | "standing";
  /** Whether the summary says what the connection is doing, so that it need not be said beside it. */
  readonly tellsConnection: boolean;
  /** What, found further up the ladder, makes it not worth telling. */
  readonly explainedBy: readonly Explanation[];
}

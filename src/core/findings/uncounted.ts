import type { Instant } from "../instant.ts";
import type { Placed } from "../session.ts";
import { count } from "../words.ts";
import { cannotJudge, type RuleResult } from "./rule.ts";

/** Sessions that began from then on and whose packets are not known. */
export function uncountedSince(sessions: readonly Placed[], from: Instant): number {
  return sessions.filter(({ packets, begin }) => packets === null && begin >= from).length;
}

/** For a rule about packets where too many sessions among those it looked at do not tell theirs. */
export function uncountedToo(uncounted: number): RuleResult {
  return cannotJudge("packets are unknown for ", count(uncounted, "session"), " among them");
}

import type { Thresholds } from "../findings/thresholds.ts";
import { hourMs, type Instant } from "../instant.ts";
import type { SimFacts } from "./sim-facts.ts";

/**
 * A SIM heard then or later is not silent beyond its rhythm at that moment: one usual interval, as it
 * was when it was last read to the end, and at least as long as no silence is unusual (`overdueMinMs`,
 * `inSessionSilentMs`). With that one record says what else takes all pages. Pure.
 */
export function heardSince(
  { rhythm }: Pick<SimFacts, "rhythm">,
  at: Instant,
  { overdueMinMs, inSessionSilentMs }: Pick<Thresholds, "overdueMinMs" | "inSessionSilentMs">,
): Instant {
  const leastMs = Math.min(overdueMinMs, inSessionSilentMs);
  // What reports less often than every hour has one page: it is read whole, and remembered.
  const usualMs = rhythm?.kind === "timed" ? Math.min(rhythm.usualGapMs, hourMs) : 0;
  return at - Math.max(leastMs, usualMs);
}

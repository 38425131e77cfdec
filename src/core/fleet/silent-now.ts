import type { SimReport } from "../report.ts";

/**
 * Whether somebody may want to be told when it is heard again: silent beyond its own rhythm and
 * habits, or never heard, as the answer itself says. An earlier read does not tell.
 */
export function isSilentNow({
  triage,
  lastSeen,
  stale,
}: Pick<SimReport, "triage" | "lastSeen" | "stale">): boolean {
  if (stale !== null) return false;
  const { silences, verdict } = triage;
  return silences.now?.unusual === true || (lastSeen === null && verdict.kind === "no_sessions");
}

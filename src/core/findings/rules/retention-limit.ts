import { isOpen } from "../../session.ts";
import { agoWords } from "../../tense.ts";
import { instant } from "../../words.ts";
import { measured, sessionKey } from "../evidence.ts";
import type { Facts } from "../facts.ts";
import { clear, found, type Rule, type RuleResult } from "../rule.ts";

/** P15: the list is shorter than the SIM's life. Says something about the list, nothing about the SIM. */
export const retentionLimit: Rule<"retention_limit"> = {
  kind: "retention_limit",
  name: "Sessions that are no longer kept",
  nature: { about: "list", course: "standing", needs: "kept", foundAnyway: true, explainedBy: [] },
  judge,
};

function judge(facts: Facts): RuleResult {
  const { kept, window, thresholds, tense } = facts;
  const oldest = facts.sessions.reduce(
    (found: Facts["sessions"][number] | null, next) =>
      found === null || next.begin < found.begin ? next : found,
    null,
  );
  if (oldest === null) return clear("the list is empty");
  const edge = kept.from + thresholds.retentionEdgeMs;
  const isOlderOpen = isOpen(oldest.session) && oldest.begin < kept.from;
  if (!isOlderOpen && oldest.begin > edge) {
    return clear("the oldest session lies well within the 30 days");
  }
  if (!isOlderOpen && window.from > edge) {
    return clear("the time asked for lies well within the 30 days");
  }
  return found({
    severity: "info",
    confidence: isOlderOpen ? "possible" : "probable",
    title: "Older sessions are no longer kept",
    summary: isOlderOpen
      ? [
          `The open session began more than 30 days ${agoWords(tense)}, on `,
          instant(oldest.begin),
          "; sessions that old may leave the list while they last.",
        ]
      : [
          "The oldest session held begins on ",
          instant(oldest.begin),
          ", at the edge of the 30 days that the platform keeps.",
        ],
    evidence: [measured("oldest_begin", "oldest session held", instant(oldest.begin))],
    meaning: ["What lies before is not known. It does not mean that the SIM was unused."],
    nextStep: ["For older history, look at exports or notes of your own."],
    since: null,
    sessionKeys: [sessionKey(oldest.session)],
    basis: kept,
  });
}

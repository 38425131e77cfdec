import { count, instant, type Sentence } from "../../words.ts";
import { type Change, type ChangeAspect, type Sides, sidesOf } from "../change.ts";
import { numberChangesOf } from "../changes.ts";
import { type Evidence, measured } from "../evidence.ts";
import type { Facts } from "../facts.ts";
import { cannotJudge, clear, found, type Rule, type RuleResult } from "../rule.ts";

/** What each number is of, in a sentence: "its sessions last 5 s, 50 min before". */
const saidOf: Partial<Record<ChangeAspect, string>> = {
  rhythm: "it connects ",
  session_length: "its sessions last ",
  packets: "it carries ",
};

/**
 * Rhythm, session length or traffic are another by a factor of ten, and nothing else explains it: a
 * device that does this is not "as always", although no single session is odd.
 */
export const habitsChanged: Rule<"habits_changed"> = {
  kind: "habits_changed",
  name: "Change of habits",
  nature: {
    about: "sessions",
    course: "standing",
    needs: "kept",
    onlyAlone: true,
    explainedBy: ["absence", "silence", "loop", "step"],
  },
  judge,
};

function judge(facts: Facts): RuleResult {
  const { asOf, thresholds } = facts;
  const sides = sidesOf(facts, asOf - thresholds.changeNowMs, new Set());
  if (sides === null) return cannotJudge("too few sessions to compare the last day with");
  const numbers = numberChangesOf(sides, false).filter(({ factor }) => factor !== null);
  const drastic = numbers.filter(({ factor }) => (factor ?? 0) >= thresholds.drasticFactor);
  const [first, ...others] = drastic;
  if (first === undefined) return clear("rhythm, session length and traffic are much as before");
  const since = Math.min(...drastic.map((change) => change.since));
  return found({
    severity: "notice",
    confidence: "certain",
    title: "Not as before",
    summary: [
      "Not as before: since ",
      instant(since),
      ...[" ", ...wordsOf(first)],
      ...(others.length === 0 ? ["."] : ["; ", count(others.length, "other change"), " besides."]),
    ],
    evidence: evidenceOf(sides),
    meaning: [
      "A changed setting or firmware, other work of the device, or a fault that no single session shows.",
    ],
    nextStep: ["Ask whether somebody changed the device's settings or work at that time."],
    since,
    sessionKeys: [],
    basis: facts.kept,
  });
}

function wordsOf({ aspect, before, now }: Change): Sentence {
  return [saidOf[aspect] ?? "", ...now, ", ", ...before, " before"];
}

function evidenceOf({ now, good }: Sides): Evidence[] {
  return [
    measured(
      "habits_sessions_now",
      "sessions of the newest day compared",
      count(now.length, "session"),
    ),
    measured("habits_sessions_before", "with sessions before", count(good.length, "session")),
  ];
}

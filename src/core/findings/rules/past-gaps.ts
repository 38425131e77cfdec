import type { Interval } from "../../instant.ts";
import { count, duration, instant } from "../../words.ts";
import { measured } from "../evidence.ts";
import type { Facts } from "../facts.ts";
import { tooFewWords, usuallyWords } from "../rhythm.ts";
import { cannotJudge, clear, found, type Rule, type RuleResult } from "../rule.ts";
import { missedUntilHeard, rhythmOfSilence } from "../silence.ts";
import { unknownWords } from "../unknown-words.ts";
import { hiddenIn } from "../unknowns.ts";
import { missedWords, usualEvidence } from "./overdue.ts";

/** P12 between sessions: silences in the window that the SIM's rhythm and habits do not explain. */
export const pastGaps: Rule<"past_gaps"> = {
  kind: "past_gaps",
  name: "Silences in the past",
  nature: {
    about: "sessions",
    course: "passing",
    needs: "window",
    needsRhythm: true,
    foundAnyway: true,
    explainedBy: ["absence"],
  },
  judge,
};

function judge(facts: Facts): RuleResult {
  const { rhythm: rhythmNow, change, outages, window, unknowns } = facts;
  if (rhythmNow === null) {
    return cannotJudge(`${tooFewWords(facts.sessions, facts.thresholds)} to tell its rhythm`);
  }
  // Silences that ended before the window do not count.
  const silences = outages.filter(({ to }) => to > window.from);
  const gaps = silences.filter((gap) => hiddenIn(unknowns, gap).length === 0);
  const [first, ...others] = gaps;
  if (first === undefined) {
    const inTheWay = silences.flatMap((gap) => hiddenIn(unknowns, gap));
    if (inTheWay.length > 0) {
      return cannotJudge(...unknownWords([...new Set(inTheWay)], unknowns));
    }
    return rhythmNow.kind === "irregular"
      ? cannotJudge("its sessions follow no regular rhythm")
      : clear("no unusual silence between sessions");
  }
  const longest = others.reduce(
    (longer, gap) => (lengthOf(gap) > lengthOf(longer) ? gap : longer),
    first,
  );
  const longestMs = lengthOf(longest);
  const rhythm = rhythmOfSilence(longest, rhythmNow, change);
  const missed = missedUntilHeard(longestMs, rhythm);
  return found({
    severity: "notice",
    confidence: "probable",
    title: "Was silent, and came back",
    summary: [
      "Nothing heard for ",
      duration(longestMs),
      " from ",
      instant(longest.from),
      "; ",
      ...usuallyWords(rhythm),
      ...(others.length === 0
        ? missedWords(missed)
        : ["; ", count(others.length, "shorter silence"), " besides"]),
      ".",
    ],
    evidence: [
      measured("gaps", "unusual silences", count(gaps.length, "silence")),
      measured("longest_gap", "the longest", duration(longestMs)),
      measured("longest_gap_from", "it began", instant(longest.from)),
      measured("longest_gap_to", "it ended", instant(longest.to)),
      ...usualEvidence(rhythm),
      ...(missed === null
        ? []
        : [measured("longest_gap_missed", "reports missed in it, about", count(missed, "report"))]),
    ],
    meaning: [
      "Power, coverage or the device for that time; or the network. The records do not say which.",
    ],
    nextStep: [
      "Ask what happened on site at that time. Look at a second SIM on the same operator too.",
    ],
    since: longest.from,
    sessionKeys: [],
    basis: facts.kept,
  });
}

function lengthOf({ from, to }: Interval): number {
  return to - from;
}

import type { Interval } from "../../instant.ts";
import { said } from "../../tense.ts";
import { count, duration, instant } from "../../words.ts";
import { measured } from "../evidence.ts";
import type { Facts } from "../facts.ts";
import { aboutInterval } from "../rhythm.ts";
import { cannotJudge, clear, found, type Rule, type RuleResult } from "../rule.ts";
import { expectedAgain, habitsOf, neighbourDays, neighbourWeeks } from "../silence.ts";
import { unknownWords } from "../unknown-words.ts";
import { hiddenIn } from "../unknowns.ts";

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
  const { rhythm } = facts.silence;
  if (rhythm === null) return cannotJudge("too few sessions to tell its rhythm");
  if (!rhythm.regular) return cannotJudge("its sessions follow no regular rhythm");
  const { unknowns } = facts;
  const silences = gapsOf(facts);
  const gaps = silences.filter((gap) => hiddenIn(unknowns, gap).length === 0);
  const longest = gaps.reduce(
    (found: Interval | null, gap) =>
      found === null || gap.to - gap.from > found.to - found.from ? gap : found,
    null,
  );
  if (longest === null) {
    const inTheWay = silences.flatMap((gap) => hiddenIn(unknowns, gap));
    return inTheWay.length === 0
      ? clear("no unusual silence between sessions")
      : cannotJudge(...unknownWords([...new Set(inTheWay)], unknowns));
  }
  const longestMs = longest.to - longest.from;
  const missed = Math.max(1, Math.floor(longestMs / rhythm.typicalMs) - 1);
  return found({
    severity: "notice",
    confidence: "probable",
    title: "Was silent, and came back",
    summary: [
      "It was silent for ",
      duration(longestMs),
      " from ",
      instant(longest.from),
      `, although it usually ${said(facts.tense, "connects", "connected")} about every `,
      aboutInterval(rhythm.typicalMs),
      ...(gaps.length === 1
        ? [", and then came back."]
        : ["; ", count(gaps.length - 1, "shorter silence"), " besides."]),
    ],
    evidence: [
      measured("gaps", "unusual silences", count(gaps.length, "silence")),
      measured("longest_gap", "the longest", duration(longestMs)),
      measured("longest_gap_from", "it began", instant(longest.from)),
      measured("longest_gap_to", "it ended", instant(longest.to)),
      measured("typical_interval", "usually connects every", duration(rhythm.typicalMs)),
      measured("longest_gap_missed", "sessions missed in it, about", count(missed, "session")),
    ],
    meaning: [
      "Power, coverage or the device for that time; or the network. The records do not say which.",
    ],
    nextStep: [
      "Ask what happened on site at that time, and look at a second SIM on the same operator.",
    ],
    since: longest.from,
    sessionKeys: [],
    basis: facts.kept,
  });
}

/** In order of time. Silences that ended before the window do not count. */
function gapsOf(facts: Facts): Interval[] {
  const { thresholds, window, silence } = facts;
  const habits = habitsOf(facts.sessions, silence.rhythm, thresholds);
  const typicalMs = silence.rhythm?.typicalMs ?? 0;
  const fromMs = Math.max(
    thresholds.longOverdueFactor * typicalMs,
    habits.limitMs,
    thresholds.pastGapMinMs,
  );
  return habits.seen
    .slice(1)
    .map(({ from }, index) => ({ from: habits.seen[index]?.to ?? from, to: from }))
    .filter(({ from, to }) => to - from > fromMs && to > window.from)
    .filter(({ from, to }) => {
      const expectedAt = expectedAgain(habits, from, neighbourDays, neighbourWeeks);
      const slackMs = Math.max(fromMs, thresholds.sleeperToleranceMs);
      return expectedAt === null || to > expectedAt + slackMs;
    });
}

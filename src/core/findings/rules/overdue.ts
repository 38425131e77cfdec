import { isOpen } from "../../session.ts";
import { said, type Tense } from "../../tense.ts";
import { count, duration, instant, type Sentence } from "../../words.ts";
import { type Evidence, measured } from "../evidence.ts";
import type { Facts } from "../facts.ts";
import { aboutInterval } from "../rhythm.ts";
import { cannotJudge, clear, found, type Rule, type RuleResult, restingOn } from "../rule.ts";
import type { Silence } from "../silence.ts";

/** P12: silent for longer than its own rhythm and its habits by the hour let expect. */
export const overdue: Rule<"overdue"> = {
  kind: "overdue",
  name: "Overdue by its own rhythm",
  nature: {
    about: "sessions",
    course: "silence",
    needs: "silence",
    needsRhythm: true,
    explainedBy: ["block", "absence"],
  },
  judge,
};

function judge(facts: Facts): RuleResult {
  const { asOf, lastSeen, silence, thresholds, tense } = facts;
  const isAlive = facts.sessions.some(
    ({ session, seen }) => isOpen(session) && asOf - seen < thresholds.overdueOpenAliveMs,
  );
  if (isAlive) return restingOn(null, clear("an open session was updated within the last hour"));
  if (silence.kind === "unknown" || lastSeen === null) return unknownRhythm(facts);
  if (silence.kind === "usual") {
    const { typicalMs } = silence.rhythm;
    return clear("connects about every ", aboutInterval(typicalMs), ", and is not overdue");
  }
  if (silence.kind === "asleep") {
    return restingOn(facts.kept, clear("silent at these hours on other days or weeks as well"));
  }
  return found({
    severity: silence.long ? "critical" : "warning",
    confidence: silence.long ? "probable" : "possible",
    title: silence.long ? "Long overdue" : "Overdue",
    summary: summaryOf(silence, asOf - lastSeen, tense),
    evidence: evidenceOf(silence, asOf, lastSeen),
    meaning: [
      `It ${said(tense, "has", "had")} stopped reporting: power, coverage, or the device itself. One SIM's records ` +
        "can't tell whether others on the same network fell silent too.",
    ],
    nextStep: [
      "Check power and coverage, and look at a second SIM on the same operator. Then power-cycle the device.",
    ],
    since: lastSeen,
    sessionKeys: [],
    basis: facts.kept,
  });
}

type Overdue = Extract<Silence, { kind: "overdue" }>;

function summaryOf(
  { rhythm, missed, long, expectedAt }: Overdue,
  silentMs: number,
  tense: Tense,
): Sentence {
  const state: Sentence = [
    long ? "Long overdue: silent for " : "Overdue: silent for ",
    duration(silentMs),
  ];
  if (expectedAt !== null) {
    return [
      ...state,
      ", although after its usual silence it was expected back around ",
      instant(expectedAt),
      ".",
    ];
  }
  return [
    ...state,
    `, although it usually ${said(tense, "connects", "connected")} about every `,
    aboutInterval(rhythm.typicalMs),
    " (about ",
    count(missed, "session"),
    long
      ? " missed)."
      : ` missed); it may ${said(tense, "still come back", "have come back since")} by itself.`,
  ];
}

function evidenceOf(silence: Overdue, asOf: number, lastSeen: number): Evidence[] {
  const { rhythm, expectedAt, missed } = silence;
  const evidence = [
    measured("last_seen", "last seen", instant(lastSeen)),
    measured("silence", "silent for", duration(asOf - lastSeen)),
    measured("typical_interval", "usually connects every", duration(rhythm.typicalMs)),
    measured("interval_p90", "nine in ten intervals are at most", duration(rhythm.mostlyBelowMs)),
  ];
  if (expectedAt !== null) {
    evidence.push(measured("expected_at", "was expected again", instant(expectedAt)));
  }
  return [...evidence, measured("missed", "missed since", count(missed, "session"))];
}

function unknownRhythm({ sessions, silence, thresholds }: Facts): RuleResult {
  if (silence.kind === "unknown" && silence.rhythm !== null) {
    return cannotJudge("its sessions follow no regular rhythm");
  }
  return cannotJudge(
    "too few sessions to tell its rhythm (",
    count(sessions.length, "session"),
    `, at least ${thresholds.rhythmMinSessions} needed)`,
  );
}

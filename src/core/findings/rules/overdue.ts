import { said, type Tense } from "../../tense.ts";
import { count, duration, instant, type Sentence } from "../../words.ts";
import { type Evidence, measured } from "../evidence.ts";
import { type Facts, isHeardOpen } from "../facts.ts";
import { habitWords, type Rhythm, tooFewWords, usuallyWords } from "../rhythm.ts";
import { cannotJudge, clear, found, type Rule, type RuleResult, restingOn } from "../rule.ts";
import type { Silence } from "../silence.ts";
import { isUnderWay } from "./sim-not-active.ts";

/** P12: silent for longer than its own silences and its habits by the hour let expect. */
export const overdue: Rule<"overdue"> = {
  kind: "overdue",
  name: "Overdue by its own rhythm",
  nature: {
    about: "sessions",
    course: "silence",
    needs: "silence",
    needsRhythm: true,
    explainedBy: ["block", "absence", "silence"],
  },
  judge,
};

function judge(facts: Facts): RuleResult {
  const { asOf, lastSeen, silence, tense } = facts;
  if (isHeardOpen(facts)) {
    return restingOn(null, clear("an open session was heard within the last hour"));
  }
  if (silence.kind === "unknown" || lastSeen === null) return unknownRhythm(facts);
  if (silence.kind === "usual") {
    return clear(...habitWords(silence.rhythm, tense), ", and is not overdue");
  }
  if (silence.kind === "asleep") {
    return restingOn(facts.kept, clear("silent at these hours on other days or weeks as well"));
  }
  return found({
    severity: silence.long ? "critical" : "warning",
    confidence: silence.long ? "probable" : "possible",
    title: silence.long ? "Long overdue" : "Overdue",
    summary: nothingHeard(silence, asOf - lastSeen, lastSeen, tense),
    evidence: evidenceOf(silence, asOf, lastSeen),
    meaning: [
      `It ${said(tense, "has", "had")} stopped reporting: power, coverage, or the device itself. `,
      silence.long
        ? ""
        : `It may ${said(tense, "still come back", "have come back since")} by itself. `,
      "One SIM's records can't tell whether others on the same network fell silent too.",
    ],
    nextStep: whenSilent(facts),
    since: lastSeen,
    sessionKeys: [],
    basis: facts.kept,
  });
}

type Overdue = Extract<Silence, { kind: "overdue" }>;

/** `Nothing heard since 14:20 (7 h 13 min); usually every 30 min, about 14 reports missed.` */
function nothingHeard(
  { rhythm, missed, expectedAt }: Overdue,
  silentMs: number,
  lastSeen: number,
  tense: Tense,
): Sentence {
  const state: Sentence = [
    "Nothing heard since ",
    instant(lastSeen),
    " (",
    duration(silentMs),
    ")",
  ];
  if (expectedAt !== null) {
    const was = said(tense, "was", "had been");
    return [
      ...state,
      `; after its usual silence it ${was} expected back around `,
      instant(expectedAt),
      ".",
    ];
  }
  return [...state, "; ", ...usuallyWords(rhythm), ...missedWords(missed), "."];
}

/** What to try when nothing is heard any more. Whoever has started a remedy waits for it first. */
export function whenSilent({ sim }: Facts): Sentence {
  return isUnderWay(sim)
    ? [
        "Wait until the change of the SIM is over, then check the device's power and coverage. " +
          "If it stays silent, power-cycle the device.",
      ]
    : [
        "Check the device's power and coverage, then power-cycle it. " +
          "If that does not help, reset connectivity in the operator's console, and look at a second SIM on the same operator.",
      ];
}

/** `, about 14 reports missed`; nothing where none can be counted. */
export function missedWords(missed: number | null): Sentence {
  return missed === null || missed < 1 ? [] : [", about ", count(missed, "report"), " missed"];
}

function evidenceOf(silence: Overdue, asOf: number, lastSeen: number): Evidence[] {
  const { rhythm, expectedAt, missed } = silence;
  return [
    measured("last_seen", "last heard", instant(lastSeen)),
    measured("silence", "silent for", duration(asOf - lastSeen)),
    ...usualEvidence(rhythm),
    ...(expectedAt === null
      ? []
      : [measured("expected_at", "was expected again", instant(expectedAt))]),
    ...(missed === null ? [] : [measured("missed", "missed since", count(missed, "report"))]),
  ];
}

/** What a silence was held against. */
export function usualEvidence(rhythm: Rhythm): Evidence[] {
  const intervals =
    rhythm.kind === "timed"
      ? [measured("typical_interval", "usually connects every", duration(rhythm.typicalMs))]
      : [];
  return [
    ...intervals,
    measured("typical_silence", "usual silence", duration(rhythm.typicalSilenceMs)),
    measured(
      "silence_p90",
      "nine in ten silences are at most",
      duration(rhythm.silenceMostlyBelowMs),
    ),
  ];
}

function unknownRhythm({ sessions, rhythm, thresholds }: Facts): RuleResult {
  if (rhythm !== null) return cannotJudge("its sessions follow no regular rhythm");
  return cannotJudge(
    `${tooFewWords(sessions, thresholds)} to tell its rhythm (`,
    count(sessions.length, "session"),
    `, at least ${thresholds.rhythmMinSessions} needed)`,
  );
}

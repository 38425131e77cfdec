import type { Instant } from "../instant.ts";
import { isOpen } from "../session.ts";
import { windowWords } from "../window.ts";
import { count, duration, instant, type Sentence } from "../words.ts";
import type { Facts } from "./facts.ts";
import type { Confidence, Finding, FindingKind, Severity } from "./finding.ts";

/** The one sentence that leads the answer. */
export interface Verdict {
  /** The severity of the finding that leads; `normal` when none asks for attention. */
  readonly severity: Severity | "normal";
  /** State, evidence with numbers, certainty in words. */
  readonly sentence: Sentence;
  readonly since: Instant | null;
  readonly confidence: Confidence;
  /** The finding that the sentence is about; `null` when nothing was found. */
  readonly kind: FindingKind | null;
}

/** `findings` in the order of the ladder. What is merely harmless never leads. */
export function verdictOf(facts: Facts, findings: readonly Finding[]): Verdict {
  const lead = findings.find(({ severity }) => severity !== "info");
  if (lead !== undefined) {
    const { severity, since, confidence, kind } = lead;
    return { severity, sentence: lead.summary, since, confidence, kind };
  }
  const isKnown = facts.complete && facts.silence.kind !== "unknown";
  return {
    severity: "normal",
    sentence: normalSentence(facts),
    since: null,
    confidence: isKnown ? "probable" : "possible",
    kind: null,
  };
}

function normalSentence(facts: Facts): Sentence {
  const { asOf, open, lastSeen, silence, sessions } = facts;
  if (!facts.complete) {
    return ["Can't tell: the list of sessions could not be read to its end."];
  }
  if (lastSeen === null) return ["No session is known, and nothing else to judge by."];
  const seen: Sentence = ["last seen ", duration(asOf - lastSeen), " ago."];
  if (silence.kind === "asleep") return asleep(facts, silence.expectedAt, seen);
  const isLive = open !== null && isOpen(open.session) && open.seen === lastSeen;
  if (silence.rhythm?.regular) {
    return [
      "Looks normal: connects about every ",
      duration(silence.rhythm.typicalMs),
      ", ",
      ...seen,
    ];
  }
  if (isLive) {
    return [
      ...["Looks normal: a session is open since ", instant(open.begin)],
      ...[", last update ", duration(asOf - lastSeen), " ago."],
    ];
  }
  if (silence.rhythm === null) {
    return [
      "Nothing unusual, but too few sessions to tell its rhythm: ",
      ...[count(sessions.length, "session"), " in the last 30 days, ", ...seen],
    ];
  }
  return [
    "Looks normal: connects at no regular rhythm, ",
    ...[
      count(facts.inWindow.length, "session"),
      ` in the last ${windowWords(facts.window.name)}, `,
      ...seen,
    ],
  ];
}

function asleep({ asOf }: Facts, expectedAt: Instant, seen: Sentence): Sentence {
  return [
    "Looks normal: silent now, as it was at these hours before; ",
    ...(expectedAt > asOf ? ["expected again at about ", instant(expectedAt), ", "] : []),
    ...seen,
  ];
}

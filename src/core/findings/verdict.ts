import type { Instant } from "../instant.ts";
import { isOpen } from "../session.ts";
import { said } from "../tense.ts";
import { lastWindowWords } from "../window.ts";
import { ago, count, duration, instant, type Sentence } from "../words.ts";
import type { Facts } from "./facts.ts";
import { type Finding, type FindingKind, ruleOf } from "./finding.ts";
import { aboutInterval } from "./rhythm.ts";
import type { Confidence, Severity } from "./rule.ts";

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
    return { severity, sentence: leading(facts, lead), since, confidence, kind };
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

/** Notices do not say whether the SIM is well: the age of its last sign of life does. */
function leading({ asOf, lastSeen, tense }: Facts, { severity, kind, summary }: Finding): Sentence {
  const saysSo = ruleOf(kind).nature.course === "silence";
  if (severity !== "notice" || saysSo || lastSeen === null) return summary;
  const last = summary.at(-1);
  const unended =
    typeof last === "string" ? [...summary.slice(0, -1), last.replace(/\.$/, "")] : summary;
  return [...unended, "; last seen ", ...ago(asOf - lastSeen, tense), "."];
}

function normalSentence(facts: Facts): Sentence {
  const { asOf, open, lastSeen, silence, sessions, tense } = facts;
  if (!facts.complete) {
    return ["Can't tell: the list of sessions could not be read to its end."];
  }
  if (lastSeen === null) return ["No session is known, and nothing else to judge by."];
  const seen: Sentence = ["last seen ", ...ago(asOf - lastSeen, tense), "."];
  const normal = said(tense, "Looks normal: ", "Looked normal: ");
  const connects = said(tense, "connects", "connected");
  if (silence.kind === "asleep") {
    return [normal, ...asleep(facts, asOf - lastSeen, silence.expectedAt)];
  }
  const isLive = open !== null && isOpen(open.session) && open.seen === lastSeen;
  if (silence.rhythm?.regular) {
    return [
      `${normal}${connects} about every `,
      aboutInterval(silence.rhythm.typicalMs),
      ", ",
      ...seen,
    ];
  }
  if (isLive) {
    return [
      `${normal}a session ${said(tense, "is", "was")} open`,
      ...(open.session.start === null ? [] : [" since ", instant(open.session.start)]),
      ...[", last update ", ...ago(asOf - lastSeen, tense), "."],
    ];
  }
  if (silence.rhythm === null) {
    return [
      "Nothing unusual, but too few sessions to tell its rhythm: ",
      ...[count(sessions.length, "session"), ` in the ${lastWindowWords("30d", tense)}, `, ...seen],
    ];
  }
  return [
    `${normal}${connects} at no regular rhythm, `,
    ...[
      count(facts.inWindow.length, "session"),
      ` in the ${lastWindowWords(facts.window.name, tense)}, `,
      ...seen,
    ],
  ];
}

/** When it was expected may lie before the moment at which an earlier read is told. */
function asleep({ asOf, tense }: Facts, silentMs: number, expectedAt: Instant): Sentence {
  const usually = said(tense, "usually is at this time", "usually was at that time");
  const expected = said(tense, "; expected again about ", "; it was expected again about ");
  return [
    ...["silent for ", duration(silentMs), `, as it ${usually}`],
    ...(expectedAt > asOf ? [expected, instant(expectedAt), "."] : ["."]),
  ];
}

import { dayMs, type Instant } from "../instant.ts";
import { said } from "../tense.ts";
import { lastWindowWords } from "../window.ts";
import { ago, count, duration, instant, type Sentence } from "../words.ts";
import type { Facts } from "./facts.ts";
import { type Finding, type FindingKind, ruleOf } from "./finding.ts";
import { habitWords, tooFewWords } from "./rhythm.ts";
import type { Confidence, Severity } from "./rule.ts";
import { unknownWords } from "./unknown-words.ts";
import { type Hidden, hiddenIn } from "./unknowns.ts";
import { silentStretch } from "./unknowns-in-the-way.ts";

/** The one sentence that leads the answer. */
export interface Verdict {
  /**
   * The severity of the finding that leads. When none asks for attention: `normal`, or `unknown`
   * where what is not known may lie in the newest day.
   */
  readonly severity: Severity | "normal" | "unknown";
  /** State, evidence with numbers, certainty in words. */
  readonly sentence: Sentence;
  readonly since: Instant | null;
  readonly confidence: Confidence;
  /** The finding that the sentence is about; `null` when nothing was found. */
  readonly kind: FindingKind | null;
  /** What to do where the verdict is `unknown`; else that is the findings' business. */
  readonly nextStep: Sentence | null;
}

/** `findings` in the order of the ladder. What is merely harmless never leads. */
export function verdictOf(facts: Facts, findings: readonly Finding[]): Verdict {
  const lead = findings.find(({ severity }) => severity !== "info");
  if (lead !== undefined) {
    const { severity, since, confidence, kind } = lead;
    return { severity, sentence: leading(facts, lead), since, confidence, kind, nextStep: null };
  }
  const hidden = hiddenNow(facts);
  if (hidden.length > 0) {
    return {
      severity: "unknown",
      sentence: unknownSentence(facts, hidden),
      since: null,
      confidence: "possible",
      kind: null,
      nextStep: askAgain,
    };
  }
  const isKnown = facts.silence.kind !== "unknown";
  return {
    severity: "normal",
    sentence: normalSentence(facts),
    since: null,
    confidence: isKnown ? "probable" : "possible",
    kind: null,
    nextStep: null,
  };
}

const askAgain: Sentence = [
  "Press Refresh, or ask again in a few minutes. If it stays so, look at this SIM in the provider's " +
    "console, and show this answer to whoever looks after simscope here.",
];

/**
 * What keeps the newest day from being known. How long a known session was in contact matters
 * only where the SIM has been silent for longer than usual. Without a single record that is known
 * nothing is.
 */
function hiddenNow(facts: Facts): readonly Hidden[] {
  const { unknowns, asOf, silence, sessions } = facts;
  const newestDay = hiddenIn(unknowns, { from: asOf - dayMs, to: asOf });
  const records = newestDay.filter(({ hides }) => hides === "record");
  if (records.length > 0) return records;
  if (sessions.length === 0) return unknowns.hidden;
  return silence.kind === "usual" ? [] : hiddenIn(unknowns, silentStretch(facts));
}

/** Why, and what is known all the same. */
function unknownSentence(facts: Facts, hidden: readonly Hidden[]): Sentence {
  const { asOf, lastSeen, tense, unknowns } = facts;
  const reason: Sentence = [
    said(tense, "Can't tell: ", "Couldn't tell: "),
    ...unknownWords(hidden, unknowns),
  ];
  return lastSeen === null
    ? [...reason, "."]
    : [...reason, "; last known sign of life ", ...ago(asOf - lastSeen, tense), "."];
}

/** Notices do not say whether the SIM is well: the age of its last sign of life does. */
function leading({ asOf, lastSeen, tense }: Facts, { severity, kind, summary }: Finding): Sentence {
  const saysSo = ruleOf(kind).nature.course === "silence";
  if (severity !== "notice" || saysSo || lastSeen === null) return summary;
  const last = summary.at(-1);
  const unended =
    typeof last === "string" ? [...summary.slice(0, -1), last.replace(/\.$/, "")] : summary;
  return [...unended, "; heard ", ...ago(asOf - lastSeen, tense), "."];
}

function normalSentence(facts: Facts): Sentence {
  const { asOf, open, lastSeen, rhythm, silence, sessions, tense, thresholds } = facts;
  if (lastSeen === null) return ["No session is known, and nothing else to judge by."];
  const heard: Sentence = ["heard ", ...ago(asOf - lastSeen, tense), "."];
  const normal = said(tense, "Looks normal: ", "Looked normal: ");
  if (silence.kind === "asleep") {
    return [normal, ...asleep(facts, asOf - lastSeen, silence.expectedAt)];
  }
  if (rhythm !== null && rhythm.kind !== "irregular") {
    return [normal, ...habitWords(rhythm, tense), ", ", ...heard];
  }
  if (open !== null && open.seen === lastSeen) {
    const { start } = open.session;
    if (start === null)
      return [`${normal}a session ${said(tense, "is", "was")} open`, ", ", ...heard];
    const hasBeen = said(tense, "has been", "had been");
    return [`${normal}a session ${hasBeen} open since `, instant(start), ", ", ...heard];
  }
  if (rhythm === null) {
    return [
      `Nothing unusual, but ${tooFewWords(sessions, thresholds)} to tell its rhythm: `,
      ...[
        count(sessions.length, "session"),
        ` in the ${lastWindowWords("30d", tense)}, `,
        ...heard,
      ],
    ];
  }
  return [normal, ...habitWords(rhythm, tense), ", ", ...heard];
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

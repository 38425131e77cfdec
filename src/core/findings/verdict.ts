import type { Instant } from "../instant.ts";
import { isOpen } from "../session.ts";
import { windowWords } from "../window.ts";
import { count, duration, instant, type Sentence } from "../words.ts";
import type { Facts } from "./facts.ts";
import type { Confidence, Finding, FindingKind, Severity } from "./finding.ts";
import { aboutInterval } from "./rhythm.ts";

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
function leading({ asOf, lastSeen }: Facts, { severity, kind, summary }: Finding): Sentence {
  const saysSo = kind === "sim_not_active" || kind === "no_sessions" || kind === "open_but_silent";
  if (severity !== "notice" || saysSo || lastSeen === null) return summary;
  const last = summary.at(-1);
  const unended =
    typeof last === "string" ? [...summary.slice(0, -1), last.replace(/\.$/, "")] : summary;
  return [...unended, "; last seen ", duration(asOf - lastSeen), " ago."];
}

function normalSentence(facts: Facts): Sentence {
  const { asOf, open, lastSeen, silence, sessions } = facts;
  if (!facts.complete) {
    return ["Can't tell: the list of sessions could not be read to its end."];
  }
  if (lastSeen === null) return ["No session is known, and nothing else to judge by."];
  const seen: Sentence = ["last seen ", duration(asOf - lastSeen), " ago."];
  if (silence.kind === "asleep") return asleep(asOf, lastSeen, silence.expectedAt);
  const isLive = open !== null && isOpen(open.session) && open.seen === lastSeen;
  if (silence.rhythm?.regular) {
    return [
      "Looks normal: connects about every ",
      aboutInterval(silence.rhythm.typicalMs),
      ", ",
      ...seen,
    ];
  }
  if (isLive) {
    return [
      "Looks normal: a session is open",
      ...(open.session.start === null ? [] : [" since ", instant(open.session.start)]),
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

function asleep(asOf: Instant, lastSeen: Instant, expectedAt: Instant): Sentence {
  return [
    ...["Looks normal: silent for ", duration(asOf - lastSeen), ", as it usually is at this time"],
    ...(expectedAt > asOf ? ["; expected again at about ", instant(expectedAt), "."] : ["."]),
  ];
}

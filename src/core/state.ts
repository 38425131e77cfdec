import { hiddenIn, recordsHiddenIn, type Unknowns } from "./findings/unknowns.ts";
import { hourMs, type Instant } from "./instant.ts";
import { type DataSession, lastSeen } from "./session.ts";
import { said, type Tense } from "./tense.ts";
import { lastWindowWords, type Window } from "./window.ts";
import { ago, duration, instant, type Sentence } from "./words.ts";

/**
 * From this age on the last update of an open session is called silent. The platform may report
 * a session open for up to four hours after the device lost power (Soracom's documentation of
 * session status, for the same kind of network).
 */
const silentAfterMs = hourMs;

/** What the state is read from; see `SimReport` for the meaning of each. */
interface StateInput {
  readonly asOf: Instant;
  readonly window: Window;
  readonly sessions: readonly DataSession[];
  readonly latest: DataSession | null;
  readonly open: DataSession | null;
  readonly tense: Tense;
  readonly unknowns: Unknowns;
}

/**
 * What the connection is doing, as a fact and no judgement: state, since when, how old that
 * knowledge is. Where records are not known, it says no more than what is. Never "online": an open session is only one that nobody reported closed.
 */
export function stateOf(report: StateInput): Sentence {
  const { open, latest, sessions, window, tense, unknowns, asOf } = report;
  if (latest === null) {
    if (unknowns.hidden.length > 0) {
      return [`No data session of the ${lastWindowWords("30d", tense)} is known.`];
    }
    return [
      `No data session in the ${lastWindowWords("30d", tense)}, which is all that the platform keeps.`,
    ];
  }
  const isSilenceKnown =
    recordsHiddenIn(unknowns, { from: lastSeen(latest) ?? asOf, to: asOf }) === 0;
  if (sessions.length === 0) {
    const [no, known] = isSilenceKnown ? ["in", ""] : ["of", " is known"];
    return [
      `No data session ${no} the ${lastWindowWords(window.name, tense)}${known}. `,
      ...lastHeard(report, latest),
    ];
  }
  if (open !== null) return openWords(report, open);
  const now = said(tense, "now", "then");
  const none = isSilenceKnown
    ? `No session ${now}. `
    : `Whether there ${said(tense, "is", "was")} a session ${now} is not known. `;
  return [none, ...lastHeard(report, latest)];
}

function lastHeard({ asOf, tense, unknowns }: StateInput, latest: DataSession): Sentence {
  const seen = lastSeen(latest) ?? asOf;
  const isLastKnown = recordsHiddenIn(unknowns, { from: seen, to: asOf }) === 0;
  return [
    isLastKnown ? "Last heard " : "The last known sign of life was ",
    instant(seen),
    ", ",
    ...ago(Math.max(0, asOf - seen), tense),
    ".",
  ];
}

function openWords({ asOf, tense, unknowns }: StateInput, open: DataSession): Sentence {
  const since: Sentence =
    open.start === null ? [] : [said(tense, " since ", ", since "), instant(open.start)];
  const isOpen =
    open.start === null
      ? [said(tense, "A session is open", "A session was open then")]
      : [
          said(tense, "A session has been open since ", "A session had been open since "),
          instant(open.start),
        ];
  const seen = lastSeen(open) ?? asOf;
  const silentMs = Math.max(0, asOf - seen);
  const age = ago(silentMs, tense);
  if (asOf > seen && hiddenIn(unknowns, { from: seen, to: asOf }).length > 0) {
    const last: Sentence =
      open.lastUpdated === null
        ? ["when it was last updated is not known."]
        : ["its last known update was ", ...age, "."];
    return [...isOpen, "; ", ...last];
  }
  if (silentMs < silentAfterMs) {
    return ["Session open", said(tense, "", " then"), ...since, ", heard ", ...age, "."];
  }
  return [...isOpen, ", but nothing heard since ", instant(seen), " (", duration(silentMs), ")."];
}

import { hiddenIn, recordsHiddenIn, type Unknowns } from "./findings/unknowns.ts";
import { hourMs, type Instant, minuteMs } from "./instant.ts";
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

/** Below this age an open session counts as active. */
const activeBelowMs = 15 * minuteMs;

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
      ...lastEnd(report, latest),
    ];
  }
  if (open !== null) return openWords(report, open);
  const now = said(tense, "now", "then");
  const none = isSilenceKnown
    ? `No session ${now}. `
    : `Whether there ${said(tense, "is", "was")} a session ${now} is not known. `;
  return [none, ...lastEnd(report, latest)];
}

function lastEnd({ asOf, tense, unknowns }: StateInput, latest: DataSession): Sentence {
  const seen = lastSeen(latest) ?? asOf;
  const verb = latest.end === null ? "was last updated" : "ended";
  const isLastKnown = recordsHiddenIn(unknowns, { from: seen, to: asOf }) === 0;
  return [
    `The last ${isLastKnown ? "" : "known "}one ${verb} `,
    instant(seen),
    ", ",
    duration(asOf - seen),
    said(tense, " before this answer.", " before the read."),
  ];
}

function openWords({ asOf, tense, unknowns }: StateInput, open: DataSession): Sentence {
  const since: Sentence =
    open.start === null ? [] : [said(tense, " since ", ", since "), instant(open.start)];
  const seen = lastSeen(open) ?? asOf;
  const age = ago(Math.max(0, asOf - seen), tense);
  if (asOf > seen && hiddenIn(unknowns, { from: seen, to: asOf }).length > 0) {
    const last: Sentence =
      open.lastUpdated === null
        ? ["when it was last updated is not known."]
        : ["its last known update was ", ...age, "."];
    return [said(tense, "A session is open", "A session was open"), ...since, "; ", ...last];
  }
  if (asOf - seen < silentAfterMs) {
    const word = asOf - seen < activeBelowMs ? "Session open and active" : "Session open";
    return [word, said(tense, "", " then"), ...since, ", last update ", ...age, "."];
  }
  return [
    said(tense, "Open but silent: a session is open", "Open but silent then: a session was open"),
    ...since,
    ", but its last update was ",
    ...age,
    ". The network may not have noticed that the device left.",
  ];
}

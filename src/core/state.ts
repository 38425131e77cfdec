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
}

/**
 * What the connection is doing, as a fact and no judgement: state, since when, how old that
 * knowledge is. Never "online": an open session is only one that nobody reported closed.
 */
export function stateOf(report: StateInput): Sentence {
  const { open, latest, sessions, window, tense } = report;
  if (latest === null) {
    return [
      `No data session in the ${lastWindowWords("30d", tense)}, which is all that the platform keeps.`,
    ];
  }
  if (sessions.length === 0) {
    return [
      `No data session in the ${lastWindowWords(window.name, tense)}. `,
      ...lastEnd(report, latest),
    ];
  }
  if (open !== null) return openWords(report, open);
  return [said(tense, "No session now. ", "No session then. "), ...lastEnd(report, latest)];
}

function lastEnd({ asOf, tense }: StateInput, latest: DataSession): Sentence {
  const seen = lastSeen(latest) ?? asOf;
  const verb = latest.end === null ? "was last updated" : "ended";
  return [
    `The last one ${verb} `,
    instant(seen),
    ", ",
    duration(asOf - seen),
    said(tense, " before this answer.", " before the read."),
  ];
}

function openWords({ asOf, tense }: StateInput, open: DataSession): Sentence {
  const since: Sentence =
    open.start === null ? [] : [said(tense, " since ", ", since "), instant(open.start)];
  const seen = lastSeen(open) ?? asOf;
  const age = ago(Math.max(0, asOf - seen), tense);
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

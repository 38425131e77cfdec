import { hourMs, type Instant, minuteMs } from "./instant.ts";
import { type DataSession, lastSeen } from "./session.ts";
import { type Window, windowWords } from "./window.ts";
import { duration, instant, type Sentence } from "./words.ts";

/**
 * From this age on the last update of an open session is called silent. The platform may report
 * a session open for up to four hours after the device lost power (Soracom's documentation of
 * session status, for the same kind of network).
 */
export const silentAfterMs = hourMs;

/** Below this age an open session counts as active. */
export const activeBelowMs = 15 * minuteMs;

/** What the state is read from; see `SimReport` for the meaning of each. */
interface StateInput {
  readonly asOf: Instant;
  readonly window: Window;
  readonly sessions: readonly DataSession[];
  readonly latest: DataSession | null;
  readonly open: DataSession | null;
}

/**
 * What the connection is doing, as a fact and no judgement: state, since when, how old that
 * knowledge is. Never "online": an open session is only one that nobody reported closed.
 */
export function stateOf(report: StateInput): Sentence {
  const { open, latest, sessions, window } = report;
  if (latest === null) {
    return ["No data session in the last 30 days, which is all that the platform keeps."];
  }
  if (sessions.length === 0) {
    return [
      `No data session in the last ${windowWords(window.name)}. `,
      ...lastEnd(report, latest),
    ];
  }
  return open === null ? ["No session now. ", ...lastEnd(report, latest)] : openWords(report, open);
}

function lastEnd({ asOf }: StateInput, latest: DataSession): Sentence {
  const seen = lastSeen(latest) ?? asOf;
  const verb = latest.end === null ? "was last updated" : "ended";
  return [
    `The last one ${verb} `,
    instant(seen),
    ", ",
    duration(asOf - seen),
    " before this answer.",
  ];
}

function openWords({ asOf }: StateInput, open: DataSession): Sentence {
  const since: Sentence = open.start === null ? [] : [" since ", instant(open.start)];
  const seen = lastSeen(open) ?? asOf;
  const age = duration(Math.max(0, asOf - seen));
  if (asOf - seen < silentAfterMs) {
    const word = asOf - seen < activeBelowMs ? "Session open and active" : "Session open";
    return [word, ...since, ", last update ", age, " ago."];
  }
  return [
    "Open but silent: a session is open",
    ...since,
    ", but its last update was ",
    age,
    " ago. The network may not have noticed that the device left.",
  ];
}

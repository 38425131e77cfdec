import { hourMs } from "../../instant.ts";
import { lengthMs, type Placed } from "../../session.ts";
import { said } from "../../tense.ts";
import { ago, count, duration, instant, type Sentence } from "../../words.ts";
import { type Evidence, measured, sessionKey } from "../evidence.ts";
import type { Facts } from "../facts.ts";
import {
  clear,
  foundLooping,
  knownForTooFew,
  type Rule,
  type RuleResult,
  restingOn,
  type Severity,
} from "../rule.ts";
import { median } from "../statistics.ts";
import { stepsOf } from "../steps.ts";
import { isDesigned, mayBeDesigned, mostStarts, type Storm } from "../storms.ts";
import { recordsHiddenIn } from "../unknowns.ts";

/**
 * P6: connects again and again. Five short sessions with short pauses in a row are always five
 * starts within an hour, so that counting starts covers both. What is usual for the SIM, or a
 * design, is no storm; another rhythm many times faster than its own is one, however steady.
 */
export const reconnectLoop: Rule<"reconnect_loop"> = {
  kind: "reconnect_loop",
  name: "Reconnect loop",
  nature: { about: "sessions", course: "passing", needs: "window", explainedBy: ["absence"] },
  judge,
};

function judge(facts: Facts): RuleResult {
  const { inWindow, storms, window, thresholds } = facts;
  const told = storms.filter(({ lastStart }) => lastStart >= window.from);
  const newest = told.at(-1);
  if (newest !== undefined) {
    // Where starts are unknown a timer looks as uneven as a redial, and usual ones as a storm.
    const mayBeUsual = told.every((storm) => mayBeDesigned(storm, thresholds));
    return restingOn(mayBeUsual ? facts.kept : null, loop(facts, told, newest));
  }
  // Starts that no record tells may crowd as well.
  const known = inWindow.filter(({ session }) => session.start !== null).length;
  if (inWindow.length - known > thresholds.unknownStartsShare * inWindow.length) {
    return knownForTooFew("the start is known", known);
  }
  const starts = mostStarts(inWindow);
  if (starts === 0) return clear("no session began");
  return starts < thresholds.loopNoticeStarts
    ? clear("at most ", count(starts, "start"), " within an hour")
    : clear("at most ", count(starts, "start"), " within an hour, as is usual for it");
}

function loop(facts: Facts, told: readonly Storm[], newest: Storm): RuleResult {
  const { asOf, thresholds, tense } = facts;
  const worst = told.reduce((a, b) => (b.starts > a.starts ? b : a));
  const isOver = asOf - newest.lastStart > thresholds.loopOverMs;
  const isSteady = newest.usualStarts !== null && isDesigned(newest, thresholds);
  // Steady for more than a good period, with packets: somebody meant it, or can live with it.
  const isAccepted = isSteady && asOf - newest.from > thresholds.changeGoodMs;
  const isLoop = worst.starts >= thresholds.loopWarningStarts && !worst.isUncounted;
  const severity: Severity = isLoop && !isOver && !isAccepted ? "warning" : "notice";
  const sessions = told.flatMap((storm) => storm.sessions).sort((a, b) => b.begin - a.begin);
  const typicalLengthMs = median(sessions.flatMap(({ session }) => lengthMs(session) ?? []));
  const still = said(tense, ", still going on", ", going on then");
  const words = isSteady
    ? { title: "Connects far more often than before", begin: "Connects far more often", still: "" }
    : isLoop
      ? { title: "Reconnect loop", begin: "Probably a reconnect loop", still }
      : { title: "Frequent reconnects", begin: "Frequent reconnects", still };
  const all = facts.storms.flatMap((storm) => storm.sessions);
  return foundLooping(all, {
    severity,
    confidence: isLoop ? "probable" : "possible",
    title: words.title,
    summary: [
      words.begin,
      ...(asOf - newest.lastStart < hourMs
        ? goingOn(facts, worst, newest, words.still)
        : over(facts, worst, newest)),
    ],
    evidence: evidenceOf(worst, newest, sessions.length, typicalLengthMs),
    meaning: [
      isSteady
        ? "It keeps to a timer now: a changed setting or firmware, or a device that starts anew each time. "
        : "Possible causes: the device reboots, the signal is weak, or its firmware redials without waiting. ",
      ...hops(sessions, facts),
      "Operators may bar SIMs that reconnect often for long.",
    ],
    nextStep: isSteady
      ? [
          "Ask whether the device was told to connect so often. If not, look at its firmware and power supply.",
        ]
      : [
          "Check power supply and antenna. In the firmware, wait longer after each failed attempt (exponential back-off).",
        ],
    since: newest.from,
    sessionKeys: sessions.map(({ session }) => sessionKey(session)),
    basis: facts.kept,
  });
}

/** ` since 23:11 (9 h 12 min), still going on: up to 46 sessions an hour, usually 1 at most.` */
function goingOn({ asOf }: Facts, worst: Storm, { from }: Storm, still: string): Sentence {
  const most: Sentence = [count(worst.starts, "session"), " an hour", ...usually(worst)];
  return [" since ", instant(from), " (", duration(asOf - from), `)${still}: up to `, ...most, "."];
}

/** `: 46 sessions in the hour from 23:11, usually 1 at most; it stopped 3 h ago.` */
function over({ asOf, tense, unknowns }: Facts, worst: Storm, { lastStart }: Storm): Sentence {
  const isKnown = recordsHiddenIn(unknowns, { from: lastStart, to: asOf }) === 0;
  return [
    ": ",
    count(worst.starts, "session"),
    " in the hour from ",
    instant(worst.busiestFrom),
    ...usually(worst),
    isKnown ? "; it stopped " : "; the last of them that is known began ",
    ...ago(asOf - lastStart, tense),
    ".",
  ];
}

function usually({ usualStarts }: Storm): Sentence {
  return usualStarts === null ? [] : [`, usually ${Math.round(usualStarts)} at most`];
}

/** A loop may be one of a device that finds no network good enough: then that is not told twice. */
function hops(sessions: readonly Placed[], { operators, thresholds }: Facts): Sentence {
  const { steps } = stepsOf(sessions, ({ session }) => operators.keyOf(session));
  if (steps.length < thresholds.pingPongChanges) return [];
  return ["It changed its operator ", count(steps.length, "time"), " meanwhile. "];
}

function evidenceOf(
  worst: Storm,
  newest: Storm,
  sessions: number,
  typicalLengthMs: number | null,
): Evidence[] {
  return [
    measured("starts_in_busiest_hour", "starts in the busiest hour", count(worst.starts, "start")),
    measured("busiest_hour_from", "the busiest hour begins", instant(worst.busiestFrom)),
    measured("busy_sessions", "sessions in such hours", count(sessions, "session")),
    measured("last_busy_start", "the last of them began", instant(newest.lastStart)),
    ...(typicalLengthMs === null
      ? []
      : [measured("median_length", "typical length of them", duration(typicalLengthMs))]),
  ];
}

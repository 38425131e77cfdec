import type { Placed } from "../../session.ts";
import { said } from "../../tense.ts";
import { ago, count, duration, instant, type Sentence } from "../../words.ts";
import { type Evidence, measured, sessionKey } from "../evidence.ts";
import type { Facts } from "../facts.ts";
import { usuallyWords } from "../rhythm.ts";
import {
  clear,
  found,
  foundExplaining,
  type Rule,
  type RuleResult,
  restingOn,
  type Severity,
} from "../rule.ts";
import { missedWords, whenSilent } from "./overdue.ts";

/** P3: a session is open, but nothing has been heard of it. "Open" is never "online". */
export const openButSilent: Rule<"open_but_silent"> = {
  kind: "open_but_silent",
  name: "Open but silent",
  nature: {
    about: "sessions",
    course: "silence",
    tellsConnection: true,
    needs: "silence",
    explainedBy: ["block", "absence"],
  },
  judge,
};

function judge(facts: Facts): RuleResult {
  const { open, stale, asOf, thresholds, tense } = facts;
  if (open !== null) {
    const ageMs = asOf - open.seen;
    const sinceUpdate = { from: open.seen, to: asOf };
    const isNewest = facts.sessions.every(({ seen }) => seen <= open.seen);
    if (isNewest && ageMs >= thresholds.openSilentMs) {
      return restingOn(sinceUpdate, silent(facts, open));
    }
    if (stale.length === 0) {
      const heard = clear("the open session was heard ", ...ago(ageMs, tense));
      return restingOn(open.session.lastUpdated === null ? sinceUpdate : null, heard);
    }
  }
  return stale.length === 0 ? clear("no session is open") : restingOn(null, leftOver(facts));
}

function silent(facts: Facts, open: Placed): RuleResult {
  const { asOf, thresholds, silence, stale } = facts;
  const ageMs = asOf - open.seen;
  const isUsual = silence.kind === "asleep" || ageMs <= (facts.rhythm?.typicalSilenceMs ?? 0);
  const isProbablyGone =
    !isUsual && (ageMs >= thresholds.openProbablyGoneMs || silence.kind === "overdue");
  const evidence: Evidence[] = [
    measured("last_update", "last update", instant(open.seen)),
    measured("last_update_age", "without an update for", duration(ageMs)),
  ];
  if (open.session.start !== null) {
    evidence.push(measured("open_since", "open since", instant(open.session.start)));
  }
  if (stale.length > 0) {
    const older = count(stale.length, "older session");
    evidence.push(measured("older_open", "never reported closed", older));
  }
  const isCritical =
    ageMs >= thresholds.openProbablyGoneMs || (silence.kind === "overdue" && silence.long);
  const severity: Severity = isUsual ? "notice" : isCritical ? "critical" : "warning";
  return foundExplaining(["silence"], {
    severity,
    confidence: isProbablyGone ? "probable" : "possible",
    title: "Session open but silent",
    summary: [
      "Session open but silent: nothing heard since ",
      instant(open.seen),
      " (",
      duration(ageMs),
      "); ",
      ...reading(facts, isUsual, isProbablyGone),
    ],
    evidence,
    meaning: [
      "A network may report a session open for up to 4 h after a device lost power or coverage. It may " +
        "also be a healthy link with nothing to send: how often open sessions are updated is not documented.",
    ],
    nextStep: nextStep(facts, isUsual, isProbablyGone),
    since: open.seen,
    sessionKeys: [sessionKey(open.session)],
    basis: facts.kept,
  });
}

function reading({ silence, tense }: Facts, isUsual: boolean, isProbablyGone: boolean): Sentence {
  if (isUsual) {
    return [`it ${said(tense, "is", "was")} often silent for as long, so this may be usual.`];
  }
  if (silence.kind === "overdue" && silence.missed !== null && silence.expectedAt === null) {
    return [...usuallyWords(silence.rhythm), ...missedWords(silence.missed), "."];
  }
  const is = said(tense, "is", "was");
  return isProbablyGone
    ? [`the device ${is} probably gone, unnoticed by the network.`]
    : [`the device may have left, or ${said(tense, "has", "had")} nothing to send.`];
}

function nextStep(facts: Facts, isUsual: boolean, isProbablyGone: boolean): Sentence {
  if (isUsual) return ["Wait for its next usual report before doing anything."];
  return isProbablyGone
    ? whenSilent(facts)
    : ["Ask again in an hour; if nothing is heard by then, check its power and coverage."];
}

/** Open records below newer ones: nobody reported how they ended, and the SIM went on. */
function leftOver({ stale, kept }: Facts): RuleResult {
  const older = count(stale.length, "older session");
  return found({
    severity: "info",
    confidence: "probable",
    title: "Older sessions never reported closed",
    summary: [
      older,
      stale.length === 1 ? " was" : " were",
      " never reported closed, although newer ones followed; most likely stale records.",
    ],
    evidence: [measured("older_open", "never reported closed", older)],
    meaning: [
      "The network missed the end of these sessions. They say nothing about now, and count in no total.",
    ],
    nextStep: ["Nothing to do. Do not read them as a connection that lasts."],
    since: null,
    sessionKeys: stale.map(({ session }) => sessionKey(session)),
    basis: kept,
  });
}

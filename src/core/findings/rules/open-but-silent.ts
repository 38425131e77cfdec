import { isOpen, type Placed } from "../../session.ts";
import { said, type Tense } from "../../tense.ts";
import { ago, count, duration, instant, type Sentence } from "../../words.ts";
import { type Evidence, measured, sessionKey } from "../evidence.ts";
import type { Facts } from "../facts.ts";
import { clear, found, type Rule, type RuleResult, restingOn, type Severity } from "../rule.ts";
import { contactsOf } from "../silence.ts";
import { median } from "../statistics.ts";

/** P3: a session is open, but nothing has been heard of it. "Open" is never "online". */
export const openButSilent: Rule<"open_but_silent"> = {
  kind: "open_but_silent",
  name: "Open but silent",
  nature: {
    about: "sessions",
    course: "silence",
    tellsConnection: true,
    needs: "silence",
    explainedBy: ["absence"],
  },
  judge,
};

function judge(facts: Facts): RuleResult {
  const { open, asOf, thresholds, tense } = facts;
  if (open === null) return clear("no session is open");
  const older = facts.sessions.filter((one) => one !== open && isStale(one)).length;
  const ageMs = asOf - open.seen;
  const sinceUpdate = { from: open.seen, to: asOf };
  const isNewest = facts.sessions.every(({ seen }) => seen <= open.seen);
  if (isNewest && ageMs >= thresholds.openSilentMs) {
    return restingOn(sinceUpdate, silent(facts, open, older));
  }
  const stale = older + (isNewest || !isStale(open) ? 0 : 1);
  if (stale > 0) return restingOn(null, leftOver(facts, isNewest ? open : null, stale));
  const updated = clear("the open session was updated ", ...ago(ageMs, tense));
  return restingOn(open.session.lastUpdated === null ? sinceUpdate : null, updated);
}

/** Of one that does not say when it was last updated nobody can tell whether it went on. */
function isStale({ session }: Placed): boolean {
  return isOpen(session) && session.lastUpdated !== null;
}

function silent(facts: Facts, open: Placed, older: number): RuleResult {
  const { asOf, thresholds, silence, tense } = facts;
  const ageMs = asOf - open.seen;
  const isUsual = silence.kind === "asleep" || ageMs <= usualPauseMs(facts, open);
  const isProbablyGone =
    !isUsual && (ageMs >= thresholds.openProbablyGoneMs || silence.kind === "overdue");
  const evidence: Evidence[] = [
    measured("last_update", "last update", instant(open.seen)),
    measured("last_update_age", "without an update for", duration(ageMs)),
  ];
  if (open.session.start !== null) {
    evidence.push(measured("open_since", "open since", instant(open.session.start)));
  }
  if (older > 0) {
    evidence.push(measured("older_open", "never reported closed", count(older, "older session")));
  }
  const severity: Severity = isUsual
    ? "notice"
    : ageMs >= thresholds.openProbablyGoneMs
      ? "critical"
      : "warning";
  return found({
    severity,
    confidence: isProbablyGone ? "probable" : "possible",
    title: "Open but silent",
    summary: [
      "Open but silent: the last update was ",
      ...ago(ageMs, tense),
      "; ",
      ...reading(isUsual, isProbablyGone, tense),
    ],
    evidence,
    meaning: [
      "A network may report a session open for up to 4 h after a device lost power or coverage. It may " +
        "also be a healthy link with nothing to send: how often open sessions are updated is not documented.",
    ],
    nextStep: nextStep(isUsual, isProbablyGone),
    since: open.seen,
    sessionKeys: [sessionKey(open.session)],
    basis: facts.kept,
  });
}

function reading(isUsual: boolean, isProbablyGone: boolean, tense: Tense): Sentence {
  if (isUsual) {
    return [
      `it ${said(tense, "is", "was")} often silent for as long as that, so this may be usual.`,
    ];
  }
  const [has, is] = said(tense, ["has", "is"], ["had", "was"]);
  return isProbablyGone
    ? [`the network ${has} probably not noticed that the device ${is} gone.`]
    : [`the network may not have noticed that the device left, or it ${has} nothing to send.`];
}

function nextStep(isUsual: boolean, isProbablyGone: boolean): Sentence {
  if (isUsual) return ["Wait for its next usual report before doing anything."];
  const remedy =
    "check power and coverage, power-cycle the device, then reset connectivity in the operator's console.";
  return isProbablyGone
    ? [`${remedy.charAt(0).toUpperCase()}${remedy.slice(1)}`]
    : ["Ask again in an hour. If there is still no update, ", remedy];
}

/** The silence between its contacts that is nothing special; 0 when too few are known. */
function usualPauseMs({ sessions, thresholds }: Facts, open: Placed): number {
  const contacts = contactsOf(sessions.filter((session) => session !== open));
  if (contacts.length < thresholds.rhythmMinSessions) return 0;
  const pauses = contacts.slice(1).map(({ from }, index) => from - (contacts[index]?.to ?? from));
  return median(pauses) ?? 0;
}

/** Open records below newer ones: nobody reported how they ended, and the SIM went on. */
function leftOver(facts: Facts, alive: Placed | null, stale: number): RuleResult {
  const records = facts.sessions.filter((one) => isStale(one) && one !== alive);
  return found({
    severity: "info",
    confidence: "probable",
    title: "Older sessions never reported closed",
    summary: [
      count(stale, "older session"),
      stale === 1 ? " was" : " were",
      " never reported closed, although newer ones followed; most likely stale records.",
    ],
    evidence: [measured("older_open", "never reported closed", count(stale, "older session"))],
    meaning: ["The network missed the end of these sessions. They say nothing about now."],
    nextStep: ["Nothing to do. Do not read them as a connection that lasts."],
    since: null,
    sessionKeys: records.map(({ session }) => sessionKey(session)),
    basis: facts.kept,
  });
}

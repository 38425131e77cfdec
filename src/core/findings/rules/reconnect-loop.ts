import { dayMs, hourMs } from "../../instant.ts";
import { lengthMs, type Placed } from "../../session.ts";
import { said } from "../../tense.ts";
import { ago, count, duration, instant, type Sentence } from "../../words.ts";
import { type Busy, busyHoursOf } from "../busy-hours.ts";
import { type Evidence, measured, sessionKey } from "../evidence.ts";
import type { Facts } from "../facts.ts";
import { aboutInterval, type Rhythm, rhythmOf } from "../rhythm.ts";
import {
  clear,
  foundLooping,
  type Rule,
  type RuleResult,
  restingOn,
  type Severity,
} from "../rule.ts";
import { median } from "../statistics.ts";
import { recordsHiddenIn } from "../unknowns.ts";

/**
 * P6: connects again and again. Five short sessions with short pauses in a row are always five
 * starts within an hour, so that counting starts covers both.
 */
export const reconnectLoop: Rule<"reconnect_loop"> = {
  kind: "reconnect_loop",
  name: "Reconnect loop",
  nature: { about: "sessions", course: "passing", needs: "window", explainedBy: ["absence"] },
  judge,
};

function judge(facts: Facts): RuleResult {
  const { thresholds } = facts;
  const busy = busyHoursOf(facts.inWindow, thresholds.loopNoticeStarts);
  if (busy.starts < thresholds.loopNoticeStarts) {
    const checked: Sentence =
      busy.starts === 0
        ? ["no session began"]
        : ["at most ", count(busy.starts, "start"), " within an hour"];
    return clear(...checked);
  }
  // The day around the busiest hour: over a longer time the design itself may have changed.
  const day = facts.sessions.filter(({ begin }) => Math.abs(begin - busy.from) <= dayMs / 2);
  const rhythm = rhythmOf(day, thresholds);
  const isSteady = rhythm !== null && isTimed(rhythm, busy, facts);
  const traffic = trafficShare(day);
  if (rhythm !== null && isSteady && traffic !== null && traffic >= thresholds.designTrafficShare) {
    const checked: Sentence = [
      "connects steadily about every ",
      aboutInterval(rhythm.typicalMs),
      " with packets, as if by design",
    ];
    return clear(...checked);
  }
  const isUncounted = isSteady && traffic === null;
  // Where starts are unknown a timer looks as uneven as a redial. Nothing but a redial is this fast.
  const mayBeTimed =
    rhythm !== null &&
    rhythm.typicalMs >= thresholds.designMinIntervalMs &&
    (traffic === null || traffic >= thresholds.designTrafficShare);
  const around = { from: busy.from - dayMs / 2, to: busy.from + dayMs / 2 };
  return restingOn(mayBeTimed ? around : null, loop(facts, busy, isUncounted));
}

/** Whether the sessions follow a timer rather than a redial: evenly spaced, and never much denser. */
function isTimed(rhythm: Rhythm, busy: Busy, { thresholds }: Facts): boolean {
  const { typicalMs, mostlyBelowMs } = rhythm;
  return (
    typicalMs >= thresholds.designMinIntervalMs &&
    mostlyBelowMs <= thresholds.designSpreadFactor * typicalMs &&
    busy.starts <= Math.ceil((thresholds.designRateFactor * hourMs) / typicalMs)
  );
}

/** Share of the sessions with known packets that carried some; `null` when none is known. */
function trafficShare(sessions: readonly Placed[]): number | null {
  const known = sessions.flatMap(({ packets }) => (packets === null ? [] : [packets]));
  return known.length === 0 ? null : known.filter((packets) => packets > 0).length / known.length;
}

function loop(facts: Facts, busy: Busy, isUncounted: boolean): RuleResult {
  const { asOf, thresholds } = facts;
  const isOver = asOf - busy.lastStart > thresholds.loopOverMs;
  const isLoop = busy.starts >= thresholds.loopWarningStarts && !isUncounted;
  const severity: Severity = isLoop && !isOver ? "warning" : "notice";
  const lengths = busy.sessions.flatMap(({ session }) => lengthMs(session) ?? []);
  const typicalLengthMs = median(lengths);
  const length: Sentence =
    typicalLengthMs === null ? [] : [", sessions of about ", duration(typicalLengthMs)];
  const evidence = evidenceOf(busy);
  if (typicalLengthMs !== null) {
    evidence.push(measured("median_length", "typical length of them", duration(typicalLengthMs)));
  }
  return foundLooping(busy.sessions, {
    severity,
    confidence: isLoop ? "probable" : "possible",
    title: isLoop ? "Reconnect loop" : "Frequent reconnects",
    summary: [
      isLoop ? "Probably a reconnect loop: " : "Frequent reconnects: ",
      count(busy.starts, "session start"),
      " in the hour from ",
      instant(busy.from),
      ...length,
      ...ending(facts, busy),
    ],
    evidence,
    meaning: [
      "Possible causes: the device reboots, the signal is weak, or its firmware redials without " +
        "waiting. Operators may bar SIMs that do this for long.",
    ],
    nextStep: [
      "Check power supply and antenna. In the firmware, wait longer after each failed attempt (exponential back-off).",
    ],
    since: busy.since,
    sessionKeys: busy.sessions.map(({ session }) => sessionKey(session)),
    basis: { from: facts.window.from, to: asOf },
  });
}

function ending({ asOf, tense, unknowns }: Facts, { lastStart }: Busy): Sentence {
  const ageMs = asOf - lastStart;
  const age = ago(ageMs, tense);
  if (ageMs >= hourMs && recordsHiddenIn(unknowns, { from: lastStart, to: asOf }) > 0) {
    return ["; the last of them that is known began ", ...age, "."];
  }
  return ageMs < hourMs
    ? [`; it ${said(tense, "goes", "went")} on (last start `, ...age, ")."]
    : ["; it stopped ", ...age, "."];
}

function evidenceOf(busy: Busy): Evidence[] {
  return [
    measured("starts_in_busiest_hour", "starts in the busiest hour", count(busy.starts, "start")),
    measured("busiest_hour_from", "the busiest hour begins", instant(busy.from)),
    measured("busy_sessions", "sessions in such hours", count(busy.sessions.length, "session")),
    measured("last_busy_start", "the last of them began", instant(busy.lastStart)),
  ];
}

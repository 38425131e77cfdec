import type { Placed } from "../../session.ts";
import { said } from "../../tense.ts";
import { count, instant, numberWords, type Sentence } from "../../words.ts";
import { measured, sessionKey } from "../evidence.ts";
import type { Facts } from "../facts.ts";
import {
  clear,
  found,
  knownForTooFew,
  type Rule,
  type RuleResult,
  restingOn,
  type Severity,
} from "../rule.ts";
import type { Thresholds } from "../thresholds.ts";
import { uncountedSince, uncountedToo } from "../uncounted.ts";

type Answer = "answered" | "unanswered" | "too_little";

interface Judged {
  readonly placed: Placed;
  readonly up: number;
  readonly down: number;
  readonly answer: Answer;
}

/** P7: uploads leave, and hardly anything comes back. Normal for devices that only send. */
export const oneWayTraffic: Rule<"one_way_traffic"> = {
  kind: "one_way_traffic",
  name: "Packets one way only",
  nature: {
    about: "sessions",
    course: "standing",
    needs: "window",
    explainedBy: ["absence", "loop"],
  },
  judge,
};

function judge(facts: Facts): RuleResult {
  const { thresholds, window, tense } = facts;
  const judged = facts.sessions.flatMap((placed) => withAnswer(placed, thresholds));
  const firstAnswered = judged.findIndex(({ answer }) => answer === "answered");
  const recent = firstAnswered === -1 ? judged : judged.slice(0, firstAnswered);
  const run = recent.filter(({ answer }) => answer === "unanswered");
  const [newest, oldest] = [run[0], run.at(-1)];
  if (judged.length < thresholds.trafficMinSessions) {
    return knownForTooFew("packets are known", judged.length);
  }
  const isTold = newest !== undefined && newest.placed.seen >= window.from;
  if (run.length < thresholds.oneWayRun || oldest === undefined || !isTold) {
    return clear("uploads were answered");
  }
  const uncounted = uncountedSince(facts.sessions, oldest.placed.begin);
  if (uncounted >= run.length) return uncountedToo(uncounted);
  const earlier = judged.slice(judged.indexOf(oldest) + 1);
  const isAllKnown = firstAnswered === -1 && run.length >= 2 * thresholds.oneWayRun;
  const history = isAllKnown ? "unanswered" : historyOf(earlier, thresholds);
  const up = run.reduce((sum, session) => sum + session.up, 0);
  const down = run.reduce((sum, session) => sum + session.down, 0);
  const pattern = found({
    severity: severities[history],
    confidence: history === "answered" ? "probable" : "possible",
    title: "Upload without download",
    summary: [
      ...[
        `Packets ${said(tense, "go", "went")} up, but ${down === 0 ? "none" : "hardly any"} ${said(tense, "come", "came")} down: `,
        `${numberWords(up)} up, ${numberWords(down)} down`,
      ],
      ...[" in the newest ", count(run.length, "session")],
      ...endings[history](oldest.placed),
    ],
    evidence: [
      measured("one_way_sessions", "newest one-way sessions", count(run.length, "session")),
      measured("one_way_since", "the first of them began", instant(oldest.placed.begin)),
      measured("one_way_packets_up", "packets up in them", count(up, "packet")),
      measured("one_way_packets_down", "packets down in them", count(down, "packet")),
    ],
    meaning: [
      history === "answered" ? "Before that it was answered. " : "",
      "The way back may be blocked: a firewall, DNS, or a server that does not answer. For a " +
        "device that only sends it is normal.",
    ],
    nextStep: nextSteps[history],
    since: oldest.placed.begin,
    sessionKeys: run.map(({ placed }) => sessionKey(placed.session)),
    basis: facts.kept,
  });
  return restingOn({ from: oldest.placed.begin, to: facts.asOf }, pattern);
}

function withAnswer(placed: Placed, thresholds: Thresholds): Judged[] {
  const { packetsUp: up, packetsDown: down } = placed.session;
  if (up === null || down === null) return [];
  const isAnswered = down > 0 && down >= thresholds.oneWayDownShare * up;
  const answer = isAnswered
    ? "answered"
    : up >= thresholds.oneWayMinUp
      ? "unanswered"
      : "too_little";
  return [{ placed, up, down, answer }];
}

/** What its earlier sessions were like: only a SIM that was answered before has changed. */
type History = "answered" | "unanswered" | "unknown";

function historyOf(earlier: readonly Judged[], thresholds: Thresholds): History {
  const told = earlier.filter(({ up }) => up >= thresholds.oneWayMinUp);
  if (told.length < thresholds.trafficMinSessions) return "unknown";
  const answered = told.filter(({ answer }) => answer === "answered").length;
  return answered >= told.length / 2 ? "answered" : "unanswered";
}

const severities: Readonly<Record<History, Severity>> = {
  answered: "warning",
  unanswered: "info",
  unknown: "notice",
};

const endings: Readonly<Record<History, (oldest: Placed) => Sentence>> = {
  answered: ({ begin }) => [", since ", instant(begin), "."],
  unanswered: () => [", as before: probably a device that only sends."],
  unknown: () => ["; can't tell whether that is usual for it."],
};

const checkServer =
  "Check on the server whether this device's data arrives and is answered, then the firewall between.";

const nextSteps: Readonly<Record<History, Sentence>> = {
  answered: [checkServer],
  unanswered: [`Nothing to do if the device is meant only to send. Otherwise: ${checkServer}`],
  unknown: [`Ask whether the device is meant only to send. If not: ${checkServer}`],
};

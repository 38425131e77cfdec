import { isOpen, type Placed } from "../../session.ts";
import { said } from "../../tense.ts";
import { count, instant, type Sentence } from "../../words.ts";
import { type Evidence, measured, sessionKey } from "../evidence.ts";
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
import { uncountedSince, uncountedToo } from "../uncounted.ts";
import { recordsHiddenIn } from "../unknowns.ts";

/** P5: connects, but no packets are recorded. */
export const noTraffic: Rule<"no_traffic"> = {
  kind: "no_traffic",
  name: "Sessions without packets",
  nature: {
    about: "sessions",
    course: "passing",
    needs: "window",
    explainedBy: ["absence", "loop"],
  },
  judge,
};

function judge(facts: Facts): RuleResult {
  const { thresholds, tense, window } = facts;
  const all = judgedSessions(facts);
  if (all.length < thresholds.trafficMinSessions) {
    return knownForTooFew("packets are known", all.length);
  }
  // A window too short to tell is no reason not to know: then the newest of all sessions tell.
  const within = all.filter(({ seen }) => seen >= window.from);
  const judged =
    within.length < thresholds.trafficMinSessions
      ? all.slice(0, thresholds.trafficMinSessions)
      : within;
  const empty = judged.filter(({ packets }) => packets === 0);
  const firstBusy = all.findIndex(({ packets }) => packets !== 0);
  const run = firstBusy === -1 ? all.length : firstBusy;
  const isRunning = run >= thresholds.emptyRun;
  const share = empty.length / judged.length;
  if (!isRunning && share < thresholds.emptyShare) {
    const counted = count(judged.length, "session");
    return empty.length === 0
      ? clear("packets in all of ", counted)
      : clear(`no packets in ${empty.length} of `, counted);
  }
  const judgedFrom = Math.min(window.from, judged.at(-1)?.begin ?? window.from);
  const from = isRunning ? (all[run - 1]?.begin ?? judgedFrom) : judgedFrom;
  const uncounted = uncountedSince(facts.sessions, from);
  // Zeros among many unknown counts say little: the others may have carried all the packets.
  if (uncounted >= (isRunning ? run : judged.length)) return uncountedToo(uncounted);
  const isOver = all.slice(0, thresholds.emptyRun).every(({ packets }) => packets !== 0);
  const severity: Severity = isOver ? "notice" : "warning";
  const oldest = isRunning ? all[run - 1] : empty.at(-1);
  const isAll = run === all.length;
  const judgedOnes = new Set(judged);
  const pattern = found({
    severity,
    confidence: isAll ? "possible" : "probable",
    title: "Sessions without packets",
    summary: [
      said(
        tense,
        "It connects, but no packets are recorded in ",
        "It connected, but no packets were recorded in ",
      ),
      ...extent(empty.length, judged.length, isRunning ? run : 0, judged === within),
      ...(isOver
        ? [`; the newest ones ${said(tense, "have", "had")} some again.`]
        : isAll
          ? [doubt]
          : sinceWords(run >= empty.length ? oldest : undefined)),
    ],
    evidence: evidenceOf(empty.length, judged.length, run, share),
    meaning: [
      "It may reach the network without being able to use it: APN, DNS or the SIM's data profile. " +
        "A 0 may also be a count that was never made.",
    ],
    nextStep: [
      "Check APN and DNS in the device. Compare with the bytes in the usage records, which are up to 48 h late.",
    ],
    since: oldest?.begin ?? null,
    sessionKeys: all
      .filter((one, index) => one.packets === 0 && (index < run || judgedOnes.has(one)))
      .map(({ session }) => sessionKey(session)),
    basis: { from: Math.min(judgedFrom, oldest?.begin ?? window.from), to: facts.asOf },
  });
  // Had all unknown records carried packets, the share of empty ones might still be as high.
  const stretch = { from: judgedFrom, to: facts.asOf };
  const leastShare = empty.length / (judged.length + recordsHiddenIn(facts.unknowns, stretch));
  if (leastShare >= thresholds.emptyShare) return restingOn(null, pattern);
  return restingOn({ from, to: facts.asOf }, pattern);
}

/** Where no session ever shows a packet, the platform may simply not count them. */
const doubt = "; can't tell whether they were counted at all.";

/** Sessions whose packets are known, without open ones too young to have been counted. */
function judgedSessions({ sessions, asOf, thresholds }: Facts): Placed[] {
  return sessions.filter(
    ({ session, packets, begin }) =>
      packets !== null && !(isOpen(session) && asOf - begin < thresholds.emptyOpenMinAgeMs),
  );
}

/** Since when, where an unbroken run of empty sessions tells. */
function sinceWords(first: Placed | undefined): Sentence {
  return first === undefined ? ["."] : [", since ", instant(first.begin), "."];
}

function extent(empty: number, judged: number, run: number, isOfWindow: boolean): Sentence {
  // The answer lists the sessions of the window: a larger number of them would contradict it.
  if (isOfWindow && empty === judged && run > judged) {
    return ["any of ", count(judged, "session"), `, nor in the ${run - judged} before`];
  }
  if (empty === judged && run <= judged) return ["any of ", count(judged, "session")];
  if (run > 0 && run >= empty) return ["the newest ", count(run, "session")];
  const share: Sentence = [count(empty, "session"), " of ", String(judged)];
  return run > 0 ? [...share, `, the newest ${run} in a row`] : share;
}

function evidenceOf(empty: number, judged: number, run: number, share: number): Evidence[] {
  return [
    measured("empty_sessions", "sessions with 0 packets", count(empty, "session")),
    measured("counted_sessions", "sessions with known packets in all", count(judged, "session")),
    measured("empty_share", "share", { kind: "share", value: share }),
    measured("empty_run", "newest in a row with 0 packets", count(run, "session")),
  ];
}

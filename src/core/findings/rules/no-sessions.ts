import { said } from "../../tense.ts";
import { lastWindowWords, windowWords } from "../../window.ts";
import { ago, count, data, duration, instant, type Sentence } from "../../words.ts";
import { silencesBetween } from "../contacts.ts";
import { type Evidence, measured } from "../evidence.ts";
import type { Facts } from "../facts.ts";
import { tooFewWords, usuallyWords } from "../rhythm.ts";
import {
  clear,
  foundExplaining,
  type Rule,
  type RuleResult,
  restingOn,
  type Severity,
} from "../rule.ts";
import { missedWords, usualEvidence, whenSilent } from "./overdue.ts";
import { isBlocked } from "./sim-not-active.ts";

const neverSeen =
  "The device may be off or out of coverage, or it may reach the network without opening a data " +
  "connection (wrong APN, data roaming off in the device, or it waits to be told to connect). One session longer " +
  "than 30 days may also have left the list.";

/** P1: nothing in the window, although nothing forbids the SIM to connect. */
export const noSessions: Rule<"no_sessions"> = {
  kind: "no_sessions",
  name: "Any session at all",
  nature: {
    about: "sessions",
    course: "silence",
    tellsConnection: true,
    needs: "silence",
    explainedBy: ["state"],
  },
  judge,
};

function judge(facts: Facts): RuleResult {
  const { sim, asOf, window, lastSeen, open, tense } = facts;
  const inWindow = facts.inWindow.length;
  if (inWindow > 0) return restingOn(null, clear(count(inWindow, "session"), " in the window"));
  if (lastSeen !== null && lastSeen >= window.from) {
    const seen = clear(
      "heard ",
      ...ago(asOf - lastSeen, tense),
      ", by a record that could not be read",
    );
    return restingOn(null, seen);
  }
  if (open !== null) return restingOn(null, clear("a session is open"));
  if (sim.status?.trim().toLowerCase() === "new") return restingOn(null, clear("the SIM is new"));

  const severity = severityOf(facts);
  if (severity === null) {
    return clear("none in the window, as its rhythm lets expect");
  }
  const evidence: Evidence[] = [];
  if (sim.status !== null) evidence.push(measured("status", "status of the SIM", data(sim.status)));
  evidence.push(
    measured(
      "sessions_kept",
      `sessions in the ${lastWindowWords("30d", tense)}`,
      count(facts.sessions.length, "session"),
    ),
  );
  if (lastSeen !== null) {
    evidence.push(measured("last_seen", "last heard", instant(lastSeen)));
    evidence.push(measured("silence", "silent for", duration(asOf - lastSeen)));
  }
  if (facts.silence.kind === "overdue") {
    evidence.push(...usualEvidence(facts.silence.rhythm));
  }
  // What a SIM did before it was blocked is told.
  const silent = foundExplaining(isBlocked(sim.status) ? [] : ["absence"], {
    severity,
    confidence: severity === "critical" ? "certain" : "possible",
    title:
      lastSeen === null ? "No sessions in 30 days" : `No session in ${windowWords(window.name)}`,
    summary: summaryOf(facts),
    evidence,
    meaning: [
      lastSeen === null
        ? neverSeen
        : "It connected before, so its settings were in order: power, coverage, or the device itself.",
    ],
    nextStep: nextStepOf(facts),
    since: lastSeen,
    sessionKeys: [],
    basis: facts.kept,
  });
  // Where not one record is known, what is known of the others' times is no ground to judge on.
  return facts.sessions.length === 0 ? restingOn(facts.kept, silent) : silent;
}

/** `null`: the silence is what this SIM's rhythm, or its habit by the hour, lets expect. */
function severityOf(facts: Facts): Severity | null {
  const { sim, asOf, silence, lastSeen, thresholds } = facts;
  if (lastSeen === null) return isReady(sim) ? "notice" : "critical";
  if (silence.kind === "usual" || silence.kind === "asleep") return null;
  if (silence.kind === "overdue") return "critical";
  const longest = silencesBetween(facts.contacts).reduce(
    (longer, { from, to }) => Math.max(longer, to - from),
    0,
  );
  return asOf - lastSeen <= thresholds.pauseFactor * longest ? "notice" : "warning";
}

function nextStepOf(facts: Facts): Sentence {
  if (facts.lastSeen !== null) return whenSilent(facts);
  if (isReady(facts.sim)) {
    return ["Nothing to do until it is put to use; its first session makes it active."];
  }
  return [
    "Check the device's power first, then APN and roaming in its settings. The operator's console " +
      "shows whether it reaches the network at all. Then power-cycle it.",
  ];
}

/** A SIM in this state waits for its first use and becomes active by itself: a spare one is no fault. */
function isReady({ status }: Facts["sim"]): boolean {
  return status?.trim().toLowerCase() === "ready";
}

function summaryOf(facts: Facts): Sentence {
  const { sim, asOf, lastSeen, rhythm, silence, tense, sessions, thresholds } = facts;
  const keptWords = `No sessions in the ${lastWindowWords("30d", tense)} (all that the platform keeps)`;
  const is = said(tense, "is", "was");
  if (lastSeen === null && isReady(sim)) {
    return [`${keptWords}; the SIM ${is} ready, and may not have been put to use yet.`];
  }
  if (lastSeen === null) {
    const status =
      sim.status === null ? ["."] : [`, although the SIM ${is} `, data(sim.status), "."];
    return [keptWords, ...status];
  }
  const seen: Sentence = [
    "Nothing heard since ",
    instant(lastSeen),
    " (",
    duration(asOf - lastSeen),
    ")",
  ];
  if (silence.kind !== "overdue") {
    return rhythm === null
      ? [...seen, `; ${tooFewWords(sessions, thresholds)} to tell whether that is usual for it.`]
      : [...seen, "; its sessions follow no rhythm that could tell whether that is usual."];
  }
  return [...seen, "; ", ...usuallyWords(silence.rhythm), ...missedWords(silence.missed), "."];
}

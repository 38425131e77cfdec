import { data, duration, instant, type Sentence } from "../../words.ts";
import type { Facts } from "../facts.ts";
import {
  cannotJudge,
  clear,
  type Evidence,
  found,
  measured,
  type RuleResult,
  type Severity,
} from "../finding.ts";

interface State {
  readonly severity: Severity;
  readonly title: string;
  readonly summary: Sentence;
  readonly meaning: Sentence;
  readonly nextStep: Sentence;
}

const blocked = (status: string, nextStep: string): State => ({
  severity: "critical",
  title: `SIM is ${status}`,
  summary: [`The SIM is ${status}, so the network does not let it connect`],
  meaning: ["The SIM's state explains it. It is not a fault of the device or the network."],
  nextStep: [nextStep],
});

const underWay = (what: string): State => ({
  severity: "warning",
  title: "A change of the SIM is under way",
  summary: [`${what}, so sessions may stop and come back`],
  meaning: ["While a change is under way, silence says nothing about the device."],
  nextStep: ["Ask again in a few minutes. If it stays so, ask who started the change."],
});

/** Status values of Twilio and KORE (sim-status documentation of both). Any other is shown, not judged. */
const states: Readonly<Record<string, State>> = {
  suspended: blocked("suspended", "Ask who suspended it, and reactivate it if that was a mistake."),
  deactivated: blocked(
    "deactivated",
    "Ask who deactivated it, and reactivate it soon: after 72 h a deactivated SIM becomes canceled.",
  ),
  canceled: blocked("canceled", "Ask who canceled it. A new SIM may be needed."),
  deleted: blocked("deleted", "Ask who deleted it. A new SIM may be needed."),
  scheduled: underWay("A change of the SIM's state is scheduled"),
  updating: underWay("The SIM's state is being changed"),
  new: {
    severity: "warning",
    title: "SIM is new",
    summary: ["The SIM is new and has not been put to use yet"],
    meaning: ["A new SIM connects only once it has been made ready or active."],
    nextStep: ["Activate the SIM, then start the device."],
  },
};

/** Whether this state keeps the SIM off the network, which then explains every silence. */
export function isBlocked(status: string | null): boolean {
  return states[folded(status)]?.severity === "critical";
}

/** P2: the SIM's own state forbids or disturbs the connection. */
export function simNotActive(facts: Facts): RuleResult {
  const { sim, asOf, thresholds, lastSeen } = facts;
  const status = folded(sim.status);
  const state = Object.hasOwn(states, status) ? states[status] : undefined;
  const isResetting = folded(sim.resetStatus) === "resetting";
  const shown =
    state?.severity === "critical" || !isResetting
      ? state
      : underWay("The SIM's connection is being reset");
  if (shown === undefined) return withoutState(sim.status, status);
  const isStillSeen = lastSeen !== null && asOf - lastSeen < thresholds.openSilentMs;
  const evidence: Evidence[] = [];
  if (sim.status !== null) evidence.push(measured("status", "status of the SIM", data(sim.status)));
  if (isResetting) evidence.push(measured("reset_status", "reset of the SIM", data("resetting")));
  if (lastSeen !== null) evidence.push(measured("last_seen", "last seen", instant(lastSeen)));
  return found({
    kind: "sim_not_active",
    severity: status === "new" && facts.sessions.length > 0 ? "notice" : shown.severity,
    confidence: "certain",
    title: shown.title,
    summary: [
      ...shown.summary,
      ...(isStillSeen ? stillSeen(asOf - lastSeen, facts.open !== null) : ["."]),
    ],
    evidence,
    meaning: shown.meaning,
    nextStep: shown.nextStep,
    since: null,
    sessionKeys: [],
    basis: facts.kept,
  });
}

function withoutState(received: string | null, status: string): RuleResult {
  if (status === "") {
    return cannotJudge("sim_not_active", "the platform gave no status for this SIM");
  }
  return status === "active" || status === "ready"
    ? clear("sim_not_active", `the SIM is ${status}`)
    : cannotJudge(
        "sim_not_active",
        "the SIM's status is ",
        data(received ?? ""),
        ", a value of unknown meaning",
      );
}

/** Suspending a SIM need not end a session that is open (Hologram's documentation of pausing). */
function stillSeen(ageMs: number, isOpen: boolean): Sentence {
  const why = isOpen ? " ago: an open session is not always cut at once." : " ago.";
  return ["; yet it was seen ", duration(ageMs), why];
}

function folded(text: string | null): string {
  return (text ?? "").trim().toLowerCase();
}

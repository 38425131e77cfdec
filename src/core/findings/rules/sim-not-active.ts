import type { Instant } from "../../instant.ts";
import { isNothingWritten } from "../../known/placeholders.ts";
import type { Sim } from "../../sim.ts";
import { said, type Tense } from "../../tense.ts";
import { ago, data, instant, type Sentence } from "../../words.ts";
import { type Evidence, measured } from "../evidence.ts";
import type { Facts } from "../facts.ts";
import {
  cannotJudge,
  clear,
  type Explanation,
  found,
  foundExplaining,
  type Rule,
  type RuleResult,
  type Severity,
} from "../rule.ts";

interface State {
  /** What may be stuck, where it is one that passes. */
  readonly change?: string;
  readonly severity: Severity;
  readonly title: string;
  readonly summary: Sentence;
  readonly meaning: Sentence;
  readonly nextStep: Sentence;
}

/** Told of now, or of then. */
type StateWords = (tense: Tense) => State;

const blocked =
  (status: string, nextStep: string): StateWords =>
  (tense) => ({
    severity: "critical",
    title: `SIM ${isWas(tense)} ${status}`,
    summary: [
      `The SIM ${isWas(tense)} ${status}, so the network ${said(tense, "does", "did")} not let it connect`,
    ],
    meaning: ["The SIM's state explains it. It is not a fault of the device or the network."],
    nextStep: [nextStep],
  });

const underWay =
  (change: string, what: string, happens: string): StateWords =>
  (tense) => ({
    change,
    severity: "notice",
    title: `A change of the SIM ${isWas(tense)} under way`,
    summary: [`${what} ${isWas(tense)} ${happens}`],
    meaning: [
      "While a change is under way, sessions may stop and come back. It takes minutes, as a rule.",
    ],
    nextStep: ["Wait for it, and ask again in half an hour."],
  });

/** Status values of Twilio and KORE (sim-status documentation of both). Any other is shown, not judged. */
const states: Readonly<Record<string, StateWords>> = {
  suspended: blocked("suspended", "Ask who suspended it, and reactivate it if that was a mistake."),
  deactivated: blocked(
    "deactivated",
    "Ask who deactivated it, and reactivate it soon: after 72 h a deactivated SIM becomes canceled.",
  ),
  canceled: blocked("canceled", "Ask who canceled it. A new SIM may be needed."),
  deleted: blocked("deleted", "Ask who deleted it. A new SIM may be needed."),
  scheduled: underWay("The scheduled change", "A change of the SIM's state", "scheduled"),
  updating: underWay("The change of the SIM's state", "The SIM's state", "being changed"),
  new: (tense) => ({
    severity: "notice",
    title: `SIM ${isWas(tense)} new`,
    summary: [
      `The SIM ${isWas(tense)} new and ${said(tense, "has", "had")} not been put to use yet`,
    ],
    meaning: ["A new SIM connects only once it has been made ready or active."],
    nextStep: [
      "Nothing to do until it is put to use; then activate it before the device is started.",
    ],
  }),
};

function isWas(tense: Tense): string {
  return said(tense, "is", "was");
}

/** `undefined`: a status of unknown meaning, or one that forbids nothing. */
function stateOf(status: string | null, tense: Tense): State | undefined {
  const known = folded(status);
  return Object.hasOwn(states, known) ? states[known]?.(tense) : undefined;
}

/** Whether this state keeps the SIM off the network, which then explains every silence. */
export function isBlocked(status: string | null): boolean {
  return stateOf(status, "present")?.severity === "critical";
}

/** P2: the SIM's own state forbids or disturbs the connection. */
export const simNotActive: Rule<"sim_not_active"> = {
  kind: "sim_not_active",
  name: "State of the SIM",
  nature: { about: "state", course: "silence", needs: "nothing", explainedBy: [] },
  judge,
};

function judge(facts: Facts): RuleResult {
  const { sim, asOf, thresholds, lastSeen, tense } = facts;
  const status = folded(sim.status);
  const state = stateOf(status, tense);
  const isResetting = folded(sim.resetStatus) === "resetting";
  const shown =
    state?.severity === "critical" || !isResetting
      ? state
      : underWay("The reset", "The SIM's connection", "being reset")(tense);
  if (shown === undefined) return withoutState(facts);
  const isHeard = lastSeen !== null && asOf - lastSeen < thresholds.openSilentMs;
  const since = isUnderWay(sim) ? sinceWhen(sim, asOf) : null;
  const isStuck = isUnderWay(sim) && hasLasted(since, facts);
  const evidence: Evidence[] = [];
  if (sim.status !== null) evidence.push(measured("status", "status of the SIM", data(sim.status)));
  if (isResetting) evidence.push(measured("reset_status", "reset of the SIM", data("resetting")));
  if (since !== null) evidence.push(measured("state_since", "since", instant(since)));
  if (lastSeen !== null) evidence.push(measured("last_seen", "last heard", instant(lastSeen)));
  const began: Sentence = since === null ? [] : ["began ", ...ago(asOf - since, tense)];
  return foundExplaining(explainedBy(facts, status, since), {
    severity: isStuck ? "warning" : shown.severity,
    confidence: "certain",
    title: shown.title,
    summary: [
      ...(isStuck ? stuck(shown, began, tense) : lasting(shown, began)),
      ...(isHeard ? stillHeard(asOf - lastSeen, isUnderWay(sim), tense) : ["."]),
    ],
    evidence,
    meaning:
      isHeard && isBlocked(status) && facts.open !== null
        ? [...shown.meaning, " An open session is not always cut at once."]
        : shown.meaning,
    nextStep: isStuck
      ? ["Ask the platform's support to look at it, and your team who started it."]
      : shown.nextStep,
    since,
    sessionKeys: [],
    basis: facts.kept,
  });
}

/** `The SIM's connection is being reset, which began 5 min ago`. */
function lasting({ summary }: State, began: Sentence): Sentence {
  return began.length === 0 ? summary : [...summary, ", which ", ...began];
}

/** `The reset seems stuck: it began 50 min ago and normally takes minutes`. */
function stuck({ change = "The change" }: State, began: Sentence, tense: Tense): Sentence {
  const since: Sentence = began.length === 0 ? [] : [...began, " and "];
  return [
    `${change} ${said(tense, "seems", "seemed")} stuck: it `,
    ...since,
    "normally takes minutes",
  ];
}

/** Whether a change of the SIM has been started and is not over: a reset, or a new state. */
export function isUnderWay({ status, resetStatus }: Sim): boolean {
  const isChanging = ["scheduled", "updating"].includes(folded(status));
  return isChanging || (folded(resetStatus) === "resetting" && !isBlocked(status));
}

/** When the SIM's record last changed: for what is under way, when it began. `null`: not known. */
function sinceWhen({ dateUpdated }: Sim, asOf: Instant): Instant | null {
  return dateUpdated !== null && dateUpdated <= asOf ? dateUpdated : null;
}

/** Where nobody says when it began, a SIM that is heard meanwhile is not disturbed by it. */
function hasLasted(since: Instant | null, { asOf, lastSeen, thresholds }: Facts): boolean {
  const from = since ?? lastSeen;
  return from === null || asOf - from >= thresholds.underWayMs;
}

/** A change that is under way explains no silence that began before it. */
function explainedBy(
  { lastSeen, thresholds }: Facts,
  status: string,
  since: Instant | null,
): readonly Explanation[] {
  if (isBlocked(status)) return ["state", "block"];
  const isAfter = since !== null && lastSeen !== null && lastSeen >= since - thresholds.underWayMs;
  return isAfter ? ["state", "block"] : ["state"];
}

/** Statuses that forbid nothing. */
const connecting = new Set(["active", "ready"]);

/** Whether there is no status, or what programs write in its place. */
function isMissing(status: string): boolean {
  return status === "" || status === "-" || isNothingWritten(status);
}

function withoutState(facts: Facts): RuleResult {
  const { sim, tense } = facts;
  const status = folded(sim.status);
  const odd = [
    ...(connecting.has(status) || isMissing(status)
      ? []
      : [{ kind: "status", name: "status", word: sim.status ?? "" }]),
    ...(isMissing(folded(sim.resetStatus))
      ? []
      : [{ kind: "reset_status", name: "reset status", word: sim.resetStatus ?? "" }]),
  ];
  if (odd.length > 0) return oddWords(facts, odd);
  return isMissing(status)
    ? cannotJudge("the platform gave no status for this SIM")
    : clear(`the SIM ${isWas(tense)} ${status}`);
}

/** Both vendors may add words. What such a one means is not known, so it is shown and not judged. */
function oddWords(
  { asOf, lastSeen, tense, kept }: Facts,
  odd: readonly { readonly kind: string; readonly name: string; readonly word: string }[],
): RuleResult {
  const seen: Sentence =
    lastSeen === null ? ["."] : ["; heard ", ...ago(asOf - lastSeen, tense), "."];
  const words = odd.flatMap(
    ({ name, word }, index): Sentence => [
      `${index === 0 ? "The SIM's" : " and its"} ${name} ${isWas(tense)} “`,
      ...[data(word), "”"],
    ],
  );
  return found({
    severity: "notice",
    confidence: "certain",
    title: "SIM status that simscope does not know",
    summary: [...words, ", which simscope does not know", ...seen],
    evidence: odd.map(({ kind, name, word }) => measured(kind, `${name} of the SIM`, data(word))),
    meaning: ["It may keep the SIM off the network, or mean nothing of the kind."],
    nextStep: ["Look it up in the platform's documentation or console."],
    since: null,
    sessionKeys: [],
    basis: kept,
  });
}

/** Suspending a SIM need not end a session that is open (Hologram's documentation of pausing). */
function stillHeard(ageMs: number, isExpected: boolean, tense: Tense): Sentence {
  return [isExpected ? "; last heard " : "; yet it was heard ", ...ago(ageMs, tense), "."];
}

function folded(text: string | null): string {
  return (text ?? "").trim().toLowerCase();
}

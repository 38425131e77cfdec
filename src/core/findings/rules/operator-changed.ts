import type { Placed } from "../../session.ts";
import { said } from "../../tense.ts";
import { count, data, instant, type Sentence } from "../../words.ts";
import { measured, sessionKey } from "../evidence.ts";
import type { Facts } from "../facts.ts";
import {
  clearUnlessUnknown,
  foundExplaining,
  knownForTooFew,
  type Rule,
  type RuleResult,
  restingOn,
} from "../rule.ts";

/** P10b: it left its operator for another, and stayed there. */
export const operatorChanged: Rule<"operator_changed"> = {
  kind: "operator_changed",
  name: "Change of operator",
  nature: {
    about: "sessions",
    course: "step",
    needs: "kept",
    explainedBy: ["absence", "step", "changes"],
  },
  judge,
};

function judge(facts: Facts): RuleResult {
  const { thresholds, operators } = facts;
  const known = facts.sessions.flatMap((placed): [Placed, string][] => {
    const key = operators.keyOf(placed.session);
    return key === null ? [] : [[placed, key]];
  });
  if (known.length < 2 * thresholds.operatorRun) {
    return knownForTooFew("the operator is known", known.length);
  }
  const clearHere = (...checked: Sentence): RuleResult =>
    clearUnlessUnknown(
      "the operator",
      facts.sessions,
      ({ session }) => operators.keyOf(session) !== null,
      ...checked,
    );
  const now = known[0]?.[1] ?? "";
  const left = known.findIndex(([, key]) => key !== now);
  const run = left === -1 ? known : known.slice(0, left);
  const before = left === -1 ? [] : known.slice(left, left + thresholds.operatorRun);
  const old = before[0]?.[1];
  const first = run.at(-1)?.[0];
  const hasStayed = run.length >= thresholds.operatorRun && before.length >= thresholds.operatorRun;
  const isOneBefore = before.every(([, key]) => key === old);
  if (old === undefined || first === undefined || !hasStayed || !isOneBefore) {
    const changes = known.filter(([, key], index) => index > 0 && key !== known[index - 1]?.[1]);
    return changes.length < thresholds.pingPongChanges
      ? clearHere("no lasting change of operator")
      : clearHere(count(changes.length, "change"), " of operator, none of which lasted");
  }
  if (first.begin < facts.changesFrom) {
    return clearHere("the same operator all through the window");
  }
  const carried = run.filter(([{ packets }]) => packets !== null && packets > 0);
  const isCarrying = carried.length >= thresholds.trafficMinSessions;
  const pattern = foundExplaining(["step"], {
    severity: "notice",
    confidence: "certain",
    title: "Operator changed",
    summary: [
      "Operator changed: on ",
      data(operators.labelOf(now)),
      " since ",
      instant(first.begin),
      ", before that on ",
      data(operators.labelOf(old)),
      ".",
    ],
    evidence: [
      measured("operator_before", "operator before", data(operators.labelOf(old))),
      measured(
        "operator_now",
        `operator ${said(facts.tense, "now", "then")}`,
        data(operators.labelOf(now)),
      ),
      measured("operator_changed_at", "first seen there", instant(first.begin)),
      measured("operator_sessions_since", "sessions since", count(run.length, "session")),
    ],
    meaning: [
      "It may have lost its usual network: the device moved, or coverage or roaming changed.",
    ],
    nextStep: [
      isCarrying
        ? "Ask whether the device was moved; it works on the operator that it is on now."
        : "Ask whether the device was moved. Check whether plan and device allow the operator that it is on.",
    ],
    since: first.begin,
    sessionKeys: run.map(([{ session }]) => sessionKey(session)),
    basis: facts.kept,
  });
  const from = before.at(-1)?.[0].begin ?? facts.kept.from;
  return restingOn({ from, to: facts.asOf }, pattern);
}

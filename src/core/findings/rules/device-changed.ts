import type { Placed } from "../../session.ts";
import { said } from "../../tense.ts";
import { count, imei, instant } from "../../words.ts";
import { measured, sessionKey } from "../evidence.ts";
import type { Facts } from "../facts.ts";
import {
  clearUnlessUnknown,
  foundExplaining,
  knownForTooFew,
  type Rule,
  type RuleResult,
} from "../rule.ts";
import { stepsOf } from "../steps.ts";

/** P8: the SIM reports from another device than before. */
export const deviceChanged: Rule<"device_changed"> = {
  kind: "device_changed",
  name: "Change of device",
  nature: {
    about: "sessions",
    course: "step",
    needs: "kept",
    foundAnyway: true,
    explainedBy: ["absence"],
  },
  judge,
};

function judge(facts: Facts): RuleResult {
  const { thresholds, tense } = facts;
  const unitOf = ({ session }: Placed) => unitDigits(session.imei, thresholds.imeiUnitDigits);
  const { known, steps } = stepsOf(facts.sessions, unitOf);
  if (known < 2) {
    return knownForTooFew("the IMEI is known", known);
  }
  const changes = steps.filter(({ at }) => at >= facts.changesFrom);
  const last = changes.at(-1);
  if (last === undefined) {
    const isKnown = (placed: Placed) => unitOf(placed) !== null;
    return clearUnlessUnknown("the IMEI", facts.sessions, isKnown, "one IMEI");
  }
  const typeDigits = thresholds.imeiTypeDigits;
  const isSameType = last.from.slice(0, typeDigits) === last.to.slice(0, typeDigits);
  const [before, now] = [last.before, last.now].map(({ session }) => imei(session.imei ?? ""));
  const what = isSameType ? "another device of the same model" : "another type of device";
  return foundExplaining(["step"], {
    severity: isSameType ? "notice" : "warning",
    confidence: "certain",
    title: isSameType ? "Another device, same model" : "Another type of device",
    summary: [
      `The SIM ${said(tense, "has", "had")} been in ${what} since `,
      instant(last.at),
      ": IMEI ",
      now ?? "unknown",
      ", before that ",
      before ?? "unknown",
      ...(changes.length > 1 ? [" (", count(changes.length, "change"), " lately)."] : ["."]),
    ],
    evidence: [
      measured("imei_before", "IMEI before", imei(last.before.session.imei ?? "")),
      measured("imei_now", `IMEI ${said(tense, "now", "then")}`, imei(last.now.session.imei ?? "")),
      measured("imei_changed_at", "first seen with it", instant(last.at)),
      measured("imei_changes", "changes lately", count(changes.length, "change")),
    ],
    meaning: ["The SIM was moved, or the modem was swapped; it may also have been stolen."],
    nextStep: [
      "Ask who serviced the device. If nobody did, consider suspending the SIM or locking it to its IMEI.",
    ],
    since: last.at,
    sessionKeys: [last.now, last.before].map(({ session }) => sessionKey(session)),
    basis: facts.kept,
  });
}

/** The digits that name the unit; `null` when the text has too few to tell. */
export function unitDigits(text: string | null, digits: number): string | null {
  const onlyDigits = (text ?? "").replace(/\D/g, "");
  return onlyDigits.length < digits ? null : onlyDigits.slice(0, digits);
}

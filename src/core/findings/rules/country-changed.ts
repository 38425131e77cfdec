import type { Instant } from "../../instant.ts";
import type { Placed } from "../../session.ts";
import { said } from "../../tense.ts";
import { count, country, instant, type Sentence } from "../../words.ts";
import { recordedCountry } from "../countries.ts";
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

/** P10a: two sessions that follow each other were in different countries. */
export const countryChanged: Rule<"country_changed"> = {
  kind: "country_changed",
  name: "Change of country",
  nature: {
    about: "sessions",
    course: "step",
    needs: "kept",
    foundAnyway: true,
    explainedBy: ["absence", "step", "changes"],
  },
  judge,
};

function judge(facts: Facts): RuleResult {
  const countryOf = ({ session }: Placed) => recordedCountry(session);
  const { known, steps } = stepsOf(facts.sessions, countryOf);
  if (known < 2) {
    return knownForTooFew("the country is known", known);
  }
  const changes = steps.filter(({ at }) => at >= facts.changesFrom);
  const last = changes.at(-1);
  if (last === undefined) {
    const isKnown = (placed: Placed) => countryOf(placed) !== null;
    return clearUnlessUnknown("the country", facts.sessions, isKnown, "one country");
  }
  return foundExplaining(["step"], {
    severity: "notice",
    confidence: "certain",
    title: "Country changed",
    summary: [
      "Country changed: ",
      country(last.to),
      " since ",
      instant(last.at),
      ", before that ",
      country(last.from),
      ...(changes.length > 1 ? [" (", count(changes.length, "change"), " lately)."] : ["."]),
    ],
    evidence: [
      measured("country_before", "country before", country(last.from)),
      measured("country_now", `country ${said(facts.tense, "now", "then")}`, country(last.to)),
      measured("country_changed_at", "first seen there", instant(last.at)),
      measured("country_changes", "changes lately", count(changes.length, "change")),
    ],
    meaning: [
      changes.length > 1
        ? "The device travels, or it is near a border, so its operator changes each time. "
        : "The device travelled, or it is near a border. ",
      "Abroad it roams: other limits of the rate plan apply.",
    ],
    nextStep: adviceOnRoaming(facts, last.at),
    since: last.at,
    sessionKeys: [last.now, last.before].map(({ session }) => sessionKey(session)),
    basis: facts.kept,
  });
}

/** Where sessions have carried packets since, roaming works: nobody need look at it. */
function adviceOnRoaming({ sessions, thresholds }: Facts, since: Instant): Sentence {
  const carried = sessions.filter(
    ({ begin, packets }) => begin >= since && packets !== null && packets > 0,
  );
  return carried.length >= thresholds.trafficMinSessions
    ? ["Nothing to do if the device is meant to be there: roaming works."]
    : ["Check that the rate plan and the device allow roaming there."];
}

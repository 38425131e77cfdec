import { generationOf } from "../../radio-link.ts";
import type { Placed } from "../../session.ts";
import { said } from "../../tense.ts";
import { ago, count, instant } from "../../words.ts";
import { measured, sessionKey } from "../evidence.ts";
import type { Facts } from "../facts.ts";
import {
  clearUnlessUnknown,
  found,
  knownForTooFew,
  type Rule,
  type RuleResult,
  restingOn,
} from "../rule.ts";
import { mostFrequent } from "../statistics.ts";
import { crowdedSince, isLeftBehindAnyway, leftBehind, stepsOf } from "../steps.ts";

/** Only generations whose order is known are ranked; LTE-M and NB-IoT are choices, not falls. */
const ranks = { LTE: 3, "3G": 2, "2G": 1 } as const;

/** P11: it used the better radio link, and lately only lesser ones. */
export const radioFallback: Rule<"radio_fallback"> = {
  kind: "radio_fallback",
  name: "Fall to a lesser radio link",
  nature: {
    about: "sessions",
    course: "standing",
    needs: "kept",
    explainedBy: ["absence", "step"],
  },
  judge,
};

function judge(facts: Facts): RuleResult {
  const { thresholds } = facts;
  const known = facts.sessions.flatMap((placed) => {
    const generation = rankedGeneration(placed);
    return generation === null ? [] : [{ placed, generation }];
  });
  if (known.length < thresholds.radioBeforeSessions + thresholds.radioNowRun) {
    return knownForTooFew("the radio link is known", known.length);
  }
  const left = leftBehind(known, ({ generation }) => generation, thresholds.radioBeforeShare);
  for (const one of left) {
    const { usual, run, before } = one;
    const first = run.at(-1);
    const now = mostFrequent(run.map(({ generation }) => generation))?.value;
    if (first === undefined || now === undefined) continue;
    if (before.length < thresholds.radioBeforeSessions) continue;
    if (run.length < thresholds.radioNowRun) continue;
    if (run.some(({ generation }) => ranks[generation] >= rankOf(usual))) continue;
    const pattern = found({
      severity: "warning",
      confidence: "certain",
      title: `Fell back from ${usual} to ${now}`,
      summary: [
        `Radio link fell back: on ${now} instead of ${usual} since `,
        instant(first.placed.begin),
        ", for ",
        count(run.length, "session"),
        ".",
      ],
      evidence: [
        measured("fallback_since", `on ${now} since`, instant(first.placed.begin)),
        measured("fallback_sessions", "sessions since", count(run.length, "session")),
        measured(
          "before_sessions",
          "sessions before, with known radio link",
          count(before.length, "session"),
        ),
        measured(
          "before_best_sessions",
          `of them on ${usual}`,
          count(before.filter(({ generation }) => generation === usual).length, "session"),
        ),
      ],
      meaning: [
        `Possible causes: weak ${usual} coverage, the antenna, or a setting of the modem. It is slower, and 2G and 3G are being switched off in many countries.`,
      ],
      nextStep: [
        "Check the antenna and the modem's band settings; ask whether the device was moved.",
      ],
      since: first.placed.begin,
      sessionKeys: run.map(({ placed }) => sessionKey(placed.session)),
      basis: facts.kept,
    });
    return isLeftBehindAnyway(one, thresholds.radioBeforeShare, facts)
      ? restingOn({ from: before[0]?.placed.seen ?? facts.kept.from, to: facts.asOf }, pattern)
      : pattern;
  }
  return (
    backAndForth(facts) ??
    clearUnlessUnknown(
      "the radio link",
      facts.sessions,
      ({ session }) => generationOf(session.radioLink) !== "unknown",
      "no lasting fall to a lesser radio link",
    )
  );
}

/** A storm of changes is no fall that lasts, and no good link either. `null`: there is none. */
function backAndForth(facts: Facts): RuleResult | null {
  const { asOf, thresholds, kept, tense } = facts;
  const { known, steps } = stepsOf(facts.sessions, rankedGeneration);
  const isLately = ({ at }: { readonly at: number }) => asOf - at <= thresholds.pingPongMs;
  const lately = steps.filter(isLately);
  const sessions = facts.sessions.filter(
    (one) => rankedGeneration(one) !== null && isLately({ at: one.begin }),
  );
  const share = lately.length / Math.max(1, sessions.length);
  if (lately.length < thresholds.stormChanges || share < thresholds.radioChangeShare) return null;
  const first = lately[0]?.at ?? asOf;
  const newest = lately.at(-1)?.at ?? asOf;
  const before = known - sessions.length;
  const shareBefore = (steps.length - lately.length) / Math.max(1, before);
  const isUsual = before >= thresholds.rhythmMinSessions && shareBefore * 3 > share;
  return found({
    severity: isUsual ? "notice" : "warning",
    confidence: "certain",
    title: "Radio link changes back and forth",
    summary: [
      `Its radio link ${said(tense, "changes", "changed")} back and forth: `,
      count(lately.length, "change"),
      " in ",
      count(sessions.length, "session"),
      " within 24 h, the latest ",
      ...ago(asOf - newest, tense),
      isUsual ? "; as before." : ".",
    ],
    evidence: [
      measured(
        "link_changes",
        "changes of the radio link within 24 h",
        count(lately.length, "change"),
      ),
      measured(
        "link_sessions",
        "sessions with known radio link then",
        count(sessions.length, "session"),
      ),
      measured("link_latest", "the latest change", instant(newest)),
    ],
    meaning: [
      "It is probably at the edge of the better network's coverage; or its antenna is weak.",
    ],
    nextStep: ["Check the antenna and the site; consider keeping the modem to one radio link."],
    since: crowdedSince(steps, thresholds.stormChanges, thresholds.pingPongMs) ?? first,
    sessionKeys: lately.map(({ now }) => sessionKey(now.session)).reverse(),
    basis: kept,
  });
}

function rankedGeneration({ session }: Placed): "LTE" | "3G" | "2G" | null {
  const generation = generationOf(session.radioLink);
  return generation === "LTE" || generation === "3G" || generation === "2G" ? generation : null;
}

function rankOf(generation: string): number {
  return generation === "LTE" ? ranks.LTE : generation === "3G" ? ranks["3G"] : ranks["2G"];
}

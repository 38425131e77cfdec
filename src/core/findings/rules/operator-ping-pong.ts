import type { Placed } from "../../session.ts";
import { said } from "../../tense.ts";
import { ago, count, data, duration, instant, listed, type Sentence } from "../../words.ts";
import { countriesOf } from "../countries.ts";
import { measured, sessionKey } from "../evidence.ts";
import type { Facts } from "../facts.ts";
import {
  clear,
  type Explanation,
  foundExplaining,
  knownForTooFew,
  type Pattern,
  type Rule,
  type RuleResult,
} from "../rule.ts";
import { crowdedSince, type Step, stepsOf } from "../steps.ts";

interface Burst {
  readonly steps: readonly Step<string>[];
  readonly operators: readonly string[];
}

/** Operators named in the sentence; of more than one beyond these only the number is told. */
const mostNamed = 3;

/**
 * P10c: changes between a few operators again and again: none of them is good enough. Or a border
 * lies between them: then nothing may bind the device to one operator, which has no network on
 * the other side.
 */
export const operatorPingPong: Rule<"operator_ping_pong"> = {
  kind: "operator_ping_pong",
  name: "Back and forth between operators",
  nature: {
    about: "sessions",
    course: "passing",
    needs: "window",
    foundAnyway: true,
    explainedBy: ["absence", "loop"],
  },
  judge,
};

function judge(facts: Facts): RuleResult {
  const { thresholds, asOf, operators, tense } = facts;
  const keyOf = ({ session }: Placed) => operators.keyOf(session);
  const { known, steps: all } = stepsOf(facts.sessions, keyOf);
  if (known < 2) {
    return knownForTooFew("the operator is known", known);
  }
  const steps = all.filter(({ at }) => at >= facts.window.from);
  const { pingPongChanges, pingPongMaxOperators, stormChanges } = thresholds;
  const burst =
    worstBurst(steps, facts, { changes: pingPongChanges, operators: pingPongMaxOperators }) ??
    worstBurst(steps, facts, { changes: stormChanges, operators: Number.POSITIVE_INFINITY });
  const first = burst?.steps[0];
  const last = burst?.steps.at(-1);
  if (burst === null || first === undefined || last === undefined) {
    return clear(count(steps.length, "operator change"), " in the window");
  }
  const countries = countriesOf(facts.sessions, operators);
  const crossesBorder = ({ before, now }: Step<string>) => {
    const [from, to] = [countries.of(before.session), countries.of(now.session)];
    return from !== null && to !== null && from !== to;
  };
  const newest = steps.at(-1) ?? last;
  // The worst day may be past while a milder one goes on; a single later change is no ping-pong.
  const lately = steps.filter(({ at }) => asOf - at <= thresholds.pingPongMs);
  const goesOn = lately.length >= thresholds.pingPongChanges && newest.at > last.at;
  const isOver = !goesOn && asOf - last.at > thresholds.pingPongOverMs;
  // What crowds at no time any more explains no change that lasts.
  const explains: readonly Explanation[] = isOver ? [] : ["changes"];
  const labels = burst.operators.map((key) => operators.labelOf(key)).sort();
  const named = labels.length > mostNamed + 1 ? labels.slice(0, mostNamed) : labels;
  const more = labels.length - named.length;
  const names = listed([
    ...named.map((label): Sentence => [data(label)]),
    ...(more > 0 ? [[`${more} more`]] : []),
  ]);
  const changes = count(burst.steps.length, "change");
  const crossings = burst.steps.filter(crossesBorder).length;
  return foundExplaining(explains, {
    severity: isOver ? "notice" : "warning",
    confidence: "certain",
    title: "Back and forth between operators",
    summary: [
      `It ${isOver ? "changed" : said(tense, "changes", "changed")} back and forth between `,
      ...names,
      ": ",
      changes,
      " within ",
      duration(last.at - first.at),
      goesOn ? `; it ${said(tense, "goes", "went")} on, latest change ` : "; latest change ",
      ...ago(asOf - newest.at, tense),
      ".",
    ],
    evidence: [
      measured("changes_in_burst", "operator changes within 24 h", changes),
      measured("burst_from", "the first of them", instant(first.at)),
      measured("burst_to", "the last of them", instant(last.at)),
      measured(
        "burst_operators",
        "operators among them",
        count(burst.operators.length, "operator"),
      ),
      measured("operator_changes", "changes in the window", count(steps.length, "change")),
    ],
    ...adviceOn(crossings, burst.steps.length, countries.areOne),
    since: isOver
      ? first.at
      : (crowdedSince(all, thresholds.pingPongChanges, thresholds.pingPongMs) ?? first.at),
    sessionKeys: burst.steps.map(({ now }) => sessionKey(now.session)).reverse(),
    basis: { from: facts.window.from, to: asOf },
  });
}

/** What it usually means and what to try, by how many of the changes go from one country to another. */
function adviceOn(
  crossings: number,
  changes: number,
  isOneCountry: boolean,
): Pick<Pattern, "meaning" | "nextStep"> {
  if (crossings === changes) {
    return {
      meaning: [
        "Each of these changes goes from one country to another: the device travels, or it stands near a border.",
      ],
      nextStep: [
        "Nothing to do if it travels; near a border, consider preferring the operators of its own country.",
      ],
    };
  }
  return {
    meaning: [
      crossings === 0
        ? "Probably none of these networks is good enough where the device is; or its antenna is weak."
        : "Some of these changes go from one country to another: the device travels, or it is near a border. For the others, probably no network is good enough where the device is; or its antenna is weak.",
    ],
    nextStep: [
      "Check the antenna and the site. ",
      isOneCountry
        ? "Consider locking the device to one operator, or preferring one."
        : "Consider preferring one operator in each country where the device is used.",
    ],
  };
}

/**
 * The most changes within 24 h that involve few enough operators, of equals the newest; `null`
 * when no 24 h have enough. Among many operators it is a journey, unless the changes are a storm.
 */
function worstBurst(
  steps: readonly Step<string>[],
  { thresholds }: Facts,
  limit: { readonly changes: number; readonly operators: number },
): Burst | null {
  const inside = new Map<string, number>();
  const add = (step: Step<string>, by: number) => {
    for (const key of [step.from, step.to]) {
      const times = (inside.get(key) ?? 0) + by;
      if (times === 0) inside.delete(key);
      else inside.set(key, times);
    }
  };
  let worst: Burst | null = null;
  let first = 0;
  for (const [index, step] of steps.entries()) {
    add(step, 1);
    for (let oldest = steps[first]; oldest !== undefined; oldest = steps[first]) {
      const isTooOld = step.at - oldest.at > thresholds.pingPongMs;
      if (!isTooOld && inside.size <= limit.operators) break;
      add(oldest, -1);
      first += 1;
    }
    const length = index + 1 - first;
    if (length >= limit.changes && length >= (worst?.steps.length ?? 0)) {
      worst = { steps: steps.slice(first, index + 1), operators: [...inside.keys()] };
    }
  }
  return worst;
}

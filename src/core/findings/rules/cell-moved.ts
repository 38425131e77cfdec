import type { Placed, TowerLocation } from "../../session.ts";
import { said, type Tense } from "../../tense.ts";
import { count, data, instant, type Sentence } from "../../words.ts";
import { type Evidence, measured, sessionKey } from "../evidence.ts";
import type { Facts } from "../facts.ts";
import { clear, found, knownForTooFew, type Rule, type RuleResult, restingOn } from "../rule.ts";
import { isLeftBehindAnyway, type LeftBehind, leftBehind } from "../steps.ts";

/** P9: a device that stayed on one cell is on others now, and not on neighbouring ones. */
export const cellMoved: Rule<"cell_moved"> = {
  kind: "cell_moved",
  name: "Move to other cells",
  nature: {
    about: "sessions",
    course: "step",
    needs: "kept",
    explainedBy: ["absence", "step", "changes"],
  },
  judge,
};

function judge(facts: Facts): RuleResult {
  const { thresholds } = facts;
  const known = facts.sessions.filter(({ session }) => session.cellId !== null);
  if (known.length < thresholds.cellBeforeSessions + thresholds.cellNowRun) {
    return knownForTooFew("the cell is known", known.length);
  }
  const cellOf = ({ session }: Placed) => session.cellId ?? "";
  for (const left of leftBehind(known, cellOf, thresholds.cellBeforeShare)) {
    const result = movedFrom(facts, left);
    if (result !== null) return result;
  }
  return clear("no lasting move to a distant cell");
}

/** `null`: this cell was no home, or the new cells are neighbours or another operator's. */
function movedFrom(facts: Facts, left: LeftBehind<Placed>): RuleResult | null {
  const { usual, run, before } = left;
  const { thresholds, operators, tense } = facts;
  const [newest, first, newestBefore, oldest] = [run[0], run.at(-1), before[0], before.at(-1)];
  if (newest === undefined || first === undefined) return null;
  if (newestBefore === undefined || oldest === undefined) return null;
  if (run.length < thresholds.cellNowRun || before.length < thresholds.cellBeforeSessions)
    return null;
  if (newestBefore.seen - oldest.begin < thresholds.cellBeforeMs) return null;
  if (first.begin < facts.changesFrom) return null;

  const home = before.find(({ session }) => session.cellId === usual && session.tower !== null);
  const distances = distancesFrom(home?.session.tower ?? null, run);
  const kilometres = distances.length === 0 ? null : Math.min(...distances);
  if (kilometres !== null && kilometres < thresholds.cellMovedKilometres) return null;
  if (kilometres === null && run.length < thresholds.cellNowRunUnplaced) return null;
  const [operatorNow, operatorBefore] = [newest, newestBefore].map(({ session }) =>
    operators.keyOf(session),
  );
  const isOtherOperator =
    operatorNow !== null && operatorBefore !== null && operatorNow !== operatorBefore;
  // Another operator has other cells: without a distance that alone explains the new ones.
  if (isOtherOperator && kilometres === null) return null;

  const distance: Sentence =
    kilometres === null
      ? []
      : [
          ", about ",
          count(Math.round(kilometres), "kilometre"),
          " from the usual one by tower estimates",
        ];
  const pattern = found({
    severity: "notice",
    confidence: kilometres === null ? "possible" : "probable",
    title: "On other cells than usual",
    summary: ["On other cells than usual since ", instant(first.begin), ...distance, "."],
    evidence: evidenceOf(left, newest, kilometres, tense),
    meaning: [
      "The device was moved, its antenna or the coverage changed, or the usual tower is out of " +
        "service. Places are those of towers, estimated; never the device's.",
    ],
    nextStep: [
      "Ask whether the device was moved; if not, check its antenna and the signal it reports.",
    ],
    since: first.begin,
    sessionKeys: run.map(({ session }) => sessionKey(session)),
    basis: facts.kept,
  });
  return isLeftBehindAnyway(left, thresholds.cellBeforeShare, facts)
    ? restingOn({ from: newestBefore.seen, to: facts.asOf }, pattern)
    : pattern;
}

function distancesFrom(home: TowerLocation | null, run: readonly Placed[]): number[] {
  if (home === null) return [];
  return run.flatMap(({ session }) =>
    session.tower === null ? [] : [kilometresBetween(home, session.tower)],
  );
}

function evidenceOf(
  { usual, run, before }: LeftBehind<Placed>,
  newest: Placed,
  kilometres: number | null,
  tense: Tense,
): Evidence[] {
  const onUsual = before.filter(({ session }) => session.cellId === usual).length;
  const evidence = [
    measured("usual_cell", "usual cell", data(usual)),
    measured("cell_now", `cell ${said(tense, "now", "then")}`, data(newest.session.cellId ?? "")),
    measured("cell_moved_at", "since", instant(run.at(-1)?.begin ?? newest.begin)),
    measured("cell_sessions_since", "sessions since", count(run.length, "session")),
    measured("cell_share_before", "share of sessions before on the usual cell", {
      kind: "share",
      value: onUsual / before.length,
    }),
  ];
  if (kilometres !== null) {
    evidence.push(
      measured("tower_distance", "between the towers, at least", count(kilometres, "kilometre")),
    );
  }
  return evidence;
}

const earthRadiusKilometres = 6_371;

/** Along the surface, by the haversine formula; tower estimates are far less exact than it is. */
export function kilometresBetween(a: TowerLocation, b: TowerLocation): number {
  const latitude = radians(b.latitude - a.latitude);
  const longitude = radians(b.longitude - a.longitude);
  const part =
    Math.sin(latitude / 2) ** 2 +
    Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * Math.sin(longitude / 2) ** 2;
  return 2 * earthRadiusKilometres * Math.asin(Math.sqrt(Math.min(1, Math.max(0, part))));
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}

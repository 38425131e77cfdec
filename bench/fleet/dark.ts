import { quantiles } from "../../src/core/findings/statistics.ts";
import {
  type DarkTrialList,
  type DarkTrialOptions,
  darkTrial,
} from "../../test/support/fleet/dark-trial.ts";
import {
  type Event,
  type FleetKind,
  fleetKinds,
} from "../../test/support/fleet/simulated-fleet.ts";

/** What many lists of silent SIMs were worth, all SIMs of all of them together. */
export interface DarkScore {
  readonly trials: number;
  readonly right: number;
  readonly wrong: number;
  readonly missed: number;
  /** Of those missed: not read anew, for want of time or because they count as asleep until later. */
  readonly missedUnread: number;
  /** Share of the listed that belong there, and of those that belong there that are listed; 1 where there are none. */
  readonly precision: number;
  readonly recall: number;
  readonly medianCalls: number;
  readonly medianSeconds: number;
  readonly mostSeconds: number;
}

/** As answered, and as told when all was read that is read at all. */
export interface DarkScores {
  readonly first: DarkScore;
  readonly final: DarkScore;
}

export interface DarkScoreOptions extends DarkTrialOptions {
  readonly kinds?: readonly FleetKind[];
  readonly firstSeed?: number;
}

const freshMs = 120_000;

/** So many trials, the kinds of fleets in turn, each at a moment of its own in four weeks. */
export async function darkScore(
  event: Event,
  trials: number,
  { kinds = fleetKinds, firstSeed = 1, ...options }: DarkScoreOptions = {},
): Promise<DarkScores> {
  const [first, final]: [DarkTrialList[], DarkTrialList[]] = [[], []];
  for (let trial = 0; trial < trials; trial += 1) {
    const kind = kinds[trial % kinds.length] ?? "mixed";
    const made = await darkTrial(kind, event, firstSeed + trial, options);
    first.push(made.first);
    final.push(made.final);
  }
  return { first: scoreOf(first), final: scoreOf(final) };
}

function scoreOf(lists: readonly DarkTrialList[]): DarkScore {
  const sum = (of: (list: DarkTrialList) => number) =>
    lists.reduce((total, list) => total + of(list), 0);
  const right = sum((list) => list.right);
  const wrong = sum((list) => list.wrong.length);
  const missed = sum((list) => list.missed.length);
  const seconds = lists.map((list) => list.seconds);
  return {
    ...{ trials: lists.length, right, wrong, missed },
    missedUnread: sum(
      (list) =>
        list.missed.filter(({ known, at }) => known === null || at - known.readAt > freshMs).length,
    ),
    precision: right + wrong === 0 ? 1 : right / (right + wrong),
    recall: right + missed === 0 ? 1 : right / (right + missed),
    medianCalls:
      quantiles(
        lists.map(({ calls }) => calls),
        0.5,
      )[0] ?? 0,
    medianSeconds: quantiles(seconds, 0.5)[0] ?? 0,
    mostSeconds: Math.max(0, ...seconds),
  };
}

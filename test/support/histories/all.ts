import type { FindingInput } from "../../../src/core/findings/facts.ts";
import { defaultThresholds } from "../../../src/core/findings/thresholds.ts";
import { unknownsOf } from "../../../src/core/findings/unknowns.ts";
import type { Instant } from "../../../src/core/instant.ts";
import { windowAt } from "../../../src/core/window.ts";
import { changeRecipes } from "./changes.ts";
import { habitRecipes } from "./habits.ts";
import { healthyRecipes } from "./healthy.ts";
import { type History, questionAt, type Recipe } from "./history.ts";
import { seededRandom } from "./random.ts";
import { rhythmRecipes } from "./rhythm.ts";
import { silenceRecipes } from "./silence.ts";
import { trafficRecipes } from "./traffic.ts";
import { unknownRecipes } from "./unknown.ts";

export const recipes: readonly Recipe[] = [
  ...healthyRecipes,
  ...silenceRecipes,
  ...trafficRecipes,
  ...changeRecipes,
  ...rhythmRecipes,
  ...habitRecipes,
  ...unknownRecipes,
];

export interface LabelledHistory extends Omit<Recipe, "make"> {
  readonly seed: number;
  readonly input: FindingInput;
}

/** Every recipe made once with that seed, and asked at that moment; the same seed gives the same records. */
export function historiesOf(seed: number, at?: Instant): LabelledHistory[] {
  return recipes.map(({ make, ...labels }, index) => {
    const history = make(seededRandom(seed * 1_009 + index));
    // What could not be read has times of its own: it stays where it is.
    const isMoved = at !== undefined && history.left === undefined;
    return { ...labels, seed, input: inputOf(isMoved ? movedTo(history, at) : history) };
  });
}

/** Three hours of the day on each of two days of the week, at which answers are compared. */
export const moments: readonly Instant[] = [3, 0].flatMap((weekday) =>
  [3.2, 11.7, 19.4].map((hour) => questionAt(weekday, hour)),
);

/** The same history, asked at another moment: everything happens so much earlier or later. */
function movedTo(history: History, asOf: Instant): History {
  const byMs = asOf - history.asOf;
  const moved = (at: Instant | null) => (at === null ? null : at + byMs);
  const { sim } = history;
  return {
    ...history,
    asOf,
    sim: { ...sim, dateUpdated: moved(sim.dateUpdated) },
    sessions: history.sessions.map((session) => ({
      ...session,
      start: moved(session.start),
      end: moved(session.end),
      lastUpdated: moved(session.lastUpdated),
    })),
  };
}

export function inputOf({ sim, sessions, asOf, windowName, left }: History): FindingInput {
  const window = windowAt(windowName, asOf);
  const input = { sim, sessions, window, asOf, thresholds: defaultThresholds };
  // Where nothing was left out the rules work out themselves what the sessions lack.
  return left === undefined
    ? input
    : { ...input, unknowns: unknownsOf({ sessions, asOf, ...left }) };
}

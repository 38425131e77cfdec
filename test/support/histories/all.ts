import type { FindingInput } from "../../../src/core/findings/facts.ts";
import { defaultThresholds } from "../../../src/core/findings/thresholds.ts";
import { unknownsOf } from "../../../src/core/findings/unknowns.ts";
import { windowAt } from "../../../src/core/window.ts";
import { changeRecipes } from "./changes.ts";
import { healthyRecipes } from "./healthy.ts";
import type { History, Recipe } from "./history.ts";
import { seededRandom } from "./random.ts";
import { silenceRecipes } from "./silence.ts";
import { trafficRecipes } from "./traffic.ts";
import { unknownRecipes } from "./unknown.ts";

export const recipes: readonly Recipe[] = [
  ...healthyRecipes,
  ...silenceRecipes,
  ...trafficRecipes,
  ...changeRecipes,
  ...unknownRecipes,
];

export interface LabelledHistory extends Omit<Recipe, "make"> {
  readonly seed: number;
  readonly input: FindingInput;
}

/** Every recipe made once with that seed; the same seed gives the same records. */
export function historiesOf(seed: number): LabelledHistory[] {
  return recipes.map(({ make, ...labels }, index) => ({
    ...labels,
    seed,
    input: inputOf(make(seededRandom(seed * 1_009 + index))),
  }));
}

export function inputOf({ sim, sessions, asOf, windowName, left }: History): FindingInput {
  const window = windowAt(windowName, asOf);
  const input = { sim, sessions, window, asOf, thresholds: defaultThresholds };
  // Where nothing was left out the rules work out themselves what the sessions lack.
  return left === undefined
    ? input
    : { ...input, unknowns: unknownsOf({ sessions, asOf, ...left }) };
}

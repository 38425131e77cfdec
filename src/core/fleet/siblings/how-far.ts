import { fisherAtLeast, type Share } from "./fisher.ts";
import { isBeyondHabit, type SameHour } from "./same-hour.ts";

/** How sure it must be that the place makes a difference, and how few of the others may be silent. */
const mostByChance = 0.01;
const fewOthersShare = 0.2;
/** From how many of the others on the place makes none. */
const manyOthersShare = 0.3;
const manyOthers = 3;

/**
 * Whether what has hit many SIMs in one place (an operator, a cell) is of that place.
 *
 * - `here`: those elsewhere are hardly hit, and that is no chance.
 * - `beyond`: those elsewhere are hit, too.
 * - `open`: can't tell which.
 */
export type HowFar = "here" | "beyond" | "open";

/** @param sameHour what the records of those elsewhere show at this hour of other days */
export function howFar(here: Share, elsewhere: Share, sameHour: Pick<SameHour, "most">): HowFar {
  const share = elsewhere.of === 0 ? 0 : elsewhere.silent / elsewhere.of;
  if (share <= fewOthersShare && fisherAtLeast(here, elsewhere) <= mostByChance) return "here";
  const isMany = share >= manyOthersShare && elsewhere.silent >= manyOthers;
  return isMany && isBeyondHabit(elsewhere.silent, sameHour) ? "beyond" : "open";
}

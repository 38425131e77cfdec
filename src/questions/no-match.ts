import { type ListedSim, listsOf, type Scope } from "../accounts/accounts.ts";
import { fold } from "../core/fold.ts";
import type { Unasked } from "../core/hearing.ts";
import type { AccountList } from "../core/list-state.ts";
import { isMisshapenSid, soughtBy } from "../core/reading/given.ts";
import type { Mistake } from "../look-up/listed.ts";
import type { LookedUp } from "../look-up/look-up.ts";
import { mostNearest } from "./find.ts";
import { simsInText } from "./mentions.ts";
import { nearestAcross } from "./search-across.ts";
import type { NamedQuestion } from "./sim-question.ts";

/** What is told of a text that leads to no SIM. */
export interface NoMatchFound {
  readonly kind: "no_match";
  readonly wanted: string;
  /** Names that resemble it, at most five. */
  readonly nearest: readonly ListedSim[];
  /** Whether the text holds those names as a whole, among other words. */
  readonly isNamed: boolean;
  /** How much it means that nothing was found. */
  readonly lists: readonly AccountList[];
  readonly unasked: readonly Unasked[];
}

/** Nothing that is known answers to it: what may have been meant instead. From memory. */
export function noMatch(
  { scope }: NamedQuestion,
  { wanted, gone, unasked }: Extract<LookedUp, { kind: "none" }>,
): NoMatchFound {
  // What resembles a SID is chance, and nothing is like nothing.
  const isUnlike = isMisshapenSid(wanted) || fold(wanted) === "";
  const named = isUnlike ? [] : namedIn(scope, wanted, gone);
  const isNamed = named.length > 0;
  const alike =
    isUnlike || isNamed ? [] : nearestAcross(scope, soughtBy(wanted), mostNearest, gone);
  const nearest = isNamed ? named : alike.map(({ sim }) => sim);
  return { kind: "no_match", wanted, nearest, isNamed, lists: listsOf(scope), unasked };
}

/** The SIMs whose whole names stand in the text: nobody meant what only resembles all of it. */
function namedIn(scope: Scope, text: string, gone: readonly Mistake[]): readonly ListedSim[] {
  const { mentions } = simsInText(scope, text);
  const known = mentions.flatMap((one) => (one.kind === "known" ? [one.sim] : []));
  const isThere = ({ sid, account }: ListedSim) =>
    gone.every((one) => one.sid !== sid || one.account !== account);
  return known.filter(isThere).slice(0, mostNearest);
}

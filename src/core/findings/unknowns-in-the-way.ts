import type { Interval } from "../instant.ts";
import type { Sentence } from "../words.ts";
import type { Facts } from "./facts.ts";
import type { Nature, RuleResult } from "./rule.ts";
import { unknownWords } from "./unknown-words.ts";
import { type Hidden, hiddenIn } from "./unknowns.ts";

/**
 * Why an answer may not be given: something unknown may lie where it looked. `null`: it holds
 * whatever the unknown records say.
 */
export function withheldReason(nature: Nature, result: RuleResult, facts: Facts): Sentence | null {
  if (result.kind === "cannot_judge" || result.rests === null) return null;
  const { unknowns } = facts;
  const isTrueAnyway = result.kind === "found" && nature.foundAnyway === true;
  const stretch = isTrueAnyway ? null : (result.rests ?? stretchOf(nature.needs, facts));
  const inTheWay = stretch === null ? [] : hiddenIn(unknowns, stretch).filter(matters(nature));
  if (inTheWay.length > 0) return unknownWords(inTheWay, unknowns);
  const left = recordsLeftOut(facts);
  return nature.needsRhythm && left.length > 0 ? unknownWords(left, unknowns) : null;
}

/** Whether nobody may say of this SIM that it is silent beyond its rhythm, now or later. */
export function isSilenceHidden(facts: Facts): boolean {
  return (
    hiddenIn(facts.unknowns, silentStretch(facts)).length > 0 || recordsLeftOut(facts).length > 0
  );
}

/** The records that could not be read, where they are too many for a rhythm to be told. */
function recordsLeftOut({ unknowns, thresholds, sessions }: Facts): readonly Hidden[] {
  const left = unknowns.hidden.filter(({ hides }) => hides === "record");
  return left.length > thresholds.unknownStartsShare * sessions.length ? left : [];
}

/** Only a silence is broken by a known session that lasted longer than it says. */
function matters({ needs }: Nature): (hidden: Hidden) => boolean {
  return ({ hides }) => hides === "record" || needs === "silence";
}

function stretchOf(needs: Nature["needs"], facts: Facts): Interval | null {
  switch (needs) {
    case "nothing":
      return null;
    case "silence":
      return silentStretch(facts);
    case "window":
      return { from: facts.window.from, to: facts.asOf };
    case "kept":
      return facts.kept;
  }
}

/** Since the last sign of life; all that is kept where there is none. */
export function silentStretch({ lastSeen, kept }: Facts): Interval {
  return { from: lastSeen ?? kept.from, to: kept.to };
}

import { leftOf } from "../age.ts";
import { type Instant, minuteMs } from "../instant.ts";
import { isOpen, type Watch } from "./watch.ts";

/** After an outage many come back one after the other: that is one message. */
export const togetherMs = 10 * minuteMs;

/**
 * What is to be told now, each group in one message: all that one person is told in one place. Told
 * at once where nothing can join it, because that person waits for no other SIM there; else when ten
 * minutes have passed since the first.
 *
 * @param placeOf the same text for all that is told to one person in one place
 */
export function tellingsDue<Kept extends Watch>(
  watches: readonly Kept[],
  placeOf: (watch: Kept) => string,
  now: Instant,
): Kept[][] {
  const places = Map.groupBy(watches, placeOf);
  return [...places.values()].flatMap((all) => {
    const decided = all.filter((watch) => !isOpen(watch)).toSorted(byDecision);
    const [first] = decided;
    if (first === undefined) return [];
    const mayJoin = all.some(isOpen);
    return mayJoin && leftOf(decidedAt(first), now, togetherMs) > 0 ? [] : [decided];
  });
}

function byDecision(a: Watch, b: Watch): number {
  return decidedAt(a) - decidedAt(b);
}

function decidedAt({ state }: Watch): Instant {
  return "decidedAt" in state ? state.decidedAt : Number.POSITIVE_INFINITY;
}

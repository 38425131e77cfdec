import { isYounger } from "../core/age.ts";
import { type Instant, secondMs } from "../core/instant.ts";

/** How many calls may be under way at once, and what it takes to change that. */
export interface AdaptiveLimit {
  readonly calls: number;
  /** It is never raised above this. */
  readonly most: number;
  readonly changedAt: Instant;
  /** How often it was changed: tells whether a call began before the last change. */
  readonly changes: number;
  /** Calls that went well since then, while others had to wait. */
  readonly goodCalls: number;
}

/** A limit of the account is never published; 4 to 8 calls at once is what its documents suggest. */
export const mostCallsAtOnce = 8;

const lowerTo = 0.7;

/** Both must have passed: busy accounts would try again too soon, quiet ones with too few calls. */
const raiseAfterMs = 10 * secondMs;
const raiseAfterCalls = 200;

export function startingLimit(now: Instant, most = mostCallsAtOnce): AdaptiveLimit {
  return { calls: most, most, changedAt: now, changes: 0, goodCalls: 0 };
}

/**
 * The platform said "too many at once" to a call that began under `then`: down by a third, at least
 * to one. A call begun before the last change says nothing about the limit since: calls that are
 * refused together lower it once. Pure.
 */
export function loweredLimit(
  limit: AdaptiveLimit,
  { changes }: Pick<AdaptiveLimit, "changes">,
  now: Instant,
): AdaptiveLimit {
  if (changes !== limit.changes) return { ...limit, goodCalls: 0 };
  return changedTo(limit, Math.max(1, Math.floor(limit.calls * lowerTo)), now);
}

/**
 * A call went well. After two hundred of them, and not within ten seconds, one more may be
 * tried: even when that is one too many each time, the refusals stay below one in a hundred. A
 * limit that nobody waits at proves nothing. Pure.
 */
export function raisedLimit(limit: AdaptiveLimit, isBusy: boolean, now: Instant): AdaptiveLimit {
  if (!isBusy || limit.calls >= limit.most) return limit;
  const goodCalls = limit.goodCalls + 1;
  return goodCalls >= raiseAfterCalls && !isYounger(limit.changedAt, now, raiseAfterMs)
    ? changedTo(limit, limit.calls + 1, now)
    : { ...limit, goodCalls };
}

function changedTo(limit: AdaptiveLimit, calls: number, now: Instant): AdaptiveLimit {
  return { ...limit, calls, changedAt: now, changes: limit.changes + 1, goodCalls: 0 };
}

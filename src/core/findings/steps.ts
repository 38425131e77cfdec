import type { Instant } from "../instant.ts";
import type { Placed } from "../session.ts";
import type { Facts } from "./facts.ts";
import { recordsHiddenIn } from "./unknowns.ts";

/** Two sessions that follow each other, apart from unknowns between them, and differ in a value. */
export interface Step<Value> {
  readonly from: Value;
  readonly to: Value;
  readonly before: Placed;
  readonly now: Placed;
  /** The start of the later session: when the change shows. It happened at some time before. */
  readonly at: Instant;
}

export interface Steps<Value> {
  /** How many sessions have a known value. */
  readonly known: number;
  /** In order of time. */
  readonly steps: readonly Step<Value>[];
}

/** The changes of a value along the sessions. Unknown (`null`) equals nothing and is skipped. */
export function stepsOf<Value extends string>(
  newestFirst: readonly Placed[],
  readValue: (placed: Placed) => Value | null,
): Steps<Value> {
  const steps: Step<Value>[] = [];
  let previous: { placed: Placed; value: Value } | null = null;
  let known = 0;
  for (let index = newestFirst.length - 1; index >= 0; index -= 1) {
    const placed = newestFirst[index];
    const value = placed === undefined ? null : readValue(placed);
    if (placed === undefined || value === null) continue;
    known += 1;
    if (previous !== null && previous.value !== value) {
      const { placed: before, value: from } = previous;
      steps.push({ from, to: value, before, now: placed, at: placed.begin });
    }
    previous = { placed, value };
  }
  return { known, steps };
}

/** A value that was usual until some time ago, and has not been seen since. */
export interface LeftBehind<Item> {
  readonly usual: string;
  /** Newest first: everything since the usual value was last seen. */
  readonly run: readonly Item[];
  /** Newest first: the last session with the usual value and all before it. */
  readonly before: readonly Item[];
  /** Share of `before` that has the usual value. */
  readonly share: number;
}

/** Whether it would still have been the usual value, had no unknown record carried it. */
export function isLeftBehindAnyway(
  { before, share: known }: LeftBehind<unknown>,
  share: number,
  { unknowns, kept }: Facts,
): boolean {
  const times = known * before.length;
  return times / (before.length + recordsHiddenIn(unknowns, kept)) >= share;
}

/**
 * The usual values that were left behind, the most recently left first. `newestFirst` holds items
 * with a known value only. A value counts as usual when it has at least `share` of everything up
 * to its last appearance.
 */
export function leftBehind<Item>(
  newestFirst: readonly Item[],
  readValue: (item: Item) => string,
  share: number,
): LeftBehind<Item>[] {
  const seen = new Map<string, { newest: number; times: number }>();
  for (const [index, item] of newestFirst.entries()) {
    const value = readValue(item);
    const entry = seen.get(value);
    if (entry === undefined) seen.set(value, { newest: index, times: 1 });
    else entry.times += 1;
  }
  return [...seen]
    .map(([usual, { newest, times }]) => ({
      ...{ usual, newest, share: times / (newestFirst.length - newest) },
    }))
    .filter((entry) => entry.newest > 0 && entry.share >= share)
    .sort((a, b) => a.newest - b.newest)
    .map((entry) => ({
      usual: entry.usual,
      share: entry.share,
      run: newestFirst.slice(0, entry.newest),
      before: newestFirst.slice(entry.newest),
    }));
}

/**
 * When it began that changes crowd as they do at the end: that many within that stretch of time.
 * The worst day of a month may be long past. `null`: at the end they do not crowd.
 */
export function crowdedSince(
  steps: readonly Step<string>[],
  changes: number,
  withinMs: number,
): Instant | null {
  const reach = changes - 1;
  const crowdsFrom = (first: number) => {
    const [from, to] = [steps[first], steps[first + reach]];
    return from !== undefined && to !== undefined && to.at - from.at <= withinMs;
  };
  let begin = steps.length - 1 - reach;
  while (begin >= 0 && !crowdsFrom(begin)) begin -= 1;
  while (begin > 0 && crowdsFrom(begin - 1)) begin -= 1;
  return steps[begin]?.at ?? null;
}

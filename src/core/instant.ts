/** A moment as milliseconds since 1970-01-01T00:00:00Z. Core never reads a clock: it is given one. */
export type Instant = number;

/** A stretch `[from, to)` of time. */
export interface Interval {
  readonly from: Instant;
  readonly to: Instant;
}

export const secondMs = 1_000;
export const minuteMs = 60 * secondMs;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;

/**
 * The union of intervals as disjoint intervals in order of time; touching ones are joined,
 * empty ones dropped. Input may be in any order.
 */
export function unionOf(intervals: readonly Interval[]): Interval[] {
  const sorted = intervals.filter(({ from, to }) => to > from).sort((a, b) => a.from - b.from);
  const union: { from: Instant; to: Instant }[] = [];
  for (const { from, to } of sorted) {
    const last = union.at(-1);
    if (last !== undefined && from <= last.to) last.to = Math.max(last.to, to);
    else union.push({ from, to });
  }
  return union;
}

/** The parts of `whole` that no interval of `union` covers. `union` must be disjoint and in order. */
export function complementOf(union: readonly Interval[], whole: Interval): Interval[] {
  const gaps: Interval[] = [];
  let cursor = whole.from;
  for (const { from, to } of union) {
    if (to <= whole.from) continue;
    if (from >= whole.to) break;
    if (from > cursor) gaps.push({ from: cursor, to: from });
    cursor = Math.max(cursor, to);
  }
  if (cursor < whole.to) gaps.push({ from: cursor, to: whole.to });
  return gaps;
}

/** The sum of the lengths of disjoint intervals, in milliseconds. */
export function lengthOf(intervals: readonly Interval[]): number {
  return intervals.reduce((sum, { from, to }) => sum + (to - from), 0);
}

/** The later of two moments, either of which may be unknown. */
export function laterOf(a: Instant | null, b: Instant | null): Instant | null {
  return a === null || b === null ? (a ?? b) : Math.max(a, b);
}

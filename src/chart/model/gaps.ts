import { type Instant, type Interval, minuteMs } from "../../core/instant.ts";
import { columnAt, type Scale } from "./scale.ts";
import type { TimelineGaps } from "./timeline-model.ts";

/** Shorter pauses are ordinary reconnects: neither counted nor drawn. */
export const shortestGapMs = 10 * minuteMs;

/**
 * Collects the stretches that no session covers. Feed it intervals ordered by begin; gaps come
 * from the union of all sessions, never from one lane, and only where the list of sessions is
 * known to speak. Of gaps that the SIM is used to (`unusual`, in order, does not name them) the
 * empty lane is enough.
 */
export function createGapSweep(
  scale: Scale,
  known: Interval,
  unusual: readonly Interval[] = [known],
) {
  const wide: Interval[] = [];
  const short: Instant[] = [];
  let count = 0;
  let longest: Interval | null = null;
  let cursor = scale.from;
  let lastShortColumn = -1;
  let next = 0;

  const isUnusual = (from: Instant, to: Instant): boolean => {
    while ((unusual[next]?.to ?? Number.POSITIVE_INFINITY) <= from) next += 1;
    return (unusual[next]?.from ?? Number.POSITIVE_INFINITY) < to;
  };

  const close = (until: Instant): Interval | null => {
    const from = Math.max(cursor, known.from);
    const to = Math.min(until, known.to);
    if (to - from < shortestGapMs || !isUnusual(from, to)) return null;
    if (to - from >= 2 * scale.msPerColumn) {
      wide.push({ from, to });
    } else {
      const column = columnAt(scale, (from + to) / 2);
      if (column !== lastShortColumn) short.push((from + to) / 2);
      lastShortColumn = column;
    }
    return { from, to };
  };

  return {
    add(from: Instant, to: Instant): void {
      // A session of no length covers nothing: what it stands in remains one gap.
      if (to <= from) return;
      const gap = from > cursor ? close(from) : null;
      if (gap !== null) {
        count += 1;
        if (longest === null || gap.to - gap.from > longest.to - longest.from) longest = gap;
      }
      if (to > cursor) cursor = to;
    },
    finish(): TimelineGaps {
      const last = cursor < scale.to ? close(scale.to) : null;
      return { count, longest, last, wide, short };
    },
  };
}

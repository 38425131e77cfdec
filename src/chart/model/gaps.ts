import { type Instant, type Interval, minuteMs } from "../../core/instant.ts";
import { columnAt, type Scale } from "./scale.ts";
import type { TimelineGaps } from "./timeline-model.ts";

/** Shorter pauses are ordinary reconnects: neither counted nor drawn. */
export const shortestGapMs = 10 * minuteMs;

/**
 * Collects the stretches that no session covers. Feed it intervals ordered by begin; gaps come
 * from the union of all sessions, never from one lane, and only where the list of sessions is
 * known to speak.
 */
export function createGapSweep(scale: Scale, known: Interval) {
  const wide: Interval[] = [];
  const short: Instant[] = [];
  let count = 0;
  let longest: Interval | null = null;
  let cursor = scale.from;
  let lastShortColumn = -1;

  const close = (until: Instant): void => {
    const from = Math.max(cursor, known.from);
    const to = Math.min(until, known.to);
    if (to - from < shortestGapMs) return;
    count += 1;
    if (longest === null || to - from > longest.to - longest.from) longest = { from, to };
    if (to - from >= 2 * scale.msPerColumn) {
      wide.push({ from, to });
      return;
    }
    const column = columnAt(scale, (from + to) / 2);
    if (column !== lastShortColumn) short.push((from + to) / 2);
    lastShortColumn = column;
  };

  return {
    add(from: Instant, to: Instant): void {
      // A session of no length covers nothing: what it stands in remains one gap.
      if (to <= from) return;
      if (from > cursor) close(from);
      if (to > cursor) cursor = to;
    },
    finish(): TimelineGaps {
      if (cursor < scale.to) close(scale.to);
      return { count, longest, wide, short };
    },
  };
}

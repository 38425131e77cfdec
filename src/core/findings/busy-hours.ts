import { hourMs, type Instant } from "../instant.ts";
import type { Placed } from "../session.ts";

/** Where session starts crowd. */
export interface Busy {
  /** The most starts within any 60 minutes. */
  readonly starts: number;
  /** Where the first such hour begins. */
  readonly from: Instant;
  /** Every session that starts in some hour with at least the asked number, newest first. */
  readonly sessions: readonly Placed[];
  /** When the newest stretch of such hours began. */
  readonly since: Instant;
  /** When the newest of those sessions started. */
  readonly lastStart: Instant;
}

type Started = readonly [start: Instant, session: Placed];

/** Counts the starts in every stretch of 60 minutes that begins with one. */
export function busyHoursOf(sessions: readonly Placed[], atLeast: number): Busy {
  const started = sessions
    .flatMap((placed): Started[] => {
      const { start } = placed.session;
      return start === null ? [] : [[start, placed]];
    })
    .sort(([a], [b]) => a - b);
  const crowded: Started[] = [];
  let best = { starts: 0, from: 0 };
  let end = 0;
  let taken = 0;
  let since = 0;
  for (const [index, [from]] of started.entries()) {
    while ((started[end]?.[0] ?? Number.POSITIVE_INFINITY) < from + hourMs) end += 1;
    if (end - index > best.starts) best = { starts: end - index, from };
    if (end - index < atLeast) continue;
    if (index >= taken) since = from;
    crowded.push(...started.slice(Math.max(taken, index), end));
    taken = end;
  }
  const lastStart = crowded.at(-1)?.[0] ?? 0;
  return { ...best, since, lastStart, sessions: crowded.map(([, session]) => session).reverse() };
}

import { complementOf, type Instant, type Interval, lengthOf, unionOf } from "./instant.ts";
import { beginOf, type DataSession, lastSeen, type Operator } from "./session.ts";
import type { Window } from "./window.ts";

/** A stretch in which one session, with its operator and radio link, speaks for the SIM. */
export interface Segment extends Interval {
  readonly operator: Operator;
  readonly radioLink: string | null;
}

export interface Timeline {
  /** In order of time and disjoint: where sessions overlap, the one that began last speaks. */
  readonly segments: readonly Segment[];
  /** Stretches with at least one session, by what the records report. Disjoint, in order. */
  readonly connected: readonly Interval[];
  /** Of the newest open session, the stretch after its last update: open, but not confirmed. */
  readonly unconfirmed: Interval | null;
  /** Stretches without any session, confirmed or not. Disjoint, in order. */
  readonly gaps: readonly Interval[];
  readonly connectedMs: number;
}

/**
 * The sessions of a window as sorted, disjoint segments and the gaps between them. `open`: the
 * newest open session of all that are held; its last update may lie before the window.
 */
export function timelineOf(
  sessionsNewestFirst: readonly DataSession[],
  window: Window,
  open: DataSession | null,
): Timeline {
  const spans: Span[] = [];
  for (const session of sessionsNewestFirst) {
    const span = reportedSpan(session, window);
    if (span !== null) spans.push(span);
  }
  spans.reverse();
  const segments = disjointSegments(spans);
  const unconfirmed = unconfirmedStretch(open, window);
  return {
    segments,
    unconfirmed,
    connectedMs: lengthOf(unionOf(segments)),
    // Worked out for whoever asks: most answers need neither, and are kept for a while.
    get connected() {
      return unionOf(segments);
    },
    get gaps() {
      const covered = unconfirmed === null ? segments : [...segments, unconfirmed];
      return complementOf(unionOf(covered), window);
    },
  };
}

/** The part of the session inside the window for which the record vouches; `null`: none. */
function reportedSpan(session: DataSession, window: Interval): Span | null {
  const from = Math.max(beginOf(session) ?? window.to, window.from);
  const to = Math.min(lastSeen(session) ?? window.from, window.to);
  return to > from ? { from, to, session } : null;
}

function unconfirmedStretch(open: DataSession | null, window: Window): Interval | null {
  const from = open === null ? null : lastSeen(open);
  if (from === null || from >= window.to) return null;
  return { from: Math.max(from, window.from), to: window.to };
}

interface Span extends Interval {
  readonly session: DataSession;
}

/** Sweeps spans in order of their begin; the top of the stack is the session that began last. */
function disjointSegments(spansByBegin: readonly Span[]): Segment[] {
  const segments: Segment[] = [];
  const active: Span[] = [];
  let cursor: Instant = Number.NEGATIVE_INFINITY;

  const speakUntil = (until: Instant): void => {
    for (let top = active.at(-1); top !== undefined && cursor < until; top = active.at(-1)) {
      if (top.to > cursor) {
        const to = Math.min(top.to, until);
        const { operator, radioLink } = top.session;
        segments.push({ from: cursor, to, operator, radioLink });
        cursor = to;
      }
      if (top.to <= cursor) active.pop();
    }
  };
  for (const span of spansByBegin) {
    speakUntil(span.from);
    cursor = Math.max(cursor, span.from);
    active.push(span);
  }
  speakUntil(Number.POSITIVE_INFINITY);
  return segments;
}

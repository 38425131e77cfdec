import type { Instant } from "../../core/instant.ts";
import { columnAt, type Scale } from "./scale.ts";
import { generationOfKind, isSilentKind, kinds } from "./spans.ts";
import type { LaneBar, LaneRun } from "./timeline-model.ts";

/** Sessions at least this wide are drawn exactly; narrower ones add up to coverage. */
const exactColumns = 2;
/** Bars nearer than this are joined: the eye could not see the slit. */
const joinColumns = 0.5;
/** A seam needs this much room on both sides: denser ones would read as a pattern. */
const seamColumns = 8;
/** Hostile lists (thousands of overlapping sessions) fall back to coverage alone. */
const mostBars = 4_000;

interface GrowingBar {
  lane: number;
  kind: number;
  from: Instant;
  to: Instant;
  seams: Instant[];
}

/**
 * Collects what the lanes show. Feed it sessions ordered by begin. The number of shapes is
 * bounded by lanes × columns.
 */
export function createShapes(scale: Scale, lanes: number) {
  const bars: GrowingBar[] = [];
  const growing: (GrowingBar | undefined)[] = new Array(lanes * kinds);
  const coverage = new Float64Array(lanes * kinds * scale.columns);
  const column = scale.msPerColumn;

  const cover = (lane: number, kind: number, from: Instant, to: Instant): void => {
    const offset = (lane * kinds + kind) * scale.columns;
    const last = columnAt(scale, to);
    for (let index = columnAt(scale, from); index <= last; index += 1) {
      const begin = scale.from + index * column;
      // A session of no length still happened: it leaves at least a trace in its column.
      const ms = Math.max(1, Math.min(to, begin + column) - Math.max(from, begin));
      coverage[offset + index] = (coverage[offset + index] ?? 0) + ms;
    }
  };

  return {
    add(lane: number, kind: number, from: Instant, to: Instant): void {
      if (to - from < exactColumns * column) {
        cover(lane, kind, from, to);
        return;
      }
      const bar = growing[lane * kinds + kind];
      if (bar === undefined || from - bar.to >= joinColumns * column) {
        const next = { lane, kind, from, to, seams: [] };
        growing[lane * kinds + kind] = next;
        bars.push(next);
        return;
      }
      const room = seamColumns * column;
      if (from - (bar.seams.at(-1) ?? bar.from) >= room && to - from >= room) bar.seams.push(from);
      bar.to = Math.max(bar.to, to);
    },
    finish(): { bars: LaneBar[]; runs: LaneRun[] } {
      const crowded = bars.length > mostBars;
      if (crowded) for (const bar of bars) cover(bar.lane, bar.kind, bar.from, bar.to);
      return {
        bars: crowded ? [] : bars.map(finished),
        runs: Array.from({ length: lanes }, (_, lane) => runsOf(coverage, lane, scale)).flat(),
      };
    },
  };
}

function finished({ lane, kind, from, to, seams }: GrowingBar): LaneBar {
  return {
    lane,
    generation: generationOfKind(kind),
    silent: isSilentKind(kind),
    from,
    to,
    seams: seams.filter((at) => at < to),
  };
}

/** One lane's columns, run-length encoded by main kind and covered share in four steps. */
function runsOf(coverage: Float64Array, lane: number, scale: Scale): LaneRun[] {
  const runs: { lane: number; kind: number; level: number; from: Instant; to: Instant }[] = [];
  for (let column = 0; column < scale.columns; column += 1) {
    let main = -1;
    let mainMs = 0;
    let totalMs = 0;
    for (let kind = 0; kind < kinds; kind += 1) {
      const ms = coverage[(lane * kinds + kind) * scale.columns + column] ?? 0;
      totalMs += ms;
      if (ms > mainMs) {
        main = kind;
        mainMs = ms;
      }
    }
    if (main === -1) continue;
    const level = Math.min(4, Math.max(1, Math.ceil((totalMs / scale.msPerColumn) * 4)));
    const from = scale.from + column * scale.msPerColumn;
    const to = column === scale.columns - 1 ? scale.to : from + scale.msPerColumn;
    const last = runs.at(-1);
    const continues =
      last !== undefined && last.kind === main && last.level === level && from - last.to < 1;
    if (continues) last.to = to;
    else runs.push({ lane, kind: main, level, from, to });
  }
  return runs.map(({ kind, ...run }) => ({
    ...run,
    generation: generationOfKind(kind),
    silent: isSilentKind(kind),
  }));
}

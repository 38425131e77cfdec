import { hourMs, type Instant, minuteMs } from "../../core/instant.ts";
import type { Window } from "../../core/window.ts";

/**
 * Logical pixels of the whole picture. Slack's app shows it 325 px wide on a phone of 390: there
 * a pixel of ours is 0.54 of one.
 */
export const pictureWidthPx = 600;
/** Left and right of the plot, and of all words. */
export const marginPx = 20;
/** How far the axis runs past "now", as a part of the window: room for the line and its triangle. */
export const beyondNow = 0.012;
/** The plot up to "now". */
export const windowPx = (pictureWidthPx - 2 * marginPx) / (1 + beyondNow);

/** From time to columns of the picture. */
export interface Scale {
  readonly from: Instant;
  readonly to: Instant;
  readonly columns: number;
  readonly msPerColumn: number;
  /** Columns per logical pixel is 1 ÷ this; above 1 in coarse models. */
  readonly columnPx: number;
  readonly binMs: number;
}

/** Bins must be at least this wide to be told apart. */
const narrowestBinPx = 4.5;
const binChoicesMs = [
  ...[5, 10, 15, 30].map((minutes) => minutes * minuteMs),
  ...[1, 2, 3, 4, 6, 12, 24].map((hours) => hours * hourMs),
];

/** The scale of a picture. `columnPx` is the width of one column, 1 for full detail. */
export function scaleOf(window: Window, columnPx: number): Scale {
  const columns = Math.max(50, Math.round(windowPx / columnPx));
  const lengthMs = window.to - window.from;
  const msPerPx = lengthMs / windowPx;
  return {
    from: window.from,
    to: window.to,
    columns,
    msPerColumn: lengthMs / columns,
    columnPx,
    binMs:
      binChoicesMs.find((ms) => ms >= narrowestBinPx * columnPx * msPerPx) ??
      Math.ceil(narrowestBinPx * columnPx * msPerPx),
  };
}

/** The column that holds the instant; the last one for the window's very end. */
export function columnAt(scale: Scale, at: Instant): number {
  const column = Math.floor((at - scale.from) / scale.msPerColumn);
  return Math.min(scale.columns - 1, Math.max(0, column));
}

import { hourMs, type Instant, minuteMs } from "../../core/instant.ts";
import type { Window } from "../../core/window.ts";

/** Logical pixels of the frame around the plot: labels at the left, air at the right. */
export const labelColumnPx = 128;
export const rightMarginPx = 16;
/** How far the axis runs past "now", as a part of the window: room for the line and its triangle. */
export const beyondNow = 0.012;
export const defaultWidthPx = 720;

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
const narrowestBinPx = 2.3;
const binChoicesMs = [
  ...[5, 10, 15, 30].map((minutes) => minutes * minuteMs),
  ...[1, 2, 3, 4, 6, 12, 24].map((hours) => hours * hourMs),
];

/**
 * The scale of a picture `widthPx` wide. `columnPx` is the width of one column, 1 for full detail.
 * Widths are kept within 360 to 1,600 px, which also bounds the model.
 */
export function scaleOf(window: Window, widthPx: number, columnPx: number): Scale {
  const windowPx = (boundedWidthPx(widthPx) - labelColumnPx - rightMarginPx) / (1 + beyondNow);
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

export function boundedWidthPx(widthPx: number): number {
  return Number.isFinite(widthPx) ? Math.min(1_600, Math.max(360, Math.round(widthPx))) : 720;
}

/** The column that holds the instant; the last one for the window's very end. */
export function columnAt(scale: Scale, at: Instant): number {
  const column = Math.floor((at - scale.from) / scale.msPerColumn);
  return Math.min(scale.columns - 1, Math.max(0, column));
}

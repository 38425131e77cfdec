import type { SKRSContext2D } from "@napi-rs/canvas";
import type { ChartDataset } from "../datasets.ts";
import type { Decorations } from "../decorations.ts";

/** What the plugin needs of a chart; the same in Chart.js 3 and 4. */
export interface Plot {
  readonly ctx: SKRSContext2D;
  readonly width: number;
  readonly height: number;
  readonly config: {
    readonly data: { readonly datasets: readonly ChartDataset[] };
    /** As handed over: the resolved options would be slow proxies. */
    readonly options: { readonly plugins: { readonly timeline: Decorations } };
  };
  readonly scales: { readonly x: { getPixelForValue(hours: number): number } };
  getDatasetMeta(index: number): { readonly data: readonly BarElement[] };
}

/** A bar that Chart.js has placed; its `y` is the middle. */
export interface BarElement {
  readonly x: number;
  y: number;
  readonly base: number;
  readonly height: number;
}

/** What every part of the plugin draws on, and all that it draws. */
export interface Sheet {
  readonly plot: Plot;
  readonly ctx: SKRSContext2D;
  readonly shown: Decorations;
  /** The pixel of a time, given in hours since the window's begin. */
  x(hours: number): number;
}

/** Logical pixels. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

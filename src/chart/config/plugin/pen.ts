import type { SKRSContext2D } from "@napi-rs/canvas";
import type { ChartDataset } from "../datasets.ts";
import type { Decorations } from "../decorations.ts";
import type { Lettering, TextStyle } from "../styles.ts";

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

/** Where words stand: `y` is their base line. */
interface Place {
  readonly x: number;
  readonly y: number;
  /** What is longer is cut, and ends with "…". Left out: the words were measured before. */
  readonly room?: number;
}

/** Words and outlines: what every other part draws with. */
export const pen = {
  sheetOf(plot: Plot): Sheet {
    const shown = plot.config.options.plugins.timeline;
    return { plot, ctx: plot.ctx, shown, x: (hours) => plot.scales.x.getPixelForValue(hours) };
  },

  fontOf({ shown }: Sheet, { weight, sizePx }: Lettering) {
    return `${weight} ${sizePx}px ${shown.font}`;
  },

  widthOf(sheet: Sheet, lettering: Lettering, words: string) {
    sheet.ctx.font = this.fontOf(sheet, lettering);
    return sheet.ctx.measureText(words).width;
  },

  /** The base line at which words stand in the middle of a height: half a capital below it. */
  middleOf({ sizePx }: Lettering, y: number) {
    return y + sizePx * 0.36;
  },

  write(sheet: Sheet, style: TextStyle, words: string, { x, y, room }: Place) {
    const { ctx } = sheet;
    ctx.font = this.fontOf(sheet, style);
    ctx.fillStyle = style.color;
    ctx.textAlign = style.align;
    let written = words;
    while (room !== undefined && written.length > 1 && ctx.measureText(written).width > room) {
      // A letter goes with its accents.
      const shorter = written.replace("…", "").replace(/\P{M}?\p{M}*$/u, "");
      written = `${shorter.trimEnd()}…`;
    }
    ctx.fillText(written, x, y);
  },

  /** Around the inside of the box, at least half a pixel wide within, however narrow the box. */
  outline({ ctx }: Sheet, box: Box, color: string, width: number, dash: number[]) {
    const [left, top] = [box.left + width / 2, box.top + width / 2];
    ctx.strokeStyle = color;
    ctx.lineWidth = width;
    ctx.setLineDash(dash);
    ctx.strokeRect(left, top, Math.max(0.5, box.width - width), box.height - width);
    ctx.setLineDash([]);
  },

  /** A box with round corners. */
  fillRound({ ctx }: Sheet, { left, top, width, height }: Box, radius: number, color: string) {
    const [right, bottom] = [left + width, top + height];
    ctx.beginPath();
    ctx.moveTo(left + radius, top);
    ctx.arcTo(right, top, right, bottom, radius);
    ctx.arcTo(right, bottom, left, bottom, radius);
    ctx.arcTo(left, bottom, left, top, radius);
    ctx.arcTo(left, top, right, top, radius);
    ctx.closePath();
    ctx.fillStyle = color;
    ctx.fill();
  },

  /** The line around the box that was filled last. */
  strokePath({ ctx }: Sheet, color: string, width: number, dash: number[]) {
    ctx.strokeStyle = color;
    ctx.lineWidth = width;
    ctx.setLineDash(dash);
    ctx.stroke();
    ctx.setLineDash([]);
  },
};

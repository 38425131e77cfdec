import type { Stroke } from "../measures.ts";
import type { Lettering, TextStyle } from "../text-styles.ts";
import type { Box, Plot, Sheet } from "./sheet.ts";

/** Where words stand: `y` is their base line. */
interface Place {
  readonly x: number;
  readonly y: number;
  /** What is longer is cut, and ends with "…". Left out: the words were measured before. */
  readonly room?: number;
}

/** Words and outlines: what every other part draws with. */
export interface Pen {
  sheetOf(plot: Plot): Sheet;
  fontOf(sheet: Sheet, lettering: Lettering): string;
  widthOf(sheet: Sheet, lettering: Lettering, words: string): number;
  /** The base line at which words stand in the middle of a height. */
  middleOf(sheet: Sheet, lettering: Lettering, y: number): number;
  write(sheet: Sheet, style: TextStyle, words: string, place: Place): void;
  /** Around the inside of the box. */
  outline(sheet: Sheet, stroke: Stroke, color: string, box: Box): void;
  /** A path with round corners; to be filled or stroked. */
  roundBox(sheet: Sheet, box: Box, radius: number): void;
  /** Strokes the path under way. */
  strokePath(sheet: Sheet, stroke: Stroke, color: string): void;
}

export const pen: Pen & ThisType<Pen> = {
  sheetOf(plot) {
    return {
      plot,
      ctx: plot.ctx,
      shown: plot.config.options.plugins.timeline,
      x: (hours) => plot.scales.x.getPixelForValue(hours),
    };
  },

  fontOf({ shown }, { weight, sizePx }) {
    return `${weight} ${sizePx}px ${shown.font}`;
  },

  widthOf(sheet, lettering, words) {
    sheet.ctx.font = this.fontOf(sheet, lettering);
    return sheet.ctx.measureText(words).width;
  },

  middleOf({ shown }, { sizePx }, y) {
    return y + sizePx * shown.measures.capitalHalfPart;
  },

  write(sheet, style, words, { x, y, room }) {
    const { ctx } = sheet;
    ctx.font = this.fontOf(sheet, style);
    ctx.fillStyle = style.color;
    ctx.textAlign = style.align;
    let written = words;
    while (room !== undefined && written.length > 1 && ctx.measureText(written).width > room) {
      written = `${[...written.replace("…", "")].slice(0, -1).join("").trimEnd()}…`;
    }
    ctx.fillText(written, x, y);
  },

  outline({ ctx, shown }, { width, dash }, color, box) {
    const { least } = shown.measures.strokes;
    const inset = width / 2;
    ctx.strokeStyle = color;
    ctx.lineWidth = width;
    ctx.setLineDash([...dash]);
    ctx.strokeRect(
      box.left + inset,
      box.top + inset,
      Math.max(least, box.width - width),
      box.height - width,
    );
    ctx.setLineDash([]);
  },

  roundBox({ ctx }, { left, top, width, height }, radius) {
    const [right, bottom] = [left + width, top + height];
    ctx.beginPath();
    ctx.moveTo(left + radius, top);
    ctx.arcTo(right, top, right, bottom, radius);
    ctx.arcTo(right, bottom, left, bottom, radius);
    ctx.arcTo(left, bottom, left, top, radius);
    ctx.arcTo(left, top, right, top, radius);
    ctx.closePath();
  },

  strokePath({ ctx }, { width, dash }, color) {
    ctx.strokeStyle = color;
    ctx.lineWidth = width;
    ctx.setLineDash([...dash]);
    ctx.stroke();
    ctx.setLineDash([]);
  },
};

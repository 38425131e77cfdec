import type { LegendItem } from "../legend.ts";
import type { Marks } from "./marks.ts";
import type { Pen } from "./pen.ts";
import type { Box, Sheet } from "./sheet.ts";

/** Swatches look exactly like the marks they explain. */
export interface LegendItems {
  drawLegend(sheet: Sheet): void;
  /** `bar`: as tall as such a bar is beside others. `whole`: the tallest. Both on one floor. */
  drawSwatch(sheet: Sheet, item: LegendItem, bar: Box, whole: Box): void;
  /** A solid bar within its border. */
  swatchBar(sheet: Sheet, item: LegendItem, box: Box): void;
  /** A comb between lid and foot. */
  swatchComb(sheet: Sheet, item: LegendItem, box: Box): void;
  /** A line that arrives at its dot. */
  swatchChange(sheet: Sheet, box: Box): void;
}

export const legendItems: LegendItems & ThisType<LegendItems & Marks & Pen> = {
  drawLegend(sheet) {
    const { legend, layout, text, measures } = sheet.shown;
    const { row, swatch, tallest, lowest, floor, textAfter, textAboveFloor, room } =
      measures.legend;
    for (const item of legend) {
      const bottom = layout.legendTop + item.row * row + floor;
      const boxOf = (height: number) => ({
        left: item.x,
        top: bottom - height,
        width: swatch,
        height,
      });
      const bar = boxOf(Math.max(lowest, tallest * item.height));
      this.drawSwatch(sheet, item, bar, boxOf(tallest));
      const place = { x: item.x + swatch + textAfter, y: bottom - textAboveFloor, room };
      this.write(sheet, text.legend, item.text, place);
    }
  },

  drawSwatch(sheet, item, bar, whole) {
    const { legend, shortGap } = sheet.shown.measures;
    const { left, top, width, height } = whole;
    if (item.kind === "bar") this.swatchBar(sheet, item, bar);
    else if (item.kind === "comb") this.swatchComb(sheet, item, bar);
    else if (item.kind === "silent") this.markSilent(sheet, bar, item.outline);
    else if (item.kind === "uncertain") this.markUncertain(sheet, whole, item);
    else if (item.kind === "gap") this.markGap(sheet, whole);
    else if (item.kind === "short_gap") {
      const at = top + height - legend.shortGapAboveFloor - shortGap.height;
      for (const offset of legend.shortGaps) this.markShortGap(sheet, left + offset, at);
    } else if (item.kind === "change") this.swatchChange(sheet, whole);
    else if (item.kind === "burst") {
      const inset = legend.burstInset;
      this.markBurst(sheet, { left: left + inset, top, width: width - 2 * inset, height });
    } else this.markUnknown(sheet, whole);
  },

  swatchBar({ ctx, shown }, { fill, outline }, { left, top, width, height }) {
    const { border } = shown.measures.bar;
    ctx.fillStyle = outline;
    ctx.fillRect(left, top, width, height);
    ctx.fillStyle = fill;
    ctx.fillRect(left + border, top + border, width - 2 * border, height - 2 * border);
  },

  swatchComb(sheet, { fill, outline }, box) {
    const { ctx, shown } = sheet;
    const { left, top, width, height } = box;
    const { border } = shown.measures.comb;
    ctx.fillStyle = fill;
    ctx.fillRect(left, top, width, height);
    this.markComb(sheet, box);
    ctx.fillStyle = outline;
    ctx.fillRect(left, top, width, border);
    ctx.fillRect(left, top + height - border, width, border);
  },

  swatchChange({ ctx, shown }, { left, top, width, height }) {
    const { line, dot, dotAboveFloor } = shown.measures.change;
    const middle = left + width / 2;
    const arrival = top + height - dotAboveFloor;
    ctx.fillStyle = shown.colors.ink;
    ctx.fillRect(middle - line / 2, top, line, arrival - top);
    ctx.beginPath();
    ctx.arc(middle, arrival, dot, 0, Math.PI * 2);
    ctx.fill();
  },
};

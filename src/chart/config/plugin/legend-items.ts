import type { LegendItem } from "../legend.ts";
import { part } from "./marks.ts";
import type { Box, Sheet } from "./pen.ts";

/** Swatches look exactly like the marks they explain. */
export const legendItems = part({
  drawLegend(sheet: Sheet) {
    const { legend, layout, text, measures } = sheet.shown;
    const { row, swatch, textAfter } = measures.legend;
    const [tallest, lowest] = [18, 6];
    for (const item of legend) {
      const bottom = layout.legendTop + item.row * row + 21;
      const boxOf = (height: number) => ({
        left: item.x,
        top: bottom - height,
        width: swatch,
        height,
      });
      const bar = boxOf(Math.max(lowest, tallest * item.height));
      this.drawSwatch(sheet, item, bar, boxOf(tallest));
      const place = { x: item.x + swatch + textAfter, y: bottom - 2.5 };
      this.write(sheet, text.legend, item.text, place);
    }
  },

  /** `bar`: as tall as such a bar is beside others. `whole`: the tallest. Both on one floor. */
  drawSwatch(sheet: Sheet, item: LegendItem, bar: Box, whole: Box) {
    const { left, top, width, height } = whole;
    if (item.kind === "bar") this.swatchBar(sheet, item, bar);
    else if (item.kind === "comb") this.swatchComb(sheet, item, bar);
    else if (item.kind === "silent") this.markSilent(sheet, bar, item.outline);
    else if (item.kind === "uncertain") this.markUncertain(sheet, whole, item);
    else if (item.kind === "gap") this.markGap(sheet, whole);
    else if (item.kind === "short_gap") {
      for (const offset of [6, 12, 18]) this.markShortGap(sheet, left + offset, top + 4);
    } else if (item.kind === "change") this.swatchChange(sheet, whole);
    else if (item.kind === "burst") {
      this.markBurst(sheet, { left: left + 1, top, width: width - 2, height });
    } else this.markUnknown(sheet, whole);
  },

  /** A solid bar within its border. */
  swatchBar(sheet: Sheet, { fill, outline }: LegendItem, { left, top, width, height }: Box) {
    const { ctx, shown } = sheet;
    const border = shown.measures.barBorder;
    ctx.fillStyle = outline;
    ctx.fillRect(left, top, width, height);
    ctx.fillStyle = fill;
    ctx.fillRect(left + border, top + border, width - 2 * border, height - 2 * border);
  },

  /** A comb between lid and foot. */
  swatchComb(sheet: Sheet, { fill, outline }: LegendItem, box: Box) {
    const { ctx, shown } = sheet;
    const { left, top, width, height } = box;
    const border = shown.measures.combBorder;
    ctx.fillStyle = fill;
    ctx.fillRect(left, top, width, height);
    this.markComb(sheet, box);
    ctx.fillStyle = outline;
    ctx.fillRect(left, top, width, border);
    ctx.fillRect(left, top + height - border, width, border);
  },

  /** A line that arrives at its dot. */
  swatchChange({ ctx, shown }: Sheet, { left, top, width, height }: Box) {
    const { changeLine, changeDot } = shown.measures;
    const middle = left + width / 2;
    const arrival = top + height - 2;
    ctx.fillStyle = shown.colors.ink;
    ctx.fillRect(middle - changeLine / 2, top, changeLine, arrival - top);
    ctx.beginPath();
    ctx.arc(middle, arrival, changeDot, 0, Math.PI * 2);
    ctx.fill();
  },
});

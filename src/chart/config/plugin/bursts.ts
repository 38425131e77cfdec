import type { Marks } from "./marks.ts";
import type { Pen } from "./pen.ts";
import type { Box, Sheet } from "./sheet.ts";

/** Crowded operator changes. */
export interface Bursts {
  burstBox(sheet: Sheet, burst: Sheet["shown"]["bursts"][number]): Box;
  /** All bands first: none may cover a number. */
  drawBursts(sheet: Sheet): void;
  /** How many changes; a number that would touch the one before is left out. */
  drawBurstCounts(sheet: Sheet): void;
}

export const bursts: Bursts & ThisType<Bursts & Marks & Pen> = {
  burstBox({ shown, x }, { from, to, top, bottom }) {
    const { lanesTop, laneHeight } = shown.layout;
    const { beyond, inset } = shown.measures.burst;
    const left = x(from) - beyond;
    return {
      left,
      top: lanesTop + top * laneHeight + inset,
      width: x(to) - left + beyond,
      height: (bottom - top + 1) * laneHeight - 2 * inset,
    };
  },

  drawBursts(sheet) {
    for (const burst of sheet.shown.bursts) this.markBurst(sheet, this.burstBox(sheet, burst));
  },

  drawBurstCounts(sheet) {
    const { ctx, shown } = sheet;
    const { lanesTop, laneHeight } = shown.layout;
    const { padding, height, radius, between, beforeNow } = shown.measures.burst.count;
    const style = shown.text.burstCount;
    let clearFrom = 0;
    for (const burst of shown.bursts) {
      const half = this.widthOf(sheet, style, burst.text) / 2 + padding;
      const { left, width } = this.burstBox(sheet, burst);
      const rightmost = sheet.x(shown.nowAt) - half - beforeNow;
      const x = Math.max(shown.layout.left + half, Math.min(left + width / 2, rightmost));
      if (x - half < clearFrom) continue;
      clearFrom = x + half + between;
      const y = lanesTop + ((burst.top + burst.bottom + 1) / 2) * laneHeight;
      const box = { left: x - half, top: y - height / 2, width: half * 2, height };
      this.roundBox(sheet, box, radius);
      ctx.fillStyle = shown.colors.ground;
      ctx.fill();
      this.strokePath(sheet, shown.measures.strokes.burstCount, shown.colors.violet);
      this.write(sheet, style, burst.text, { x, y: this.middleOf(sheet, style, y) });
    }
  },
};

import type { Marks } from "./marks.ts";
import type { Sheet } from "./sheet.ts";

/** What lies below the bars. */
export interface Ground {
  /** Every other lane has a stripe, so that the eye finds the way from name to bar. */
  drawStripes(sheet: Sheet): void;
  drawUnknown(sheet: Sheet): void;
  /** Gaps go on below the lanes as a tint. */
  drawGapTint(sheet: Sheet): void;
  drawGrid(sheet: Sheet): void;
}

export const ground: Ground & ThisType<Marks> = {
  drawStripes({ plot, ctx, shown }) {
    const { lanesTop, laneHeight } = shown.layout;
    ctx.fillStyle = shown.colors.stripe;
    for (let lane = 0; lane < Math.max(1, shown.lanes.length); lane += 2) {
      ctx.fillRect(0, lanesTop + lane * laneHeight, plot.width, laneHeight);
    }
  },

  drawUnknown(sheet) {
    const { lanesTop: top, packetsBottom } = sheet.shown.layout;
    for (const span of sheet.shown.unknown) {
      const left = sheet.x(span.from);
      const width = sheet.x(span.to) - left;
      this.markUnknown(sheet, { left, top, width, height: packetsBottom - top });
    }
  },

  drawGapTint({ ctx, shown, x }) {
    const { lanesBottom, packetsBottom } = shown.layout;
    ctx.fillStyle = shown.colors.gapTint;
    for (const { from, to } of shown.gaps) {
      ctx.fillRect(x(from), lanesBottom, x(to) - x(from), packetsBottom - lanesBottom);
    }
  },

  drawGrid({ ctx, shown, x }) {
    const { left, right, lanesTop, newSessionsBottom, packetsTop, packetsBottom } = shown.layout;
    const { line, belowPackets } = shown.measures.grid;
    const across = (y: number) => ctx.fillRect(left, y - line / 2, right - left, line);
    ctx.fillStyle = shown.colors.grid;
    for (const { at } of shown.ticks) {
      ctx.fillRect(x(at) - line / 2, lanesTop, line, packetsBottom + belowPackets - lanesTop);
    }
    for (const y of [newSessionsBottom, packetsTop, packetsBottom]) across(y);
    ctx.fillStyle = shown.colors.axis;
    across((packetsTop + packetsBottom) / 2);
  },
};

import type { Marks } from "./marks.ts";
import type { BarElement, Box, Sheet } from "./sheet.ts";

/** What Chart.js cannot do to the bars of the lanes. */
export interface Bars {
  /** The y on which a lane's bars stand. */
  floorOf(sheet: Sheet, lane: number): number;
  boxOf(bar: BarElement): Box;
  /** Chart.js centres bars in their lane; ours stand on its floor, like signal bars. */
  alignBars(sheet: Sheet): void;
  drawSilent(sheet: Sheet): void;
  drawCombs(sheet: Sheet): void;
  /** A hairline where one session follows another without a pause. */
  drawSeams(sheet: Sheet): void;
  drawUncertain(sheet: Sheet): void;
}

export const bars: Bars & ThisType<Bars & Marks> = {
  floorOf({ shown }, lane) {
    const { lanesTop, laneHeight } = shown.layout;
    return lanesTop + (lane + 1) * laneHeight - shown.measures.bar.foot;
  },

  boxOf({ x, y, base, height }) {
    return { left: Math.min(base, x), top: y - height / 2, width: Math.abs(x - base), height };
  },

  alignBars(sheet) {
    const { plot, shown } = sheet;
    for (const [index, dataset] of plot.config.data.datasets.entries()) {
      if (dataset.type !== "bar" || dataset["yAxisID"] !== "lanes") continue;
      for (const bar of plot.getDatasetMeta(index).data) {
        const lane = Math.floor((bar.y - shown.layout.lanesTop) / shown.layout.laneHeight);
        bar.y = this.floorOf(sheet, lane) - bar.height / 2;
      }
    }
  },

  drawSilent(sheet) {
    const { plot } = sheet;
    for (const [index, { hollow, borderColor }] of plot.config.data.datasets.entries()) {
      if (hollow !== true) continue;
      for (const bar of plot.getDatasetMeta(index).data) {
        this.markSilent(sheet, this.boxOf(bar), String(borderColor));
      }
    }
  },

  drawCombs(sheet) {
    const { plot } = sheet;
    for (const [index, { comb }] of plot.config.data.datasets.entries()) {
      if (comb !== true) continue;
      for (const bar of plot.getDatasetMeta(index).data) this.markComb(sheet, this.boxOf(bar));
    }
  },

  drawSeams(sheet) {
    const { ctx, shown } = sheet;
    const { width, border } = shown.measures.seam;
    ctx.fillStyle = shown.colors.seam;
    for (const seam of shown.seams) {
      const height = shown.measures.bar.tallest * seam.height - 2 * border;
      const top = this.floorOf(sheet, seam.lane) - border - height;
      ctx.fillRect(sheet.x(seam.at) - width / 2, top, width, height);
    }
  },

  drawUncertain(sheet) {
    const { uncertain, measures } = sheet.shown;
    if (uncertain === null) return;
    const left = sheet.x(uncertain.from);
    const width = sheet.x(uncertain.to) - left;
    const height = measures.bar.tallest * uncertain.height;
    const top = this.floorOf(sheet, uncertain.lane) - height;
    this.markUncertain(sheet, { left, top, width, height }, uncertain);
  },
};

import type { HourSpan } from "../decorations.ts";
import { part } from "./marks.ts";
import type { BarElement, Box, Sheet } from "./pen.ts";

/** What is drawn on the lanes: what Chart.js cannot do to their bars, gaps, and crowds of changes. */
export const lanes = part({
  /** The y on which a lane's bars stand: a little above its end, so that lanes stay apart. */
  floorOf({ shown }: Sheet, lane: number): number {
    return shown.layout.lanesTop + (lane + 1) * shown.layout.laneHeight - 4;
  },

  boxOf({ x, y, base, height }: BarElement): Box {
    return { left: Math.min(base, x), top: y - height / 2, width: Math.abs(x - base), height };
  },

  /** Chart.js centres bars in their lane; ours stand on its floor, like signal bars. */
  alignBars(sheet: Sheet) {
    const { plot, shown } = sheet;
    for (const [index, dataset] of plot.config.data.datasets.entries()) {
      if (dataset.type !== "bar" || dataset["yAxisID"] !== "lanes") continue;
      for (const bar of plot.getDatasetMeta(index).data) {
        const lane = Math.floor((bar.y - shown.layout.lanesTop) / shown.layout.laneHeight);
        bar.y = this.floorOf(sheet, lane) - bar.height / 2;
      }
    }
  },

  drawSilent(sheet: Sheet) {
    const { plot } = sheet;
    for (const [index, { hollow, borderColor }] of plot.config.data.datasets.entries()) {
      if (hollow !== true) continue;
      for (const bar of plot.getDatasetMeta(index).data) {
        this.markSilent(sheet, this.boxOf(bar), String(borderColor));
      }
    }
  },

  drawCombs(sheet: Sheet) {
    const { plot } = sheet;
    for (const [index, { comb }] of plot.config.data.datasets.entries()) {
      if (comb !== true) continue;
      for (const bar of plot.getDatasetMeta(index).data) this.markComb(sheet, this.boxOf(bar));
    }
  },

  /** A hairline where one session follows another without a pause. */
  drawSeams(sheet: Sheet) {
    const { ctx, shown } = sheet;
    const width = 1;
    const border = shown.measures.barBorder;
    ctx.fillStyle = shown.colors.seam;
    for (const seam of shown.seams) {
      const height = shown.layout.tallestBar * seam.height - 2 * border;
      const top = this.floorOf(sheet, seam.lane) - border - height;
      ctx.fillRect(sheet.x(seam.at) - width / 2, top, width, height);
    }
  },

  drawUncertain(sheet: Sheet) {
    const { uncertain, layout } = sheet.shown;
    if (uncertain === null) return;
    const left = sheet.x(uncertain.from);
    const width = sheet.x(uncertain.to) - left;
    const height = layout.tallestBar * uncertain.height;
    const top = this.floorOf(sheet, uncertain.lane) - height;
    this.markUncertain(sheet, { left, top, width, height }, uncertain);
  },

  drawGaps(sheet: Sheet) {
    const { gaps, rug, layout } = sheet.shown;
    const { lanesTop: top, lanesBottom, rugTop } = layout;
    for (const { from, to } of gaps) {
      const left = sheet.x(from);
      this.markGap(sheet, { left, top, width: sheet.x(to) - left, height: lanesBottom - top });
    }
    if (rugTop !== null) for (const at of rug) this.markShortGap(sheet, sheet.x(at), rugTop);
  },

  /** The silence that lasts: its words, and a bracket from the last sign of life to now. */
  drawSilence(sheet: Sheet) {
    const { ctx, shown } = sheet;
    const { silence, layout, text, nowAt } = shown;
    if (silence === null) return;
    const style = silence.unusual ? text.silence : text.usualSilence;
    const [now, from] = [sheet.x(nowAt), sheet.x(silence.from)];
    const [y, foot, beforeNow] = [layout.lanesTop - 4, 4, 10];
    ctx.fillStyle = style.color;
    if (now - from > beforeNow) {
      ctx.fillRect(from, y - 1, now - from, 2);
      ctx.fillRect(from, y - 1, 2, foot + 1);
    }
    this.write(sheet, style, silence.text, { x: now - beforeNow, y: y - 6 });
  },

  /**
   * Longest first; a little aside where the silence that lasts has its words. One that would touch
   * another is left out.
   */
  drawGapLengths(sheet: Sheet) {
    const { shown, x } = sheet;
    const { silence, text, gapLabels, nowAt } = shown;
    const { left, lanesTop } = shown.layout;
    const [most, beside, beforeNow, farthest] = [6, 8, 10, 60];
    const placed: HourSpan[] = [];
    const silenceWidth = silence === null ? 0 : this.widthOf(sheet, text.silence, silence.text);
    const end = x(nowAt) - beforeNow - (silence === null ? 0 : silenceWidth + 2 * beside);
    for (const { at, text: words } of gapLabels) {
      if (placed.length === most) break;
      const half = this.widthOf(sheet, text.gapLength, words) / 2;
      const middle = Math.max(left + half, Math.min(x(at), end - half));
      const from = middle - half - beside;
      const to = middle + half + beside;
      if (x(at) - middle > farthest) continue;
      if (placed.some((other) => from < other.to && to > other.from)) continue;
      placed.push({ from, to });
      this.write(sheet, text.gapLength, words, { x: middle, y: lanesTop - 10 });
    }
  },

  /** Reaches a little beyond its changes, and keeps off the lanes above and below. */
  burstBox({ shown, x }: Sheet, { from, to, top, bottom }: Sheet["shown"]["bursts"][number]): Box {
    const { lanesTop, laneHeight } = shown.layout;
    const [beyond, inset] = [2, 1.5];
    const left = x(from) - beyond;
    return {
      left,
      top: lanesTop + top * laneHeight + inset,
      width: x(to) - left + beyond,
      height: (bottom - top + 1) * laneHeight - 2 * inset,
    };
  },

  /** All bands first: none may cover a number. */
  drawBursts(sheet: Sheet) {
    for (const burst of sheet.shown.bursts) this.markBurst(sheet, this.burstBox(sheet, burst));
  },

  /**
   * How many changes: beside the name of the upper lane, and where there is no room on its bars. A
   * number that would touch the one before is left out.
   */
  drawBurstCounts(sheet: Sheet) {
    const { shown } = sheet;
    const { left: leftmost, lanesTop, laneHeight, tallestBar } = shown.layout;
    const [padding, height, radius, between, nameMiddle] = [6, 23, 6, 2, 12];
    const style = shown.text.burstCount;
    let clearFrom = 0;
    for (const burst of shown.bursts) {
      const half = this.widthOf(sheet, style, burst.text) / 2 + padding;
      const { left, width } = this.burstBox(sheet, burst);
      const rightmost = sheet.x(shown.nowAt) - half - between;
      const x = Math.max(leftmost + half, Math.min(left + width / 2, rightmost));
      if (x - half < clearFrom) continue;
      clearFrom = x + half + between;
      const isClear = x - half > this.nameEnd(sheet, burst.top);
      const y = isClear
        ? lanesTop + burst.top * laneHeight + nameMiddle
        : this.floorOf(sheet, burst.top) - tallestBar / 2;
      const box = { left: x - half, top: y - height / 2, width: half * 2, height };
      this.fillRound(sheet, box, radius, shown.colors.ground);
      this.strokePath(sheet, shown.colors.violet, 1.2, []);
      this.write(sheet, style, burst.text, { x, y: this.middleOf(style, y) });
    }
  },

  /** Where the words above a lane end. */
  nameEnd(sheet: Sheet, lane: number): number {
    const { lanes: named, text, layout } = sheet.shown;
    const between = 8;
    const { name = "", detail = "" } = named[lane] ?? {};
    const widths = [
      this.widthOf(sheet, text.laneName, name),
      this.widthOf(sheet, text.note, detail),
    ];
    return layout.left + widths.reduce((sum, width) => sum + width + between, 0);
  },
});

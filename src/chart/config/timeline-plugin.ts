import type { SKRSContext2D } from "@napi-rs/canvas";
import type { ChartDataset } from "./datasets.ts";
import type { Decorations, HourSpan } from "./decorations.ts";
import type { LegendItem } from "./legend.ts";

/** What the plugin needs of a chart; the same in Chart.js 3 and 4. */
interface Plot {
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

interface BarElement {
  readonly x: number;
  y: number;
  readonly base: number;
  readonly height: number;
}

export type TimelinePlugin = typeof timelinePlugin;

/**
 * Draws what Chart.js has no element for. Its source text travels to QuickChart and is evaluated
 * there, so nothing in it may reach outside: no import, no constant of this file, no closure; a
 * method knows its arguments, `this`, and what stands in the chart's options. Only canvas calls
 * that node-canvas of 2020 has (no roundRect).
 */
export const timelinePlugin = {
  id: "timeline",

  beforeDraw(plot: Plot): void {
    plot.ctx.fillStyle = plot.config.options.plugins.timeline.colors.ground;
    plot.ctx.fillRect(0, 0, plot.width, plot.height);
  },

  beforeDatasetsDraw(plot: Plot): void {
    const d = plot.config.options.plugins.timeline;
    plot.ctx.save();
    this.alignBars(plot, d);
    this.drawGround(plot, d);
    plot.ctx.restore();
  },

  afterDatasetsDraw(plot: Plot): void {
    const d = plot.config.options.plugins.timeline;
    plot.ctx.save();
    this.drawHollows(plot, d);
    this.drawCombs(plot);
    this.drawSeams(plot, d);
    this.drawUncertain(plot, d);
    this.drawGaps(plot, d);
    this.drawBursts(plot, d);
    this.drawNow(plot, d);
    this.drawLabels(plot, d);
    this.drawAxis(plot, d);
    this.drawTitle(plot, d);
    for (const item of d.legend) this.drawLegendItem(plot.ctx, d, item);
    plot.ctx.restore();
  },

  /** Chart.js centres bars in their lane; ours stand on its floor, like signal bars. */
  alignBars(plot: Plot, d: Decorations): void {
    for (const [index, dataset] of plot.config.data.datasets.entries()) {
      if (dataset.type !== "bar" || dataset["yAxisID"] !== "lanes") continue;
      for (const bar of plot.getDatasetMeta(index).data) {
        const lane = Math.floor((bar.y - d.layout.lanesTop) / d.layout.laneHeight);
        const floor = d.layout.lanesTop + (lane + 1) * d.layout.laneHeight - d.barFootPx;
        bar.y = floor - bar.height / 2;
      }
    }
  },

  drawGround(plot: Plot, d: Decorations): void {
    const { ctx } = plot;
    const { layout: l, colors: c } = d;
    const x = (hours: number): number => plot.scales.x.getPixelForValue(hours);
    ctx.fillStyle = c.stripe;
    for (let lane = 0; lane < Math.max(1, d.lanes.length); lane += 2) {
      ctx.fillRect(0, l.lanesTop + lane * l.laneHeight, plot.width, l.laneHeight);
    }
    for (const span of d.unknown) {
      const [left, width] = [x(span.from), x(span.to) - x(span.from)];
      this.notKnown(ctx, d, left, l.lanesTop, width, l.packetsBottom - l.lanesTop);
    }
    ctx.fillStyle = c.gapTint;
    for (const gap of d.gaps) {
      ctx.fillRect(
        x(gap.from),
        l.lanesBottom,
        x(gap.to) - x(gap.from),
        l.packetsBottom - l.lanesBottom,
      );
    }
    ctx.fillStyle = c.grid;
    for (const tick of d.ticks) {
      ctx.fillRect(x(tick.at) - 0.5, l.lanesTop, 1, l.packetsBottom + 4 - l.lanesTop);
    }
    for (const y of [l.newSessionsBottom, l.packetsTop, l.packetsBottom]) {
      ctx.fillRect(l.left, y - 0.5, l.right - l.left, 1);
    }
    ctx.fillStyle = c.axis;
    ctx.fillRect(l.left, (l.packetsTop + l.packetsBottom) / 2 - 0.5, l.right - l.left, 1);
  },

  /** Time of which the platform's answer says nothing: neither session nor gap. */
  notKnown(
    ctx: SKRSContext2D,
    d: Decorations,
    left: number,
    top: number,
    width: number,
    height: number,
  ): void {
    ctx.fillStyle = d.colors.unknownTint;
    ctx.fillRect(left, top, width, height);
    ctx.strokeStyle = d.colors.dim;
    ctx.lineWidth = 1.2;
    ctx.setLineDash([2, 3]);
    ctx.strokeRect(left + 0.6, top + 0.6, Math.max(0.5, width - 1.2), height - 1.2);
    ctx.setLineDash([]);
  },

  /** Sessions of 0 packets: hollow with a dashed outline. */
  drawHollows(plot: Plot, d: Decorations): void {
    const { ctx } = plot;
    for (const [index, dataset] of plot.config.data.datasets.entries()) {
      if (dataset.hollow !== true) continue;
      ctx.strokeStyle = String(dataset["borderColor"]);
      for (const bar of plot.getDatasetMeta(index).data) {
        const left = Math.min(bar.base, bar.x);
        this.dash(ctx, left, bar.y - bar.height / 2, Math.abs(bar.x - bar.base), bar.height);
      }
    }
    ctx.fillStyle = d.colors.ground;
  },

  /** Many short sessions never look like one long session: a comb instead of a solid bar. */
  drawCombs(plot: Plot): void {
    for (const [index, dataset] of plot.config.data.datasets.entries()) {
      if (dataset.comb !== true) continue;
      for (const bar of plot.getDatasetMeta(index).data) {
        const left = Math.min(bar.base, bar.x);
        this.teeth(plot.ctx, left, bar.y - bar.height / 2, Math.abs(bar.x - bar.base), bar.height);
      }
    }
  },

  /** On a fixed raster, so that neighbouring columns of one comb fit together. */
  teeth(ctx: SKRSContext2D, left: number, top: number, width: number, height: number): void {
    ctx.fillStyle = "rgba(255, 255, 255, 0.6)";
    for (let x = Math.ceil(left / 4) * 4; x + 1 <= left + width + 0.01; x += 4) {
      ctx.fillRect(x, top + 1, 1, height - 2);
    }
  },

  dash(ctx: SKRSContext2D, left: number, top: number, width: number, height: number): void {
    ctx.lineWidth = 1.5;
    ctx.setLineDash([3, 2.2]);
    ctx.strokeRect(left + 0.75, top + 0.75, Math.max(0.5, width - 1.5), height - 1.5);
    ctx.setLineDash([]);
  },

  /** A hairline where one session follows another without a pause. */
  drawSeams(plot: Plot, d: Decorations): void {
    const { ctx } = plot;
    ctx.fillStyle = "rgba(255, 255, 255, 0.85)";
    for (const seam of d.seams) {
      const height = d.barPx * seam.height - 2;
      const floor = d.layout.lanesTop + (seam.lane + 1) * d.layout.laneHeight - d.barFootPx - 1;
      ctx.fillRect(plot.scales.x.getPixelForValue(seam.at) - 0.5, floor - height, 1, height);
    }
  },

  /** Open but without an update: the bar goes on as a dotted outline with question marks. */
  drawUncertain(plot: Plot, d: Decorations): void {
    if (d.uncertain === null) return;
    const { lane, height, fill, outline, from, to } = d.uncertain;
    const left = plot.scales.x.getPixelForValue(from);
    const width = plot.scales.x.getPixelForValue(to) - left;
    const barHeight = d.barPx * height;
    const floor = d.layout.lanesTop + (lane + 1) * d.layout.laneHeight - d.barFootPx;
    this.maybe(plot.ctx, d, left, floor - barHeight, width, barHeight, fill, outline);
  },

  maybe(
    ctx: SKRSContext2D,
    d: Decorations,
    left: number,
    top: number,
    width: number,
    height: number,
    fill: string,
    outline: string,
  ): void {
    ctx.fillStyle = d.colors.ground;
    ctx.fillRect(left, top, width, height);
    ctx.fillStyle = `${fill}2E`;
    ctx.fillRect(left, top, width, height);
    ctx.strokeStyle = outline;
    ctx.lineWidth = 1.6;
    ctx.setLineDash([1.6, 2.6]);
    ctx.strokeRect(left + 0.8, top + 0.8, Math.max(0.5, width - 1.6), height - 1.6);
    ctx.setLineDash([]);
    if (width < 12) return;
    const size = height < 20 ? 13 : 15;
    ctx.fillStyle = outline;
    ctx.font = `600 ${size}px ${d.font}`;
    ctx.textAlign = "center";
    const count = Math.min(24, Math.max(1, Math.floor(width / 40)));
    for (let index = 0; index < count; index += 1) {
      ctx.fillText("?", left + (width * (index + 0.5)) / count, top + height / 2 + size * 0.36);
    }
  },

  drawGaps(plot: Plot, d: Decorations): void {
    const { ctx } = plot;
    const { layout: l, colors: c } = d;
    const x = (hours: number): number => plot.scales.x.getPixelForValue(hours);
    for (const gap of d.gaps) {
      this.hatch(
        ctx,
        d,
        x(gap.from),
        l.lanesTop,
        x(gap.to) - x(gap.from),
        l.lanesBottom - l.lanesTop,
      );
    }
    if (l.rugTop !== null) {
      ctx.fillStyle = c.gap;
      for (const at of d.rug) ctx.fillRect(x(at) - 0.8, l.rugTop, 1.6, 10);
    }
    this.drawGapLabels(plot, d);
  },

  hatch(
    ctx: SKRSContext2D,
    d: Decorations,
    left: number,
    top: number,
    width: number,
    height: number,
  ) {
    ctx.save();
    ctx.fillStyle = d.colors.gapFill;
    ctx.fillRect(left, top, width, height);
    ctx.beginPath();
    ctx.rect(left, top, width, height);
    ctx.clip();
    ctx.strokeStyle = d.colors.gap;
    ctx.lineWidth = 1.7;
    ctx.globalAlpha = 0.85;
    ctx.beginPath();
    // Lines hang on a fixed raster, so that neighbouring gaps continue one another.
    for (
      let start = Math.floor((left + top) / 7) * 7;
      start < left + width + top + height;
      start += 7
    ) {
      ctx.moveTo(start - top, top);
      ctx.lineTo(start - top - height, top + height);
    }
    ctx.stroke();
    ctx.restore();
    ctx.fillStyle = d.colors.gap;
    ctx.fillRect(left, top, 1.2, height);
    ctx.fillRect(left + width - 1.2, top, 1.2, height);
  },

  /** At most six lengths, longest first; one that would touch another or the now line is left out. */
  drawGapLabels(plot: Plot, d: Decorations): void {
    const { ctx } = plot;
    const { layout: l, colors: c } = d;
    ctx.font = `600 13px ${d.font}`;
    ctx.textAlign = "center";
    ctx.fillStyle = c.gapText;
    const now = plot.scales.x.getPixelForValue(d.nowAt);
    const placed: HourSpan[] = [];
    for (const label of d.gapLabels) {
      if (placed.length === 6) break;
      const half = ctx.measureText(label.text).width / 2;
      const wanted = plot.scales.x.getPixelForValue(label.at);
      const middle = Math.max(l.left + half, Math.min(wanted, now - 10 - half));
      const from = middle - half - 8;
      const to = middle + half + 8;
      if (placed.some((other) => from < other.to && to > other.from)) continue;
      placed.push({ from, to });
      ctx.fillText(label.text, middle, l.lanesTop - 7);
    }
  },

  /** Crowded operator changes: one band over the lanes involved, with their number. */
  drawBursts(plot: Plot, d: Decorations): void {
    const { ctx } = plot;
    const { layout: l, colors: c } = d;
    ctx.font = `600 13px ${d.font}`;
    ctx.textAlign = "center";
    const middles: number[] = [];
    for (const burst of d.bursts) {
      const left = plot.scales.x.getPixelForValue(burst.from) - 2;
      const width = plot.scales.x.getPixelForValue(burst.to) - left + 2;
      const top = l.lanesTop + burst.top * l.laneHeight + 1.5;
      const height = (burst.bottom - burst.top + 1) * l.laneHeight - 3;
      ctx.fillStyle = c.violetTint;
      ctx.fillRect(left, top, width, height);
      ctx.strokeStyle = c.violet;
      ctx.lineWidth = 1.5;
      ctx.strokeRect(left, top, width, height);
      middles.push(left + width / 2);
    }
    let clearFrom = 0;
    for (const [index, burst] of d.bursts.entries()) {
      const half = ctx.measureText(burst.text).width / 2 + 5;
      const middle = Math.max(
        l.left + half,
        Math.min(middles[index] ?? 0, plot.scales.x.getPixelForValue(d.nowAt) - half - 2),
      );
      if (middle - half < clearFrom) continue;
      clearFrom = middle + half + 2;
      const y = l.lanesTop + ((burst.top + burst.bottom + 1) / 2) * l.laneHeight;
      this.roundBox(ctx, middle - half, y - 10, half * 2, 20, 5);
      ctx.fillStyle = c.ground;
      ctx.fill();
      ctx.strokeStyle = c.violet;
      ctx.lineWidth = 1.2;
      ctx.stroke();
      ctx.fillStyle = c.violet;
      ctx.fillText(burst.text, middle, y + 4.7);
    }
  },

  roundBox(
    ctx: SKRSContext2D,
    x: number,
    y: number,
    width: number,
    height: number,
    radius: number,
  ) {
    ctx.beginPath();
    ctx.moveTo(x + radius, y);
    ctx.arcTo(x + width, y, x + width, y + height, radius);
    ctx.arcTo(x + width, y + height, x, y + height, radius);
    ctx.arcTo(x, y + height, x, y, radius);
    ctx.arcTo(x, y, x + width, y, radius);
    ctx.closePath();
  },

  drawNow(plot: Plot, d: Decorations): void {
    const { ctx } = plot;
    const { layout: l, colors: c } = d;
    const x = plot.scales.x.getPixelForValue(d.nowAt);
    ctx.fillStyle = c.ink;
    ctx.fillRect(x - 0.9, l.lanesTop - 4, 1.8, l.packetsBottom - l.lanesTop + 8);
    ctx.beginPath();
    ctx.moveTo(x - 5.5, l.lanesTop - 8);
    ctx.lineTo(x + 5.5, l.lanesTop - 8);
    ctx.lineTo(x, l.lanesTop);
    ctx.closePath();
    ctx.fill();
  },

  /** Names of the lanes and captions of the panels, in the column at the left. */
  drawLabels(plot: Plot, d: Decorations): void {
    const { ctx } = plot;
    const { layout: l, colors: c } = d;
    const room = l.left - 18 - 2;
    ctx.textAlign = "left";
    for (const [index, lane] of d.lanes.entries()) {
      const top = l.lanesTop + index * l.laneHeight;
      this.text(
        ctx,
        d,
        lane.name,
        18,
        top + (lane.detail === "" ? 26 : 18),
        600,
        14.5,
        c.ink,
        room,
      );
      this.text(ctx, d, lane.detail, 18, top + 35, 400, 13, c.dim, room);
    }
    if (d.empty !== "") {
      ctx.font = `600 15px ${d.font}`;
      const half = ctx.measureText(d.empty).width / 2 + 14;
      const middle = (l.left + plot.scales.x.getPixelForValue(d.nowAt)) / 2;
      const y = (l.lanesTop + l.lanesBottom) / 2;
      this.roundBox(ctx, middle - half, y - 16, half * 2, 32, 6);
      ctx.fillStyle = c.ground;
      ctx.fill();
      ctx.fillStyle = c.gapText;
      ctx.textAlign = "center";
      ctx.fillText(d.empty, middle, y + 5.4);
      ctx.textAlign = "left";
    }
    const newSessions = l.newSessionsTop + 6;
    this.text(ctx, d, "New sessions", 18, newSessions, 600, 13, c.ink, room);
    this.text(ctx, d, d.newSessionsCaption, 18, newSessions + 16, 400, 13, c.dim, room);
    const packets = l.packetsTop + 13;
    this.text(ctx, d, "Packets", 18, packets, 600, 13, c.ink, room);
    this.text(ctx, d, d.packetsCaption, 18, packets + 17, 400, 13, c.dim, room);
    this.text(ctx, d, "↑ from SIM", 18, packets + 36, 600, 13, c.packetsUp, room);
    this.text(ctx, d, "↓ to SIM", 18, packets + 54, 600, 13, c.packetsDown, room);
    ctx.textAlign = "right";
    this.text(ctx, d, d.packetScale, l.left - 6, l.packetsTop + 9, 400, 13, c.dim, 44);
    this.text(ctx, d, d.packetScale, l.left - 6, l.packetsBottom, 400, 13, c.dim, 44);
    if (d.packetScale === "") {
      ctx.textAlign = "left";
      const y = (l.packetsTop + l.packetsBottom) / 2 - 8;
      this.text(ctx, d, "no packets recorded", l.left + 8, y, 400, 13, c.dim, 300);
    }
    ctx.textAlign = "left";
  },

  /** One line of text, cut with "…" where it would be longer than `room`. */
  text(
    ctx: SKRSContext2D,
    d: Decorations,
    words: string,
    x: number,
    y: number,
    weight: number,
    size: number,
    color: string,
    room: number,
  ): void {
    ctx.font = `${weight} ${size}px ${d.font}`;
    ctx.fillStyle = color;
    let shown = words;
    while (shown.length > 1 && ctx.measureText(shown).width > room) {
      shown = `${[...shown.replace("…", "")].slice(0, -1).join("").trimEnd()}…`;
    }
    ctx.fillText(shown, x, y);
  },

  /** Dates and times, the zone at the left end, "now" or the time of the read at the right; a label that would touch is left out. */
  drawAxis(plot: Plot, d: Decorations): void {
    const { ctx } = plot;
    const { layout: l, colors: c } = d;
    const now = plot.scales.x.getPixelForValue(d.nowAt);
    ctx.font = `600 13px ${d.font}`;
    const nowHalf = ctx.measureText(d.nowWords).width / 2;
    const nowMiddle = Math.min(now, plot.width - 4 - nowHalf);
    let clearFrom = 18 + Math.min(ctx.measureText(d.zone).width, l.left - 30) + 10;
    this.text(ctx, d, d.zone, 18, l.axisText, 600, 13, c.caption, l.left - 30);
    ctx.font = `400 13px ${d.font}`;
    ctx.fillStyle = c.caption;
    ctx.textAlign = "center";
    for (const tick of d.ticks) {
      const middle = plot.scales.x.getPixelForValue(tick.at);
      const half = ctx.measureText(tick.text).width / 2;
      if (middle - half < clearFrom || middle + half > nowMiddle - nowHalf - 5) continue;
      clearFrom = middle + half + 5;
      ctx.fillText(tick.text, middle, l.axisText);
    }
    this.text(ctx, d, d.nowWords, nowMiddle, l.axisText, 600, 13, c.ink, 90);
    ctx.textAlign = "left";
  },

  /** One slim line, or the full header for a picture that travels alone. */
  drawTitle(plot: Plot, d: Decorations): void {
    const { ctx } = plot;
    const { colors: c } = d;
    const room = plot.width - 36;
    if (d.header === null) {
      ctx.font = `400 13px ${d.font}`;
      const rangeWidth = ctx.measureText(d.range).width;
      ctx.textAlign = "right";
      this.text(ctx, d, d.range, plot.width - 18, 22, 400, 13, c.caption, room * 0.75);
      ctx.textAlign = "left";
      const titleRoom = room - Math.min(rangeWidth, room * 0.75) - 14;
      this.text(ctx, d, d.title, 18, 22, 600, 14.5, c.ink, titleRoom);
      return;
    }
    const { pill, figures } = d.header;
    ctx.font = `600 14.5px ${d.font}`;
    const pillWidth = ctx.measureText(pill.text).width + 40;
    const pillLeft = plot.width - 18 - pillWidth;
    this.roundBox(ctx, pillLeft, 13, pillWidth, 28, 14);
    ctx.fillStyle = pill.fill;
    ctx.fill();
    ctx.strokeStyle = pill.ink;
    ctx.lineWidth = 1.4;
    if (pill.dotted) ctx.setLineDash([1.6, 2.6]);
    ctx.stroke();
    ctx.setLineDash([]);
    ctx.fillStyle = pill.ink;
    ctx.fillText(pill.text, pillLeft + 20, 32.2);
    this.text(ctx, d, d.title, 18, 33, 600, 19, c.ink, pillLeft - 18 - 14);
    this.text(ctx, d, d.range, 18, 55, 400, 13.5, c.caption, room);
    const widths = figures.map((figure) => {
      ctx.font = `600 18.5px ${d.font}`;
      const value = ctx.measureText(figure.value).width;
      ctx.font = `400 13px ${d.font}`;
      return Math.max(value, ctx.measureText(figure.caption).width);
    });
    const used = widths.reduce((sum, width) => sum + width, 0);
    const between = Math.max(14, Math.min(56, (room - used) / Math.max(1, figures.length - 1)));
    let left = 18;
    for (const [index, figure] of figures.entries()) {
      this.text(ctx, d, figure.value, left, 87, 600, 18.5, figure.ink, 260);
      this.text(ctx, d, figure.caption, left, 106, 400, 13, c.dim, 260);
      left += (widths[index] ?? 0) + between;
    }
  },

  /** Swatches look exactly like the marks they explain. */
  drawLegendItem(ctx: SKRSContext2D, d: Decorations, item: LegendItem): void {
    const { colors: c } = d;
    const top = d.layout.legendTop + item.row * d.legendRow + 2;
    const tallest = 14;
    const floor = top + 15;
    const height = Math.max(5, tallest * item.height);
    const { x } = item;
    if (item.kind === "bar") {
      ctx.fillStyle = item.outline;
      ctx.fillRect(x, floor - height, d.swatchPx, height);
      ctx.fillStyle = item.fill;
      ctx.fillRect(x + 1, floor - height + 1, d.swatchPx - 2, height - 2);
    } else if (item.kind === "comb") {
      ctx.fillStyle = item.fill;
      ctx.fillRect(x, floor - height, d.swatchPx, height);
      this.teeth(ctx, x, floor - height, d.swatchPx, height);
      ctx.fillStyle = item.outline;
      ctx.fillRect(x, floor - height, d.swatchPx, 1);
      ctx.fillRect(x, floor - 1, d.swatchPx, 1);
    } else if (item.kind === "silent") {
      ctx.strokeStyle = item.outline;
      this.dash(ctx, x, floor - height, d.swatchPx, height);
    } else if (item.kind === "uncertain") {
      this.maybe(ctx, d, x, floor - tallest, d.swatchPx, tallest, item.fill, item.outline);
      ctx.textAlign = "left";
    } else if (item.kind === "gap") {
      this.hatch(ctx, d, x, floor - tallest, d.swatchPx, tallest);
    } else if (item.kind === "short_gap") {
      ctx.fillStyle = c.gap;
      for (const offset of [5, 9, 13]) ctx.fillRect(x + offset - 0.8, floor - 11, 1.6, 10);
    } else if (item.kind === "change") {
      ctx.fillStyle = c.ink;
      ctx.fillRect(x + 8.3, floor - 14, 1.4, 12);
      ctx.beginPath();
      ctx.arc(x + 9, floor - 2, 3.2, 0, Math.PI * 2);
      ctx.fill();
    } else if (item.kind === "burst") {
      ctx.fillStyle = c.violetTint;
      ctx.fillRect(x + 1, floor - tallest, d.swatchPx - 2, tallest);
      ctx.strokeStyle = c.violet;
      ctx.lineWidth = 1.5;
      ctx.strokeRect(x + 1, floor - tallest, d.swatchPx - 2, tallest);
    } else {
      this.notKnown(ctx, d, x, floor - tallest, d.swatchPx, tallest);
    }
    this.text(ctx, d, item.text, x + d.swatchPx + 6, floor - 1.5, 400, 13, c.caption, 400);
  },
};

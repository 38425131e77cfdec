import { type Axis, axis } from "./plugin/axis.ts";
import { type Bars, bars } from "./plugin/bars.ts";
import { type Bursts, bursts } from "./plugin/bursts.ts";
import { type Gaps, gaps } from "./plugin/gaps.ts";
import { type Ground, ground } from "./plugin/ground.ts";
import { type Labels, labels } from "./plugin/labels.ts";
import { type LegendItems, legendItems } from "./plugin/legend-items.ts";
import { type Marks, marks } from "./plugin/marks.ts";
import { type Pen, pen } from "./plugin/pen.ts";
import type { Plot } from "./plugin/sheet.ts";
import { type Title, title } from "./plugin/title.ts";

type Parts = Pen & Marks & Ground & Bars & Gaps & Bursts & Axis & Labels & Title & LegendItems;

/** The methods that Chart.js calls, in the order of drawing. */
interface Hooks {
  readonly id: "timeline";
  beforeDraw(plot: Plot): void;
  beforeDatasetsDraw(plot: Plot): void;
  afterDatasetsDraw(plot: Plot): void;
}

export type TimelinePlugin = Hooks & Parts;

/**
 * Draws what Chart.js has no element for. The parts become one object, whose source text travels
 * to QuickChart and is evaluated there, so nothing in a part may reach outside: no import, no
 * constant of its file, no closure; a method knows its arguments, `this` (the whole object), and
 * what stands in the chart's options, where text styles, measures and colours are plain data. Only
 * canvas calls that node-canvas of 2020 has (no roundRect). Comments within a method travel too.
 */
export const timelinePlugin: TimelinePlugin & ThisType<TimelinePlugin> = {
  id: "timeline",
  ...pen,
  ...marks,
  ...ground,
  ...bars,
  ...gaps,
  ...bursts,
  ...axis,
  ...labels,
  ...title,
  ...legendItems,

  beforeDraw({ ctx, width, height, config }) {
    ctx.fillStyle = config.options.plugins.timeline.colors.ground;
    ctx.fillRect(0, 0, width, height);
  },

  beforeDatasetsDraw(plot) {
    const sheet = this.sheetOf(plot);
    plot.ctx.save();
    this.alignBars(sheet);
    this.drawStripes(sheet);
    this.drawUnknown(sheet);
    this.drawGapTint(sheet);
    this.drawGrid(sheet);
    plot.ctx.restore();
  },

  afterDatasetsDraw(plot) {
    const sheet = this.sheetOf(plot);
    const { header } = sheet.shown;
    plot.ctx.save();
    this.drawSilent(sheet);
    this.drawCombs(sheet);
    this.drawSeams(sheet);
    this.drawUncertain(sheet);
    this.drawGaps(sheet);
    this.drawShortGaps(sheet);
    this.drawGapLengths(sheet);
    this.drawBursts(sheet);
    this.drawBurstCounts(sheet);
    this.drawNow(sheet);
    this.drawLaneNames(sheet);
    this.drawEmpty(sheet);
    this.drawPanelNames(sheet);
    this.drawPacketScale(sheet);
    this.drawAxis(sheet);
    if (header === null) this.drawTitle(sheet);
    else this.drawHeader(sheet, header);
    this.drawLegend(sheet);
    plot.ctx.restore();
  },
};

import { frame } from "./plugin/frame.ts";
import { lanes } from "./plugin/lanes.ts";
import { legendItems } from "./plugin/legend-items.ts";
import { marks } from "./plugin/marks.ts";
import { type Plot, pen } from "./plugin/pen.ts";
import { title } from "./plugin/title.ts";

/**
 * Draws what Chart.js has no element for. The parts become one object, whose source text travels
 * to QuickChart and is evaluated there, so nothing in a part may reach outside: no import, no
 * constant of its file, no closure; a method knows its arguments, `this` (the whole object), and
 * what stands in the chart's options, where text styles, colours and shared measures are plain
 * data. Only canvas calls that node-canvas of 2020 has (no roundRect). Comments within a method
 * travel too. The last three methods are those that Chart.js calls, in the order of drawing.
 */
export const timelinePlugin = {
  id: "timeline",
  ...pen,
  ...marks,
  ...lanes,
  ...frame,
  ...title,
  ...legendItems,

  beforeDraw({ ctx, width, height, config }: Plot) {
    ctx.fillStyle = config.options.plugins.timeline.colors.ground;
    ctx.fillRect(0, 0, width, height);
  },

  beforeDatasetsDraw(plot: Plot) {
    const sheet = this.sheetOf(plot);
    plot.ctx.save();
    this.alignBars(sheet);
    this.drawStripes(sheet);
    this.drawUnknown(sheet);
    this.drawGapTint(sheet);
    this.drawGrid(sheet);
    plot.ctx.restore();
  },

  afterDatasetsDraw(plot: Plot) {
    const sheet = this.sheetOf(plot);
    plot.ctx.save();
    this.drawSilent(sheet);
    this.drawCombs(sheet);
    this.drawSeams(sheet);
    this.drawUncertain(sheet);
    this.drawGaps(sheet);
    this.drawSilence(sheet);
    this.drawGapLengths(sheet);
    this.drawBursts(sheet);
    this.drawBurstCounts(sheet);
    this.drawNow(sheet);
    this.drawLaneNames(sheet);
    this.drawEmpty(sheet);
    this.drawPanelNames(sheet);
    this.drawAxis(sheet);
    this.drawTitle(sheet);
    this.drawLegend(sheet);
    plot.ctx.restore();
  },
};

import { labelColumnPx, rightMarginPx } from "../model/scale.ts";
import type { TimelineModel } from "../model/timeline-model.ts";
import { type LegendItem, legendOf } from "./legend.ts";
import { measures } from "./styles.ts";

/** Where everything stands, logical pixels from the top left. */
export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
  readonly lanesTop: number;
  readonly laneHeight: number;
  readonly lanesBottom: number;
  /** Top of the ticks for short gaps; `null` when there are none. */
  readonly rugTop: number | null;
  readonly newSessionsTop: number;
  readonly newSessionsBottom: number;
  readonly packetsTop: number;
  readonly packetsBottom: number;
  /** Base line of the axis labels. */
  readonly axisText: number;
  readonly legend: readonly LegendItem[];
  readonly legendTop: number;
}

const headerHeight = 118;
const titleLineHeight = 30;
const gapLabelRow = 21;
const laneHeight = 42;
/** A picture without sessions needs room for its words. */
const emptyLaneHeight = 64;
const rugRow = 14;
const newSessionsHeight = 24;
const packetsHeight = 78;
const axisRow = 30;

/** The height follows the content: lanes, rug, legend. */
export function layoutOf(model: TimelineModel, header: boolean): Layout {
  const lanes = Math.max(1, model.lanes.length);
  const lane = model.lanes.length === 0 ? emptyLaneHeight : laneHeight;
  const lanesTop = (header ? headerHeight : titleLineHeight) + gapLabelRow;
  const lanesBottom = lanesTop + lanes * lane;
  const hasRug = model.gaps.short.length > 0;
  const newSessionsTop = lanesBottom + (hasRug ? rugRow : 4) + 10;
  const newSessionsBottom = newSessionsTop + newSessionsHeight;
  const packetsTop = newSessionsBottom + 14;
  const packetsBottom = packetsTop + packetsHeight;
  const legend = legendOf(model, model.widthPx);
  const legendTop = packetsBottom + axisRow;
  const rows = legend.reduce((most, { row }) => Math.max(most, row + 1), 0);
  return {
    width: model.widthPx,
    height: legendTop + rows * measures.legend.row + 8,
    left: labelColumnPx,
    right: model.widthPx - rightMarginPx,
    lanesTop,
    laneHeight: lane,
    lanesBottom,
    rugTop: hasRug ? lanesBottom + 2 : null,
    newSessionsTop,
    newSessionsBottom,
    packetsTop,
    packetsBottom,
    axisText: packetsBottom + 19,
    legend,
    legendTop,
  };
}

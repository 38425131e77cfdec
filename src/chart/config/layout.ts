import { marginPx, pictureWidthPx } from "../model/scale.ts";
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
  /** Of the best radio link. */
  readonly tallestBar: number;
  readonly lanesBottom: number;
  /** Top of the ticks for short gaps; `null` when there are none. */
  readonly rugTop: number | null;
  /** `null` where no two sessions began near each other: the lanes show as much. */
  readonly newSessions: Panel | null;
  /** `null` where there are no sessions; a caption alone where there are no packets. */
  readonly packets: Panel | null;
  /** Where lanes and panels end. */
  readonly plotBottom: number;
  /** Base lines of the ticks' labels, and of zone and "now". */
  readonly tickText: number;
  readonly nowText: number;
  readonly legend: readonly LegendItem[];
  readonly legendTop: number;
}

/** A panel's bars, below its caption. */
export interface Panel {
  readonly caption: number;
  readonly top: number;
  readonly bottom: number;
}

const titleRow = 34;
/** For the lengths of silences, or for the tip of the now line alone. */
const gapLabelRow = 25;
const tipRow = 12;
/** A lane's name stands above its bars. */
const laneNameRow = 22;
const belowBars = 6;
/** The more lanes, the lower: the whole picture shall leave room on a phone's screen. */
const tallestBars = [34, 34, 32, 26, 20, 16];
/** A picture without sessions needs room for its words. */
const emptyLaneHeight = 84;
const rugRow = 16;
const captionRow = 30;
const newSessionsHeight = 24;
const packetsHeights = [66, 66, 66, 60, 50, 44];
const tickRow = 26;
const nowRow = 24;

/** The height follows the content: lanes, rug, panels, legend. */
export function layoutOf(model: TimelineModel): Layout {
  const lanes = model.lanes.length;
  const tallestBar = tallestBars[lanes] ?? 16;
  const laneHeight = lanes === 0 ? emptyLaneHeight : laneNameRow + tallestBar + belowBars;
  const hasLengths = model.silence !== null || model.gaps.wide.length > 0;
  const lanesTop = titleRow + (hasLengths ? gapLabelRow : tipRow);
  const lanesBottom = lanesTop + Math.max(1, lanes) * laneHeight;
  const hasRug = model.gaps.short.length > 0;
  let bottom = lanesBottom + (hasRug ? rugRow : 0);
  const panel = (height: number): Panel => {
    const top = bottom + captionRow;
    bottom = top + height;
    return { caption: top - 8, top, bottom };
  };
  const newSessions = model.newSessions.max > 1 ? panel(newSessionsHeight) : null;
  const hasPackets = [...model.packets.up, ...model.packets.down].some((count) => count > 0);
  const packets = lanes > 0 ? panel(hasPackets ? (packetsHeights[lanes] ?? 44) : 0) : null;
  const legend = legendOf(model, pictureWidthPx);
  const legendTop = bottom + tickRow + nowRow + (legend.length > 0 ? 6 : 0);
  const rows = legend.reduce((most, { row }) => Math.max(most, row + 1), 0);
  return {
    width: pictureWidthPx,
    height: legendTop + rows * measures.legend.row + 12,
    left: marginPx,
    right: pictureWidthPx - marginPx,
    lanesTop,
    laneHeight,
    tallestBar,
    lanesBottom,
    rugTop: hasRug ? lanesBottom + 3 : null,
    newSessions,
    packets,
    plotBottom: bottom,
    tickText: bottom + tickRow - 5,
    nowText: bottom + tickRow + nowRow - 6,
    legend,
    legendTop,
  };
}

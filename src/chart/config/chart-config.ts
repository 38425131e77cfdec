import { beyondNow } from "../model/scale.ts";
import type { TimelineModel } from "../model/timeline-model.ts";
import {
  type ChartDataset,
  changeDataset,
  laneDatasets,
  newSessionsDataset,
  packetDatasets,
} from "./datasets.ts";
import { type Decorations, decorationsOf, hoursSince } from "./decorations.ts";
import { type Layout, layoutOf, type Panel } from "./layout.ts";
import { type PanelScales, scalesOf } from "./panel-scales.ts";
import { pixelRatio } from "./styles.ts";
import { timelinePlugin } from "./timeline-plugin.ts";

/** A Chart.js configuration: plain JSON, and one plugin without a closure. */
export interface ChartConfig {
  readonly type: "bar";
  readonly data: { readonly labels: readonly string[]; readonly datasets: readonly ChartDataset[] };
  readonly options: {
    readonly plugins: { readonly timeline: Decorations; readonly [id: string]: unknown };
    readonly [option: string]: unknown;
  };
  readonly plugins: readonly (typeof timelinePlugin)[];
}

export interface ChartDrawing {
  readonly config: ChartConfig;
  /** Logical pixels; the picture has twice as many. */
  readonly width: number;
  readonly height: number;
}

/**
 * The picture as one Chart.js configuration that chart.js 4 draws in process and QuickChart's
 * versions 3 and 4 draw on their server. Time is a linear axis in hours since the window's begin
 * (QuickChart 4 has no working date adapter, and zone and clock changes stay ours); panels are
 * stacked y axes in a frame of fixed padding, so that every mark stands at the same pixel in each
 * of them.
 */
export function chartDrawing(model: TimelineModel, scales = scalesOf([model])): ChartDrawing {
  const layout = layoutOf(model);
  const windowHours = hoursSince(model.from, model.to);
  const axisHours = windowHours * (1 + beyondNow);
  const laneLabels = Array.from({ length: Math.max(1, model.lanes.length) }, (_, i) => String(i));
  const pxPerHour = (layout.right - layout.left) / axisHours;
  return {
    width: layout.width,
    height: layout.height,
    config: {
      type: "bar",
      data: {
        labels: laneLabels,
        datasets: [
          ...changeDataset(model, laneLabels),
          ...laneDatasets(model, laneLabels, layout.tallestBar),
          ...(layout.newSessions === null ? [] : [newSessionsDataset(model, pxPerHour)]),
          ...(hasBars(layout.packets) ? packetDatasets(model, pxPerHour) : []),
        ],
      },
      options: {
        responsive: false,
        animation: false,
        events: [],
        devicePixelRatio: pixelRatio,
        layout: {
          autoPadding: false,
          padding: {
            left: layout.left,
            right: layout.width - layout.right,
            top: layout.lanesTop,
            bottom: layout.height - layout.plotBottom,
          },
        },
        scales: {
          // A bar chart would pad its index axis by half a bar.
          x: {
            type: "linear",
            position: "bottom",
            display: false,
            offset: false,
            min: 0,
            max: axisHours,
          },
          ...panelAxes(layout, scales, laneLabels),
        },
        plugins: {
          legend: { display: false },
          title: { display: false },
          tooltip: { enabled: false },
          // QuickChart preloads it for some versions and would print a number on every bar.
          datalabels: { display: false },
          timeline: decorationsOf(model, layout, scales),
        },
      },
      plugins: [timelinePlugin],
    },
  };
}

function hasBars(panel: Panel | null): panel is Panel {
  return panel !== null && panel.bottom > panel.top;
}

/** Stacked axes pile up from the bottom, in the order named; what lies between two is one as well. */
function panelAxes(layout: Layout, scales: PanelScales, laneLabels: readonly string[]) {
  const common = { axis: "y", position: "left", stack: "panels", display: false } as const;
  const axes: Record<string, Record<string, unknown>> = {};
  let below = layout.plotBottom;
  const add = (name: string, { top, bottom }: Pick<Panel, "top" | "bottom">, scale: object) => {
    const space = { ...common, type: "linear", min: 0, max: 1, stackWeight: below - bottom };
    if (below > bottom) axes[`below_${name}`] = space;
    axes[name] = { ...common, ...scale, stackWeight: bottom - top };
    below = top;
  };
  const { packets, newSessions, lanesTop, lanesBottom } = layout;
  const most = scales.packetMax || 1;
  if (hasBars(packets)) add("packets", packets, { type: "linear", min: -most, max: most });
  if (newSessions !== null) {
    add("newSessions", newSessions, { type: "linear", min: 0, max: scales.newSessionsMax });
  }
  const lanes = { top: lanesTop, bottom: lanesBottom };
  add("lanes", lanes, { type: "category", labels: laneLabels, offset: true });
  return axes;
}

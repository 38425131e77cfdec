import { beyondNow } from "../model/scale.ts";
import type { TimelineModel } from "../model/timeline-model.ts";
import {
  type ChartDataset,
  changeDataset,
  laneDatasets,
  type PanelScales,
  panelDatasets,
  scalesOf,
} from "./datasets.ts";
import { type Decorations, decorationsOf, hoursSince } from "./decorations.ts";
import { layoutOf } from "./layout.ts";
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
 * of them. `header`: title, state and figures, for a picture that travels alone.
 */
export function chartDrawing(
  model: TimelineModel,
  { header, scales = scalesOf([model]) }: { header: boolean; scales?: PanelScales },
): ChartDrawing {
  const layout = layoutOf(model, header);
  const windowHours = hoursSince(model.from, model.to);
  const axisHours = windowHours * (1 + beyondNow);
  const laneLabels = Array.from({ length: Math.max(1, model.lanes.length) }, (_, i) => String(i));
  const { packetMax, newSessionsMax } = scales;
  const pxPerHour = (layout.right - layout.left) / axisHours;
  const panel = { axis: "y", position: "left", stack: "panels", display: false } as const;
  const space = (from: number, to: number) => ({
    ...panel,
    type: "linear",
    min: 0,
    max: 1,
    stackWeight: to - from,
  });
  return {
    width: layout.width,
    height: layout.height,
    config: {
      type: "bar",
      data: {
        labels: laneLabels,
        datasets: [
          ...changeDataset(model, laneLabels),
          ...laneDatasets(model, laneLabels, true),
          ...panelDatasets(model, pxPerHour),
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
            bottom: layout.height - layout.packetsBottom,
          },
        },
        // Stacked axes pile up from the bottom, in the order named.
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
          packets: {
            ...panel,
            type: "linear",
            min: -(packetMax || 1),
            max: packetMax || 1,
            stackWeight: layout.packetsBottom - layout.packetsTop,
          },
          space1: space(layout.newSessionsBottom, layout.packetsTop),
          newSessions: {
            ...panel,
            type: "linear",
            min: 0,
            max: Math.max(1, newSessionsMax),
            stackWeight: layout.newSessionsBottom - layout.newSessionsTop,
          },
          space2: space(layout.lanesBottom, layout.newSessionsTop),
          lanes: {
            ...panel,
            type: "category",
            labels: laneLabels,
            offset: true,
            stackWeight: layout.lanesBottom - layout.lanesTop,
          },
        },
        plugins: {
          legend: { display: false },
          title: { display: false },
          tooltip: { enabled: false },
          // QuickChart preloads it for some versions and would print a number on every bar.
          datalabels: { display: false },
          timeline: decorationsOf(model, layout, header, packetMax),
        },
      },
      plugins: [timelinePlugin],
    },
  };
}

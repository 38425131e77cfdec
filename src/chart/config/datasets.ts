import { hourMs, type Interval } from "../../core/instant.ts";
import { radioGenerations } from "../../core/radio-link.ts";
import type { TimelineModel } from "../model/timeline-model.ts";
import { hoursSince } from "./decorations.ts";
import { generationLooks, palette } from "./palette.ts";
import { measures } from "./styles.ts";

/** A Chart.js dataset as plain JSON. `hollow` and `comb` are ours: the plugin gives such bars their dashes, or their teeth. */
export interface ChartDataset {
  readonly type: "bar" | "line";
  readonly data: readonly ChartPoint[];
  readonly hollow?: boolean;
  readonly comb?: boolean;
  readonly [option: string]: unknown;
}

type ChartPoint = {
  readonly x: number | readonly [number, number] | null;
  readonly y: number | string | null;
};

/** Fill of a column run by covered share: a quarter, a half, three quarters, all. */
const levelOpacity = ["", "79", "A6", "D3", "FF"];

/** Lower numbers are drawn later, in front. */
const order = { changes: 1, runs: 2, silent: 3, bars: 4, panels: 5 };

/**
 * The lanes: one dataset for each look that occurs. `laneLabels` are the category labels by lane
 * number.
 */
export function laneDatasets(
  model: TimelineModel,
  laneLabels: readonly string[],
  tallestBar: number,
): ChartDataset[] {
  const point = ({ from, to, lane }: Interval & { lane: number }): ChartPoint => ({
    x: [hoursSince(model.from, from), hoursSince(model.from, to)],
    y: laneLabels[lane] ?? "",
  });
  const { barBorder, combBorder, silentLine } = measures;
  const datasets: ChartDataset[] = [];
  for (const generation of radioGenerations) {
    const { fill, outline, height } = generationLooks[generation];
    const common = {
      type: "bar",
      label: generation,
      indexAxis: "y",
      xAxisID: "x",
      yAxisID: "lanes",
      grouped: false,
      barThickness: tallestBar * height,
      minBarLength: 1,
      borderSkipped: false,
      borderColor: outline,
      clip: false,
    } as const;
    const bars = model.bars.filter((bar) => bar.generation === generation);
    const runs = model.runs.filter((run) => run.generation === generation);
    const add = (data: ChartPoint[], look: Record<string, unknown>): void => {
      if (data.length > 0) datasets.push({ ...common, ...look, data });
    };
    add(bars.filter(({ silent }) => !silent).map(point), {
      backgroundColor: fill,
      borderWidth: barBorder,
      order: order.bars,
    });
    add(bars.filter(({ silent }) => silent).map(point), {
      backgroundColor: palette.ground,
      borderWidth: 0,
      hollow: true,
      order: order.silent,
    });
    add(runs.filter(({ silent }) => silent).map(point), {
      backgroundColor: palette.ground,
      borderWidth: { top: silentLine, bottom: silentLine, left: 0, right: 0 },
      order: order.runs,
    });
    for (const level of [1, 2, 3, 4]) {
      add(runs.filter((run) => !run.silent && run.level === level).map(point), {
        backgroundColor: `${fill}${levelOpacity[level] ?? ""}`,
        // Lid and foot in the outline's colour: a pale column is still seen, and its height too.
        borderWidth: { top: combBorder, bottom: combBorder, left: 0, right: 0 },
        comb: true,
        order: order.runs,
      });
    }
  }
  return datasets;
}

/** Lines from the old lane to the new, with a dot where the SIM arrived. */
export function changeDataset(model: TimelineModel, laneLabels: readonly string[]): ChartDataset[] {
  const { single } = model.changes;
  if (single.length === 0) return [];
  return [
    {
      type: "line",
      label: "operator change",
      xAxisID: "x",
      yAxisID: "lanes",
      data: single.flatMap(({ at, fromLane, toLane }): ChartPoint[] => {
        const x = hoursSince(model.from, at);
        return [
          { x, y: laneLabels[fromLane] ?? "" },
          { x, y: laneLabels[toLane] ?? "" },
          { x: null, y: null },
        ];
      }),
      // Indexed options repeat: departure, arrival, break.
      pointRadius: [0, measures.changeDot, 0],
      pointBackgroundColor: palette.ink,
      pointBorderColor: palette.ground,
      pointBorderWidth: 0.8,
      borderColor: palette.ink,
      borderWidth: measures.changeLine,
      spanGaps: false,
      clip: false,
      order: order.changes,
    },
  ];
}

/** How many sessions began in each bin. */
export function newSessionsDataset(model: TimelineModel, pxPerHour: number): ChartDataset {
  return {
    ...binBars(model, pxPerHour),
    label: "new sessions",
    yAxisID: "newSessions",
    backgroundColor: palette.violet,
    minBarLength: 2,
    data: binPoints(model, model.newSessions.counts, 1),
  };
}

/** Packets up above and packets down below their zero line. */
export function packetDatasets(model: TimelineModel, pxPerHour: number): ChartDataset[] {
  const common = { ...binBars(model, pxPerHour), yAxisID: "packets" } as const;
  const { up, down } = model.packets;
  return [
    {
      ...common,
      label: "packets up",
      backgroundColor: palette.packetsUp,
      data: binPoints(model, up, 1),
    },
    {
      ...common,
      label: "packets down",
      backgroundColor: palette.packetsDown,
      data: binPoints(model, down, -1),
    },
  ];
}

function binPoints(model: TimelineModel, values: readonly number[], sign: 1 | -1): ChartPoint[] {
  const binHours = model.packets.binMs / hourMs;
  const windowHours = hoursSince(model.from, model.to);
  return values.flatMap((value, bin) => {
    if (value <= 0) return [];
    const middle = (bin * binHours + Math.min(windowHours, (bin + 1) * binHours)) / 2;
    return [{ x: rounded(middle), y: sign * rounded(value) }];
  });
}

function binBars(model: TimelineModel, pxPerHour: number) {
  const binPx = (model.packets.binMs / hourMs) * pxPerHour;
  return {
    type: "bar",
    indexAxis: "x",
    xAxisID: "x",
    grouped: false,
    barThickness: binPx > 3 ? binPx - 1 : Math.max(1.5, binPx - 0.4),
    minBarLength: 1,
    borderWidth: 0,
    clip: false,
    order: order.panels,
  } as const;
}

/** Four significant digits: a ten-thousandth of the panel's height. */
function rounded(value: number): number {
  return value >= 1_000 ? Math.round(value) : Math.round(value * 1_000) / 1_000;
}

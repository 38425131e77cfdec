import type { PictureModels } from "../timeline-renderer.ts";
import { type ChartDrawing, chartDrawing } from "./chart-config.ts";
import { layoutOf } from "./layout.ts";
import { scalesOf } from "./panel-scales.ts";

/** Between two charts of one picture, logical pixels. */
export const betweenChartsPx = 14;

/** The charts that make up a picture, from top to bottom. */
export function chartsOf(models: PictureModels): ChartDrawing[] {
  if (models.kind === "timeline") return [chartDrawing(models.model)];
  const scales = scalesOf(models.models);
  return models.models.map((model) => chartDrawing(model, scales));
}

/** Of the whole picture, logical pixels. */
export function pictureSize(models: PictureModels): { width: number; height: number } {
  const all = models.kind === "timeline" ? [models.model] : models.models;
  const layouts = all.map(layoutOf);
  return {
    width: Math.max(...layouts.map(({ width }) => width)),
    height: layouts.reduce(
      (total, { height }, index) => total + height + (index === 0 ? 0 : betweenChartsPx),
      0,
    ),
  };
}

import { type Canvas, createCanvas } from "@napi-rs/canvas";
import {
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  type ChartConfiguration,
  type ChartItem,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
} from "chart.js";
import type { ChartDrawing } from "../config/chart-config.ts";
import { palette } from "../config/palette.ts";
import { betweenChartsPx, chartsOf, pictureSize } from "../config/picture-charts.ts";
import { pixelRatio } from "../config/styles.ts";
import type { PictureModels } from "../timeline-renderer.ts";
import { encodePng } from "./encode-png.ts";

Chart.register(
  BarController,
  BarElement,
  CategoryScale,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
);

/** Draws a picture in this process. PNG of twice the logical size. */
export async function drawPicture(models: PictureModels): Promise<Uint8Array> {
  const [first, ...more] = chartsOf(models);
  if (first === undefined) throw new Error("there is nothing to draw");
  return more.length === 0 ? drawChart(first) : drawBelow([first, ...more], pictureSize(models));
}

/** Draws one chart with chart.js on a canvas. PNG of twice the logical size. */
export function drawChart(drawing: ChartDrawing): Promise<Uint8Array> {
  return withChart(drawing, async (canvas) => pngOf(canvas));
}

/** Each below the one before, divided by a line from edge to edge. */
async function drawBelow(
  charts: readonly ChartDrawing[],
  { width, height }: { readonly width: number; readonly height: number },
): Promise<Uint8Array> {
  const whole = createCanvas(width * pixelRatio, height * pixelRatio);
  const context = whole.getContext("2d");
  context.fillStyle = palette.ground;
  context.fillRect(0, 0, whole.width, whole.height);
  let top = 0;
  for (const chart of charts) {
    if (top > 0) {
      context.fillStyle = palette.axis;
      context.fillRect(0, (top + betweenChartsPx / 2) * pixelRatio - 1, whole.width, 2);
      top += betweenChartsPx;
    }
    const at = top * pixelRatio;
    await withChart(chart, async (canvas) => context.drawImage(canvas, 0, at));
    top += chart.height;
  }
  return pngOf(whole);
}

/** Every picture begins with a ground that fills it, so there is no alpha to keep. */
function pngOf(canvas: Canvas): Uint8Array {
  const { width, height } = canvas;
  return encodePng({ width, height, rgba: canvas.data() });
}

async function withChart<T>(
  drawing: ChartDrawing,
  use: (canvas: Canvas) => Promise<T>,
): Promise<T> {
  const canvas = createCanvas(drawing.width, drawing.height);
  // Both are what Chart.js expects at run time; its types name the browser's canvas.
  const chart = new Chart(
    canvas as unknown as ChartItem,
    drawing.config as unknown as ChartConfiguration,
  );
  try {
    if (canvas.width !== drawing.width * pixelRatio) throw new Error("canvas has a strange size");
    return await use(canvas);
  } finally {
    chart.destroy();
  }
}

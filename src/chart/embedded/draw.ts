import { createCanvas } from "@napi-rs/canvas";
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
import { pixelRatio } from "../config/pixel-ratio.ts";

Chart.register(
  BarController,
  BarElement,
  CategoryScale,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
);

/** Draws with chart.js on a canvas in this process. PNG of twice the logical size. */
export async function drawChart(drawing: ChartDrawing): Promise<Uint8Array> {
  const canvas = createCanvas(drawing.width, drawing.height);
  // Both are what Chart.js expects at run time; its types name the browser's canvas.
  const chart = new Chart(
    canvas as unknown as ChartItem,
    drawing.config as unknown as ChartConfiguration,
  );
  try {
    if (canvas.width !== drawing.width * pixelRatio) throw new Error("canvas has a strange size");
    return await canvas.encode("png");
  } finally {
    chart.destroy();
  }
}

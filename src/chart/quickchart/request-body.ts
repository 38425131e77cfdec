import { stringify } from "javascript-stringify";
import QuickChartModule from "quickchart-js";
import type { ChartDrawing } from "../config/chart-config.ts";
import { palette } from "../config/palette.ts";
import { pixelRatio } from "../config/styles.ts";

/**
 * The configuration as JavaScript source: what a QuickChart server evaluates. Functions travel as
 * their source text, all else as literals.
 */
export function chartSource(drawing: ChartDrawing): string {
  const source = stringify(drawing.config);
  if (source === undefined) throw new TypeError("the chart configuration cannot be serialised");
  return withoutMarkers(source);
}

/**
 * `quickchart-js` turns text between these markers into code when it serialises a configuration.
 * It is handed text and so never looks; this is the second line of defence. One character is
 * replaced, never removed: what is left of `__BEGIN__BEGINFUNCTION__FUNCTION__` after a removal
 * is a marker again.
 */
function withoutMarkers(source: string): string {
  return source
    .replaceAll("__BEGINFUNCTION__", "__BEGIN-FUNCTION__")
    .replaceAll("__ENDFUNCTION__", "__END-FUNCTION__");
}

// Its types describe a CommonJS default; at run time the import is the class itself.
const QuickChart = QuickChartModule as unknown as typeof QuickChartModule.default;

/**
 * The body of `POST /chart` as JSON text. The library only assembles it: its own way of sending
 * has no deadline, follows redirects, and takes anything for a picture.
 */
export function requestBody(drawing: ChartDrawing, apiKey?: string): string {
  const chart = new QuickChart(apiKey)
    .setConfig(chartSource(drawing))
    .setWidth(drawing.width)
    .setHeight(drawing.height)
    .setDevicePixelRatio(pixelRatio)
    .setBackgroundColor(palette.ground)
    .setFormat("png")
    .setVersion("4");
  return JSON.stringify(chart.getPostData());
}

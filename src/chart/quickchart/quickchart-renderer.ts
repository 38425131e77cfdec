import { Agent } from "undici";
import { isBotError } from "../../core/errors.ts";
import type { Clock } from "../../core/time.ts";
import { type ChartDrawing, chartDrawing } from "../config/chart-config.ts";
import { pixelRatio } from "../config/styles.ts";
import { drawingFailure, unlessAborted } from "../failure.ts";
import { createPictureCache } from "../picture-cache.ts";
import { pngFault } from "../png.ts";
import type {
  DrawnPicture,
  PictureDrawing,
  TimelineDrawing,
  TimelineRenderer,
} from "../timeline-renderer.ts";
import { createCircuitBreaker } from "./circuit-breaker.ts";
import { postChart, QuickChartRefusal } from "./post-chart.ts";
import { requestBody } from "./request-body.ts";

export interface QuickChartOptions {
  /** From `parseQuickChartUrl`: the only host that charts are sent to. */
  readonly endpoint: URL;
  readonly apiKey?: string;
  readonly clock: Clock;
  /**
   * Over connecting, headers and body. Default 4 s: a chart takes a tenth of one, and there must
   * be time left to draw it ourselves.
   */
  readonly deadlineMs?: number;
  /** Bodies above this are drawn coarser. Default 90 kB; servers refuse 100 kB. */
  readonly bodyLimitBytes?: number;
  /** All cached pictures together. Default 32 MB. */
  readonly cacheBytes?: number;
  /** Told about every failure. Holds no data of a SIM; `serverWords` is untrusted, already escaped. */
  readonly onFailure?: (failure: QuickChartFailure) => void;
}

export interface QuickChartFailure {
  readonly reason: "refused" | "no_picture" | "unreachable" | "too_large";
  readonly status: number | null;
  readonly serverWords: string | null;
}

/** One server has one thread: more at once would only wait there. */
const mostInFlight = 2;
const mostWaiting = 32;

/**
 * Draws on a QuickChart server. Whatever the server does (nothing, too much, HTML, redirects),
 * the call ends within the deadline with a picture of the right size or `chart_failed`.
 */
export function createQuickChartRenderer(options: QuickChartOptions): TimelineRenderer {
  const { endpoint, apiKey, deadlineMs = 4_000, bodyLimitBytes = 90_000 } = options;
  const agent = new Agent({ connections: mostInFlight, pipelining: 1, allowH2: false });
  const breaker = createCircuitBreaker(options.clock);
  const slots = createSlots(mostInFlight, mostWaiting);
  const cache = createPictureCache(options.cacheBytes ?? 32_000_000);

  const fail = (
    reason: QuickChartFailure["reason"],
    words: string,
    refusal?: QuickChartRefusal,
  ): never => {
    options.onFailure?.({
      reason,
      status: refusal?.status ?? null,
      serverWords: refusal?.words ?? null,
    });
    throw drawingFailure(words, refusal?.retryAfterMs);
  };

  const send = async (drawing: ChartDrawing, body: string): Promise<DrawnPicture> => {
    if (!breaker.mayTry()) throw drawingFailure("the chart server is left alone for a while");
    try {
      const bytes = await postChart(endpoint, body, AbortSignal.timeout(deadlineMs), agent);
      const size = { width: drawing.width * pixelRatio, height: drawing.height * pixelRatio };
      const fault = pngFault(bytes, size);
      if (fault !== null) return fail("no_picture", `the chart server sent no picture: ${fault}`);
      breaker.succeeded();
      return { bytes, ...size };
    } catch (error) {
      const refusal = error instanceof QuickChartRefusal ? error : undefined;
      breaker.failed(refusal?.retryAfterMs);
      if (refusal !== undefined) return fail("refused", refusal.message, refusal);
      if (isBotError(error)) throw error;
      return fail("unreachable", "the chart server did not answer");
    }
  };

  const draw = ({ model, coarser }: TimelineDrawing): Promise<DrawnPicture> =>
    slots.run(() => {
      for (const candidate of [() => model, coarser]) {
        const drawing = chartDrawing(candidate());
        const body = requestBody(drawing, apiKey);
        if (Buffer.byteLength(body) <= bodyLimitBytes) return send(drawing, body);
      }
      return fail("too_large", "the chart is too large for the chart server");
    });

  const drawOne = async (drawing: PictureDrawing): Promise<DrawnPicture> => {
    // A chart server draws one chart a request: not its failure, so nobody is told of one.
    if (drawing.kind === "comparison") throw drawingFailure("a chart server draws one timeline");
    return cache.get(drawing, async () => draw(drawing));
  };

  return {
    render: (drawing, signal) => unlessAborted(drawOne(drawing), signal),
    close: () => agent.destroy(),
  };
}

/** Lets at most `size` drawings run at once; up to `mostWaiting` more wait in order. */
function createSlots(size: number, mostWaiting: number) {
  const queue: (() => void)[] = [];
  let free = size;
  return {
    async run<T>(work: () => Promise<T>): Promise<T> {
      if (free > 0) free -= 1;
      else if (queue.length >= mostWaiting) throw drawingFailure("too many pictures at once");
      else await new Promise<void>((resolve) => queue.push(resolve));
      try {
        return await work();
      } finally {
        const next = queue.shift();
        if (next === undefined) free += 1;
        else next();
      }
    },
  };
}

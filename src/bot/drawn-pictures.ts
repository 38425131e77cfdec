import { hkdfSync } from "node:crypto";
import { type Account, onlyIn } from "../accounts/accounts.ts";
import { createEmbeddedRenderer } from "../chart/embedded/embedded-renderer.ts";
import { withFallback } from "../chart/fallback-renderer.ts";
import { createHostedPictures } from "../chart/publish/hosted-pictures.ts";
import { createUploadedPictures } from "../chart/publish/uploaded-pictures.ts";
import { parseQuickChartUrl } from "../chart/quickchart/quickchart-url.ts";
import { drawingOf, wordsOf } from "../chart/report-timeline.ts";
import type { TimelineRenderer } from "../chart/timeline-renderer.ts";
import type { ChartConfig, Config } from "../config/config.ts";
import { tookMs } from "../core/age.ts";
import { secondMs } from "../core/instant.ts";
import type { SimReport } from "../core/report.ts";
import type { Clock } from "../core/time.ts";
import type { Handler, Route } from "../ops/http-server.ts";
import type { Logger } from "../ops/logger.ts";
import type { Metrics } from "../ops/metrics.ts";
import { chartsRoute } from "../ops/routes.ts";
import type { DrawPictureFile, PicturedSim, TimelinePictures } from "../ports/pictures.ts";
import type { SimReports } from "../questions/report.ts";

/** Drawing and publishing of timelines, as configured. */
export interface Pictures {
  /** `null`: switched off. */
  readonly timelines: TimelinePictures | null;
  /** The picture itself, wherever others are published. */
  readonly fileOf: DrawPictureFile;
  /** `GET /charts/…`, when the bot serves the pictures itself. */
  readonly routes: readonly Route[];
  /** Proves that text can be drawn; rejects with `chart_failed`, naming what is wrong. */
  selfTest(): Promise<void>;
  close(): Promise<void>;
}

export interface PicturesParts {
  readonly config: Config;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** Reads the report again for a picture that is drawn when it is fetched. */
  readonly reports: SimReports;
  readonly accounts: readonly Account[];
}

/** The settings of pictures that are drawn at all. */
type DrawnCharts = Exclude<ChartConfig, { renderer: "off" }>;

/** Puts renderer and publisher together. */
export async function createDrawnPictures(
  chart: DrawnCharts,
  parts: PicturesParts,
): Promise<Pictures> {
  const { config, clock, logger, metrics, reports, accounts } = parts;
  const embedded = createEmbeddedRenderer();
  const renderer = measured(await rendererFor(chart, embedded, parts), metrics, clock);
  const shared = {
    fileOf: drawnFiles(renderer, logger),
    selfTest: () => embedded.selfTest(),
    close: () => renderer.close(),
  };
  if (config.publicUrl === null) {
    const timelines = createUploadedPictures({
      renderer,
      clock,
      onFailure: (reason, err) =>
        logger.warn(
          { component: "pictures", reason, err },
          "an answer goes out without its picture",
        ),
    });
    return { ...shared, timelines, routes: [] };
  }
  const hosted = createHostedPictures({
    publicUrl: config.publicUrl,
    secret: linkSecret(config),
    clock,
    drawFor: async ({ sims, windowName, asOf, stale, zone, audience }, signal) => {
      const read = async ({ sid, account }: PicturedSim): Promise<SimReport | null> => {
        // Whoever made the link was allowed to look there; the account may be gone since.
        const named = accounts.find(({ name }) => name === account);
        const scope = named === undefined ? { accounts, preferred: null } : onlyIn(named);
        if (account !== null && named === undefined) return null;
        const moment = { asOf, stale };
        const outcome = await reports.answer({ sim: sid, scope, windowName, moment });
        return outcome.kind === "report" ? outcome.report : null;
      };
      const [first, second] = await Promise.all(sims.map(read));
      if (first === undefined || first === null || second === null) return null;
      const both = second === undefined ? ([first] as const) : ([first, second] as const);
      const drawing = await drawingOf({ reports: both, zone, audience });
      return (await renderer.render(drawing, signal)).bytes;
    },
    onFailure: (err) => logger.warn({ component: "pictures", err }, "a picture was not drawn"),
  });
  const serve: Handler = async (request, response) => {
    const { method = "GET", url = "", headers } = request;
    const fetched = { method, path: url, ifNoneMatch: headers["if-none-match"] };
    const answer = await hosted.answer(fetched);
    response.writeHead(answer.status, answer.headers);
    response.end(answer.body);
  };
  return { ...shared, timelines: hosted, routes: [chartsRoute(serve)] };
}

/** Whoever waits for a file waits for its picture, too. */
const fileLimitMs = 6 * secondMs;

function drawnFiles(renderer: TimelineRenderer, logger: Logger): DrawPictureFile {
  return async (question) => {
    const drawing = await drawingOf(question);
    try {
      const { bytes } = await renderer.render(drawing, AbortSignal.timeout(fileLimitMs));
      return { bytes: new Uint8Array(bytes), altText: wordsOf(drawing).altText };
    } catch (err) {
      logger.warn({ component: "pictures", err }, "a file goes out without its picture");
      return null;
    }
  };
}

/** The doctor's question whether pictures can be drawn here at all. */
export async function testDrawing(): Promise<void> {
  const embedded = createEmbeddedRenderer();
  try {
    await embedded.selfTest();
  } finally {
    await embedded.close();
  }
}

/** A QuickChart server that fails costs time, not the picture: then we draw ourselves. */
async function rendererFor(
  chart: DrawnCharts,
  embedded: TimelineRenderer,
  { clock, logger }: PicturesParts,
): Promise<TimelineRenderer> {
  if (chart.renderer === "embedded") return embedded;
  const parsed = parseQuickChartUrl(chart.url);
  if (parsed.kind === "fault") throw new Error(`QUICKCHART_URL ${parsed.words}`);
  // Loaded where it is used only: each start would take longer for its libraries.
  const { createQuickChartRenderer } = await import("../chart/quickchart/quickchart-renderer.ts");
  const quickChart = createQuickChartRenderer({
    endpoint: parsed.endpoint,
    clock,
    ...(chart.apiKey !== null && { apiKey: chart.apiKey }),
    onFailure: ({ reason, status }) =>
      logger.warn({ component: "quickchart", reason, status }, "the chart server did not draw"),
  });
  return withFallback(quickChart, embedded);
}

function measured(renderer: TimelineRenderer, metrics: Metrics, clock: Clock): TimelineRenderer {
  return {
    async render(drawing, signal) {
      const startedAt = clock.now();
      try {
        const picture = await renderer.render(drawing, signal);
        metrics.chartDrawn("ok", tookMs(startedAt, clock.now()));
        return picture;
      } catch (error) {
        metrics.chartDrawn("chart_failed", tookMs(startedAt, clock.now()));
        throw error;
      }
    },
    close: () => renderer.close(),
  };
}

/**
 * The key for links to pictures, from a secret that every replica has. Derived, so that a link
 * tells nothing about the secret itself.
 */
function linkSecret({ slack: { transport, workspaces } }: Config): string {
  const ofApp = workspaces.kind === "one" ? workspaces.botToken : workspaces.clientSecret;
  const secret = transport.kind === "http" ? transport.signingSecret : ofApp;
  return Buffer.from(hkdfSync("sha256", secret, "", "simscope picture links", 32)).toString("hex");
}

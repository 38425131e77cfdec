import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { createContext, runInContext } from "node:vm";
import type { ChartDrawing } from "../../../src/chart/config/chart-config.ts";
import { drawChart } from "../../../src/chart/embedded/draw.ts";

/** What the server does instead of drawing. */
export type BadManners =
  | "html"
  | "empty"
  | "cut picture"
  | "cut body"
  | "stalled"
  | "silent"
  | "rate limited"
  | "redirect"
  | "60 MB"
  | "wrong size"
  | "error header"
  | "server error";

export interface ChartPost {
  readonly chart: string;
  readonly width: number;
  readonly height: number;
  readonly devicePixelRatio: number;
  readonly version: string;
  readonly backgroundColor: string;
  readonly key?: string;
}

/**
 * A small stand-in for a QuickChart server: evaluates the posted source in an empty context, as
 * the real one does in its own way, and draws it with chart.js. Same limit of 100 kB and 413 with HTML.
 */
export interface QuickChartServer extends AsyncDisposable {
  readonly url: string;
  readonly posts: ChartPost[];
  /** Most requests that were under way at one time. */
  readonly mostAtOnce: number;
  manners: BadManners | null;
  /** Where a redirect leads. */
  redirectTo: string;
}

/** Evaluates a posted configuration the way a server does: nothing of ours is in reach. */
export function evaluated(source: string): ChartDrawing["config"] {
  return runInContext(`(${source})`, createContext(Object.create(null)), { timeout: 2_000 });
}

export async function startQuickChartServer(): Promise<QuickChartServer> {
  const posts: ChartPost[] = [];
  const state = { manners: null as BadManners | null, redirectTo: "", atOnce: 0, mostAtOnce: 0 };
  const server = createServer(async (request, response) => {
    state.atOnce += 1;
    state.mostAtOnce = Math.max(state.mostAtOnce, state.atOnce);
    response.on("close", () => {
      state.atOnce -= 1;
    });
    const body = await bodyOf(request);
    if (body.length > 100_000) {
      response.writeHead(413, { "content-type": "text/html" }).end("<h1>Payload too large</h1>");
      return;
    }
    const post: ChartPost = JSON.parse(body);
    posts.push(post);
    if (state.manners !== null) return misbehave(state.manners, state.redirectTo, response, post);
    try {
      const picture = await drawChart({ config: evaluated(post.chart), ...post });
      response.writeHead(200, { "content-type": "image/png" }).end(picture);
    } catch (error) {
      response.writeHead(500, { "x-quickchart-error": String(error).slice(0, 100) }).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    posts,
    get mostAtOnce() {
      return state.mostAtOnce;
    },
    get manners() {
      return state.manners;
    },
    set manners(manners) {
      state.manners = manners;
    },
    get redirectTo() {
      return state.redirectTo;
    },
    set redirectTo(url) {
      state.redirectTo = url;
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

async function misbehave(
  manners: BadManners,
  redirectTo: string,
  response: ServerResponse,
  post: ChartPost,
): Promise<void> {
  const png = { "content-type": "image/png" };
  const picture = () => drawChart({ config: evaluated(post.chart), ...post });
  if (manners === "html")
    response.writeHead(200, { "content-type": "text/html" }).end(`<p>${"x".repeat(2_000)}`);
  else if (manners === "empty") response.writeHead(200, png).end();
  else if (manners === "cut picture")
    response.writeHead(200, png).end((await picture()).subarray(0, 9_000));
  else if (manners === "cut body") {
    response.writeHead(200, { ...png, "content-length": "90000" });
    response.write((await picture()).subarray(0, 9_000), () => response.destroy());
  } else if (manners === "stalled") {
    response.writeHead(200, { ...png, "content-length": "90000" }).write(Buffer.alloc(100));
  } else if (manners === "rate limited")
    response.writeHead(429, { "retry-after": "120" }).end("slow down");
  else if (manners === "redirect") response.writeHead(307, { location: redirectTo }).end();
  else if (manners === "60 MB") sendForEver(response, 60);
  else if (manners === "wrong size") {
    const config = evaluated(post.chart);
    response
      .writeHead(200, png)
      .end(await drawChart({ config, width: post.width + 1, height: post.height }));
  } else if (manners === "error header") {
    response
      .writeHead(200, { ...png, "x-quickchart-error": "T-Mobile\tis not defined" })
      .end(await picture());
  } else if (manners === "server error") response.writeHead(500).end();
}

function sendForEver(response: ServerResponse, megabytes: number): void {
  response.writeHead(200, { "content-type": "image/png" });
  const send = (left: number): void => {
    if (left === 0 || response.destroyed) response.end();
    else response.write(Buffer.alloc(1_000_000, 1), () => send(left - 1));
  };
  send(megabytes);
}

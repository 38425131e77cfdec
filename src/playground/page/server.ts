import {
  createServer,
  request as httpRequest,
  type IncomingMessage,
  type ServerResponse,
} from "node:http";
import { readAppMenus } from "../app-manifest.ts";
import { listen } from "../slack/server.ts";
import { readAsset } from "./assets.ts";
import {
  createPlaygroundControl,
  type PlaygroundControls,
  playgroundPrefix,
} from "./playground-control.ts";

export interface PageServerOptions {
  readonly playground: PlaygroundControls;
  /** When it is taken, a free one is used. */
  readonly port: number;
}

export interface PageServer {
  readonly url: string;
  close(): Promise<void>;
}

/** Everything comes from here; pictures may also come from the bot's own signed links. */
const securityHeaders = {
  "content-security-policy":
    "default-src 'self'; img-src 'self' http: https: data:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
};

/**
 * Serves the page and, under its own address, the control planes of both simulators: the browser
 * needs no other origin, and nothing from the network.
 */
export async function startPageServer({
  playground,
  port,
}: PageServerOptions): Promise<PageServer> {
  const control = createPlaygroundControl(playground, await readAppMenus());
  const server = createServer((request, response) => {
    const path = URL.parse(request.url ?? "/", "http://page.invalid")?.pathname ?? "/";
    if (path.startsWith("/_control/slack/")) {
      request.url = request.url?.replace("/_control/slack/", "/_control/") ?? "";
      playground.slack.control(request, response).catch(() => response.destroy());
    } else if (path.startsWith(playgroundPrefix)) {
      control(request, response).catch(() => response.destroy());
    } else if (path.startsWith("/_control/fleet/")) {
      forwardToFleet(request, response, playground.fleet.url);
    } else sendAsset(path, request, response).catch(() => response.destroy());
  });
  const origin = await listen(server, port).catch(() => listen(server, 0));
  return {
    url: `${origin}/`,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

async function sendAsset(
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const asset = request.method === "GET" ? await readAsset(path) : null;
  if (asset === null) {
    response.writeHead(404, { ...securityHeaders, "content-type": "text/plain" });
    response.end("not found");
    return;
  }
  response.writeHead(200, {
    ...securityHeaders,
    "content-type": asset.contentType,
    "cache-control": "no-cache",
  });
  response.end(asset.body);
}

function forwardToFleet(
  request: IncomingMessage,
  response: ServerResponse,
  fleetUrl: string,
): void {
  const target = new URL(request.url?.replace("/_control/fleet/", "/_control/") ?? "/", fleetUrl);
  const { host, ...headers } = request.headers;
  const outgoing = httpRequest(
    target,
    { method: request.method ?? "GET", headers, agent: false },
    (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    },
  );
  outgoing.on("error", () => {
    if (!response.headersSent) response.writeHead(502);
    response.end();
  });
  request.pipe(outgoing);
}

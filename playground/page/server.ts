import {
  createServer,
  request as httpRequest,
  type IncomingMessage,
  type ServerResponse,
} from "node:http";
import type { AccountFleet } from "../accounts/account-fleet.ts";
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
 * Serves the page and, under its own address, the control planes of all simulators: the browser
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
    } else if (path.startsWith("/_control/fleet/") || path.startsWith("/_control/fleet-of/")) {
      forwardToFleet(request, response, playground.fleets);
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

/** `/_control/fleet/…` is the only account's; with several, `/_control/fleet-of/emea/…`. */
function fleetTarget(address: string, fleets: readonly AccountFleet[]): URL | null {
  const [, ofAccount, rest = ""] =
    /^\/_control\/fleet(?:-of\/([a-z0-9-]+))?\/(.*)$/.exec(address) ?? [];
  const fleet = fleets.find(({ account }) => account === (ofAccount ?? null));
  return fleet === undefined ? null : new URL(`/_control/${rest}`, fleet.simulator.url);
}

function forwardToFleet(
  request: IncomingMessage,
  response: ServerResponse,
  fleets: readonly AccountFleet[],
): void {
  const target = fleetTarget(request.url ?? "/", fleets);
  if (target === null) {
    response.writeHead(404, { "content-type": "application/json" });
    response.end(JSON.stringify({ error: "no fleet of such an account" }));
    return;
  }
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

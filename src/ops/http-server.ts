import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type StartTimer, startRealTimer } from "../core/time.ts";
import type { Logger } from "./logger.ts";
import { pathOf } from "./request-path.ts";
import { type ServerLimits, serverLimits } from "./server-limits.ts";

export type Handler = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>;

/** One address of the server. */
export interface Route {
  /** `GET` includes HEAD. */
  readonly method: "GET" | "POST";
  /** A path that ends with `/` stands for everything below it. */
  readonly path: string;
  readonly handle: Handler;
}

export interface HttpServer {
  /** Begins to listen; resolves to the port, which matters when 0 was asked for. */
  listen(port: number, host?: string): Promise<number>;
  /**
   * Takes no new connection, answers the requests that came in whole, and cuts what is left then
   * or at the deadline: a connection that says nothing, or half of something, is no request.
   */
  close(deadlineMs: number): Promise<void>;
}

export interface HttpServerOptions {
  readonly routes: readonly Route[];
  readonly logger: Logger;
  readonly startTimer?: StartTimer;
  readonly limits?: ServerLimits;
}

export type RouteMatch =
  | { readonly kind: "found"; readonly route: Route }
  | { readonly kind: "wrong_method"; readonly allow: string }
  | { readonly kind: "not_found" };

/** Finds the route of a request. HEAD is answered by GET routes. */
export function matchRoute(
  routes: readonly Route[],
  method: string | undefined,
  path: string,
): RouteMatch {
  const here = routes.filter((route) =>
    route.path.endsWith("/")
      ? path.startsWith(route.path) && path.length > route.path.length
      : path === route.path,
  );
  if (here.length === 0) return { kind: "not_found" };
  const wanted = method === "HEAD" ? "GET" : method;
  const route = here.find((candidate) => candidate.method === wanted);
  if (route !== undefined) return { kind: "found", route };
  const allow = here.flatMap((other) => (other.method === "GET" ? ["GET", "HEAD"] : ["POST"]));
  return { kind: "wrong_method", allow: allow.join(", ") };
}

/** The bot's one HTTP server, the same whether Slack comes over HTTP or over Socket Mode. */
export function createHttpServer({
  routes,
  logger,
  startTimer: start = startRealTimer,
  limits = serverLimits,
}: HttpServerOptions): HttpServer {
  const running = new Set<ServerResponse>();
  let isClosing = false;

  const cutWhenAnswered = (): void => {
    if ([...running].every(({ req }) => !req.complete)) server.closeAllConnections();
    else server.closeIdleConnections();
  };
  const { checkIntervalMs: connectionsCheckingInterval } = limits;
  const server = createServer({ connectionsCheckingInterval }, (request, response) => {
    running.add(response);
    if (isClosing) response.shouldKeepAlive = false;
    response.once("close", () => {
      running.delete(response);
      if (isClosing) setImmediate(cutWhenAnswered);
    });
    void dispatch(routes, request, response, logger);
  });
  keepWithin(server, limits, logger);

  return {
    listen: (port, host) => listen(server, port, host),
    close: (deadlineMs) =>
      new Promise((resolve) => {
        if (!server.listening) {
          resolve();
          return;
        }
        isClosing = true;
        for (const response of running) response.shouldKeepAlive = false;
        const stopTimer = start(() => server.closeAllConnections(), deadlineMs);
        server.close(() => {
          stopTimer();
          resolve();
        });
        cutWhenAnswered();
      }),
  };
}

/** One line of the log for so many connections: it must not be what fills the disk. */
const dropsInOneLine = 100;

function keepWithin(server: Server, limits: ServerLimits, logger: Logger): void {
  server.headersTimeout = limits.headersTimeoutMs;
  server.requestTimeout = limits.requestTimeoutMs;
  server.keepAliveTimeout = limits.keepAliveTimeoutMs;
  server.maxConnections = limits.mostConnections;
  let dropped = 0;
  server.on("drop", () => {
    // Whoever only waits for its next request can come again: room for the next newcomer.
    server.closeIdleConnections();
    if (dropped % dropsInOneLine === 0) {
      logger.warn({ component: "http_server", count: dropped + 1 }, "too many connections");
    }
    dropped += 1;
  });
}

/** Answers with a short text and closes the connection, whatever the other side still sends. */
export function refuseRequest(response: ServerResponse, status: number): void {
  response.shouldKeepAlive = false;
  answerText(response, status, "");
}

/** Answers with a short text that no cache may keep. */
export function answerText(
  response: ServerResponse,
  status: number,
  text: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, {
    "content-type": "text/plain; charset=utf-8",
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    ...headers,
  });
  response.end(text);
}

async function dispatch(
  routes: readonly Route[],
  request: IncomingMessage,
  response: ServerResponse,
  logger: Logger,
): Promise<void> {
  const path = pathOf(request.url);
  const match: RouteMatch =
    path === null ? { kind: "not_found" } : matchRoute(routes, request.method, path);
  if (match.kind === "not_found") answerText(response, 404, "not found\n");
  else if (match.kind === "wrong_method")
    answerText(response, 405, "method not allowed\n", { allow: match.allow });
  else {
    try {
      await match.route.handle(request, response);
    } catch (err) {
      logger.error({ component: "http_server", err }, "a request could not be handled");
      if (response.headersSent) response.destroy();
      else answerText(response, 500, "internal error\n");
    }
  }
}

/** Above the connections that are taken: what the system does not queue comes a second later, or three. */
const queuedConnections = 1_024;

function listen(server: Server, port: number, host: string | undefined): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    const where = { port, backlog: queuedConnections, ...(host === undefined ? {} : { host }) };
    server.listen(where, () => {
      server.off("error", reject);
      resolve(portOf(server.address()));
    });
  });
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === "string")
    throw new Error("the server listens on no port");
  return address.port;
}

import type { IncomingMessage, ServerResponse } from "node:http";
import { z } from "zod";
import { readBody } from "../http-body.ts";
import type { ControlHandler } from "../server.ts";
import { pictureType } from "../state/files.ts";
import { streamChanges } from "./change-stream.ts";
import type { Controlled } from "./controlled.ts";
import { routes } from "./routes.ts";

const prefix = "/_control/";

/**
 * The simulator over HTTP: everything a person or test can do in code, for the page and for tests
 * in other processes. Only pages of this machine may call it from a browser.
 */
export function createControl(simulator: Controlled): ControlHandler {
  return async (request, response) => {
    if (!isFromThisMachine(request)) return send(response, 403, { error: "foreign origin" });
    const url = new URL(request.url ?? "/", "http://playground.invalid");
    const [area = "", name = ""] = url.pathname.slice(prefix.length).split("/");
    if (request.method === "GET" && area === "events") {
      return streamChanges(request, response, url.searchParams.get("viewer"), simulator.world);
    }
    if (request.method === "GET" && area === "files") return sendFile(response, name, simulator);
    const route = Object.hasOwn(routes, `${request.method} ${area}`)
      ? routes[`${request.method} ${area}`]
      : undefined;
    if (route === undefined) return send(response, 404, { error: "no such control" });
    await run(route, request, response, url, simulator);
  };
}

async function run(
  route: (typeof routes)[string],
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  simulator: Controlled,
): Promise<void> {
  try {
    const body = (await readBody(request)).toString();
    const given = body === "" ? Object.fromEntries(url.searchParams) : JSON.parse(body);
    send(response, 200, (await route(simulator, given)) ?? { ok: true });
  } catch (error) {
    const words = error instanceof z.ZodError ? z.prettifyError(error) : messageOf(error);
    send(response, 400, { error: words });
  }
}

/** A file's bytes, for the page: there a person, not the bot, looks at it. */
function sendFile(response: ServerResponse, id: string, simulator: Controlled): void {
  const file = simulator.world.files.find(id);
  if (file === null) return void send(response, 404, { error: "no such file" });
  const type = pictureType(file.bytes)?.mimetype;
  response.writeHead(200, {
    "content-type": type ?? "application/octet-stream",
    // What is no picture is saved, never shown: it could be a page with a script in it.
    ...(type === undefined ? { "content-disposition": "attachment" } : {}),
    "x-content-type-options": "nosniff",
  });
  response.end(file.bytes);
}

/** A browser names the page's origin; a name that resolves here by a trick is not enough. */
export function isFromThisMachine(request: IncomingMessage): boolean {
  const { origin, host } = request.headers;
  const addresses = [`http://${host ?? ""}`, ...(origin === undefined ? [] : [origin])];
  return addresses.every((address) => {
    const name = URL.parse(address)?.hostname ?? "";
    return ["127.0.0.1", "localhost", "[::1]"].includes(name);
  });
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : "unknown failure";
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json; charset=utf-8" });
  response.end(JSON.stringify(body));
}

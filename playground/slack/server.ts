import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { SocketLink } from "./bot/socket-link.ts";
import { readBody, uploadedBytes } from "./http-body.ts";
import type { Fault } from "./state/faults.ts";
import { pictureType } from "./state/files.ts";
import type { RecordedRequest, World } from "./state/world.ts";
import { answerResponseUrl, parseAnswerBody } from "./web-api/response-url.ts";
import { callWebApi, parseArguments } from "./web-api/web-api.ts";

interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

/** What a request was, for the record, and what it is answered with. */
interface Handled {
  readonly method: string;
  readonly args: RecordedRequest["args"];
  readonly outcome: string;
  readonly reply: Reply;
}

export type ControlHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** Slack's addresses: `/api/METHOD`, uploads, files, response_urls, and `/_control/…`. */
export function createSlackServer(
  world: World,
  socket: SocketLink,
  control: ControlHandler,
): Server {
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? "/", world.origin).pathname;
    const done = path.startsWith("/_control/")
      ? control(request, response)
      : answer(request, response, path, world, socket);
    done.catch((error: unknown) => {
      const body = `the simulator failed: ${error instanceof Error ? error.message : "unknown"}`;
      if (!response.headersSent) send(response, { status: 500, body });
      else response.destroy();
    });
  });
  server.on("upgrade", (request, connection, head) => socket.upgrade(request, connection, head));
  return server;
}

/** Listens on the loopback interface; port 0 takes a free one. Resolves with the origin. */
export function listen(server: Server, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      const { port: taken } = server.address() as AddressInfo;
      resolve(`http://127.0.0.1:${taken}`);
    });
  });
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
  world: World,
  socket: SocketLink,
): Promise<void> {
  const body = await readBody(request);
  const atMs = world.nowMs;
  const begunMs = performance.now();
  const fault = world.faults.take(faultTarget(path));
  if (fault?.kind === "hang") await world.faults.hang();
  const isDone = fault === null || fault.kind === "hang" || fault.kind === "lost_answer";
  const handled = isDone
    ? await handle(request, path, body, world, socket)
    : faultAnswer(
        fault,
        faultTarget(path),
        parseArguments(body.toString(), contentTypeOf(request)),
      );
  const { method, args, outcome } = handled;
  const reply = fault?.kind === "lost_answer" ? { status: 503, body: "" } : handled.reply;
  const tookMs = performance.now() - begunMs;
  world.record({ atMs, method, args, outcome, status: reply.status }, tookMs);
  send(response, reply);
}

/** The name under which a failure of this address is planned. */
function faultTarget(path: string): string {
  const [, area = "", name = ""] = path.split("/");
  if (area === "api") return name;
  return { upload: "upload", responses: "response_url", files: "file" }[area] ?? path;
}

function faultAnswer(
  fault: Exclude<Fault, { kind: "hang" | "lost_answer" }>,
  method: string,
  args: RecordedRequest["args"],
): Handled {
  switch (fault.kind) {
    case "error":
      return { method, args, outcome: fault.error, reply: json({ ok: false, error: fault.error }) };
    case "status": {
      const reply = { status: fault.status, body: fault.body ?? "" };
      return { method, args, outcome: `status_${fault.status}`, reply };
    }
    case "rate_limited": {
      const headers = { "retry-after": String(fault.retryAfterSeconds) };
      const body = JSON.stringify({ ok: false, error: "ratelimited" });
      return { method, args, outcome: "ratelimited", reply: { status: 429, headers, body } };
    }
  }
}

async function handle(
  request: IncomingMessage,
  path: string,
  body: Buffer,
  world: World,
  socket: SocketLink,
): Promise<Handled> {
  const [, area = "", name = "", third = ""] = path.split("/");
  const contentType = contentTypeOf(request);
  if (area === "api" && request.method === "POST") {
    const { token, ...args } = parseArguments(body.toString(), contentType);
    const given = bearerOf(request) || (typeof token === "string" ? token : "");
    const call = { method: name, args, token: given };
    const result = callWebApi(call, world, () => socket.createAddress());
    const scopes = { "x-oauth-scopes": world.settings.scopes.join(",") };
    const outcome = result.ok ? "ok" : result.error;
    return { method: name, args, outcome, reply: json(result, scopes) };
  }
  if (area === "responses" && request.method === "POST") {
    const args = parseAnswerBody(body.toString(), contentType);
    const { status, outcome, body: text } = answerResponseUrl(name, args, world);
    const reply = { status, body: text };
    return { method: "response_url", args: { token: name, ...args }, outcome, reply };
  }
  if (area === "upload" && request.method === "POST") {
    return receiveUpload(third, await uploadedBytes(body, contentType), world);
  }
  if (area === "files" && request.method === "GET") {
    return sendFile(name, bearerOf(request), world);
  }
  const reply = { status: 404, body: "not found" };
  return { method: path, args: {}, outcome: "not_found", reply };
}

function receiveUpload(token: string, bytes: Buffer, world: World): Handled {
  const file = world.files.receive(token, bytes);
  const args = { bytes: bytes.length, ...(file === null ? {} : { file: file.id }) };
  const reply =
    file === null
      ? { status: 404, body: "upload not found" }
      : { status: 200, body: `OK - ${bytes.length}` };
  return { method: "upload", args, outcome: file === null ? "not_found" : "ok", reply };
}

/** A private file: only with the bot's token, as in Slack. */
function sendFile(id: string, token: string, world: World): Handled {
  const file = world.files.find(id);
  const allowed = token === world.settings.secrets.botToken;
  if (file === null || !allowed) {
    const reply = { status: allowed ? 404 : 403, body: "no such file for you" };
    return { method: "file", args: { file: id }, outcome: "not_found", reply };
  }
  const type = pictureType(file.bytes)?.mimetype ?? "application/octet-stream";
  const reply = { status: 200, headers: { "content-type": type }, body: file.bytes };
  return { method: "file", args: { file: id }, outcome: "ok", reply };
}

function contentTypeOf(request: IncomingMessage): string {
  return request.headers["content-type"] ?? "";
}

function bearerOf(request: IncomingMessage): string {
  return /^Bearer (.+)$/.exec(request.headers.authorization ?? "")?.[1] ?? "";
}

function json(value: object, headers: Readonly<Record<string, string>> = {}): Reply {
  const type = { "content-type": "application/json; charset=utf-8" };
  return { status: 200, headers: { ...type, ...headers }, body: JSON.stringify(value) };
}

function send(response: ServerResponse, reply: Reply): void {
  response.writeHead(reply.status, { "content-type": "text/plain", ...reply.headers });
  response.end(reply.body);
}

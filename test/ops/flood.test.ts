import type { Socket } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import type { StartTimer } from "../../src/core/time.ts";
import { type BodyReader, createBodyReader } from "../../src/ops/body-reader.ts";
import { answerText, createHttpServer, type HttpServer } from "../../src/ops/http-server.ts";
import { createLogger } from "../../src/ops/logger.ts";
import { createReplayGuard } from "../../src/ops/replay-guard.ts";
import { slackEventsRoute } from "../../src/ops/routes.ts";
import { type BodyLimits, type ServerLimits, serverLimits } from "../../src/ops/server-limits.ts";
import { openConnection, rawRequest } from "../support/raw-request.ts";

const logger = createLogger({ level: "silent", destination: { write: () => undefined } });
const kilobyte = 1_024;
const limits: BodyLimits = {
  mostBytes: 64 * kilobyte,
  mostBytesTogether: 512 * kilobyte,
  deadlineMs: 5_000,
};
const opened: HttpServer[] = [];
const sockets: Socket[] = [];
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  for (const server of opened.splice(0)) await server.close(0);
});

interface Served {
  readonly port: number;
  readonly bodies: BodyReader;
  readonly refused: string[];
  /** What has come through whole, in bytes. */
  readonly whole: number[];
  readonly texts: string[];
}

async function serve(startTimer?: StartTimer, server: Partial<ServerLimits> = {}): Promise<Served> {
  const bodies = createBodyReader(limits, startTimer);
  const refused: string[] = [];
  const whole: number[] = [];
  const texts: string[] = [];
  const http = createHttpServer({
    logger,
    limits: { ...serverLimits, ...server },
    routes: [
      slackEventsRoute({
        guard: createReplayGuard({ now: () => Date.now() }),
        bodies,
        onRefused: (reason) => refused.push(reason),
        judge: ({ rawBody }) => {
          whole.push(rawBody.length);
          texts.push(rawBody.toString());
          return { kind: "pass" };
        },
        receiver: (_, response) => answerText(response, 200, ""),
      }),
    ],
  });
  opened.push(http);
  return { port: await http.listen(0, "127.0.0.1"), bodies, refused, whole, texts };
}

let signatures = 0;
/** Looks signed: nobody can know better before the body is complete. */
function head(length: number | "chunked"): string {
  signatures += 1;
  return [
    "POST /slack/events HTTP/1.1",
    "host: x",
    "content-type: application/json",
    `x-slack-request-timestamp: ${Math.floor(Date.now() / 1_000)}`,
    `x-slack-signature: v0=${signatures.toString(16).padStart(64, "0")}`,
    length === "chunked" ? "transfer-encoding: chunked" : `content-length: ${length}`,
    "\r\n",
  ].join("\r\n");
}

async function open(port: number): Promise<Socket> {
  const socket = await openConnection(port);
  sockets.push(socket);
  return socket;
}

/** Resolves when the server has closed the connection. */
function closed(socket: Socket): Promise<string> {
  const chunks: Buffer[] = [];
  return new Promise((resolve) => {
    socket.on("data", (chunk: Buffer) => chunks.push(chunk));
    socket.once("close", () => resolve(Buffer.concat(chunks).toString()));
  });
}

/** Resolves to what the first so many of them came to. */
function firstOf<Value>(promises: readonly Promise<Value>[], count: number): Promise<Value[]> {
  const values: Value[] = [];
  return new Promise((resolve) => {
    for (const promise of promises) {
      void promise.then((value) => {
        if (values.push(value) === count) resolve(values);
      });
    }
  });
}

describe("bodies whose signature cannot be checked yet", () => {
  it("hold no more than all together may, and Slack's still come through", async () => {
    const { port, bodies, refused, whole } = await serve();
    const flood = await Promise.all(Array.from({ length: 60 }, () => open(port)));
    const ends = flood.map(closed);
    for (const socket of flood) {
      socket.write(head(limits.mostBytes));
      socket.write(Buffer.alloc(limits.mostBytes - 1));
    }
    const answer = await rawRequest(
      port,
      `${head(11).replace("host: x", "host: x\r\nconnection: close")}hello=world`,
    );
    expect(answer).toMatch(/^HTTP\/1\.1 200 /);
    // Eight of them fit beside each other: the others were refused, and their connections closed.
    const refusals = await firstOf(ends, 40);
    expect(whole).toEqual([11]);
    expect(bodies.peakBytes).toBeLessThanOrEqual(limits.mostBytesTogether);
    expect(bodies.heldBytes).toBeLessThanOrEqual(limits.mostBytesTogether);
    expect(refused.filter((reason) => reason === "body_crowded_out").length).toBeGreaterThanOrEqual(
      40,
    );
    expect(refusals.filter((text) => text !== "" && !text.startsWith("HTTP/1.1 503"))).toEqual([]);
    for (const socket of flood) socket.destroy();
  });

  it("take room by their size, however small the pieces are", async () => {
    const { port, bodies, whole } = await serve();
    const socket = await open(port);
    socket.write(head("chunked"));
    socket.write("1\r\nx\r\n1\r\ny\r\n".repeat(1_500));
    socket.write("0\r\n\r\n");
    const answer = await new Promise<Buffer>((resolve) => socket.once("data", resolve));
    expect(answer.toString()).toMatch(/^HTTP\/1\.1 200 /);
    expect(whole).toEqual([3_000]);
    expect(bodies.peakBytes).toBe(4 * kilobyte);
    expect(bodies.heldBytes).toBe(0);
  });

  it("come through as they were, in whatever pieces", async () => {
    const { port, texts } = await serve();
    const body = Array.from({ length: 9_000 }, (_, number) => number.toString(36)).join(" ");
    const socket = await open(port);
    socket.write(head(body.length));
    for (let from = 0; from < body.length; from += 777) socket.write(body.slice(from, from + 777));
    await new Promise<Buffer>((resolve) => socket.once("data", resolve));
    expect(texts).toEqual([body]);
  });

  it.each([
    ["announced", () => head(limits.mostBytes + 1)],
    ["not announced", () => `${head("chunked")}ffffff\r\n${"x".repeat(limits.mostBytes + 1)}`],
  ])("too large, %s: 413 at once, and the connection is closed", async (_, bytes) => {
    const { port, bodies, refused } = await serve();
    expect(await closed(await written(port, bytes()))).toMatch(/^HTTP\/1\.1 413 |^$/);
    expect(refused).toEqual(["body_too_large"]);
    expect(bodies.heldBytes).toBe(0);
  });

  it("without a signature: hardly more than a check of the line needs", async () => {
    const { port, refused } = await serve();
    const bytes = `POST /slack/events HTTP/1.1\r\nhost: x\r\ncontent-length: 2000\r\n\r\n`;
    expect(await rawRequest(port, bytes)).toMatch(/^HTTP\/1\.1 413 /);
    expect(refused).toEqual(["body_too_large"]);
  });

  it("late: 408, and nothing is held any more", async () => {
    const timers: (() => void)[] = [];
    const begun = Promise.withResolvers<void>();
    const { port, bodies, refused } = await serve((callback) => {
      timers.push(callback);
      begun.resolve();
      return () => undefined;
    });
    const socket = await written(port, `${head(100)}half`);
    const end = closed(socket);
    await begun.promise;
    for (const fire of timers) fire();
    expect(await end).toMatch(/^HTTP\/1\.1 408 /);
    expect(refused).toEqual(["body_late"]);
    expect(bodies.heldBytes).toBe(0);
  });

  it("broken off: nothing is held any more", async () => {
    const timers = new Set<object>();
    const settled = Promise.withResolvers<void>();
    const { port, bodies, refused } = await serve(() => {
      const timer = {};
      timers.add(timer);
      return () => {
        timers.delete(timer);
        settled.resolve();
      };
    });
    const socket = await written(port, `${head(5_000)}${"x".repeat(4_999)}`);
    socket.destroy();
    await settled.promise;
    await Promise.resolve();
    expect([bodies.heldBytes, timers.size]).toEqual([0, 0]);
    expect(refused.length).toBeLessThanOrEqual(1);
  });

  async function written(port: number, bytes: string): Promise<Socket> {
    const socket = await open(port);
    socket.write(bytes);
    return socket;
  }
});

describe("connections", () => {
  it("beyond the limit are closed at once; the others are answered", async () => {
    const { port } = await serve(undefined, { mostConnections: 20 });
    const kept = await Promise.all(Array.from({ length: 20 }, () => open(port)));
    const more = await Promise.all(Array.from({ length: 50 }, () => open(port)));
    expect(await Promise.all(more.map(closed))).toEqual(more.map(() => ""));
    const [first] = kept;
    first?.write(`${head(11)}hello=world`);
    const answer = await new Promise<Buffer>((resolve) => first?.once("data", resolve));
    expect(answer.toString()).toMatch(/^HTTP\/1\.1 200 /);
  });

  it("that only wait for their next request make room", async () => {
    const { port } = await serve(undefined, { mostConnections: 1 });
    const first = await open(port);
    first.write(`${head(11)}hello=world`);
    await new Promise((resolve) => first.once("data", resolve));
    const end = closed(first);
    await closed(await open(port));
    await end;
    const close = head(11).replace("host: x", "host: x\r\nconnection: close");
    expect(await rawRequest(port, `${close}hello=world`)).toMatch(/^HTTP\/1\.1 200 /);
  });

  it("without a whole head are closed after its deadline", async () => {
    const short = { headersTimeoutMs: 50, requestTimeoutMs: 100, checkIntervalMs: 10 };
    const { port } = await serve(undefined, short);
    expect(await closed(await open(port))).toMatch(/^HTTP\/1\.1 408 |^$/);
    expect(await rawRequest(port, "POST /slack/events HTTP/1.1\r\nhost")).toMatch(/ 408 /);
  });
});

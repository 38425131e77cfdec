import type { AddressInfo } from "node:net";
import { connect, createServer, type Socket } from "node:net";
import { onTestFinished } from "vitest";

/** A line to a server on which every statement takes a while, for everybody and as long as told. */
export interface SlowLine {
  readonly url: string;
  /** What is sent to the server from now on arrives so much later. */
  slowDown(delayMs: number): void;
}

/** In front of the server at this address; gone when the test is. */
export async function slowLine(url: string): Promise<SlowLine> {
  const { hostname, port } = new URL(url);
  let delayMs = 0;
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(Number(port), hostname);
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on("error", () => socket.destroy());
    }
    near.on("close", () => far.destroy());
    far.on("close", () => near.destroy());
    far.pipe(near);
    // In their order: timers of the same length go off in the order in which they were started.
    near.on("data", (chunk) => {
      if (delayMs === 0) far.write(chunk);
      else setTimeout(() => far.write(chunk), delayMs);
    });
  });
  server.listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const own = (server.address() as AddressInfo).port;
  return {
    url: url.replace(`:${port}/`, `:${own}/`),
    slowDown: (ms) => {
      delayMs = ms;
    },
  };
}

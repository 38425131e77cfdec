import { createServer } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";

/** A web proxy that knows CONNECT alone. */
export interface ConnectProxy {
  readonly url: string;
  /** `host:port` of each tunnel that was asked for, also of refused ones. */
  readonly asked: readonly string[];
  /** The `proxy-authorization` of each. */
  readonly credentials: readonly (string | undefined)[];
  /** All that went through, as it could be read on the way. */
  seen(): string;
  close(): Promise<void>;
}

/** Starts a proxy. Every name leads to this machine, to the port that was asked for. */
export async function startConnectProxy(refuseWith: number | null = null): Promise<ConnectProxy> {
  const asked: string[] = [];
  const credentials: (string | undefined)[] = [];
  const open = new Set<Socket>();
  let seen = "";
  const server = createServer((_, response) => response.writeHead(400).end());
  server.on("connection", (socket) => {
    open.add(socket);
    socket.on("close", () => open.delete(socket));
  });
  server.on("connect", ({ url = "", headers }, client: Socket) => {
    asked.push(url);
    credentials.push(headers["proxy-authorization"]);
    client.on("error", () => undefined);
    if (refuseWith !== null) {
      client.end(`HTTP/1.1 ${refuseWith} no\r\n\r\n`);
      return;
    }
    const target = connect(Number(url.split(":").at(-1)), "127.0.0.1", () => {
      client.write("HTTP/1.1 200 OK\r\n\r\n");
      client.pipe(target).pipe(client);
    });
    target.on("error", () => client.destroy());
    for (const side of [client, target])
      side.on("data", (bytes: Buffer) => {
        seen += bytes.toString("latin1");
      });
    client.on("close", () => target.destroy());
    target.on("close", () => client.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    credentials,
    seen: () => seen,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of open) socket.destroy();
      }),
  };
}

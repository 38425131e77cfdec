import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import type { World } from "../state/world.ts";
import { isObject } from "../validate/shape.ts";
import { type Ack, ackLimitMs } from "./ack.ts";
import type { Delivery } from "./delivery.ts";

export type DisconnectReason =
  | "refresh_requested"
  | "warning"
  | "link_disabled"
  | "too_many_websockets";

/** An app may hold ten connections; a payload goes to any one of them. */
const mostConnections = 10;

/** Slack waits about 10 s between its word and the end; nobody wants to wait as long here. */
const closedAfterMs = 2_000;

/** Socket Mode: hands out addresses, greets, sends envelopes, waits for their acknowledgements. */
export class SocketLink {
  readonly #world: World;
  readonly #server = new WebSocketServer({ noServer: true });
  readonly #tickets = new Set<string>();
  readonly #waiting = new Map<string, { socket: WebSocket; resolve: (ack: Ack) => void }>();
  #connections: readonly WebSocket[] = [];
  #latestEnvelope = "";
  readonly #held = new Set<Duplex>();
  readonly #leaving = new WeakSet<WebSocket>();
  readonly #retired = new WeakSet<WebSocket>();
  #connectionListeners = new Set<() => void>();

  constructor(world: World) {
    this.#world = world;
  }

  get connectionCount(): number {
    return this.#connections.length;
  }

  /** Resolves as soon as `count` connections are open. */
  async connected(count = 1): Promise<void> {
    while (this.connectionCount < count) await this.#nextConnection();
  }

  /** Asks every connection to come anew, and resolves once as many new ones are open. */
  async renew(): Promise<void> {
    const old = this.#connections;
    this.askToReconnect("refresh_requested");
    const renewed = () => this.#connections.filter((one) => !old.includes(one)).length;
    while (renewed() < old.length) await this.#nextConnection();
  }

  /** Sends nothing more over those that were asked to go: the app may take them for dead already. */
  retireLeaving(): void {
    for (const socket of this.#connections) if (this.#leaving.has(socket)) this.#retire(socket);
  }

  #nextConnection(): Promise<void> {
    return new Promise((resolve) => {
      const listener = () => {
        this.#connectionListeners.delete(listener);
        resolve();
      };
      this.#connectionListeners.add(listener);
    });
  }

  /** The address that `apps.connections.open` gives; good for one connection. */
  createAddress(): string {
    const ticket = this.#world.ids.next("W");
    this.#tickets.add(ticket);
    return `${this.#world.origin.replace(/^http/, "ws")}/link/?ticket=${ticket}`;
  }

  /** Takes the upgrade of an HTTP connection; a ticket that is unknown or used gets 403. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const url = new URL(request.url ?? "/", this.#world.origin);
    if (url.pathname !== "/link/" || !this.#tickets.delete(url.searchParams.get("ticket") ?? "")) {
      socket.end("HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n");
      return;
    }
    const fault = this.#world.faults.take("link");
    if (fault !== null) {
      if (fault.kind === "hang") this.#holdUpgrade(socket);
      else socket.end("HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\n\r\n");
      return;
    }
    this.#server.handleUpgrade(request, socket, head, (opened) => this.#greet(opened));
  }

  /** Never answered: whoever asked has to give up. */
  #holdUpgrade(socket: Duplex): void {
    socket.on("error", () => socket.destroy());
    socket.on("close", () => this.#held.delete(socket));
    this.#held.add(socket);
  }

  #greet(socket: WebSocket): void {
    if (this.connectionCount >= mostConnections) {
      socket.send(disconnectFrame("too_many_websockets"));
      socket.close();
      return;
    }
    this.#connections = [...this.#connections, socket];
    socket.on("message", (data) => this.#receive(data.toString()));
    socket.on("error", () => socket.terminate());
    socket.on("close", () => {
      this.#connections = this.#connections.filter((other) => other !== socket);
      this.#dropWaiting(socket);
    });
    const hello = {
      type: "hello",
      num_connections: this.connectionCount,
      debug_info: { host: "playground", approximate_connection_time: 18_060 },
      connection_info: { app_id: this.#world.settings.seed.appId },
    };
    socket.send(JSON.stringify(hello));
    for (const listener of [...this.#connectionListeners]) listener();
  }

  /** Payloads in flight on a connection that closes are lost, as far as Slack can tell. */
  #dropWaiting(socket: WebSocket): void {
    for (const [envelopeId, waiting] of [...this.#waiting]) {
      if (waiting.socket !== socket) continue;
      this.#waiting.delete(envelopeId);
      waiting.resolve({ kind: "dispatch_failed", status: null });
    }
  }

  #receive(text: string): void {
    const frame = parseFrame(text);
    const id = typeof frame["envelope_id"] === "string" ? frame["envelope_id"] : "";
    const waiting = this.#waiting.get(id);
    if (waiting === undefined) return;
    this.#waiting.delete(id);
    waiting.resolve({ kind: "acknowledged", body: ackBody(frame["payload"]) });
    this.#closeWhenDone(waiting.socket);
  }

  /** Sends an envelope over the next connection in turn. Never rejects. */
  deliver(delivery: Delivery): Promise<Ack> {
    const [socket, ...others] = this.#connections;
    if (socket === undefined) return Promise.resolve({ kind: "dispatch_failed", status: null });
    this.#connections = [...others, socket];
    const envelope_id = delivery.envelopeId ?? this.#world.ids.next("E");
    const { retry } = delivery;
    const envelope = {
      envelope_id,
      type: delivery.kind,
      payload: delivery.payload,
      accepts_response_payload: delivery.kind !== "events_api",
      ...(retry === undefined ? {} : { retry_attempt: retry.attempt, retry_reason: retry.reason }),
    };
    return new Promise((resolve) => {
      this.#waiting.set(envelope_id, { socket, resolve });
      this.#latestEnvelope = JSON.stringify(envelope);
      socket.send(this.#latestEnvelope);
    });
  }

  /**
   * Asks connections to go, as Slack does every few hours: `warning` first, `refresh_requested`
   * when it is time. Payloads still come over them until the client closes them, or Slack does.
   */
  askToReconnect(reason: DisconnectReason, count = Number.POSITIVE_INFINITY): void {
    const asked = this.#connections.filter((one) => !this.#leaving.has(one)).slice(0, count);
    for (const socket of asked) {
      this.#leaving.add(socket);
      socket.send(disconnectFrame(reason));
      this.#world.settings.timers.after(closedAfterMs, () => this.#retire(socket));
    }
  }

  /** Nothing more comes over it; what is under way has the time that an acknowledgement may take. */
  #retire(socket: WebSocket): void {
    this.#connections = this.#connections.filter((other) => other !== socket);
    this.#retired.add(socket);
    this.#closeWhenDone(socket);
    this.#world.settings.timers.after(ackLimitMs, () => socket.close());
  }

  #closeWhenDone(socket: WebSocket): void {
    const isAwaited = [...this.#waiting.values()].some((waiting) => waiting.socket === socket);
    if (this.#retired.has(socket) && !isAwaited) socket.close();
  }

  /** Cuts connections without a word, as a broken network does; those first that hear next. */
  cut(count = Number.POSITIVE_INFINITY): void {
    const cut = this.#connections.slice(0, count);
    this.#connections = this.#connections.slice(cut.length);
    for (const socket of cut) socket.terminate();
  }

  /** Reads nothing more from connections, pings included: a line that is dead without an end. */
  silence(count = Number.POSITIVE_INFINITY): void {
    for (const socket of this.#connections.slice(0, count)) socket.pause();
  }

  /** Sends a frame as it is, over the connection that hears next. */
  sendRaw(text: string): void {
    this.#connections[0]?.send(text);
  }

  /** Sends the latest envelope once more, over another connection if there is one. */
  repeat(): void {
    this.#connections[0]?.send(this.#latestEnvelope);
  }

  close(): void {
    this.cut();
    for (const socket of this.#held) socket.destroy();
    this.#server.close();
  }
}

function disconnectFrame(reason: DisconnectReason): string {
  return JSON.stringify({ type: "disconnect", reason, debug_info: { host: "playground" } });
}

function parseFrame(text: string): Readonly<Record<string, unknown>> {
  try {
    const frame: unknown = JSON.parse(text);
    return isObject(frame) ? frame : {};
  } catch {
    return {};
  }
}

/** An acknowledgement without a payload comes as `{}` from the SDK; HTTP would send no body. */
function ackBody(payload: unknown): unknown {
  if (!isObject(payload) || Object.keys(payload).length === 0) return "";
  return payload;
}

import type { World } from "../state/world.ts";
import { type Ack, withinAckLimit } from "./ack.ts";
import type { Delivery, RecordedDelivery, SentRequest } from "./delivery.ts";
import { ackOfReply, type HttpReply, httpBody, postToBot, signedRequest } from "./http-link.ts";
import type { SocketLink } from "./socket-link.ts";

/** How the bot is reached. */
export type Transport =
  | { readonly kind: "http"; readonly url: string }
  | { readonly kind: "socket" };

export interface ForgedRequest {
  readonly contentType: string;
  readonly body: string;
  /** Left out: the right secret. */
  readonly secret?: string;
  /** Seconds since 1970; left out: now. */
  readonly timestampSeconds?: number;
  /** Replaces the signature altogether. */
  readonly signature?: string;
}

const secondMs = 1_000;

/** After a failure an event comes again: at once, after a minute, after five. */
const eventRetryDelaysMs = [0, 60 * secondMs, 300 * secondMs];

/** Brings deliveries to the bot over one of the two transports and records how they ended. */
export class Courier {
  readonly deliveries: RecordedDelivery[] = [];
  readonly #world: World;
  readonly #socket: SocketLink;
  readonly #retries = new Set<() => void>();
  readonly #listeners = new Set<(delivery: RecordedDelivery) => void>();
  #transport: Transport;

  constructor(world: World, socket: SocketLink, transport: Transport) {
    this.#world = world;
    this.#socket = socket;
    this.#transport = transport;
  }

  observe(listener: (delivery: RecordedDelivery) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  use(transport: Transport): void {
    this.#transport = transport;
  }

  /** Delivers once and applies the 3 s limit. Never rejects. */
  async deliver(delivery: Delivery): Promise<Ack> {
    const atMs = this.#world.nowMs;
    const transport = this.#transport;
    const sent = transport.kind === "http" ? this.sign(delivery) : null;
    const reply =
      transport.kind === "http" && sent !== null
        ? postToBot(transport.url, sent).then(ackOfReply, unreachable)
        : this.#socket.deliver(delivery);
    const ack = await withinAckLimit(reply, this.#world.settings.timers);
    const tookMs = this.#world.nowMs - atMs;
    const recorded = { atMs, transport: transport.kind, delivery, ack, tookMs, sent };
    this.deliveries.push(recorded);
    for (const listener of [...this.#listeners]) listener(recorded);
    return ack;
  }

  /** Delivers an event; a failed delivery is repeated as Slack does. The first ack is returned. */
  async deliverEvent(payload: Delivery["payload"], retry?: Delivery["retry"]): Promise<Ack> {
    const ack = await this.deliver({
      kind: "events_api",
      payload,
      ...(retry === undefined ? {} : { retry }),
    });
    const attempt = (retry?.attempt ?? 0) + 1;
    const delayMs = eventRetryDelaysMs[attempt - 1];
    if (ack.kind !== "acknowledged" && delayMs !== undefined) {
      const reason = ack.kind === "operation_timeout" ? "http_timeout" : "http_error";
      const cancel = this.#world.settings.timers.after(delayMs, () => {
        this.#retries.delete(cancel);
        void this.deliverEvent(payload, { attempt, reason });
      });
      this.#retries.add(cancel);
    }
    return ack;
  }

  sign(delivery: Delivery): SentRequest {
    const seconds = Math.floor(this.#world.nowMs / secondMs);
    const { signingSecret } = this.#world.settings.secrets;
    return signedRequest(httpBody(delivery), signingSecret, seconds, delivery.retry);
  }

  /** Sends something that Slack would not: a wrong secret, a wrong time, a made-up signature. */
  sendForged(forged: ForgedRequest): Promise<HttpReply> {
    const seconds = forged.timestampSeconds ?? Math.floor(this.#world.nowMs / secondMs);
    const secret = forged.secret ?? this.#world.settings.secrets.signingSecret;
    const sent = signedRequest(forged, secret, seconds);
    const signature =
      forged.signature === undefined ? {} : { "x-slack-signature": forged.signature };
    return this.replay({ ...sent, headers: { ...sent.headers, ...signature } });
  }

  /** Sends the same bytes with the same signature again. HTTP only. */
  replay(sent: SentRequest): Promise<HttpReply> {
    if (this.#transport.kind !== "http") {
      return Promise.reject(new Error("only requests over HTTP are signed"));
    }
    return postToBot(this.#transport.url, sent);
  }

  cancelRetries(): void {
    for (const cancel of this.#retries) cancel();
    this.#retries.clear();
  }
}

function unreachable(): Ack {
  return { kind: "dispatch_failed", status: null };
}

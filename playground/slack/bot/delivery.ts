import type { Ack } from "./ack.ts";

/** What Slack sends to a bot, before it takes the shape of a transport. */
export interface Delivery {
  readonly kind: "slash_commands" | "interactive" | "events_api";
  readonly payload: Readonly<Record<string, unknown>>;
  /** Set on the second and later attempts of an event. */
  readonly retry?: { readonly attempt: number; readonly reason: string };
  /** Of a delivery over Socket Mode that comes again; left out: a new one. */
  readonly envelopeId?: string;
}

/** A request as it went over the wire, so that a test can send the very same bytes again. */
export interface SentRequest {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface RecordedDelivery {
  readonly atMs: number;
  readonly transport: "http" | "socket";
  readonly delivery: Delivery;
  readonly ack: Ack;
  readonly tookMs: number;
  /** HTTP only. */
  readonly sent: SentRequest | null;
}

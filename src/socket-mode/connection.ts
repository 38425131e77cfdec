/** What Slack sends over a connection, to be acknowledged within 3 s. */
export interface Envelope {
  readonly envelopeId: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly retryNum?: number;
  readonly retryReason?: string;
  /** Over the connection that it came from. Rejects when that is gone. */
  ack(response?: unknown): Promise<void>;
}

/** What a connection tells while it is open. */
export interface ConnectionEvents {
  onEnvelope(envelope: Envelope): void;
  /** Slack will close it soon, in its own time; `reason` is Slack's word, like `refresh_requested`. */
  onAskedToGo(reason: string): void;
}

/** One connection to Slack, from the request for its address to its end. Never used twice. */
export interface Connection {
  /** Resolves with Slack's greeting; rejects when it is refused, fails or takes too long. */
  readonly ready: Promise<void>;
  /** Resolves once it is over, for whatever reason. */
  readonly closed: Promise<void>;
  /** Ends it, in whatever state it is; resolves when nothing of it is left. */
  close(): Promise<void>;
}

export type OpenConnection = (events: ConnectionEvents) => Connection;

import type { App, Receiver } from "@slack/bolt";
import type { Envelope } from "./connection.ts";

export interface SocketReceiverParts {
  readonly start: () => Promise<void>;
  readonly stop: () => Promise<void>;
  /** Slack will not hear that the question came in; it is answered all the same. */
  readonly onAckFailed: (error: unknown) => void;
  readonly onError: (error: unknown) => void;
}

/** Hands what comes over any number of connections to one app, each with the id of its envelope. */
export interface SocketReceiver extends Receiver {
  /** Never rejects. */
  receive(envelope: Envelope): Promise<void>;
}

export function createSocketReceiver(parts: SocketReceiverParts): SocketReceiver {
  let app: App | null = null;

  const ackOnce = (envelope: Envelope) => {
    let isAcknowledged = false;
    return async (response?: unknown): Promise<void> => {
      if (isAcknowledged) return;
      isAcknowledged = true;
      await envelope.ack(response).catch(parts.onAckFailed);
    };
  };

  return {
    init: (given) => {
      app = given;
    },
    start: parts.start,
    stop: parts.stop,
    receive: async (envelope) => {
      const ack = ackOnce(envelope);
      const { envelopeId, body, retryNum, retryReason } = envelope;
      try {
        await app?.processEvent({
          ...{ body, ack, customProperties: { envelopeId } },
          ...(retryNum !== undefined && { retryNum }),
          ...(retryReason !== undefined && { retryReason }),
        });
      } catch (error) {
        parts.onError(error);
      }
    },
  };
}

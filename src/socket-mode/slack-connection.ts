import type { Logger as BoltLogger } from "@slack/bolt";
import { SocketModeClient } from "@slack/socket-mode";
import type { Dispatcher } from "undici";
import { secondMs } from "../core/instant.ts";
import { type StartTimer, startRealTimer } from "../core/time.ts";
import type { Connection, ConnectionEvents, Envelope, OpenConnection } from "./connection.ts";
import { isObject, readFrame } from "./frame.ts";

export interface SlackConnectionParts {
  readonly appToken: string;
  readonly apiUrl: string;
  /** The way out, where it leads through a proxy; left out: directly. */
  readonly dispatcher?: Dispatcher;
  readonly logger: BoltLogger;
  /** A frame was left unread: none of Slack's looks like it. */
  readonly onUnusableFrame: () => void;
  readonly startTimer?: StartTimer;
}

/** For Slack's answer to `apps.connections.open`, headers and body. */
const addressTimeoutMs = 5 * secondMs;
/** From the first byte to Slack's greeting: address, connection, upgrade. */
const readyTimeoutMs = 8 * secondMs;
/**
 * A connection without an answer to a ping for so long is dead. The library looks every third of
 * it, and needs one more look to let go: 5 s at the latest.
 */
const pongTimeoutMs = 3 * secondMs;
/** How long Slack may take to say goodbye. */
const goodbyeMs = 300;

/**
 * Opens connections with Slack's library, each client for one connection only. Its own way to
 * come back is not used: it waits 5 s before each try, takes a timeout for the end of everything,
 * and tells failures as rejections that nobody can handle.
 */
export function slackConnections(parts: SlackConnectionParts): OpenConnection {
  return (events) => openConnection(parts, events);
}

function openConnection(
  {
    appToken,
    apiUrl,
    dispatcher,
    logger,
    onUnusableFrame,
    startTimer: start = startRealTimer,
  }: SlackConnectionParts,
  events: ConnectionEvents,
): Connection {
  const giveUp = new AbortController();
  const isOver = Promise.withResolvers<void>();
  const late = Promise.withResolvers<never>();
  late.promise.catch(() => undefined);
  let failure: unknown = null;
  let isReady = false;

  const client = new OneConnectionClient({
    appToken,
    logger,
    ...(dispatcher !== undefined && { dispatcher }),
    autoReconnectEnabled: false,
    clientPingTimeout: pongTimeoutMs,
    clientOptions: {
      slackApiUrl: apiUrl,
      timeout: addressTimeoutMs,
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
      allowAbsoluteUrls: false,
      fetch: (input, init) =>
        globalThis.fetch(input, {
          ...init,
          signal: AbortSignal.any([giveUp.signal, ...(init?.signal ? [init.signal] : [])]),
        }),
    },
  });
  client.onUnusableFrame = onUnusableFrame;
  client.onAskedToGo = (reason) => {
    // Before the greeting it is a refusal, of an eleventh connection for example.
    if (isReady) events.onAskedToGo(reason);
    else late.reject(new Error(`Slack wants no connection now: ${reason}`));
  };
  client.on("slack_event", (event: unknown) => {
    const envelope = envelopeOf(event);
    if (envelope !== null) events.onEnvelope(envelope);
  });
  client.on("error", (error: unknown) => {
    failure = error;
  });
  client.on("disconnected", () => isOver.resolve());
  // Thrown inside the library's own try: no socket is opened for an address that came too late.
  client.on("authenticated", () => giveUp.signal.throwIfAborted());

  const stopTimer = start(
    () => late.reject(new Error("Slack opened no connection in time", { cause: timeoutError() })),
    readyTimeoutMs,
  );
  const started = client.start().then(
    () => undefined,
    (error: unknown) => {
      isOver.resolve();
      throw error ?? failure ?? new Error("the connection ended before Slack's greeting");
    },
  );
  const ready = Promise.race([started, late.promise])
    .then(() => {
      isReady = true;
    })
    .finally(stopTimer);
  // Whoever closes a connection need not wait for it.
  ready.catch(() => undefined);

  const close = async (): Promise<void> => {
    giveUp.abort(new Error("the connection is no longer wanted"));
    late.reject(new Error("the connection is no longer wanted"));
    void client.disconnect();
    // The second time the library lets go at once, whatever the other side does.
    const stopWaiting = start(() => {
      void client.disconnect();
      isOver.resolve();
    }, goodbyeMs);
    await isOver.promise;
    stopWaiting();
  };
  return { ready, closed: isOver.promise, close };
}

/** The library's client, which leaves to us what to do when Slack asks a connection to go. */
class OneConnectionClient extends SocketModeClient {
  onAskedToGo: (reason: string) => void = () => undefined;
  onUnusableFrame: () => void = () => undefined;

  override emit(event: string | symbol, ...args: unknown[]): boolean {
    // Envelopes are also told under the names that Slack put into them, which may be any name.
    const [first] = args;
    if (event !== "slack_event" && isObject(first) && "envelope_id" in first) return false;
    if (event !== "ws_message") return super.emit(event, ...args);
    const frame = readFrame(first);
    if (frame.kind === "usable") return super.emit(event, ...args);
    if (frame.kind === "asked_to_go") this.onAskedToGo(frame.reason);
    else this.onUnusableFrame();
    return true;
  }
}

function envelopeOf(event: unknown): Envelope | null {
  if (!isObject(event)) return null;
  const { envelope_id: envelopeId, body, ack, retry_num: retryNum, retry_reason: reason } = event;
  if (typeof envelopeId !== "string" || !isObject(body) || typeof ack !== "function") return null;
  return {
    envelopeId,
    body,
    ...(typeof retryNum === "number" && { retryNum }),
    ...(typeof reason === "string" && { retryReason: reason }),
    ack: async (response) => {
      await ack(response);
    },
  };
}

function timeoutError(): DOMException {
  return new DOMException("no greeting in time", "TimeoutError");
}

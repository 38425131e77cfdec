import type { Logger as BoltLogger, Receiver } from "@slack/bolt";
import { WebClient } from "@slack/web-api";
import type { Config } from "../config/config.ts";
import { createBodyReader } from "../ops/body-reader.ts";
import type { Route } from "../ops/http-server.ts";
import type { Logger } from "../ops/logger.ts";
import type { ReplayGuard } from "../ops/replay-guard.ts";
import { slackEventsRoute } from "../ops/routes.ts";
import { bodyLimits } from "../ops/server-limits.ts";
import { type App, HTTPReceiver } from "../slack/bolt.ts";
import { answerFailure } from "../slack/intake/guard-intake.ts";
import { judgeRequest } from "../slack/intake/judge-request.ts";
import type { LineEvent } from "../socket-mode/line.ts";
import { createLines } from "../socket-mode/lines.ts";
import { createSocketReceiver } from "../socket-mode/receiver.ts";
import { type SlackConnectionParts, slackConnections } from "../socket-mode/slack-connection.ts";
import { socketDispatcher } from "./proxy.ts";

/** How Slack's requests come in, the same for both transports. */
export interface SlackConnection {
  readonly receiver: Receiver;
  /** `onRefused` is told a word for the log; questions wait a moment for `started`. */
  routes(
    guard: ReplayGuard,
    onRefused: (reason: string) => void,
    started: Promise<unknown>,
  ): Route[];
  start(app: App): Promise<void>;
  stop(): Promise<void>;
  /** Throws while nothing from Slack could arrive. */
  assertConnected(): void;
}

export interface ConnectionParts {
  readonly boltLogger: BoltLogger;
  readonly logger: Logger;
  /** Slack refuses the app token, and nothing from Slack can arrive any more. */
  readonly onLost: (error: unknown) => void;
}

export function connectSlack(config: Config, parts: ConnectionParts): SlackConnection {
  const { transport, apiUrl } = config.slack;
  return transport.kind === "http"
    ? overHttp(transport.signingSecret, parts.boltLogger)
    : overSocket(
        { appToken: transport.appToken, apiUrl, ...socketDispatcher(config.proxy) },
        parts,
      );
}

export interface SlackClientOptions {
  readonly timeoutMs: number;
  readonly retries: number;
  /** Left out: each call brings its own, or needs none. */
  readonly token?: string | undefined;
}

/**
 * A client apart from the app's, for calls that may fail: mostly without retries, since one 429
 * pauses a whole client, and somebody is waiting.
 */
export function createSlackClient(
  slackApiUrl: string,
  logger: BoltLogger,
  { timeoutMs, retries, token }: SlackClientOptions,
): WebClient {
  return new WebClient(token, {
    slackApiUrl,
    logger,
    timeout: timeoutMs,
    retryConfig: { retries },
    rejectRateLimitedCalls: true,
    allowAbsoluteUrls: false,
  });
}

function overHttp(signingSecret: string, logger: BoltLogger): SlackConnection {
  const bodies = createBodyReader(bodyLimits);
  const receiver = new HTTPReceiver({
    // `judgeRequest` stands before it, and lets nothing pass that is not signed.
    ...{ signatureVerification: false, signingSecret: "", logger },
    endpoints: "/slack/events",
    bodyLimit: bodyLimits.mostBytes,
    processEventErrorHandler: answerFailure,
  });
  return {
    receiver,
    routes: (guard, onRefused, started) => [
      slackEventsRoute({
        receiver: receiver.requestListener,
        ...{ guard, bodies, onRefused, started },
        judge: (request) => judgeRequest(signingSecret, request),
      }),
    ],
    // Our own server calls the receiver; it opens none of its own.
    start: async () => undefined,
    stop: async () => undefined,
    assertConnected: () => undefined,
  };
}

/** Two lines, so that a cut or Slack's planned exchange of one leaves no gap. */
function overSocket(
  to: Pick<SlackConnectionParts, "appToken" | "apiUrl" | "dispatcher">,
  { boltLogger, logger, onLost }: ConnectionParts,
): SlackConnection {
  const about = { component: "slack" } as const;
  const lines = createLines({
    open: slackConnections({
      ...to,
      logger: boltLogger,
      onUnusableFrame: () => logger.warn(about, "a frame was left unread: it is none of Slack's"),
    }),
    onEnvelope: (envelope) => void receiver.receive(envelope),
    onEvent: (event, count) => logLineEvent(logger, event, count),
    onRefused: onLost,
  });
  const receiver = createSocketReceiver({
    start: () => lines.start(),
    stop: () => lines.stop(),
    onAckFailed: (err) =>
      logger.warn(
        { ...about, err },
        "Slack will not hear that a question came in: its line is cut",
      ),
    onError: (err) => logger.error({ ...about, err }, "what Slack sent could not be handled"),
  });
  return {
    receiver,
    routes: () => [],
    start: async (app) => {
      await app.start();
    },
    stop: () => lines.stop(),
    assertConnected: () => {
      if (lines.connectedCount === 0) throw new Error("the socket to Slack is not connected");
    },
  };
}

/** `count`: the lines that are open. */
function logLineEvent(logger: Logger, event: LineEvent, count: number): void {
  const about = { component: "slack", count } as const;
  switch (event.kind) {
    case "connected":
      logger.info(about, "a line to Slack is open");
      break;
    case "asked_to_go":
      logger.info({ ...about, reason: event.reason }, "Slack exchanges a line");
      break;
    case "cut":
      logger.warn(about, "a line to Slack is cut");
      break;
    case "failed": {
      const { error: err, retryInMs: retryAfterMs } = event;
      logger.warn({ ...about, err, retryAfterMs }, "a line to Slack could not be opened");
      break;
    }
  }
}

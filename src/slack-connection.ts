import {
  type App,
  type Logger as BoltLogger,
  HTTPReceiver,
  type Receiver,
  SocketModeReceiver,
} from "@slack/bolt";
import { WebClient } from "@slack/web-api";
import type { Config } from "./config.ts";
import type { Route } from "./ops/http-server.ts";
import type { ReplayGuard } from "./ops/replay-guard.ts";
import { slackEventsRoute } from "./ops/routes.ts";

/** How Slack's requests come in, the same for both transports. */
export interface SlackConnection {
  readonly receiver: Receiver;
  routes(guard: ReplayGuard): Route[];
  start(app: App): Promise<void>;
  stop(): Promise<void>;
  /** Throws while nothing from Slack could arrive. */
  assertConnected(): void;
}

export function connectSlack(config: Config, logger: BoltLogger): SlackConnection {
  const { transport, apiUrl } = config.slack;
  return transport.kind === "http"
    ? overHttp(transport.signingSecret, logger)
    : overSocket(transport.appToken, apiUrl, logger);
}

/**
 * A client apart from the app's, for calls that may fail: without retries by default, since one 429
 * pauses a whole client, and somebody is waiting.
 */
export function createSlackClient(
  { slack }: Config,
  logger: BoltLogger,
  timeoutMs: number,
  retries = 0,
): WebClient {
  return new WebClient(slack.botToken, {
    slackApiUrl: slack.apiUrl,
    logger,
    timeout: timeoutMs,
    retryConfig: { retries },
    rejectRateLimitedCalls: true,
    allowAbsoluteUrls: false,
  });
}

function overHttp(signingSecret: string, logger: BoltLogger): SlackConnection {
  const receiver = new HTTPReceiver({ signingSecret, endpoints: "/slack/events", logger });
  return {
    receiver,
    routes: (guard) => [slackEventsRoute(receiver.requestListener, guard)],
    // Our own server calls the receiver; it opens none of its own.
    start: async () => undefined,
    stop: async () => undefined,
    assertConnected: () => undefined,
  };
}

function overSocket(appToken: string, slackApiUrl: string, logger: BoltLogger): SlackConnection {
  // Built apart from the app: its endless retries must not reach the app's clients, nor the
  // app's few retries end the process in an outage of Slack's.
  const receiver = new SocketModeReceiver({
    appToken,
    logger,
    installerOptions: { clientOptions: { slackApiUrl } },
    // Names the delivery where its payload has no id of its own.
    customPropertiesExtractor: (args) => ({ envelopeId: args["envelope_id"] }),
  });
  let isConnected = false;
  receiver.client.on("connected", () => {
    isConnected = true;
  });
  for (const event of ["disconnected", "reconnecting", "close"]) {
    receiver.client.on(event, () => {
      isConnected = false;
    });
  }
  return {
    receiver,
    routes: () => [],
    start: async (app) => {
      await app.start();
    },
    stop: async () => {
      await receiver.stop();
    },
    assertConnected: () => {
      if (!isConnected) throw new Error("the socket to Slack is not connected");
    },
  };
}

import {
  App,
  HTTPReceiver,
  type Logger,
  LogLevel,
  type Receiver,
  SocketModeReceiver,
} from "@slack/bolt";
import {
  type SlackSimulator,
  type SlackSimulatorOptions,
  startSlackSimulator,
} from "../../../../playground/slack/simulator.ts";
import { ManualTime } from "./manual-time.ts";

export const secrets = {
  signingSecret: "a-secret-for-signing",
  botToken: "xoxb-the-bot",
  appToken: "xapp-the-app",
};

export const transports = ["http", "socket"] as const;

/** A bot under test: a real Bolt app connected to a simulated Slack. */
export interface BoltBot extends AsyncDisposable {
  readonly app: App;
  readonly slack: SlackSimulator;
  readonly time: ManualTime;
}

const silent: Logger = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  setLevel() {},
  getLevel: () => LogLevel.ERROR,
  setName() {},
};

/** Real time, so that signatures are fresh for Bolt, which knows no other clock. */
class WallTime extends ManualTime {
  override now(): number {
    return Date.now() + (super.now() - Date.parse("2026-11-23T10:05:00Z"));
  }
}

/** Starts a simulator and, over the given transport, a Bolt app with the listeners of a test. */
export async function startBoltBot(
  transport: (typeof transports)[number],
  listen: (app: App) => void,
  options: Partial<SlackSimulatorOptions> = {},
): Promise<BoltBot> {
  const time = new WallTime();
  const slack = await startSlackSimulator({ clock: time, timers: time, ...secrets, ...options });
  const receiver: Receiver =
    transport === "http"
      ? new HTTPReceiver({ signingSecret: secrets.signingSecret, logger: silent, port: 0 })
      : new SocketModeReceiver({
          appToken: secrets.appToken,
          logger: silent,
          clientPingTimeout: 60,
          installerOptions: { clientOptions: { slackApiUrl: slack.url } },
        });
  const app = new App({
    receiver,
    token: secrets.botToken,
    logger: silent,
    deferInitialization: true,
    clientOptions: { slackApiUrl: slack.url, retryConfig: { retries: 0 } },
  });
  listen(app);
  await app.init();
  const server = await app.start();
  if (transport === "http") {
    slack.reachBotBy({ kind: "http", url: `http://127.0.0.1:${portOf(server)}/slack/events` });
  } else await slack.socket.connected();
  return {
    app,
    slack,
    time,
    async [Symbol.asyncDispose]() {
      await app.stop();
      await slack.close();
    },
  };
}

function portOf(server: unknown): number {
  const address = (server as { address(): { port: number } }).address();
  return address.port;
}

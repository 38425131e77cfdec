import { randomBytes } from "node:crypto";
import type { Clock } from "../usecases/ports.ts";
import { type BotProcess, freePort, startBotProcess } from "./bot-process.ts";
import { type FleetSimulator, startFleetSimulator } from "./fleet/simulator.ts";
import { type SlackSimulator, startSlackSimulator } from "./slack/simulator.ts";
import { defaultWorkspace, people } from "./slack/state/workspace.ts";

export interface PlaygroundOptions {
  readonly clock: Clock;
  readonly transport: "http" | "socket";
  /** The time zone of the person at this machine. */
  readonly timeZone: string;
}

/** A fleet, a Slack and the real bot between them, all on this machine. */
export interface Playground {
  readonly fleet: FleetSimulator;
  readonly slack: SlackSimulator;
  readonly bot: BotProcess;
  close(): Promise<void>;
}

/** Starts everything; when one part fails, the others are stopped and the promise rejects. */
export async function startPlayground(options: PlaygroundOptions): Promise<Playground> {
  const { clock, transport, timeZone } = options;
  const secrets = {
    signingSecret: randomBytes(16).toString("hex"),
    botToken: `xoxb-playground-${randomBytes(8).toString("hex")}`,
    appToken: `xapp-playground-${randomBytes(8).toString("hex")}`,
  };
  const port = await freePort();
  const fleet = await startFleetSimulator({ clock });
  const slack = await startSlackSimulator({
    clock,
    ...secrets,
    workspace: workspaceIn(timeZone),
    commands: ["/sim"],
    bot:
      transport === "http"
        ? { kind: "http", url: `http://127.0.0.1:${port}/slack/events` }
        : { kind: "socket" },
  });
  const closeSimulators = () => Promise.all([slack.close(), fleet.close()]);
  try {
    const settings = {
      SLACK_API_URL: slack.url,
      SLACK_BOT_TOKEN: secrets.botToken,
      ...(transport === "http"
        ? { SLACK_SIGNING_SECRET: secrets.signingSecret }
        : { SLACK_APP_TOKEN: secrets.appToken }),
      SIM_API_URL: fleet.url,
      TWILIO_ACCOUNT_SID: fleet.credentials.accountSid,
      TWILIO_AUTH_TOKEN: fleet.credentials.authToken,
      DATABASE_URL: "sqlite::memory:",
      LOG_LEVEL: "warn",
    };
    const bot = await startBotProcess(settings, port);
    const close = async () => {
      await bot.stop();
      await closeSimulators();
    };
    return { fleet, slack, bot, close };
  } catch (error) {
    await closeSimulators();
    throw error;
  }
}

/** Ada, whom the visitor plays, lives where this machine is. */
function workspaceIn(timeZone: string) {
  const users = defaultWorkspace.users.map((user) =>
    user.id === people.ada ? { ...user, timeZone } : user,
  );
  return { ...defaultWorkspace, users };
}

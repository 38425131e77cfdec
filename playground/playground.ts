import { randomBytes } from "node:crypto";
import type { Clock } from "../src/core/time.ts";
import { type AccountFleet, closeFleets, startFleets } from "./accounts/account-fleet.ts";
import { accountSettings } from "./accounts/account-settings.ts";
import { type DemoRule, oneAccount, twoAccounts } from "./accounts/demo-accounts.ts";
import { type PrivateFile, writePrivateFile } from "./accounts/private-file.ts";
import { type BotProcess, freePort, startBotProcess } from "./bot-process.ts";
import { type SlackSimulator, startSlackSimulator } from "./slack/simulator.ts";
import { defaultWorkspace, people } from "./slack/state/workspace.ts";
import { MovableClock } from "./time/movable-clock.ts";
import { Traffic } from "./traffic.ts";

export interface PlaygroundOptions {
  /** The machine's time: the bot, in a process of its own, goes by it too. */
  readonly clock: Clock;
  readonly transport: "http" | "socket";
  /** The time zone of the person at this machine. */
  readonly timeZone: string;
  /** `several`: two accounts of different providers, and rules about them; default: one. */
  readonly accounts?: "one" | "several";
  /** How many SIMs there are beside those with a story; default: none. */
  readonly everydaySims?: number;
}

/**
 * Who watches for a few minutes wants to see what takes a day elsewhere: the fleet is known within
 * a minute or two, again after each hour that passes, and a SIM that is back is told of soon.
 */
const impatient = {
  SWEEP_HOURS: "1",
  SWEEP_CALLS_PER_MINUTE: "600",
  WATCH_EVERY_SECONDS: "20",
};

/** Fleets, a Slack and the real bot between them, all on this machine. */
export interface Playground {
  /** One for each account, in the order of the configuration. */
  readonly fleets: readonly AccountFleet[];
  readonly slack: SlackSimulator;
  readonly traffic: Traffic;
  readonly transport: "http" | "socket";
  /** How far the time of all of them runs ahead of the machine's, in milliseconds. */
  readonly aheadMs: number;
  /** Resolves when the bot ends without being asked to. */
  readonly ended: Promise<void>;
  /** Lets so much time pass at once, for Slack, the bot and the fleets. */
  advance(byMs: number): Promise<void>;
  /**
   * Back to the machine's time. Nothing lives backwards: channels and fleets begin anew, and the
   * bot is started again.
   */
  startOver(): Promise<void>;
  close(): Promise<void>;
}

/** Starts everything; when one part fails, the others are stopped and the promise rejects. */
export async function startPlayground(options: PlaygroundOptions): Promise<Playground> {
  const { transport, timeZone, everydaySims = 0 } = options;
  const { accounts, rules } = options.accounts === "several" ? twoAccounts : oneAccount;
  const clock = new MovableClock(options.clock);
  const secrets = {
    signingSecret: randomBytes(16).toString("hex"),
    botToken: `xoxb-playground-${randomBytes(8).toString("hex")}`,
    appToken: `xapp-playground-${randomBytes(8).toString("hex")}`,
  };
  const port = await freePort();
  const fleets = await startFleets(accounts, clock, everydaySims);
  const slack = await startSlackSimulator({
    clock,
    ...secrets,
    workspace: workspaceIn(timeZone, rules),
    commands: ["/sim"],
    bot:
      transport === "http"
        ? { kind: "http", url: `http://127.0.0.1:${port}/slack/events` }
        : { kind: "socket" },
  });
  const traffic = new Traffic(slack, fleets);
  const sims = accountSettings(fleets, rules);
  const settings = {
    SLACK_API_URL: slack.url,
    SLACK_BOT_TOKEN: secrets.botToken,
    ...(transport === "http"
      ? { SLACK_SIGNING_SECRET: secrets.signingSecret }
      : { SLACK_APP_TOKEN: secrets.appToken }),
    ...sims.environment,
    DATABASE_URL: "sqlite::memory:",
    LOG_LEVEL: "warn",
    // Scripts of the playground and its screenshots ask faster than people.
    QUESTIONS_PER_MINUTE: "6000",
    ...(everydaySims > 0 && impatient),
  };
  let accountsFile: PrivateFile | null = null;
  const closeSimulators = async () => {
    traffic.close();
    await Promise.all([slack.close(), closeFleets(fleets), accountsFile?.remove()]);
  };
  const { promise: ended, resolve: end } = Promise.withResolvers<void>();
  let bot: BotProcess | null = null;
  const startBot = async () => {
    const file = accountsFile === null ? {} : { SIMSCOPE_CONFIG: accountsFile.path };
    const started = await startBotProcess({ ...settings, ...file }, port);
    bot = started;
    void started.ended.then(() => bot === started && end());
  };
  const stopBot = async () => {
    const stopped = bot;
    bot = null;
    await stopped?.stop();
  };

  let last: Promise<void> = Promise.resolve();
  /** One change of the clock after the other, whoever asks for them. */
  const inTurn = (change: () => Promise<void>): Promise<void> => {
    last = last.catch(() => {}).then(change);
    return last;
  };

  try {
    if (sims.kind === "file") accountsFile = await writePrivateFile("simscope.yml", sims.yaml);
    await startBot();
  } catch (error) {
    await closeSimulators();
    throw error;
  }
  return {
    fleets,
    slack,
    traffic,
    transport,
    get aheadMs() {
      return clock.aheadMs;
    },
    ended,
    advance: (byMs) =>
      inTurn(async () => {
        const aheadMs = clock.aheadMs + byMs;
        // The bot first: a request that is signed in the new time must not meet the old one.
        await bot?.setClockAhead(aheadMs);
        clock.setAhead(aheadMs);
        // The bot's library takes a connection for dead whose last sign is older than seconds.
        if (transport === "http") return;
        await slack.socket.renew();
        slack.socket.retireLeaving();
      }),
    startOver: () =>
      inTurn(async () => {
        await stopBot();
        clock.setAhead(0);
        for (const { simulator } of fleets) simulator.reset();
        try {
          await startBot();
        } catch (error) {
          end();
          throw error;
        }
        slack.reset();
      }),
    close: async () => {
      await last.catch(() => {});
      await stopBot();
      await closeSimulators();
    },
  };
}

/** Ada, whom the visitor plays, lives where this machine is; channels with a rule say so. */
function workspaceIn(timeZone: string, rules: readonly DemoRule[]) {
  const users = defaultWorkspace.users.map((user) =>
    user.id === people.ada ? { ...user, timeZone } : user,
  );
  const channels = defaultWorkspace.channels.map((channel) => {
    const rule = rules.find((one) => one.channel === channel.id);
    return rule === undefined ? channel : { ...channel, topic: rule.topic };
  });
  return { ...defaultWorkspace, users, channels };
}

import { Writable } from "node:stream";
import { accountSettings } from "../../playground/accounts/account-settings.ts";
import { type Platform, platforms } from "../../playground/fleet/credentials.ts";
import { type FleetSimulator, startFleetSimulator } from "../../playground/fleet/simulator.ts";
import { startDistributedApp } from "../../playground/slack/distribution/distributed-app.ts";
import { optionsOf } from "../../playground/slack/driver/element-value.ts";
import { type SlackSimulator, startSlackSimulator } from "../../playground/slack/simulator.ts";
import { elementsIn } from "../../playground/slack/state/block-ids.ts";
import type { SlackMessage } from "../../playground/slack/state/messages.ts";
import { channels, people, type WorkspaceSeed } from "../../playground/slack/state/workspace.ts";
import { type Bot, startBot } from "../../src/bot/start.ts";
import { parseConfig } from "../../src/config/config.ts";
import type { StartTimer } from "../../src/core/time.ts";
import { within } from "../../src/ops/drain.ts";
import { createLogger } from "../../src/ops/logger.ts";
import { type TestClock, testClock } from "./fake-sim-source.ts";
import { install, oauthApp, oauthSettings } from "./install-over-oauth.ts";

export type TransportName = "http" | "socket";
export const transports: readonly TransportName[] = ["http", "socket"];

export const signingSecret = "0123456789abcdef0123456789abcdef";
const botToken = "xoxb-100000000001-100000000002-simulated0simulated0bot";
const appToken = "xapp-1-A0SIMSCOPE-100000000003-simulated0simulated0app";

export interface Setting {
  readonly transport: TransportName;
  /** Where the SIMs are that questions are about. */
  readonly platform: Platform;
  /** The platform of a second account, with other SIMs; left out: there is only one account. */
  readonly beside?: Platform;
}

/** Both transports, both platforms. */
export const settings: readonly Setting[] = transports.flatMap((transport) =>
  platforms.map((platform) => ({ transport, platform })),
);

/** Every way in which the main job is asked for: each platform alone, and beside the other one. */
export const settingsWithSeveralAccounts: readonly Setting[] = [
  ...settings,
  ...settings.map((setting) => ({
    ...setting,
    beside: setting.platform === "twilio" ? ("kore" as const) : ("twilio" as const),
  })),
];

/** The names of the two accounts, where there are two: `beside` is the second one. */
export const accountNames = { main: "us", beside: "emea" } as const;

export interface WorldOptions {
  readonly transport?: TransportName;
  readonly platform?: Platform;
  readonly beside?: Platform;
  /** What stands in the file of accounts below the accounts, where there are two: rules, in YAML. */
  readonly accountRules?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly questionTimeoutMs?: number;
  readonly callTimeoutMs?: number;
  /** Who is in the simulated Slack; left out: one workspace of one company. */
  readonly workspace?: WorkspaceSeed;
  /** Left out: by hand, with a token in the settings. */
  readonly isInstalledOverOAuth?: boolean;
  /** What the bot was allowed in Slack; left out: all that it can use. */
  readonly scopes?: readonly string[];
  /** Starts the timer between two listings of the fleet; left out: real time. */
  readonly startTimer?: StartTimer;
  /** Those of the sweep, of watches and of what is kept; left out: real time. */
  readonly startFleetTimer?: StartTimer;
  /** What the platforms are like before the bot starts. */
  readonly prepare?: (fleet: FleetSimulator, beside: FleetSimulator | null) => void;
}

/** The real bot between two simulated platforms. */
export interface World extends AsyncDisposable {
  readonly clock: TestClock;
  /** The account that questions are about. */
  readonly fleet: FleetSimulator;
  /** The second account; `null`: there is only one. */
  readonly beside: FleetSimulator | null;
  readonly slack: SlackSimulator;
  readonly bot: Bot;
  /** Everything that was logged so far. */
  log(): string;
  /** Resolves when so many lines of the log, counted from the start, hold these words. */
  untilLogged(words: string, times?: number): Promise<void>;
  /** Resolves when the bot has listed the fleet so many times. */
  untilListed(times?: number): Promise<void>;
  /** Types a command and waits for the answer. */
  ask(text: string, from?: { user?: string; channel?: string }): Promise<SlackMessage>;
  /** Presses a button, or chooses an option, and waits for what comes of it. */
  press(message: SlackMessage, actionId: string, over?: Press): Promise<SlackMessage>;
  /** Chooses the option that begins with these words, in whichever menu of the message it is. */
  choose(message: SlackMessage, words: string, over?: Press): Promise<SlackMessage>;
  /** Starts another replica beside the bot; what Slack sends goes to it from then on. */
  replica(): Promise<Bot>;
  /** Sends what comes from Slack to this replica. */
  sendTo(bot: Bot): void;
  /** Stops the bot and starts another one, as a deployment does. */
  restart(): Promise<void>;
  /**
   * Calls to the SIM platform that `fleet` stands in for, since the last time this was asked;
   * without probes, and without the listing of all SIMs in the background, which no question causes.
   */
  simCalls(): string[];
}

export interface Press {
  readonly user?: string;
  readonly value?: string;
  readonly option?: string;
}

const listedWithinMs = 4_000;

/**
 * Starts everything. The clock begins at the real time, because Slack's library compares the
 * age of requests with the machine's own clock; from then on it only moves when told.
 */
export async function startWorld(options: WorldOptions = {}): Promise<World> {
  const { transport = "http", platform = "twilio" } = options;
  const clock = testClock(Date.now());
  const fleet = await startFleetSimulator({ clock, platform });
  const beside = options.beside === undefined ? null : await besideFleet(clock, options.beside);
  options.prepare?.(fleet, beside);
  const accounts = settingsOf(fleet, beside);
  const yaml = "yaml" in accounts ? `${accounts.yaml}${options.accountRules ?? ""}` : "";
  const slack = await startSlackSimulator({
    ...{ clock, signingSecret, botToken, appToken },
    ...(options.workspace !== undefined && { workspace: options.workspace }),
    ...(options.scopes !== undefined && { scopes: options.scopes }),
  });
  const app =
    options.isInstalledOverOAuth === true
      ? await startDistributedApp({ ...oauthApp, workspaces: [slack] })
      : null;
  const lines: string[] = [];
  const waiting = new Set<() => void>();
  const untilLogged = (words: string, times = 1): Promise<void> =>
    new Promise((resolve) => {
      const look = (): void => {
        if (lines.filter((line) => line.includes(words)).length < times) return;
        waiting.delete(look);
        resolve();
      };
      waiting.add(look);
      look();
    });
  const destination = new Writable({
    write: (chunk, _encoding, done) => {
      lines.push(String(chunk));
      for (const look of [...waiting]) look();
      done();
    },
  });

  const start = async (): Promise<Bot> => {
    const environment = {
      ...(app === null
        ? { SLACK_BOT_TOKEN: botToken }
        : oauthSettings([slack.world.settings.seed])),
      ...(transport === "http"
        ? { SLACK_SIGNING_SECRET: signingSecret }
        : { SLACK_APP_TOKEN: appToken }),
      SLACK_API_URL: app?.url ?? slack.url,
      ...accounts.environment,
      ...("yaml" in accounts && { SIMSCOPE_CONFIG: "simscope.yml" }),
      CHART_RENDERER: "off",
      DATABASE_URL: "sqlite::memory:",
      LOG_LEVEL: "debug",
      // Tests ask faster than people.
      QUESTIONS_PER_MINUTE: "999999",
      // What calls the platform is told by what was asked.
      SWEEP_HOURS: "off",
      ...options.env,
    };
    const parsed = parseConfig(environment, () => yaml);
    if (parsed.kind === "faults") throw new Error(JSON.stringify(parsed.faults));
    const started = await startBot({
      config: { ...parsed.config, port: 0 },
      clock,
      logger: createLogger({ level: "debug", destination }),
      // No balancer asks here.
      noticeMs: 0,
      ...(options.questionTimeoutMs !== undefined && {
        questionTimeoutMs: options.questionTimeoutMs,
      }),
      ...(options.callTimeoutMs !== undefined && { callTimeoutMs: options.callTimeoutMs }),
      ...(options.startTimer !== undefined && { startTimer: options.startTimer }),
      ...(options.startFleetTimer !== undefined && { startFleetTimer: options.startFleetTimer }),
    });
    sendTo(started);
    if (app !== null) await install(app, started, slack);
    // The bot itself waits for a second, in which a busy machine may not list a few SIMs.
    await within(listedWithinMs, started.listed);
    return started;
  };
  const sendTo = ({ port }: Bot): void => {
    const url = `http://127.0.0.1:${port}/slack/events`;
    if (transport === "http") slack.reachBotBy({ kind: "http", url });
  };
  const replicas: Bot[] = [];

  let bot = await start();
  let seenRequests = 0;
  const world: World = {
    clock,
    fleet,
    beside,
    slack,
    get bot() {
      return bot;
    },
    log: () => lines.join(""),
    untilLogged,
    untilListed: (times) => untilLogged("the list of SIMs is new", times),
    async ask(text, { user = people.ada, channel = channels.incidents } = {}) {
      return slack.nextAnswer(await slack.command({ user, channel, text: `/sim ${text}` }));
    },
    async press(message, actionId, { user = people.ada, value, option } = {}) {
      const clicked = await slack.click({
        user,
        message,
        actionId,
        ...(value !== undefined && { value }),
        ...(option !== undefined && { selectedOption: option }),
      });
      return slack.nextAnswer(clicked);
    },
    choose(message, words, over) {
      const { actionId, option } = optionIn(message.blocks, words);
      return world.press(message, actionId, { ...over, option });
    },
    async replica() {
      const started = await start();
      replicas.push(started);
      return started;
    },
    sendTo,
    async restart() {
      await bot.stop();
      bot = await start();
    },
    simCalls() {
      const calls = fleet.requests
        .slice(seenRequests)
        .filter(({ query }) => query["PageSize"] !== "1")
        .filter(({ path, query }) => !path.endsWith("/Sims") || query["Iccid"] !== undefined)
        .map(({ path }) => path);
      seenRequests = fleet.requests.length;
      return calls;
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([bot, ...replicas].map((one) => one.stop()));
      await slack.close();
      await app?.close();
      await fleet.close();
      await beside?.close();
    },
  };
  return world;
}

/** As an admin would write it: variables for the only account, a file for two. */
function settingsOf(main: FleetSimulator, beside: FleetSimulator | null) {
  const named = (account: string | null, simulator: FleetSimulator) => ({
    ...{ account, description: null, simulator },
  });
  return accountSettings(
    beside === null
      ? [named(null, main)]
      : [named(accountNames.main, main), named(accountNames.beside, beside)],
    [],
  );
}

/** A fleet of another customer's: other SIMs, other credentials. */
async function besideFleet(clock: TestClock, platform: Platform): Promise<FleetSimulator> {
  const options = { clock, platform, seed: "beside", scenarios: [] };
  const fleet = await startFleetSimulator(options);
  fleet.configure({ syntheticSims: 25 });
  return fleet;
}

/** All texts of a message, as one string to search in; no-break spaces read like others. */
export function textsOf(message: SlackMessage): string {
  return JSON.stringify([message.text, message.blocks]).replaceAll("\u00A0", " ");
}

/** The action ids that a message offers. */
export function actionsOf(message: SlackMessage): string[] {
  return [...JSON.stringify(message.blocks).matchAll(/"action_id":"([^"]+)"/g)].map(
    ([, id]) => id ?? "",
  );
}

/** The values of the buttons with this action id, or of the options of such a menu, in their order. */
export function valuesIn(blocks: readonly unknown[], actionId: string): string[] {
  return elementsIn(blocks)
    .filter(({ element }) => element["action_id"] === actionId)
    .flatMap(({ element }) => {
      const options = optionsOf(element);
      return (options.length > 0 ? options : [element]).map(({ value }) => String(value));
    });
}

/** The option of a menu that begins with these words, and the menu's action id. */
export function optionIn(blocks: readonly unknown[], words: string) {
  for (const { element } of elementsIn(blocks)) {
    const option = optionsOf(element).find(({ text }) =>
      String(Object(text).text).startsWith(words),
    );
    if (option !== undefined) {
      return { actionId: String(element["action_id"]), option: String(option["value"]) };
    }
  }
  throw new Error(`no option begins with ${words}`);
}

import { Writable } from "node:stream";
import { accountSettings } from "../../playground/accounts/account-settings.ts";
import { type FleetSimulator, startFleetSimulator } from "../../playground/fleet/simulator.ts";
import {
  type DistributedApp,
  startDistributedApp,
} from "../../playground/slack/distribution/distributed-app.ts";
import { type SlackSimulator, startSlackSimulator } from "../../playground/slack/simulator.ts";
import { secondWorkspace } from "../../playground/slack/state/second-workspace.ts";
import { defaultWorkspace, type WorkspaceSeed } from "../../playground/slack/state/workspace.ts";
import { type Bot, startBot } from "../../src/bot/start.ts";
import { parseConfig } from "../../src/config/config.ts";
import type { StartTimer } from "../../src/core/time.ts";
import { within } from "../../src/ops/drain.ts";
import { createLogger } from "../../src/ops/logger.ts";
import { type TestClock, testClock } from "./fake-sim-source.ts";
import { install, oauthApp, oauthSettings, type Shown, type Visit } from "./install-over-oauth.ts";
import { signingSecret } from "./whole-bot.ts";

/** One app, two workspaces of two companies, and as many bots as a test starts. */
export interface ManyWorkspaces extends AsyncDisposable {
  readonly clock: TestClock;
  readonly app: DistributedApp;
  /** The SIMs of the only account, or of `us`. */
  readonly fleet: FleetSimulator;
  readonly care: SlackSimulator;
  readonly harbor: SlackSimulator;
  log(): string;
  untilLogged(words: string, times?: number): Promise<void>;
  /** Starts a bot, to which all workspaces send from then on. */
  start(env?: Readonly<Record<string, string>>, startTimer?: StartTimer): Promise<Bot>;
  sendTo(bot: Bot): void;
  /** Somebody installs it in a browser; `over` changes what the browser does. */
  install(bot: Bot, workspace: SlackSimulator, over?: Partial<Visit>): Promise<Shown>;
  stop(bot: Bot): Promise<void>;
}

export async function startManyWorkspaces(
  settings: Readonly<Record<string, string>> = {},
  /** What stands below two accounts in their file, in YAML; left out: there is one account. */
  accountRules?: string,
  /** The first workspace. */
  first: WorkspaceSeed = defaultWorkspace,
): Promise<ManyWorkspaces> {
  const seeds = [first, secondWorkspace] as const;
  const clock = testClock(Date.now());
  const fleet = await startFleetSimulator({ clock });
  const beside = await startFleetSimulator({ clock, seed: "beside", scenarios: [] });
  const slackOf = (workspace: WorkspaceSeed, place: number) =>
    startSlackSimulator({
      ...{ clock, signingSecret, workspace, idsAfter: place * 1_000_000 },
      ...{ botToken: `xoxb-inside-${place}`, appToken: "xapp-unused" },
    });
  const [care, harbor] = [await slackOf(seeds[0], 0), await slackOf(seeds[1], 1)];
  const workspaces = [care, harbor];
  const app = await startDistributedApp({ ...oauthApp, workspaces });
  const sims = accountSettings(
    accountRules === undefined
      ? [{ account: null, description: null, simulator: fleet }]
      : [
          { account: "us", description: null, simulator: fleet },
          { account: "emea", description: null, simulator: beside },
        ],
    [],
  );
  const yaml = "yaml" in sims ? `${sims.yaml}${accountRules}` : "";
  const lines: string[] = [];
  const waiting = new Set<() => void>();
  const destination = new Writable({
    write: (chunk, _encoding, done) => {
      lines.push(String(chunk));
      for (const look of [...waiting]) look();
      done();
    },
  });
  const bots = new Set<Bot>();
  const sendTo = ({ port }: Bot): void => {
    for (const workspace of workspaces)
      workspace.reachBotBy({ kind: "http", url: `http://127.0.0.1:${port}/slack/events` });
  };

  return {
    ...{ clock, app, fleet, care, harbor, sendTo },
    log: () => lines.join(""),
    untilLogged: (words, times = 1) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (lines.filter((line) => line.includes(words)).length < times) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      }),
    start: async (env = {}, startTimer) => {
      const parsed = parseConfig(
        {
          SLACK_SIGNING_SECRET: signingSecret,
          ...oauthSettings(seeds),
          SLACK_API_URL: app.url,
          ...sims.environment,
          ...("yaml" in sims && { SIMSCOPE_CONFIG: "simscope.yml" }),
          CHART_RENDERER: "off",
          DATABASE_URL: "sqlite::memory:",
          ...settings,
          ...env,
        },
        () => yaml,
      );
      if (parsed.kind === "faults") throw new Error(JSON.stringify(parsed.faults));
      const bot = await startBot({
        config: { ...parsed.config, port: 0 },
        ...{ clock, noticeMs: 0, logger: createLogger({ level: "debug", destination }) },
        ...(startTimer !== undefined && { startTimer, startFleetTimer: startTimer }),
      });
      bots.add(bot);
      sendTo(bot);
      await within(4_000, bot.listed);
      return bot;
    },
    install: (bot, workspace, over) => install(app, bot, workspace, over),
    stop: async (bot) => {
      bots.delete(bot);
      await bot.stop();
    },
    [Symbol.asyncDispose]: async () => {
      await Promise.all([...bots].map((bot) => bot.stop()));
      await Promise.all([app.close(), care.close(), harbor.close(), fleet.close(), beside.close()]);
    },
  };
}

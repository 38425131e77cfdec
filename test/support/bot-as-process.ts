import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { onTestFinished } from "vitest";
import { freePort } from "../../playground/bot-process.ts";
import { type FleetSimulator, startFleetSimulator } from "../../playground/fleet/simulator.ts";
import { type SlackSimulator, startSlackSimulator } from "../../playground/slack/simulator.ts";
import { signingSecret, type TransportName } from "./whole-bot.ts";

const clock = { now: () => Date.now() };
const botToken = "xoxb-100000000001-100000000002-simulated0simulated0bot";
const appToken = "xapp-1-A0SIMSCOPE-100000000003-simulated0simulated0app";

export interface BotAsProcess {
  readonly fleet: FleetSimulator;
  readonly slack: SlackSimulator;
  readonly child: ChildProcess;
  readonly port: number;
  /** Resolves to the exit code and signal once the process and its output have ended. */
  readonly ended: Promise<unknown[]>;
  output(): string;
  errorOutput(): string;
}

export interface BotAsProcessOptions {
  readonly transport?: TransportName;
  /** `node`: as in the image. `npm`: `npm start`, in a process group of its own. */
  readonly by?: "node" | "npm";
  readonly env?: Readonly<Record<string, string>>;
  /** Another replica, between whose simulators this one is put, too. */
  readonly beside?: BotAsProcess;
  /** Before the bot starts. */
  readonly prepare?: (fleet: FleetSimulator, slack: SlackSimulator) => void;
}

/** The real bot between two simulated platforms; resolves when it answers, or has ended. */
export async function startBotAsProcess({
  transport = "http",
  by = "node",
  env = {},
  beside,
  prepare,
}: BotAsProcessOptions = {}): Promise<BotAsProcess> {
  const fleet = beside?.fleet ?? (await startFleetSimulator({ clock }));
  const slack =
    beside?.slack ?? (await startSlackSimulator({ clock, signingSecret, botToken, appToken }));
  prepare?.(fleet, slack);
  const port = await freePort();
  const [command, args] =
    by === "node" ? [process.execPath, ["src/main.ts"]] : ["npm", ["start", "--silent"]];
  const child = spawn(command, args, {
    stdio: ["ignore", "pipe", "pipe"],
    detached: by === "npm",
    env: {
      SWEEP_HOURS: "off",
      PATH: process.env["PATH"] ?? "",
      HOME: process.env["HOME"] ?? "",
      NODE_COMPILE_CACHE: process.env["NODE_COMPILE_CACHE"] ?? "",
      PORT: String(port),
      SLACK_BOT_TOKEN: botToken,
      ...(transport === "http"
        ? { SLACK_SIGNING_SECRET: signingSecret }
        : { SLACK_APP_TOKEN: appToken }),
      SLACK_API_URL: slack.url,
      SIM_API_URL: fleet.url,
      TWILIO_ACCOUNT_SID: fleet.credentials.accountSid,
      TWILIO_AUTH_TOKEN: fleet.credentials.authToken,
      CHART_RENDERER: "off",
      QUESTIONS_PER_MINUTE: "999999",
      DATABASE_URL: "sqlite::memory:",
      ...env,
    },
  });
  let output = "";
  let errorOutput = "";
  const ended = once(child, "close");
  onTestFinished(async () => {
    // Of npm's group somebody may be left although npm itself is gone.
    if (by === "npm") killGroup(child.pid);
    else child.kill("SIGKILL");
    await ended;
    if (beside !== undefined) return;
    await slack.close();
    await fleet.close();
  });
  const ready = new Promise<void>((resolve) => {
    child.stdout.on("data", (chunk: Buffer) => {
      output += chunk.toString();
      if (output.includes("ready for questions")) resolve();
    });
    child.stderr.on("data", (chunk: Buffer) => {
      errorOutput += chunk.toString();
    });
  });
  await Promise.race([ready, ended]);
  if (transport === "http")
    slack.reachBotBy({ kind: "http", url: `http://127.0.0.1:${port}/slack/events` });
  return { fleet, slack, child, port, ended, output: () => output, errorOutput: () => errorOutput };
}

function killGroup(leader: number | undefined): void {
  try {
    if (leader !== undefined) process.kill(-leader, "SIGKILL");
  } catch {
    // Nobody is left.
  }
}

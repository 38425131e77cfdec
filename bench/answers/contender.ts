import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { freePort } from "../../playground/bot-process.ts";
import type { FleetAddress } from "../load/bot-under-load.ts";
import { processorSeconds, treeMemoryMb } from "../load/process-tree.ts";
import { pathOfScripts, startScript } from "../load/start-script.ts";
import { type SlackSide, slackSecrets } from "./slack-side.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

export const contenderNames = ["bot", "floor"] as const;
export type ContenderName = (typeof contenderNames)[number];

const programs: Readonly<Record<ContenderName, string>> = {
  bot: startScript,
  floor: "exec node bench/answers/floor.ts",
};

/** The bot or the floor beneath it, in a process of its own. */
export interface Contender {
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  /** From its start until `/healthz` answers. */
  readonly startMs: number;
  /** Resident memory of the process and all that it started, in MB. */
  memoryMb(): number;
  /** Processor time used so far by the process itself, in seconds. */
  processorS(): number;
  stop(): Promise<void>;
}

export interface Surroundings {
  readonly slack: SlackSide;
  readonly fleet: FleetAddress;
  readonly settings?: Readonly<Record<string, string>>;
}

const startLimitMs = 30_000;

export async function startContender(
  name: ContenderName,
  { slack, fleet, settings = {} }: Surroundings,
): Promise<Contender> {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), "simscope-bench-"));
  const startedAt = performance.now();
  const child = spawn("/bin/sh", ["-c", programs[name]], {
    cwd: root,
    stdio: "ignore",
    env: {
      SWEEP_HOURS: "off",
      PATH: pathOfScripts,
      HOME: process.env["HOME"] ?? "",
      PORT: String(port),
      SLACK_BOT_TOKEN: slackSecrets.botToken,
      SLACK_SIGNING_SECRET: slackSecrets.signingSecret,
      SLACK_API_URL: slack.apiUrl,
      SIM_API_URL: fleet.url,
      TWILIO_ACCOUNT_SID: fleet.accountSid,
      TWILIO_AUTH_TOKEN: fleet.authToken,
      DATABASE_URL: `sqlite:${join(folder, "simscope.db")}`,
      CHART_RENDERER: "off",
      QUESTIONS_PER_MINUTE: "999999",
      ...settings,
    },
  });
  const gone = once(child, "exit");
  await untilAnswered(`http://127.0.0.1:${port}/healthz`);
  const startMs = performance.now() - startedAt;
  await untilAnswered(`http://127.0.0.1:${port}/readyz`);
  const pid = child.pid ?? 0;
  return {
    ...{ url: `http://127.0.0.1:${port}/slack/events`, port, pid, startMs },
    memoryMb: () => treeMemoryMb(pid).all,
    processorS: () => processorSeconds(pid) ?? Number.NaN,
    stop: async () => {
      child.kill("SIGTERM");
      await gone;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function untilAnswered(address: string): Promise<void> {
  const deadline = performance.now() + startLimitMs;
  while (performance.now() < deadline) {
    const isThere = await fetch(address).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isThere) return;
    await wait(5);
  }
  throw new Error(`no answer at ${address}`);
}

import { type ChildProcess, fork, spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { freePort } from "../../playground/bot-process.ts";
import { treeMemoryMb } from "./process-tree.ts";
import { pathOfScripts, startScript } from "./start-script.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

export interface FleetAddress {
  readonly url: string;
  readonly accountSid: string;
  readonly authToken: string;
}

/** The fleet in a process of its own. */
export async function startFleet(
  ...figures: readonly number[]
): Promise<{ readonly address: FleetAddress; stop(): void }> {
  const child = fork(join(import.meta.dirname, "fleet-process.ts"), figures.map(String));
  const [address] = (await once(child, "message")) as [FleetAddress];
  return { address, stop: () => child.disconnect() };
}

/** The real bot with a heap of its own size, and what it took at most. */
export interface BotUnderLoad {
  readonly pid: number;
  /** Set when it ended by itself: its code or signal. */
  readonly ended: () => string | null;
  /** Peak of the resident memory so far, in MB. */
  readonly peakMb: () => { readonly all: number; readonly root: number };
  stop(): Promise<void>;
}

const sampleEveryMs = 100;
const startLimitMs = 30_000;

export interface BotSettings {
  readonly heapMb: number;
  readonly settings: Readonly<Record<string, string>>;
  /** Where its log goes. */
  readonly logFile: string;
}

/** Starts the bot as `npm start` does, and waits until it can answer. */
export async function startBot(
  { heapMb, settings, logFile }: BotSettings,
  port: number,
): Promise<BotUnderLoad> {
  const folder = mkdtempSync(join(tmpdir(), "simscope-load-"));
  const child = spawn("/bin/sh", ["-c", startScript], {
    cwd: root,
    env: {
      SWEEP_HOURS: "off",
      PATH: pathOfScripts,
      NODE_OPTIONS: `--max-old-space-size=${heapMb}`,
      DATABASE_URL: `sqlite:${join(folder, "simscope.db")}`,
      LOG_LEVEL: "info",
      ...settings,
      PORT: String(port),
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const log = createWriteStream(logFile);
  child.stdout.pipe(log, { end: false });
  child.stderr.pipe(log, { end: false });
  const { pid = 0 } = child;
  let peak = { all: 0, root: 0 };
  const timer = setInterval(() => {
    const { all, root: own } = treeMemoryMb(pid);
    peak = { all: Math.max(peak.all, all), root: Math.max(peak.root, own) };
  }, sampleEveryMs);
  const gone = once(child, "exit");
  const stop = async (): Promise<void> => {
    if (endOf(child) === null) child.kill("SIGTERM");
    await gone;
    clearInterval(timer);
    log.end();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await untilReady(child, `http://127.0.0.1:${port}/readyz`);
  } catch (error) {
    await stop();
    throw error;
  }
  return { pid, ended: () => endOf(child), peakMb: () => peak, stop };
}

function endOf({ exitCode, signalCode }: ChildProcess): string | null {
  if (signalCode !== null) return signalCode;
  return exitCode === null ? null : `exit code ${exitCode}`;
}

async function untilReady(child: ChildProcess, address: string): Promise<void> {
  const deadline = Date.now() + startLimitMs;
  while (Date.now() < deadline && endOf(child) === null) {
    const isReady = await fetch(address).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isReady) return;
    await wait(50);
  }
  throw new Error("the bot did not become ready");
}

export { freePort };

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import process from "node:process";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";

/** The real bot in a process of its own, as `npm start` runs it. */
export interface BotProcess {
  /** `http://127.0.0.1:PORT`. */
  readonly origin: string;
  /** Resolves when it has ended, asked or not, to its exit code. */
  readonly ended: Promise<number | null>;
  /** Moves its clock; resolves once it goes by the new time. Rejects when it does not say so. */
  setClockAhead(aheadMs: number): Promise<void>;
  /** Asks it to stop, waits until it has drained and ended; resolves to its exit code. */
  stop(): Promise<number | null>;
}

const main = fileURLToPath(new URL("../src/main.ts", import.meta.url));
const shiftDate = new URL("./time/shift-date.ts", import.meta.url).href;
const root = fileURLToPath(new URL("..", import.meta.url));
const startDeadlineMs = 30_000;
const stopDeadlineMs = 30_000;
const clockDeadlineMs = 5_000;
const betweenProbesMs = 40;

/** What a process needs from its surroundings; the settings of a real bot are no part of it. */
const inherited = [
  "PATH",
  "HOME",
  "TMPDIR",
  "TEMP",
  "SystemRoot",
  "LANG",
  "TZ",
  "NODE_COMPILE_CACHE",
  "NODE_EXTRA_CA_CERTS",
];

/**
 * Starts `src/main.ts` with exactly these settings and waits until it says that it can answer.
 * Rejects when it ends before that.
 */
export async function startBotProcess(
  settings: Readonly<Record<string, string>>,
  port: number,
): Promise<BotProcess> {
  const surroundings = inherited.flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  const child = spawn(process.execPath, ["--import", shiftDate, main], {
    cwd: root,
    env: { ...Object.fromEntries(surroundings), ...settings, PORT: String(port) },
    // The bot's log goes to the error output, so that the standard output holds answers only.
    // The channel is for its clock.
    stdio: ["ignore", 2, 2, "ipc"],
  });
  const origin = `http://127.0.0.1:${port}`;
  const ended = once(child, "exit").then(() => child.exitCode);
  const stop = () => stopProcess(child, ended);
  try {
    await untilReady(child, `${origin}/readyz`);
  } catch (error) {
    await stop();
    throw error;
  }
  const setClockAhead = async (aheadMs: number) => {
    const heard = once(child, "message", { signal: AbortSignal.timeout(clockDeadlineMs) });
    child.send({ aheadMs });
    await heard;
  };
  return { origin, ended, setClockAhead, stop };
}

async function untilReady(child: ChildProcess, address: string): Promise<void> {
  const deadline = AbortSignal.timeout(startDeadlineMs);
  while (!deadline.aborted) {
    if (hasEnded(child)) throw new Error("the bot ended before it was ready");
    if (await isReady(address, deadline)) return;
    await wait(betweenProbesMs);
  }
  throw new Error("the bot did not become ready in time");
}

async function isReady(address: string, signal: AbortSignal): Promise<boolean> {
  try {
    const response = await fetch(address, { signal });
    await response.body?.cancel();
    return response.status === 200;
  } catch {
    // Not listening yet.
    return false;
  }
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

async function stopProcess(
  child: ChildProcess,
  ended: Promise<number | null>,
): Promise<number | null> {
  if (hasEnded(child)) return child.exitCode;
  child.kill("SIGTERM");
  const deadline = setTimeout(() => child.kill("SIGKILL"), stopDeadlineMs);
  const exitCode = await ended;
  clearTimeout(deadline);
  return exitCode;
}

/** A port that nobody uses at this moment. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

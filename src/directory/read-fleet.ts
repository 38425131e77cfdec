import { type BotError, isBotError } from "../core/errors.ts";
import { type Instant, minuteMs, secondMs } from "../core/instant.ts";
import type { IncompleteReason } from "../core/session-read.ts";
import type { Clock, StartTimer } from "../core/time.ts";
import type { SimSource } from "../ports/sim-source.ts";
import type { StartIndexBuild } from "./index-build.ts";
import type { PackedIndex } from "./packed-index.ts";

/** All SIMs of the account, as listed from `readAt` on. */
export interface FleetRead {
  readonly packed: PackedIndex;
  readonly readAt: Instant;
  /** Records that could not be read. */
  readonly setAside: number;
  readonly incomplete: IncompleteReason;
}

export interface FleetReadParts {
  readonly source: Pick<SimSource, "listSims">;
  readonly clock: Clock;
  readonly startTimer: StartTimer;
  readonly startBuild: StartIndexBuild;
  /** Told after each page how many SIMs have arrived. */
  readonly onListed: (listed: number) => void;
  /** Told before each pause. */
  readonly onRateLimited: (waitMs: number) => void;
}

/** How often a list is begun in one round before it is left for the next one. */
const mostTries = 5;
const firstWaitMs = 2 * secondMs;
/** Asked to wait longer, the round is given up: the next one is minutes away anyway. */
const longestWaitMs = 5 * minuteMs;

/**
 * Lists the whole fleet, one call at a time. The client repeats single pages; when the platform
 * still says "too many requests", waits as long as it asks, each time at least twice as long as the
 * time before, and begins again. Every other failure passes through. Half a list is never an index.
 */
export async function readFleet(parts: FleetReadParts, signal: AbortSignal): Promise<FleetRead> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await listOnce(parts, signal);
    } catch (error) {
      if (!isRateLimit(error) || tries === mostTries) throw error;
      const waitMs = Math.max(error.retryAfterMs ?? 0, firstWaitMs * 2 ** (tries - 1));
      if (waitMs > longestWaitMs) throw error;
      parts.onRateLimited(waitMs);
      await pause(parts.startTimer, waitMs, signal);
    }
  }
}

async function listOnce(parts: FleetReadParts, signal: AbortSignal): Promise<FleetRead> {
  const { source, clock, startBuild, onListed } = parts;
  const readAt = clock.now();
  const build = startBuild();
  signal.addEventListener("abort", build.cancel, { once: true });
  try {
    let listed = 0;
    let setAside = 0;
    let incomplete: IncompleteReason = null;
    // A signal of its own: the client tells one listing from the next by it.
    for await (const page of source.listSims(AbortSignal.any([signal]))) {
      await build.add(page.sims);
      listed += page.sims.length;
      setAside += page.setAside;
      incomplete = page.incomplete;
      onListed(listed);
    }
    signal.throwIfAborted();
    return { packed: await build.finish(), readAt, setAside, incomplete };
  } catch (error) {
    build.cancel();
    throw error;
  } finally {
    signal.removeEventListener("abort", build.cancel);
  }
}

function isRateLimit(error: unknown): error is BotError {
  return isBotError(error) && error.code === "sim_api_rate_limited";
}

function pause(startTimer: StartTimer, waitMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stopTimer = startTimer(() => {
      signal.removeEventListener("abort", abort);
      resolve();
    }, waitMs);
    const abort = (): void => {
      stopTimer();
      reject(signal.reason);
    };
    signal.addEventListener("abort", abort, { once: true });
  });
}

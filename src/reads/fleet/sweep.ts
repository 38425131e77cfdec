import type { Account } from "../../accounts/accounts.ts";
import { callsArePaced } from "../../accounts/asking.ts";
import { isBotError } from "../../core/errors.ts";
import type { Thresholds } from "../../core/findings/thresholds.ts";
import { type SimFacts, simFactsOf } from "../../core/fleet/sim-facts.ts";
import {
  type CallEnd,
  ended,
  type Pace,
  passMs,
  sent,
  startingPace,
  waitMs,
} from "../../core/fleet/sweep-plan.ts";
import { minuteMs, secondMs } from "../../core/instant.ts";
import { ownTurnOfLoop } from "../../core/loop-turns.ts";
import { simAsListed } from "../../core/sim.ts";
import { type Clock, type StartTimer, withinTime } from "../../core/time.ts";
import type { BackgroundLease, LeaseHold } from "../../ports/background-lease.ts";
import type { SweepState } from "../../ports/fleet-memory.ts";
import type { KeptMemory } from "./fleet-memory.ts";

export interface SweepRules {
  /** Each active SIM is read once in so long. */
  readonly everyMs: number;
  readonly callsPerMinute: number;
}

export interface SweepParts extends SweepRules {
  readonly account: Account;
  readonly memory: Pick<KeptMemory, "due" | "tried" | "activeOf">;
  /** Takes note of a SIM that was read under that hold. */
  readonly onRead: (facts: SimFacts, hold: LeaseHold | null) => void;
  readonly thresholds: Thresholds;
  readonly clock: Clock;
  readonly startTimer: StartTimer;
  /** Who sweeps, where several processes share the fleet. */
  readonly lease: BackgroundLease;
  /** Takes note of what was read by whoever swept before. */
  readonly catchUp?: () => Promise<void>;
  /** How a read of a SIM ended: `ok`, `not_found`, an error code. */
  readonly onEnded?: (outcome: string) => void;
}

/** Reads the fleet of one account, slowly, between `start` and `stop`. */
export interface Sweep {
  start(): void;
  stop(): Promise<void>;
  state(): SweepState;
}

const simsAtOnce = 50;
/** How often it is looked whether there is something to do now. */
const lookEveryMs = 10 * secondMs;
const firstAfterMs = 15 * secondMs;
/** A SIM of very many pages is given up for this time; at full speed that is 600 pages. */
const longestReadMs = 10 * minuteMs;

/** One call after the other, so that people's questions never meet more than one of them. */
export function createSweep(parts: SweepParts): Sweep {
  const { account, memory, clock, startTimer, lease, everyMs, onEnded = () => undefined } = parts;
  const stopping = new AbortController();
  let pace: Pace = startingPace(parts.callsPerMinute);
  /** What a read costs, as far as was seen. */
  let seen = { reads: 0, calls: 0 };
  let working: Promise<void> = Promise.resolve();

  const rest = (ms: number, signal: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      if (signal.aborted || ms <= 0) return resolve();
      const done = (): void => {
        stopTimer();
        signal.removeEventListener("abort", done);
        resolve();
      };
      const stopTimer = startTimer(done, ms);
      signal.addEventListener("abort", done, { once: true });
    });

  const turn = async (signal: AbortSignal): Promise<void> => {
    for (let ms = waitMs(pace, clock.now()); ms > 0; ms = waitMs(pace, clock.now())) {
      if (signal.aborted) return;
      await rest(ms, signal);
    }
  };

  const read = async (sid: string, hold: LeaseHold | null, signal: AbortSignal) => {
    let calls = 0;
    callsArePaced(signal, {
      turn: () => turn(signal),
      sent: () => {
        pace = sent(pace, clock.now());
        calls += 1;
      },
    });
    const sessions = await account.source.readSessions(sid, signal);
    seen = { reads: seen.reads + 1, calls: seen.calls + calls };
    const listed = account.directory.bySid(sid);
    if (sessions === null || listed === null) {
      memory.tried(account.name, sid);
      return "not_found";
    }
    // The rhythm of a SIM with thousands of sessions is some milliseconds of work.
    await ownTurnOfLoop();
    const sim = simAsListed(listed);
    const { thresholds } = parts;
    parts.onRead(simFactsOf({ sim, account: account.name, read: sessions, thresholds }), hold);
    return "ok";
  };

  const readOne = async (sid: string, hold: LeaseHold | null): Promise<void> => {
    const inTime = (signal: AbortSignal) =>
      read(sid, hold, AbortSignal.any([signal, stopping.signal]));
    try {
      onEnded(await withinTime(longestReadMs, inTime, startTimer));
      pace = ended(pace, { kind: "good" }, clock.now());
    } catch (error) {
      if (stopping.signal.aborted) return;
      const end = endOf(error);
      pace = ended(pace, end, clock.now());
      // Whoever was sent away comes again; whatever else failed lets the others go first.
      if (end.kind !== "limited") memory.tried(account.name, sid);
      onEnded(isBotError(error) ? error.code : "bug");
    }
  };

  const run = async (): Promise<void> => {
    await lease.settled;
    // Who restarts often is no reason for more calls, nor for people to wait when the bot is new.
    await rest(firstAfterMs, stopping.signal);
    // Who goes on where another one stopped does not read anew what that one has read just now.
    let epoch: number | null | undefined;
    while (!stopping.signal.aborted) {
      const turnNow = lease.state();
      if (turnNow.kind === "held" && epoch !== (turnNow.hold?.epoch ?? null)) {
        epoch = turnNow.hold?.epoch ?? null;
        await parts.catchUp?.();
        continue;
      }
      const due = turnNow.kind === "held" ? memory.due(account.name, everyMs, simsAtOnce) : null;
      if (turnNow.kind !== "held" || due === null || due.sids.length === 0) {
        await rest(lookEveryMs, stopping.signal);
        continue;
      }
      for (const sid of due.sids) {
        await turn(stopping.signal);
        const state = lease.state();
        if (stopping.signal.aborted || state.kind !== "held") break;
        await readOne(sid, state.hold);
      }
    }
  };

  return {
    start: () => {
      working = run();
    },
    stop: async () => {
      stopping.abort(new Error("the sweep is stopped"));
      await working;
    },
    state: () => {
      if (lease.state().kind !== "held") return { kind: "elsewhere" };
      const callsEach = seen.reads === 0 ? 1 : seen.calls / seen.reads;
      const sims = memory.activeOf(account.name) ?? 0;
      return { kind: "runs", passMs: passMs(pace, sims, callsEach), aimMs: everyMs };
    },
  };
}

function endOf(error: unknown): CallEnd {
  if (!isBotError(error)) return { kind: "good" };
  if (error.code === "sim_api_rate_limited") {
    return { kind: "limited", askedMs: error.retryAfterMs ?? 0 };
  }
  // An answer that cannot be read is about that SIM; all else is about the platform.
  return error.code === "sim_api_unreadable" ? { kind: "good" } : { kind: "down" };
}

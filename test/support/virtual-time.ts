import { setImmediate as turnOfLoop } from "node:timers/promises";
import type { Instant } from "../../src/core/instant.ts";
import type { Clock } from "../../src/core/time.ts";
import type { Wait } from "../../src/sim-api/deadline.ts";

/** Time that goes on only while everybody waits for it: hours pass in milliseconds, always alike. */
export interface VirtualTime extends Clock {
  readonly wait: Wait;
  readonly startTimer: (callback: () => void, delayMs: number) => () => void;
  /** A signal that aborts after so long. */
  deadline(ms: number): AbortSignal;
  /** How many waits have not ended. */
  readonly waiting: number;
  /** Lets time pass until the work is done, and gives its result. Fails when nothing would end it. */
  run<T>(work: Promise<T>): Promise<T>;
  /** Lets time pass for so long, ending what falls due on the way. */
  pass(ms: number): Promise<void>;
}

interface Due {
  readonly at: Instant;
  readonly end: () => void;
}

/** Enough turns of the event loop for a call over the loopback interface to be answered. */
const turnsOfNetwork = 60;

/** `withNetwork`: time also waits for what travels between sockets of this process. */
export function virtualTime(
  startAt: Instant = Date.UTC(2026, 0, 1),
  { withNetwork = false } = {},
): VirtualTime {
  const turns = withNetwork ? turnsOfNetwork : 1;
  let now = startAt;
  const due = new Set<Due>();

  const add = (ms: number, ended: () => void): Due => {
    const entry: Due = {
      at: now + ms,
      end: () => {
        due.delete(entry);
        ended();
      },
    };
    due.add(entry);
    return entry;
  };
  const earliest = (): Due | null =>
    [...due].reduce<Due | null>(
      (best, one) => (best === null || one.at < best.at ? one : best),
      null,
    );

  return {
    now: () => now,
    get waiting() {
      return due.size;
    },
    wait: (ms, signal) =>
      new Promise((resolve) => {
        if (signal.aborted) return resolve();
        const entry = add(ms, () => {
          signal.removeEventListener("abort", entry.end);
          resolve();
        });
        signal.addEventListener("abort", entry.end, { once: true });
      }),
    startTimer: (callback, delayMs) => {
      const entry = add(delayMs, callback);
      return () => void due.delete(entry);
    },
    deadline: (ms) => {
      const controller = new AbortController();
      add(ms, () => controller.abort());
      return controller.signal;
    },
    run: async (work) => {
      let isSettled = false;
      const settled = () => {
        isSettled = true;
      };
      work.then(settled, settled);
      for (;;) {
        for (let turn = 0; turn < turns && !isSettled; turn += 1) await turnOfLoop();
        // Reports take a turn each: with no time left to pass, all of them are waited for.
        for (let turn = 0; turn < turnsOfNetwork && !isSettled && earliest() === null; turn += 1)
          await turnOfLoop();
        if (isSettled) return work;
        const next = earliest();
        if (next === null) throw new Error("the work waits for something that never comes");
        now = Math.max(now, next.at);
        next.end();
      }
    },
    pass: async (ms) => {
      const until = now + ms;
      for (;;) {
        for (let turn = 0; turn < turns; turn += 1) await turnOfLoop();
        const next = earliest();
        if (next === null || next.at > until) break;
        now = Math.max(now, next.at);
        next.end();
      }
      now = until;
    },
  };
}

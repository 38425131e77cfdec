import type { SimFacts } from "../../core/fleet/sim-facts.ts";
import { secondMs } from "../../core/instant.ts";
import type { StartTimer } from "../../core/time.ts";
import type { LeaseHold } from "../../ports/background-lease.ts";
import type { KeptFacts } from "../../ports/kept-facts.ts";

/** In front of the store: neither an answer nor the sweep waits for a database that is slow or away. */
export interface FactsQueue {
  /** `hold`: it counts only as long as this process holds that; `null`: always. */
  add(facts: SimFacts, hold: LeaseHold | null): void;
  /** SIMs whose facts are not kept yet. */
  readonly waiting: number;
  /** Tries once more to keep all that waits, then begins nothing further. */
  close(): Promise<void>;
}

export interface FactsQueueParts {
  readonly kept: Pick<KeptFacts, "keep">;
  /** What tells the fleet of that account apart in the store. */
  readonly keyOf: (account: string | null) => string;
  readonly startTimer: StartTimer;
  /** So many are not kept: too many waited, or they were read under a lease that is another's now. */
  readonly onDropped?: (count: number, reason: "full" | "refused", error?: unknown) => void;
  /** The oldest go beyond that; some 5 MB. */
  readonly mostWaiting?: number;
}

const defaultMostWaiting = 20_000;
const atOnce = 200;
/** What comes within this time is written together. */
const gatherMs = 2 * secondMs;
const firstRetryMs = 5 * secondMs;
const lastRetryMs = 60 * secondMs;

interface Waiting {
  readonly facts: SimFacts;
  readonly hold: LeaseHold | null;
  readonly failures: number;
}

/** Of each SIM only the newest waits. */
export function createFactsQueue(parts: FactsQueueParts): FactsQueue {
  const { kept, keyOf, startTimer, onDropped = () => undefined } = parts;
  const { mostWaiting = defaultMostWaiting } = parts;
  const waiting = new Map<string, Waiting>();
  let retryMs = firstRetryMs;
  let working: Promise<void> | null = null;
  let stopTimer: (() => void) | null = null;
  let isClosed = false;

  const nameOf = ({ account, sid }: SimFacts): string => `${account ?? ""}/${sid}`;
  const bound = (): void => {
    const tooMany = waiting.size - mostWaiting;
    if (tooMany <= 0) return;
    for (const name of [...waiting.keys()].slice(0, tooMany)) waiting.delete(name);
    onDropped(tooMany, "full");
  };

  /** Those of one account and one hold, as many as are written at once. */
  const nextBatch = (): readonly (readonly [string, Waiting])[] => {
    const [first] = waiting.values();
    if (first === undefined) return [];
    const isAlike = ({ facts, hold }: Waiting) =>
      facts.account === first.facts.account &&
      hold?.name === first.hold?.name &&
      hold?.epoch === first.hold?.epoch;
    return waiting
      .entries()
      .filter(([, one]) => isAlike(one))
      .take(atOnce)
      .toArray();
  };

  const keepNext = async (batch: readonly (readonly [string, Waiting])[]): Promise<void> => {
    const [, first] = batch[0] ?? [];
    if (first === undefined) return;
    const facts = batch.map(([, one]) => one.facts);
    await kept.keep(keyOf(first.facts.account), facts, first.hold);
    // What came meanwhile of the same SIM is another one.
    for (const [name, one] of batch) if (waiting.get(name) === one) waiting.delete(name);
  };

  /** A batch that fails for the second time is let go of: it is read again some day. */
  const failed = (batch: readonly (readonly [string, Waiting])[], error: unknown): void => {
    let dropped = 0;
    for (const [name, one] of batch) {
      if (waiting.get(name) !== one) continue;
      waiting.delete(name);
      // Behind the others, so that one batch does not keep back all.
      if (one.failures < mostFailures) waiting.set(name, { ...one, failures: one.failures + 1 });
      else dropped += 1;
    }
    if (dropped > 0) onDropped(dropped, "refused", error);
  };

  /** Writes what waits now: what comes meanwhile is gathered for the next time. */
  const work = async (): Promise<void> => {
    for (let left = waiting.size; left > 0; ) {
      const batch = nextBatch();
      left -= batch.length;
      try {
        await keepNext(batch);
        retryMs = firstRetryMs;
      } catch (error) {
        failed(batch, error);
        if (!isClosed) later(retryMs);
        retryMs = Math.min(2 * retryMs, lastRetryMs);
        return;
      }
    }
    if (waiting.size > 0 && !isClosed) later(gatherMs);
  };
  const begin = (): Promise<void> => {
    stopTimer?.();
    stopTimer = null;
    working ??= work().finally(() => {
      working = null;
    });
    return working;
  };
  const later = (ms: number): void => {
    stopTimer ??= startTimer(() => {
      stopTimer = null;
      void begin();
    }, ms);
  };

  return {
    add: (facts, hold) => {
      if (isClosed) return;
      const name = nameOf(facts);
      waiting.delete(name);
      waiting.set(name, { facts, hold, failures: 0 });
      bound();
      if (working === null) later(gatherMs);
    },
    get waiting() {
      return waiting.size;
    },
    close: async () => {
      isClosed = true;
      await working;
      await begin();
      stopTimer?.();
    },
  };
}

/** An hour of a database that is away. */
const mostFailures = 60;

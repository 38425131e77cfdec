import type { Account } from "../accounts/accounts.ts";
import type { Config } from "../config/config.ts";
import { thresholdsWith } from "../core/findings/thresholds.ts";
import type { SimFacts } from "../core/fleet/sim-facts.ts";
import type { Clock, StartTimer } from "../core/time.ts";
import type { Logger } from "../ops/logger.ts";
import type { Metrics } from "../ops/metrics.ts";
import type { BackgroundLease, LeaseHold } from "../ports/background-lease.ts";
import type { FleetMemory } from "../ports/fleet-memory.ts";
import { createFactsQueue } from "../reads/fleet/facts-queue.ts";
import { createFleetKeeper } from "../reads/fleet/fleet-keeper.ts";
import { createFleetMemory } from "../reads/fleet/fleet-memory.ts";
import { createSweep, type Sweep } from "../reads/fleet/sweep.ts";
import type { Store } from "../store/open-store.ts";

export interface BotFleetParts {
  readonly config: Pick<Config, "sweep" | "thresholds">;
  readonly accounts: readonly Account[];
  /** What tells the fleet of that account apart in the store. */
  readonly keyOf: (account: string | null) => string;
  readonly store: Pick<Store, "fleet">;
  readonly lease: BackgroundLease;
  readonly isShared: boolean;
  readonly clock: Clock;
  readonly startTimer: StartTimer;
  readonly logger: Logger;
  readonly metrics: Pick<Metrics, "fleetCovered" | "sweepRead" | "fleetWaiting">;
}

/** What is remembered of the fleet, with all that keeps it so. */
export interface BotFleet {
  readonly memory: FleetMemory;
  /** Begins in the background; returns at once. */
  start(): void;
  stop(): Promise<void>;
}

export function createBotFleet(parts: BotFleetParts): BotFleet {
  const { config, accounts, keyOf, store, lease, isShared, clock, startTimer } = parts;
  const { logger, metrics } = parts;
  const about = { component: "fleet" } as const;
  const names = accounts.map(({ name }) => name);
  const sweeps = new Map<string | null, Sweep>();
  /** Under which right what is being remembered was read; `null`: it was a question. */
  let readUnder: LeaseHold | null = null;

  const queue = createFactsQueue({
    ...{ kept: store.fleet, keyOf, startTimer },
    onDropped: (count, reason, err) =>
      logger.warn({ ...about, reason, err, count }, "facts of SIMs are not kept"),
  });
  const memory = createFleetMemory({
    ...{ accounts: names, clock },
    sweepOf: (account) => sweeps.get(account)?.state() ?? { kind: "off" },
    onRemembered: (facts) => queue.add(facts, readUnder),
  });
  const rememberUnder = (facts: SimFacts, hold: LeaseHold | null): void => {
    readUnder = hold;
    memory.remember(facts);
    readUnder = null;
  };
  const keeper = createFleetKeeper({
    ...{ memory, kept: store.fleet, lease, isShared, startTimer },
    accounts: accounts.map((account) => ({ account, key: keyOf(account.name) })),
    onFailed: (operation, err) =>
      logger.warn({ ...about, operation, err }, "the memory of the fleet is behind"),
    onRound: () => {
      const coverage = memory.coverage(clock.now(), { accounts: names });
      for (const one of coverage) metrics.fleetCovered(one, clock.now());
      metrics.fleetWaiting(queue.waiting);
    },
  });
  if (config.sweep !== null) {
    for (const account of accounts) {
      const sweep = createSweep({
        ...{ account, memory, lease, clock, startTimer, ...config.sweep },
        thresholds: thresholdsWith(config.thresholds),
        onRead: rememberUnder,
        catchUp: keeper.catchUp,
        onEnded: (outcome) => metrics.sweepRead(outcome, account.name),
      });
      sweeps.set(account.name, sweep);
    }
  }
  let isStopped = false;

  return {
    memory,
    start: () => {
      keeper.start();
      // What is due is known when what was kept is remembered.
      void keeper.loaded.then(() => {
        if (!isStopped) for (const sweep of sweeps.values()) sweep.start();
      });
    },
    stop: async () => {
      isStopped = true;
      await Promise.all([keeper.stop(), ...[...sweeps.values()].map((sweep) => sweep.stop())]);
      await queue.close();
    },
  };
}

import type { Account } from "../accounts/accounts.ts";
import type { AccountConfig, SimConfig } from "../config/account.ts";
import type { Config } from "../config/config.ts";
import { proxyFor } from "../config/proxy.ts";
import { accountHolder } from "../config/sim.ts";
import type { Clock, StartTimer } from "../core/time.ts";
import { createDirectory } from "../directory/directory.ts";
import type { DirectoryEvent } from "../directory/directory-event.ts";
import type { Logger } from "../ops/logger.ts";
import type { BackgroundLease } from "../ports/background-lease.ts";
import type { SimApiCall } from "../ports/sim-source.ts";
import type { SimApiOutcome } from "../sim-api/outcome.ts";
import { simProvider } from "../sim-api/provider.ts";
import { type ClosableSimSource, createSimSource } from "../sim-api/sim-source.ts";
import type { Store } from "../store/open-store.ts";

/** The accounts of the configuration, each with its client and its names in memory. */
export interface SimAccounts {
  readonly accounts: readonly Account[];
  /** What tells the fleet of the account of that name apart in the store. */
  keyOf(name: string | null): string;
  /** Begins to list the fleets in the background; returns at once. */
  start(): void;
  /** Resolves when each first list answers, or could not be had. */
  readonly settled: Promise<unknown>;
  close(): Promise<void>;
}

export interface SimAccountsParts {
  readonly config: Config;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly store: Pick<Store, "snapshots">;
  readonly startTimer: StartTimer;
  /** Who lists the fleets, where several processes share the store. */
  readonly lease: BackgroundLease;
  /** Told of every call to a SIM platform, each attempt on its own. */
  readonly observer: (call: SimApiCall, account: string | null) => void;
  /** Told once how a call ended after all its attempts. */
  readonly onOutcome: (call: SimApiOutcome, account: string | null) => void;
  readonly callTimeoutMs?: number | undefined;
}

/** One account that is open. */
interface OpenAccount extends Account {
  readonly firstList: Promise<void>;
  start(): void;
  close(): Promise<void>;
}

/** Everything about an account is its own: connections, limits, breaker, list. One that fails takes none along. */
export function openSimAccounts(parts: SimAccountsParts): SimAccounts {
  const accounts = parts.config.accounts.map((account) => openAccount(account, parts));
  return {
    accounts,
    keyOf: (name) => {
      const account = parts.config.accounts.find((one) => one.name === name);
      return account === undefined ? "" : accountOf(account.sim);
    },
    start: () => {
      for (const account of accounts) account.start();
    },
    settled: Promise.all(accounts.map(({ firstList }) => firstList)),
    close: async () => {
      await Promise.all(accounts.map((account) => account.close()));
    },
  };
}

function openAccount(
  { name, description, sim }: AccountConfig,
  {
    config,
    clock,
    logger,
    store,
    startTimer,
    lease,
    observer,
    onOutcome,
    callTimeoutMs,
  }: SimAccountsParts,
): OpenAccount {
  const source: ClosableSimSource = createSimSource({
    provider: simProvider(sim),
    baseUrl: sim.apiUrl,
    account: name,
    proxyFor: (url) => proxyFor(config.proxy, url),
    clock,
    observer: (call) => observer(call, name),
    onOutcome: (call) => onOutcome(call, name),
    ...(callTimeoutMs !== undefined && { callTimeoutMs }),
  });
  const firstList = Promise.withResolvers<void>();
  const directory = createDirectory({
    source,
    clock,
    startTimer,
    lease,
    snapshots: store.snapshots,
    account: accountOf(sim),
    refreshIntervalMs: config.directory.refreshIntervalMs,
    onEvent: (event) => {
      logEvent(logger, event, name);
      if (settling.has(event.kind)) firstList.resolve();
    },
  });
  return {
    name,
    description,
    source,
    directory,
    firstList: firstList.promise,
    start: () => directory.start(),
    close: async () => {
      await directory.stop();
      await source.close();
    },
  };
}

/** After one of these it is known what names there are, or that this will take a while. */
const settling = new Set<DirectoryEvent["kind"]>([
  "snapshot_loaded",
  "refreshed",
  "refresh_failed",
]);

/** One store may hold the fleets of several accounts: whoever changes the key sees none of the old. */
function accountOf(sim: SimConfig): string {
  return [sim.provider, sim.apiUrl, accountHolder(sim)].join(" ");
}

function logEvent(logger: Logger, event: DirectoryEvent, account: string | null): void {
  const about = { component: "directory", account } as const;
  switch (event.kind) {
    case "snapshot_loaded":
      logger.info({ ...about, count: event.simCount }, "the kept list of SIMs answers");
      break;
    case "snapshot_saved":
      logger.debug(about, "the list of SIMs is kept for the next start");
      break;
    case "snapshot_failed":
      logger.warn(
        { ...about, operation: event.during, err: event.error },
        "the store did not keep or give the list of SIMs",
      );
      break;
    case "refreshed":
      logger.info(
        {
          ...about,
          count: event.simCount,
          setAside: event.setAside,
          incomplete: event.incomplete,
          durationMs: event.durationMs,
        },
        "the list of SIMs is new",
      );
      break;
    case "rate_limited":
      logger.info(
        { ...about, retryAfterMs: event.waitMs },
        "the SIM platform slows the listing down",
      );
      break;
    case "refresh_failed":
      logger.warn(
        { ...about, retryAfterMs: event.retryInMs, err: event.error },
        "the SIMs could not be listed",
      );
      break;
  }
}

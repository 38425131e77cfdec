import type { Config, SimConfig } from "./config.ts";
import { createDirectory } from "./directory/directory.ts";
import type { DirectoryEvent } from "./directory/directory-event.ts";
import type { Logger } from "./ops/logger.ts";
import { openStore } from "./store/open-store.ts";
import type { AuditLog } from "./usecases/audit-log.ts";
import type { Directory, StartTimer } from "./usecases/directory.ts";
import type { Clock, SimSource } from "./usecases/ports.ts";

/** The fleet's names in memory, and the store behind them. */
export interface FleetDirectory {
  readonly directory: Directory;
  readonly audit: AuditLog;
  /** Begins to list the fleet in the background; returns at once. */
  start(): void;
  /** Resolves when the first list answers, or could not be had: at the latest after that time. */
  settled(timeoutMs: number): Promise<void>;
  close(): Promise<void>;
}

export interface FleetDirectoryParts {
  readonly config: Config;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly source: SimSource;
  readonly startTimer: StartTimer;
}

/** Opens the store; rejects when its file cannot be used. */
export async function openFleetDirectory(parts: FleetDirectoryParts): Promise<FleetDirectory> {
  const { config, clock, logger, source, startTimer } = parts;
  const store = await openStore(config.store);
  const firstList = Promise.withResolvers<void>();
  const directory = createDirectory({
    source,
    clock,
    startTimer,
    snapshots: store.snapshots,
    account: accountOf(config.sim),
    refreshIntervalMs: config.directory.refreshIntervalMs,
    onEvent: (event) => {
      logEvent(logger, event);
      if (settling.has(event.kind)) firstList.resolve();
    },
  });
  return {
    directory,
    audit: store.audit,
    start: () => directory.start(),
    settled: async (timeoutMs) => {
      const late = Promise.withResolvers<void>();
      const timer = setTimeout(late.resolve, timeoutMs);
      await Promise.race([firstList.promise, late.promise]);
      clearTimeout(timer);
    },
    close: async () => {
      await directory.stop();
      await store.close();
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
  return [sim.provider, sim.apiUrl, holderOf(sim)].join(" ");
}

/** Names an account, and opens none. */
function holderOf(sim: SimConfig): string {
  if (sim.provider === "kore") return sim.credentials.clientId;
  const { credentials } = sim;
  if (credentials.accountSid !== null) return credentials.accountSid;
  return credentials.kind === "api_key" ? credentials.apiKey : "";
}

function logEvent(logger: Logger, event: DirectoryEvent): void {
  const component = "directory";
  switch (event.kind) {
    case "snapshot_loaded":
      logger.info({ component, count: event.simCount }, "the kept list of SIMs answers");
      break;
    case "snapshot_failed":
      logger.warn(
        { component, operation: event.during, err: event.error },
        "the store did not keep or give the list of SIMs",
      );
      break;
    case "refreshed":
      logger.info(
        {
          component,
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
        { component, retryAfterMs: event.waitMs },
        "the SIM platform slows the listing down",
      );
      break;
    case "refresh_failed":
      logger.warn(
        { component, retryAfterMs: event.retryInMs, err: event.error },
        "the SIMs could not be listed",
      );
      break;
  }
}

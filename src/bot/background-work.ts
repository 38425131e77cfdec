import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import type { Clock, StartTimer } from "../core/time.ts";
import type { Logger } from "../ops/logger.ts";
import { createBackgroundLease, type RunningLease } from "../store/background-lease.ts";
import type { Store } from "../store/open-store.ts";

export interface BackgroundWorkParts {
  readonly store: Pick<Store, "leases">;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly startTimer: StartTimer;
}

const words = {
  held: "this replica does the background work",
  elsewhere: "another replica does the background work",
  unknown: "nobody knows which replica does the background work: the database is away",
} as const;

/** The lease on whatever is done by one of several replicas; not asked for before it is started. */
export function createLease({
  store,
  clock,
  logger,
  startTimer,
}: BackgroundWorkParts): RunningLease {
  return createBackgroundLease({
    ...{ leases: store.leases, clock, startTimer },
    name: "background",
    holder: `${hostname()} ${randomUUID().slice(0, 8)}`,
    onChange: (kind) => logger.info({ component: "lease" }, words[kind]),
  });
}

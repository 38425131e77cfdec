import { startRealTimer } from "../core/time.ts";
import type { Health } from "../ops/health.ts";
import type { Logger } from "../ops/logger.ts";
import type { Metrics } from "../ops/metrics.ts";
import { type AuditQueue, createAuditQueue } from "../store/audit-queue.ts";
import type { Store } from "../store/open-store.ts";

export interface BotAuditParts {
  readonly store: Pick<Store, "audit" | "probe">;
  readonly metrics: Pick<Metrics, "auditWaiting" | "auditDropped">;
  /** Asked for when there is something to tell: it watches the database by `check`. */
  readonly health: () => Pick<Health, "reportUp" | "reportDown">;
  readonly logger: Logger;
}

/** The record of who asked, which no answer waits for; log, metrics and health say when it waits. */
export interface BotAudit extends AuditQueue {
  /** Rejects while the database takes no entry, or gives no answer. */
  check(): Promise<void>;
}

export function createBotAudit({ store, metrics, health, logger }: BotAuditParts): BotAudit {
  /** Why the latest entries are not kept. */
  let failure: { readonly error: unknown } | null = null;

  const failed = (err: unknown): void => {
    health().reportDown("database", err);
    if (failure === null)
      logger.warn({ component: "audit", err }, "the store does not keep who asked: it waits");
    failure = { error: err };
  };
  const kept = (): void => {
    health().reportUp("database");
    if (failure !== null && queue.waiting === 0) {
      logger.info({ component: "audit" }, "the store has kept who asked meanwhile");
      failure = null;
    }
  };
  const queue = createAuditQueue({
    audit: store.audit,
    startTimer: startRealTimer,
    onTried: (error) => {
      metrics.auditWaiting(queue.waiting);
      if (error === null) kept();
      else failed(error);
    },
    onDropped: (count, reason) => {
      metrics.auditDropped(count, reason);
      if (reason === "refused")
        logger.error({ component: "audit", reason }, "the store refuses an entry of who asked");
    },
  });
  return {
    ...queue,
    get waiting() {
      return queue.waiting;
    },
    check: async () => {
      // A full disk can be read: whether it can be written, the entries that wait will tell.
      if (failure !== null) throw failure.error;
      await store.probe();
    },
  };
}

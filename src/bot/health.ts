import type { Account, Scope } from "../accounts/accounts.ts";
import { tookMs } from "../core/age.ts";
import type { Clock } from "../core/time.ts";
import {
  createHealth,
  type Dependency,
  type FailedCall,
  type Health,
  simApiOf,
} from "../ops/health.ts";
import type { Logger } from "../ops/logger.ts";
import type { Metrics } from "../ops/metrics.ts";
import type { FleetMemory } from "../ports/fleet-memory.ts";
import type { HealthFacts, Reach } from "../slack/views/health.ts";

export interface BotHealthParts {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: Pick<Metrics, "reachable">;
  readonly accounts: readonly Account[];
  /** Resolves when Slack can be reached. */
  readonly checkSlack: () => Promise<void>;
  /** Resolves when the database answers. */
  readonly checkDatabase: () => Promise<void>;
}

/** Watches Slack, the platform of each account, and the database. */
export function createBotHealth({
  clock,
  logger,
  metrics,
  accounts,
  checkSlack,
  checkDatabase,
}: BotHealthParts): Health {
  return createHealth({
    clock,
    checks: new Map<Dependency, (signal: AbortSignal) => Promise<void>>([
      ["slack", checkSlack],
      ...accounts.map(({ name, source }) => {
        const probe = (signal: AbortSignal) => source.probe(signal);
        return [simApiOf(name), probe] as const;
      }),
      ["database", checkDatabase],
    ]),
    onChange: (dependency, { state, reason }) => {
      const [component = "", account = null] = dependency.split(" ");
      metrics.reachable(component, account, state === "up");
      logger.info({ component, account, state, reason }, "reachability changed");
    },
  });
}

const unknown = { state: "unknown", reason: null, lastSuccessAt: null } as const;

/** What `/sim health` says to somebody who may look in these accounts. */
export function healthFacts(
  health: Health,
  metrics: Metrics,
  clock: Clock,
  { accounts }: Scope,
  { auditWaiting, fleet }: { readonly auditWaiting: number; readonly fleet: FleetMemory },
): HealthFacts {
  const { dependencies } = health.readiness();
  const asOf = clock.now();
  const reach = (name: Dependency, failed: FailedCall | null): Reach => {
    const { state, reason, lastSuccessAt } = dependencies.get(name) ?? unknown;
    if (state === "unknown") return { kind: "unknown" };
    if (state === "down") return { kind: "unreachable", reason: reason ?? "" };
    if (failed === null || lastSuccessAt === null) return { kind: "reachable" };
    const { at, reason: why } = failed;
    return {
      ...{ kind: "failing", reachedAgoMs: tookMs(lastSuccessAt, asOf) },
      ...{ failedAgoMs: tookMs(at, asOf), reason: why },
    };
  };
  return {
    ...metrics.answers(),
    asOf,
    slack: reach("slack", null),
    database: { reach: reach("database", null), waiting: auditWaiting },
    fleet: fleet.coverage(asOf, { accounts: accounts.map(({ name }) => name) }),
    simPlatforms: accounts.map(({ name }) => ({
      account: name,
      reach: reach(simApiOf(name), health.lastFailedCall(name)),
    })),
  };
}

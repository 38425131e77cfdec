import { createHealth, type Dependency, type Health, simApiOf } from "./ops/health.ts";
import type { Logger } from "./ops/logger.ts";
import type { Metrics } from "./ops/metrics.ts";
import type { HealthFacts, Reach } from "./slack/views/health.ts";
import type { Account, Scope } from "./usecases/accounts.ts";
import type { Clock } from "./usecases/ports.ts";

export interface BotHealthParts {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: Pick<Metrics, "reachable">;
  readonly accounts: readonly Account[];
  /** Resolves when Slack can be reached. */
  readonly checkSlack: () => Promise<void>;
}

/** Watches Slack and the platform of each account. */
export function createBotHealth({
  clock,
  logger,
  metrics,
  accounts,
  checkSlack,
}: BotHealthParts): Health {
  return createHealth({
    clock,
    checks: new Map<Dependency, (signal: AbortSignal) => Promise<void>>([
      ["slack", checkSlack],
      ...accounts.map(({ name, source }) => {
        const probe = (signal: AbortSignal) => source.probe(signal);
        return [simApiOf(name), probe] as const;
      }),
    ]),
    onChange: (dependency, { state, reason }) => {
      const [component = "", account = null] = dependency.split(" ");
      metrics.reachable(component, account, state === "up");
      logger.info({ component, account, state, reason }, "reachability changed");
    },
  });
}

/** What `/sim health` says to somebody who may look in these accounts. */
export function healthFacts(
  health: Health,
  metrics: Metrics,
  clock: Clock,
  { accounts }: Scope,
): HealthFacts {
  const { dependencies } = health.readiness();
  const reach = (name: Dependency): Reach => {
    const { state, reason } = dependencies.get(name) ?? { state: "unknown", reason: null };
    if (state === "unknown") return { kind: "unknown" };
    return state === "up" ? { kind: "reachable" } : { kind: "unreachable", reason: reason ?? "" };
  };
  return {
    ...metrics.answers(),
    asOf: clock.now(),
    slack: reach("slack"),
    simPlatforms: accounts.map(({ name }) => ({ account: name, reach: reach(simApiOf(name)) })),
  };
}

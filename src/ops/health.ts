import { isYounger } from "../core/age.ts";
import { isBotError } from "../core/errors.ts";
import { type Instant, minuteMs } from "../core/instant.ts";
import { type Clock, type StartTimer, startRealTimer } from "../core/time.ts";
import type { SimApiCall } from "../ports/sim-source.ts";
import { reduceError } from "./reduce-error.ts";

/** The two sides without which no question can be answered. */
const sides = ["slack", "sim_api"] as const;
type Side = (typeof sides)[number];

/**
 * A side, or one account of the SIM platform's side where there are several: `sim_api emea`. The
 * database is watched with them, but no answer needs it.
 */
export type Dependency = Side | `${Side} ${string}` | "database";

/** The dependency on one account; `null`: on the only one. */
export function simApiOf(account: string | null): Dependency {
  return account === null ? "sim_api" : `sim_api ${account}`;
}

export interface DependencyHealth {
  readonly state: "unknown" | "up" | "down";
  /** Since when it has been in this state; `null` while unknown. */
  readonly since: Instant | null;
  readonly lastSuccessAt: Instant | null;
  /** Why it is down, in a word that holds no data: an error code, Slack's word, `timeout`. */
  readonly reason: string | null;
}

/** A question's call that failed. */
export interface FailedCall {
  readonly at: Instant;
  /** An error code. */
  readonly reason: string;
}

export interface Readiness {
  /** Slack can be reached, and so can at least one account: some questions can be answered. */
  readonly ready: boolean;
  /** Set when no probe can mend it: credentials withdrawn, or the bot is shutting down. */
  readonly reason: string | null;
  readonly dependencies: ReadonlyMap<Dependency, DependencyHealth>;
}

export interface Health {
  /** Begins to probe, at once and then every interval. */
  start(): void;
  /** Ends probing. */
  stop(): void;
  readiness(): Readiness;
  /** The outcome of a real call; as good as a probe. */
  reportUp(dependency: Dependency): void;
  reportDown(dependency: Dependency, error: unknown): void;
  /** How a call to the SIM platform ended after all its attempts; a single attempt says too little. */
  observeSimApi(call: Pick<SimApiCall, "outcome">, account: string | null): void;
  /**
   * One attempt of a question's call. A single one that fails does not make the platform
   * unreachable, but somebody may have read of it, and `/sim health` must not say otherwise.
   */
  observeAttempt(
    call: Pick<SimApiCall, "operation" | "outcome" | "inBackground">,
    account: string | null,
  ): void;
  /** The last failure that people may have noticed, if it is not long ago; `null`: none. */
  lastFailedCall(account: string | null): FailedCall | null;
  /** Not ready from now on, whatever the probes say, for example `app_token_revoked`. */
  setUnready(reason: string): void;
}

export interface HealthOptions {
  readonly clock: Clock;
  /**
   * Each resolves when that side can answer; `signal` ends with the deadline. In Socket Mode the
   * check for Slack should also reject while the socket is not connected.
   */
  readonly checks: ReadonlyMap<Dependency, (signal: AbortSignal) => Promise<void>>;
  /** Time between two probes. With the deadline well below the 30 s within which a change must show. */
  readonly intervalMs?: number;
  readonly deadlineMs?: number;
  readonly startTimer?: StartTimer;
  readonly onChange?: (dependency: Dependency, health: DependencyHealth) => void;
}

const unknownHealth: DependencyHealth = {
  state: "unknown",
  since: null,
  lastSuccessAt: null,
  reason: null,
};

/** Outcomes of a call that prove the platform reachable although it gave no data. */
const answeredOutcomes = new Set(["ok", "not_found", "sim_api_rate_limited", "sim_api_rejected"]);

/** How calls end that went well. */
const goodOutcomes = new Set(["ok", "not_found"]);

/** What questions call; the listing of all SIMs, probes and tokens have no reader. */
const questionCalls: ReadonlySet<string> = new Set(["fetch_sim", "find_sim", "list_sessions"]);

/** A failure is told for so long: less where a call went well since, so that it is mended. */
const failureToldMs = { open: 10 * minuteMs, mended: minuteMs } as const;

/**
 * Watches both sides in the background. Asking for readiness never causes a call: however often
 * an orchestrator polls, each side gets at most one probe an interval, and none while real calls
 * succeed.
 */
export function createHealth({
  clock,
  checks,
  intervalMs = 10_000,
  deadlineMs = 5_000,
  startTimer: start = startRealTimer,
  onChange = () => undefined,
}: HealthOptions): Health {
  const current = new Map<Dependency, DependencyHealth>(
    [...checks.keys()].map((dependency) => [dependency, unknownHealth]),
  );
  const failedCalls = new Map<Dependency, FailedCall & { readonly isMended: boolean }>();
  const healthOf = (dependency: Dependency) => current.get(dependency) ?? unknownHealth;
  let unreadyReason: string | null = null;
  const running = new Set<AbortController>();
  let isStarted = false;
  let stopTimer: () => void = () => undefined;

  const change = (dependency: Dependency, state: "up" | "down", reason: string | null): void => {
    const before = healthOf(dependency);
    const now = clock.now();
    const isSame = before.state === state;
    const health: DependencyHealth = {
      state,
      since: isSame ? before.since : now,
      lastSuccessAt: state === "up" ? now : before.lastSuccessAt,
      reason,
    };
    current.set(dependency, health);
    if (!isSame || before.reason !== reason) onChange(dependency, health);
  };

  const reportUp = (dependency: Dependency): void => change(dependency, "up", null);
  const reportDown = (dependency: Dependency, error: unknown): void =>
    change(dependency, "down", reasonOf(error));

  const probe = async ([dependency, check]: [
    Dependency,
    (signal: AbortSignal) => Promise<void>,
  ]): Promise<void> => {
    const { state, lastSuccessAt } = healthOf(dependency);
    const isFresh = lastSuccessAt !== null && isYounger(lastSuccessAt, clock.now(), intervalMs / 2);
    if (state === "up" && isFresh) return;
    const controller = new AbortController();
    const aborted = Promise.withResolvers<never>();
    controller.signal.addEventListener("abort", () => aborted.reject(controller.signal.reason));
    const stopDeadline = start(
      () => controller.abort(new DOMException("the probe got no answer in time", "TimeoutError")),
      deadlineMs,
    );
    running.add(controller);
    try {
      // Raced, because a check that ignores its signal must not stop the watch.
      await Promise.race([check(controller.signal), aborted.promise]);
      if (isStarted) reportUp(dependency);
    } catch (error) {
      if (isStarted) reportDown(dependency, error);
    } finally {
      stopDeadline();
      running.delete(controller);
    }
  };

  const isSideUp = (side: Side): boolean =>
    [...current].some(
      ([dependency, { state }]) =>
        (dependency === side || dependency.startsWith(`${side} `)) && state === "up",
    );

  const round = async (): Promise<void> => {
    await Promise.all([...checks].map(probe));
    if (isStarted) stopTimer = start(() => void round(), intervalMs);
  };

  return {
    start: () => {
      if (isStarted) return;
      isStarted = true;
      void round();
    },
    stop: () => {
      isStarted = false;
      stopTimer();
      for (const controller of running) controller.abort();
    },
    readiness: () => ({
      ready: unreadyReason === null && sides.every(isSideUp),
      reason: unreadyReason,
      dependencies: new Map(current),
    }),
    reportUp,
    reportDown,
    observeSimApi: ({ outcome }, account) => {
      if (answeredOutcomes.has(outcome)) reportUp(simApiOf(account));
      else change(simApiOf(account), "down", outcome);
    },
    observeAttempt: ({ operation, outcome, inBackground }, account) => {
      if (inBackground === true) return;
      const dependency = simApiOf(account);
      if (!questionCalls.has(operation) || outcome === "abandoned") return;
      if (!goodOutcomes.has(outcome)) {
        failedCalls.set(dependency, { at: clock.now(), reason: outcome, isMended: false });
        return;
      }
      const failed = failedCalls.get(dependency);
      if (failed !== undefined) failedCalls.set(dependency, { ...failed, isMended: true });
    },
    lastFailedCall: (account) => {
      const failed = failedCalls.get(simApiOf(account));
      if (failed === undefined) return null;
      const toldMs = failed.isMended ? failureToldMs.mended : failureToldMs.open;
      return isYounger(failed.at, clock.now(), toldMs)
        ? { at: failed.at, reason: failed.reason }
        : null;
    },
    setUnready: (reason) => {
      unreadyReason = reason;
    },
  };
}

/** A word for the failure. Messages are not used: only codes are known to hold no data. */
function reasonOf(error: unknown): string {
  if (isBotError(error)) return error.code;
  const { name, code, slackError, cause } = reduceError(error);
  if (slackError !== undefined) return slackError;
  if (name === "TimeoutError" || cause?.name === "TimeoutError") return "timeout";
  return String(cause?.code ?? code ?? "failed");
}

import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import { ageOf } from "../core/age.ts";
import { errorCodes } from "../core/errors.ts";
import type { Instant } from "../core/instant.ts";
import type { Clock } from "../core/time.ts";
import type { FleetCoverage } from "../ports/fleet-memory.ts";
import type { SimApiCall } from "../ports/sim-source.ts";
import { type AnswerStatistics, createRecentAnswers } from "./recent-answers.ts";

/** How a question ended, as far as counting goes. */
export interface Answered {
  /** The first word of the command or the action id; unknown ones are counted as `other`. */
  readonly command: string;
  /** `ok`, the kind of an outcome that a person can cause (`not_found` …), or `error`. */
  readonly outcome: string;
  /** The error code when `outcome` is `error`; `bug` for anything that is not a BotError. */
  readonly errorCode: string | null;
  /**
   * What it showed of SIMs: `now`; `earlier`, because the platform could not be read; or `nothing`,
   * as help, lists and misunderstandings do, which say nothing of how simscope is doing.
   */
  readonly shown: "now" | "earlier" | "nothing";
}

export interface Metrics {
  /** A question has begun; call the result once, when its answer was delivered or given up. */
  questionStarted(): (answered: Answered) => void;
  /** Tells metrics of each call to the SIM platform; `account` is `null` where there is only one. */
  simApiCalled(call: SimApiCall, account: string | null): void;
  /** Slack did not take a message or a call; `reason` is Slack's word or an HTTP status. */
  slackDeliveryFailed(operation: string, reason: string): void;
  /** A side, or the platform of one account, was found reachable or not. */
  reachable(side: string, account: string | null, isUp: boolean): void;
  /** A picture was drawn, published, or not; `outcome` is `ok` or an error code. */
  chartDrawn(outcome: string, durationMs: number): void;
  /** So many entries of who asked are not in the database yet. */
  auditWaiting(count: number): void;
  /** So many are lost: `full`, too many waited, or `refused` by the database. */
  auditDropped(count: number, reason: "full" | "refused"): void;
  /** How much of the fleet of an account is remembered, and how old the oldest of it is. */
  fleetCovered(coverage: FleetCoverage, now: Instant): void;
  /** The facts of so many SIMs are not in the database yet. */
  fleetWaiting(count: number): void;
  /** A SIM was read for the fleet questions; `outcome` is `ok`, `not_found` or an error code. */
  sweepRead(outcome: string, account: string | null): void;
  /** So many watches are over: told, dropped as they may not look there any more, not taken by Slack, or lost. */
  watchEnded(count: number, how: "told" | "dropped" | "refused" | "lost"): void;
  /** What the last answers about SIMs took. */
  answers(): AnswerStatistics;
  /** The registry in Prometheus' text format, and the content type to serve it with. */
  exposition(): Promise<{ readonly contentType: string; readonly text: string }>;
}

const answerBucketsSeconds = [0.1, 0.25, 0.5, 0.75, 1, 1.5, 2, 3, 5, 8, 12, 15, 30];
const callBucketsSeconds = [0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1, 2, 4, 8, 15];

/** Label values come from code, but a wrong one must not make new series without end. */
const labelPattern = /^(?!.*\d{6})[a-z0-9_]{1,60}$/i;
const labelValuesMax = 60;

export interface MetricsOptions {
  readonly clock: Clock;
  /** Whether memory, event loop and garbage collection are measured too. */
  readonly withProcess: boolean;
}

/** Counters and histograms in a registry of their own, so that two bots in one process stay apart. */
export function createMetrics({ clock, withProcess }: MetricsOptions): Metrics {
  const registry = new Registry();
  const registers = [registry];
  if (withProcess) collectDefaultMetrics({ register: registry });

  const answerSeconds = new Histogram({
    name: "simscope_answer_duration_seconds",
    help: "Time from receiving a command or click to its delivered answer.",
    labelNames: ["command", "outcome"],
    buckets: answerBucketsSeconds,
    registers,
  });
  const answersTotal = new Counter({
    name: "simscope_answers_total",
    help: "Answers by outcome and, for errors, error code.",
    labelNames: ["outcome", "code"],
    registers,
  });
  const inFlight = new Gauge({
    name: "simscope_questions_in_flight",
    help: "Questions that have begun and are not answered yet.",
    registers,
  });
  const simApiSeconds = new Histogram({
    name: "simscope_sim_api_call_duration_seconds",
    help: "Time of each call to the SIM platform.",
    labelNames: ["operation", "outcome", "account"],
    buckets: callBucketsSeconds,
    registers,
  });
  const reachable = new Gauge({
    name: "simscope_reachable",
    help: "Whether a side answered when last tried: 1, or 0.",
    labelNames: ["side", "account"],
    registers,
  });
  const slackFailures = new Counter({
    name: "simscope_slack_delivery_failures_total",
    help: "Messages and calls that Slack did not take.",
    labelNames: ["operation", "reason"],
    registers,
  });
  const chartSeconds = new Histogram({
    name: "simscope_chart_duration_seconds",
    help: "Time to draw and publish a picture.",
    labelNames: ["outcome"],
    buckets: callBucketsSeconds,
    registers,
  });

  const auditWaiting = new Gauge({
    name: "simscope_audit_waiting",
    help: "Entries of who asked that are not in the database yet.",
    registers,
  });
  const auditDropped = new Counter({
    name: "simscope_audit_dropped_total",
    help: "Entries of who asked that are lost.",
    labelNames: ["reason"],
    registers,
  });

  // There from the start: of a count that appears with its first case, no rule sees an increase.
  for (const code of [...errorCodes, "bug"]) answersTotal.inc({ outcome: "error", code }, 0);
  for (const reason of ["full", "refused"]) auditDropped.inc({ reason }, 0);
  const fleetSims = new Gauge({
    name: "simscope_fleet_sims",
    help: "Active SIMs of the list; known: remembered; looked_at: read within the last day.",
    labelNames: ["state", "account"],
    registers,
  });
  const fleetAge = new Gauge({
    name: "simscope_fleet_oldest_read_age_seconds",
    help: "Age of the oldest read among the active SIMs that are remembered.",
    labelNames: ["account"],
    registers,
  });
  const fleetWaiting = new Gauge({
    name: "simscope_fleet_waiting",
    help: "SIMs whose facts are not in the database yet.",
    registers,
  });
  const sweepReads = new Counter({
    name: "simscope_sweep_reads_total",
    help: "SIMs read for the fleet questions, by how that ended.",
    labelNames: ["outcome", "account"],
    registers,
  });
  const watchesEnded = new Counter({
    name: "simscope_watches_ended_total",
    help: "SIMs that somebody waited for, by how that ended.",
    labelNames: ["how"],
    registers,
  });

  const label = createLabelGuard();
  const recent = createRecentAnswers();

  return {
    questionStarted: () => {
      const startedAt = clock.now();
      let isOpen = true;
      inFlight.inc();
      return ({ command, outcome, errorCode, shown }) => {
        if (!isOpen) return;
        isOpen = false;
        inFlight.dec();
        const finishedAt = clock.now();
        const durationMs = Math.max(finishedAt - startedAt, 0);
        const labels = { command: label("command", command), outcome: label("outcome", outcome) };
        answerSeconds.observe(labels, durationMs / 1_000);
        answersTotal.inc({ outcome: labels.outcome, code: label("code", errorCode ?? "none") });
        const isFailure = outcome === "error";
        if (!isFailure && shown === "nothing") return;
        recent.add(durationMs, outcome === "ok" && shown === "now" ? finishedAt : null);
      };
    },
    simApiCalled: ({ operation, outcome, durationMs }, account) => {
      const labels = { operation, outcome: label("call", outcome) };
      simApiSeconds.observe(account === null ? labels : { ...labels, account }, durationMs / 1_000);
    },
    reachable: (side, account, isUp) => {
      reachable.set(account === null ? { side } : { side, account }, isUp ? 1 : 0);
    },
    slackDeliveryFailed: (operation, reason) => {
      slackFailures.inc({
        operation: label("operation", operation),
        reason: label("reason", reason),
      });
    },
    chartDrawn: (outcome, durationMs) => {
      chartSeconds.observe({ outcome: label("chart", outcome) }, durationMs / 1_000);
    },
    auditWaiting: (count) => auditWaiting.set(count),
    auditDropped: (count, reason) => auditDropped.inc({ reason }, count),
    fleetCovered: ({ account, active, known, lookedAt, oldestReadAt }, now) => {
      const named = account === null ? {} : { account };
      const states = { active: active ?? 0, known, looked_at: lookedAt };
      for (const [state, count] of Object.entries(states))
        fleetSims.set({ state, ...named }, count);
      const ageMs = oldestReadAt === null ? null : ageOf(oldestReadAt, now);
      if (ageMs !== null) fleetAge.set(named, ageMs / 1_000);
    },
    fleetWaiting: (count) => fleetWaiting.set(count),
    sweepRead: (outcome, account) => {
      const labels = { outcome: label("sweep", outcome) };
      sweepReads.inc(account === null ? labels : { ...labels, account });
    },
    watchEnded: (count, how) => watchesEnded.inc({ how }, count),
    answers: () => recent.statistics(),
    exposition: async () => ({
      contentType: registry.contentType,
      text: await registry.metrics(),
    }),
  };
}

/** Keeps label values to known forms and a bounded number a label; the rest becomes `other`. */
function createLabelGuard(): (name: string, value: string) => string {
  const seen = new Map<string, Set<string>>();
  return (name, value) => {
    const values = seen.get(name) ?? new Set();
    seen.set(name, values);
    if (values.has(value)) return value;
    if (!labelPattern.test(value) || values.size >= labelValuesMax) return "other";
    values.add(value);
    return value;
  };
}

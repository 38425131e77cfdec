import { setImmediate as turnOfLoop } from "node:timers/promises";
import { createMetrics } from "../../../src/ops/metrics.ts";

/** Names of series as Prometheus keeps them (`…_bucket` too) → label → its values. */
export type Series = ReadonlyMap<string, ReadonlyMap<string, ReadonlySet<string>>>;

/** What Prometheus adds to each series, and `up`, which it makes itself. */
const addedLabels = ["job", "instance"];

/** The series of a bot in which each thing that is counted has happened once. */
export async function exposedSeries(): Promise<Series> {
  const metrics = createMetrics({ clock: { now: () => 0 }, withProcess: true });
  for (const outcome of ["ok", "error"])
    metrics.questionStarted()({
      ...{ command: "sessions", outcome, shown: "now" },
      errorCode: outcome === "ok" ? null : "sim_api_unauthorized",
    });
  metrics.simApiCalled(
    { operation: "fetch_sim", outcome: "ok", status: 200, durationMs: 1, requestId: null },
    "emea",
  );
  for (const side of ["slack", "sim_api", "database"] as const)
    metrics.reachable(side, side === "sim_api" ? "emea" : null, true);
  metrics.slackDeliveryFailed("respond", "expired_url");
  metrics.chartDrawn("ok", 1);
  metrics.auditWaiting(1);
  metrics.fleetCovered(
    {
      ...{ account: "emea", active: 1, known: 1, lookedAt: 1, oldestReadAt: 0 },
      ...{ withinMs: 1, unheard: 0, untold: 0, sweep: { kind: "off" } },
    },
    1,
  );
  metrics.fleetWaiting(1);
  metrics.sweepRead("ok", "emea");
  metrics.watchEnded(1, "told");
  // What is measured of the process comes with turns of its event loop.
  await turnOfLoop();
  return seriesIn((await metrics.exposition()).text);
}

/** Reads Prometheus' text format. */
export function seriesIn(text: string): Series {
  const series = new Map<string, Map<string, Set<string>>>();
  const add = (name: string, label: string, value: string): void => {
    const labels = series.get(name) ?? new Map<string, Set<string>>();
    series.set(name, labels);
    labels.set(label, (labels.get(label) ?? new Set()).add(value));
  };
  for (const line of ["up 1", ...text.split("\n")]) {
    const [, name, labels = ""] = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? \S+$/.exec(line) ?? [];
    if (name === undefined) continue;
    for (const label of addedLabels) add(name, label, "simscope");
    for (const [, label = "", value = ""] of labels.matchAll(/(\w+)="([^"]*)"/g))
      add(name, label, value);
  }
  return series;
}

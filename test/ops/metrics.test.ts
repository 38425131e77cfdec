import { expect, test } from "vitest";
import { errorCodes } from "../../src/core/errors.ts";
import { createMetrics } from "../../src/ops/metrics.ts";
import { createRecentAnswers } from "../../src/ops/recent-answers.ts";

function metricsAt(startMs = 1_000) {
  let nowMs = startMs;
  const metrics = createMetrics({ clock: { now: () => nowMs }, withProcess: false });
  return {
    metrics,
    pass: (durationMs: number) => {
      nowMs += durationMs;
    },
    lines: async () => (await metrics.exposition()).text.split("\n"),
  };
}

test("answers are timed and counted by outcome and error code", async () => {
  const { metrics, pass, lines } = metricsAt();
  const good = metrics.questionStarted();
  const bad = metrics.questionStarted();
  expect(await lines()).toContain("simscope_questions_in_flight 2");
  pass(400);
  good({ command: "sessions", outcome: "ok", errorCode: null, shown: "now" });
  pass(1_600);
  bad({ command: "sessions", outcome: "error", errorCode: "sim_api_timeout", shown: "nothing" });

  const text = await lines();
  expect(text).toContain("simscope_questions_in_flight 0");
  expect(text).toContain('simscope_answers_total{outcome="ok",code="none"} 1');
  expect(text).toContain('simscope_answers_total{outcome="error",code="sim_api_timeout"} 1');
  expect(text).toContain(
    'simscope_answer_duration_seconds_bucket{le="0.5",command="sessions",outcome="ok"} 1',
  );
  expect(text).toContain(
    'simscope_answer_duration_seconds_sum{command="sessions",outcome="error"} 2',
  );
  expect(metrics.answers()).toEqual({
    answers: 2,
    p50Ms: 400,
    p95Ms: 2_000,
    lastSuccessAt: 1_400,
  });
});

test("how simscope is doing is told by answers about SIMs alone", () => {
  const { metrics, pass } = metricsAt();
  const answer = (outcome: string, shown: "now" | "earlier" | "nothing") => {
    const finished = metrics.questionStarted();
    pass(100);
    finished({ command: "sessions", outcome, errorCode: null, shown });
  };
  answer("ok", "nothing");
  answer("no_match", "nothing");
  expect(metrics.answers()).toMatchObject({ answers: 0, lastSuccessAt: null });
  answer("ok", "now");
  const good = { lastSuccessAt: 1_300 };
  expect(metrics.answers()).toMatchObject({ answers: 1, ...good });
  answer("ok", "earlier");
  answer("undelivered", "now");
  answer("ok", "nothing");
  expect(metrics.answers()).toMatchObject({ answers: 3, ...good });
});

test("an answer counts once, however often it is reported", async () => {
  const { metrics, lines } = metricsAt();
  const finish = metrics.questionStarted();
  finish({ command: "help", outcome: "ok", errorCode: null, shown: "nothing" });
  finish({ command: "help", outcome: "ok", errorCode: null, shown: "nothing" });
  expect(await lines()).toContain('simscope_answers_total{outcome="ok",code="none"} 1');
  expect(await lines()).toContain("simscope_questions_in_flight 0");
});

test("calls to the SIM platform, failures of Slack and pictures are counted", async () => {
  const { metrics, lines } = metricsAt();
  const call = {
    operation: "list_sessions",
    outcome: "sim_api_failed",
    status: 503,
    durationMs: 250,
    requestId: "RQ1",
  } as const;
  metrics.simApiCalled(call, null);
  metrics.simApiCalled({ ...call, durationMs: 500 }, "emea");
  metrics.reachable("slack", null, true);
  metrics.reachable("sim_api", "emea", false);
  metrics.slackDeliveryFailed("respond", "expired_url");
  metrics.chartDrawn("ok", 120);
  const text = await lines();
  expect(text).toContain(
    'simscope_sim_api_call_duration_seconds_sum{operation="list_sessions",outcome="sim_api_failed"} 0.25',
  );
  expect(text).toContain(
    'simscope_sim_api_call_duration_seconds_sum{operation="list_sessions",outcome="sim_api_failed",account="emea"} 0.5',
  );
  expect(text).toContain('simscope_reachable{side="slack"} 1');
  expect(text).toContain('simscope_reachable{side="sim_api",account="emea"} 0');
  expect(text).toContain(
    'simscope_slack_delivery_failures_total{operation="respond",reason="expired_url"} 1',
  );
  expect(text).toContain('simscope_chart_duration_seconds_count{outcome="ok"} 1');
});

test("what alerts watch for is counted from 0, so that its first case is an increase", async () => {
  const lines = await metricsAt().lines();
  for (const code of [...errorCodes, "bug"])
    expect(lines).toContain(`simscope_answers_total{outcome="error",code="${code}"} 0`);
  for (const reason of ["full", "refused"])
    expect(lines).toContain(`simscope_audit_dropped_total{reason="${reason}"} 0`);
});

test("labels hold neither data nor an endless number of values", async () => {
  const { metrics, lines } = metricsAt();
  for (const reason of ["8901340852295524703", "Portland Storefront", 'a"b', "x".repeat(99)])
    metrics.slackDeliveryFailed("respond", reason);
  for (let index = 0; index < 500; index += 1)
    metrics.slackDeliveryFailed("respond", `reason_${index}`);
  const series = (await lines()).filter((line) =>
    line.startsWith("simscope_slack_delivery_failures_total{"),
  );
  expect(series.length).toBeLessThanOrEqual(61);
  expect(series.join("\n")).not.toMatch(/8901340852295524703|Portland/);
});

test("two sets of metrics in one process stay apart", async () => {
  const one = metricsAt();
  const two = metricsAt();
  one.metrics.questionStarted();
  expect(await two.lines()).toContain("simscope_questions_in_flight 0");
});

test("metrics of the process are included when wanted", async () => {
  const metrics = createMetrics({ clock: { now: () => 0 }, withProcess: true });
  const { contentType, text } = await metrics.exposition();
  expect(contentType).toContain("text/plain");
  expect(text).toContain("process_resident_memory_bytes");
});

test("the view of recent answers forgets the oldest", () => {
  const recent = createRecentAnswers(20);
  expect(recent.statistics()).toEqual({
    answers: 0,
    p50Ms: null,
    p95Ms: null,
    lastSuccessAt: null,
  });
  recent.add(9_999, null);
  for (let durationMs = 1; durationMs <= 20; durationMs += 1) recent.add(durationMs, durationMs);
  expect(recent.statistics()).toEqual({ answers: 20, p50Ms: 10, p95Ms: 19, lastSuccessAt: 20 });
});

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ErrorCode } from "../../../src/errors.ts";
import { isBotError } from "../../../src/errors.ts";
import type { InjectionInput } from "../../../src/playground/fleet/faults/fault.ts";
import type { SimReportOutcome } from "../../../src/usecases/sim-report.ts";
import {
  type Asked,
  type SimulatedWorld,
  sessionsOnTwoPages,
  startSimulatedWorld,
} from "./simulated-world.ts";

/** Where in a question the fault strikes. */
type Step = "fetch" | "page 1" | "page 2" | "token";

const scopes: Readonly<Record<Step, NonNullable<InjectionInput["scope"]>>> = {
  fetch: { operation: "fetch_sim" },
  "page 1": { operation: "list_sessions" },
  "page 2": { operation: "list_sessions", skip: 1 },
  token: { operation: "token" },
};

/** Everybody hears something within this time, whatever happens. */
const mostMs = 15_000;

/** The whole answer, one that says that it is incomplete, or the failure that is told. */
type Expected = "answer" | "incomplete" | ErrorCode;

interface Row {
  readonly name: string;
  readonly fault: InjectionInput["fault"];
  /** How often; without it, for as long as the question lasts. */
  readonly times?: number;
  readonly expected: Expected;
  readonly steps?: readonly Step[];
}

const calls: readonly Step[] = ["fetch", "page 1", "page 2"];
const lists: readonly Step[] = ["page 1", "page 2"];
const everywhere: readonly Step[] = [...calls, "token"];

const status = (code: number, more: { retryAfter?: string | number; code?: number } = {}) =>
  ({ kind: "status", status: code, ...more }) as const;

const rows: readonly Row[] = [
  { name: "500 once", fault: status(500), times: 1, expected: "answer", steps: everywhere },
  { name: "500 for ever", fault: status(500), expected: "sim_api_failed", steps: everywhere },
  { name: "502 three times", fault: status(502), times: 3, expected: "answer" },
  { name: "503 for ever", fault: status(503), expected: "sim_api_failed", steps: everywhere },
  { name: "504 twice", fault: status(504), times: 2, expected: "answer" },
  {
    name: "503, come back in 2 s",
    fault: status(503, { retryAfter: 2 }),
    times: 1,
    expected: "answer",
  },
  { name: "a conflict, once", fault: status(409, { code: 33010 }), times: 1, expected: "answer" },
  { name: "a conflict, for ever", fault: status(409, { code: 33010 }), expected: "sim_api_failed" },
  { name: "429 twice", fault: status(429), times: 2, expected: "answer", steps: everywhere },
  { name: "429 for ever", fault: status(429), expected: "sim_api_rate_limited", steps: everywhere },
  {
    name: "429, come back in 4 s",
    fault: status(429, { retryAfter: 4 }),
    times: 1,
    expected: "answer",
  },
  {
    name: "429, come back in an hour",
    fault: status(429, { retryAfter: 3_600 }),
    expected: "sim_api_rate_limited",
  },
  {
    name: "429, come back at nonsense",
    fault: status(429, { retryAfter: "soon" }),
    times: 1,
    expected: "answer",
  },
  { name: "401 for ever", fault: status(401), expected: "sim_api_unauthorized", steps: everywhere },
  { name: "403 for ever", fault: status(403), expected: "sim_api_forbidden" },
  {
    name: "the gateway's 403 for ever",
    fault: { kind: "gateway_forbidden" },
    expected: "sim_api_forbidden",
  },
  { name: "400", fault: status(400), expected: "sim_api_rejected" },
  {
    name: "HTML as success",
    fault: { kind: "html" },
    expected: "sim_api_unreadable",
    steps: everywhere,
  },
  {
    name: "HTML as 502",
    fault: { kind: "html", status: 502 },
    expected: "sim_api_failed",
    steps: everywhere,
  },
  {
    name: "an empty body",
    fault: { kind: "empty" },
    expected: "sim_api_unreadable",
    steps: everywhere,
  },
  {
    name: "an empty 503, once",
    fault: { kind: "empty", status: 503 },
    times: 1,
    expected: "answer",
  },
  {
    name: "wrong JSON",
    fault: { kind: "invalid_json" },
    expected: "sim_api_unreadable",
    steps: everywhere,
  },
  {
    name: "another shape",
    fault: { kind: "wrong_shape" },
    expected: "sim_api_unreadable",
    steps: everywhere,
  },
  {
    name: "wrong types",
    fault: { kind: "wrong_types" },
    expected: "sim_api_unreadable",
    steps: everywhere,
  },
  {
    name: "renamed fields",
    fault: { kind: "renamed_fields" },
    expected: "sim_api_unreadable",
    steps: everywhere,
  },
  {
    name: "a repeated page token",
    fault: { kind: "repeated_page_token" },
    expected: "incomplete",
    steps: lists,
  },
  {
    name: "a foreign next page",
    fault: { kind: "foreign_next_page_url" },
    expected: "incomplete",
    steps: lists,
  },
  {
    name: "a redirect",
    fault: { kind: "redirect", url: "http://127.0.0.1:9/" },
    expected: "sim_api_unreadable",
    steps: everywhere,
  },
  {
    name: "late by 3 s",
    fault: { kind: "delay", delayMs: 3_000 },
    times: 1,
    expected: "answer",
    steps: everywhere,
  },
  {
    name: "late by a minute",
    fault: { kind: "delay", delayMs: 60_000 },
    expected: "sim_api_timeout",
    steps: everywhere,
  },
  {
    name: "hangs before the headers, once",
    fault: { kind: "hang_before_headers" },
    times: 1,
    expected: "answer",
    steps: everywhere,
  },
  {
    name: "hangs before the headers",
    fault: { kind: "hang_before_headers" },
    expected: "sim_api_timeout",
    steps: everywhere,
  },
  {
    name: "hangs within the body, once",
    fault: { kind: "hang_in_body" },
    times: 1,
    expected: "answer",
  },
  {
    name: "hangs within the body",
    fault: { kind: "hang_in_body" },
    expected: "sim_api_timeout",
    steps: everywhere,
  },
  {
    name: "drips",
    fault: { kind: "slow_drip", chunkBytes: 8, everyMs: 1_000 },
    expected: "sim_api_timeout",
    steps: everywhere,
  },
  {
    name: "resets, once",
    fault: { kind: "reset_before_headers" },
    times: 1,
    expected: "answer",
    steps: everywhere,
  },
  {
    name: "resets, for ever",
    fault: { kind: "reset_before_headers" },
    expected: "sim_api_unreachable",
    steps: everywhere,
  },
  {
    name: "cuts the body, once",
    fault: { kind: "cut_body" },
    times: 1,
    expected: "answer",
    steps: everywhere,
  },
  {
    name: "cuts the body, for ever",
    fault: { kind: "cut_body" },
    expected: "sim_api_unreachable",
    steps: everywhere,
  },
  {
    name: "a body without measure",
    fault: { kind: "oversized_body", bytes: 9 * 1024 * 1024 },
    expected: "sim_api_unreadable",
  },
];

/** With KORE, a refusal is answered by a new token first: what passes with it is no failure. */
const koreRows: readonly Row[] = [
  {
    name: "the gateway's 403, once",
    fault: { kind: "gateway_forbidden" },
    times: 1,
    expected: "answer",
  },
  { name: "401, once", fault: status(401), times: 1, expected: "answer" },
];

function combinations(table: readonly Row[], steps: readonly Step[]) {
  return table.flatMap((row) =>
    (row.steps ?? calls)
      .filter((step) => steps.includes(step))
      .map((step) => ({ ...row, step, title: `${row.name}, ${step}` })),
  );
}

const atTwilio = combinations(rows, calls);
/** The pages of a list are read alike from both platforms; how a question begins is not. */
const atKore = combinations([...rows, ...koreRows], ["fetch", "token"]);

it("there are at least 40 combinations with each platform", () => {
  expect(atTwilio.length).toBeGreaterThanOrEqual(40);
  expect(atKore.length).toBeGreaterThanOrEqual(40);
});

describe.each([
  { platform: "twilio", combinations: atTwilio },
  { platform: "kore", combinations: atKore },
] as const)("$platform", ({ platform, combinations }) => {
  let world: SimulatedWorld;
  let socketsBefore = 0;
  beforeAll(async () => {
    socketsBefore = openSockets();
    world = await startSimulatedWorld(platform);
    await world.ask();
  });
  afterAll(async () => {
    await world.close();
    await new Promise((resolve) => setImmediate(resolve));
    expect(openSockets()).toBeLessThanOrEqual(socketsBefore);
  });

  it.each(combinations)("$title: $expected", async ({ fault, times, step, expected }) => {
    const { fleet, time } = world;
    // Nothing that was read before serves this question.
    await time.pass(70_000);
    if (step === "token") fleet.expireAccessTokens();
    fleet.inject({ fault, scope: scopes[step], ...(times !== undefined && { times }) });

    const asked = await world.ask();
    expect(asked.tookMs).toBeLessThanOrEqual(mostMs);
    expectOutcome(asked, expected);

    fleet.clearFaults();
    await time.pass(70_000);
    expect(time.waiting).toBe(0);
    expectOutcome(await world.ask(), "answer");
    expect(time.waiting).toBe(0);
  });
});

function expectOutcome({ outcome, error }: Asked, expected: Expected): void {
  if (expected === "answer" || expected === "incomplete") {
    expect(error).toBeNull();
    const { read, isIncomplete } = figuresOf(outcome);
    expect(isIncomplete).toBe(expected === "incomplete");
    if (expected === "answer") expect(read).toBe(sessionsOnTwoPages);
    return;
  }
  expect(isBotError(error) ? error.code : error).toBe(expected);
}

function figuresOf(outcome: SimReportOutcome | null) {
  if (outcome?.kind !== "report") throw new Error("no report");
  const { sessions, earlier, quality, stale } = outcome.report;
  expect(stale).toBeNull();
  return {
    read: sessions.length + earlier.length,
    isIncomplete: quality.some(({ kind }) => kind === "incomplete"),
  };
}

function openSockets(): number {
  return process.getActiveResourcesInfo().filter((name) => /TCP|Socket/.test(name)).length;
}

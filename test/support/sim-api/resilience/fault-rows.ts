import type { InjectionInput } from "../../../../playground/fleet/faults/fault.ts";
import type { ErrorCode } from "../../../../src/core/errors.ts";
import type { IncompleteReason } from "../../../../src/core/session-read.ts";

/** Where in a question the fault strikes. */
export type Step = "fetch" | "page 1" | "page 2" | "token";

export const scopes: Readonly<Record<Step, NonNullable<InjectionInput["scope"]>>> = {
  fetch: { operation: "fetch_sim" },
  "page 1": { operation: "list_sessions" },
  "page 2": { operation: "list_sessions", skip: 1 },
  token: { operation: "token" },
};

/** The whole answer, one that says why it is incomplete, or the failure that is told. */
export type Expected = "answer" | Exclude<IncompleteReason, null> | ErrorCode;

export interface Row {
  readonly name: string;
  readonly fault: InjectionInput["fault"];
  /** How often; without it, for as long as the question lasts. */
  readonly times?: number;
  readonly expected: Expected;
  /** What people are told of a failure, where it is more than the usual words for its code. */
  readonly says?: RegExp;
  readonly steps?: readonly Step[];
}

const calls: readonly Step[] = ["fetch", "page 1", "page 2"];
const lists: readonly Step[] = ["page 1", "page 2"];
const everywhere: readonly Step[] = [...calls, "token"];

/** What people are told, by the code of the failure. */
export const usualWords: Readonly<Partial<Record<ErrorCode, RegExp>>> = {
  sim_api_unauthorized: /did not accept simscope's credentials.*npm run doctor/s,
  sim_api_forbidden: /credentials may not read this SIM.*needs read access/s,
  sim_api_rate_limited: /is limiting how much we may ask.*try again/is,
  sim_api_failed: /had a fault of its own.*on their side.*try again/is,
  sim_api_timeout: /took too long to answer.*on their side.*try again/is,
  sim_api_unreachable: /cannot reach the SIM platform.*try again/is,
  sim_api_unreadable: /in a form that simscope does not know.*try again/is,
  sim_api_rejected: /did not understand simscope's question.*our fault/s,
};

const aWebPage = /a web page came back instead of SIM data/i;
const garbled = /answer was garbled/;

const status = (code: number, more: { retryAfter?: string | number; code?: number } = {}) =>
  ({ kind: "status", status: code, ...more }) as const;

export const rows: readonly Row[] = [
  { name: "500 once", fault: status(500), times: 1, expected: "answer", steps: everywhere },
  { name: "500 for ever", fault: status(500), expected: "sim_api_failed", steps: everywhere },
  { name: "502 three times", fault: status(502), times: 3, expected: "answer" },
  {
    name: "503 for ever",
    fault: status(503),
    expected: "sim_api_failed",
    says: /overloaded or under maintenance/,
    steps: everywhere,
  },
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
    says: /a pause of 3600 seconds/,
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
    says: aWebPage,
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
    says: garbled,
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
    says: garbled,
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
    expected: "repeated_page",
    steps: lists,
  },
  {
    name: "a foreign next page",
    fault: { kind: "foreign_next_page_url" },
    expected: "foreign_next_page",
    steps: lists,
  },
  {
    name: "a redirect",
    fault: { kind: "redirect", url: "http://127.0.0.1:9/" },
    expected: "sim_api_unreadable",
    says: /sent simscope to another address.*never follows/s,
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
    says: /broke off half way/,
    steps: everywhere,
  },
  {
    name: "drips, but comes to its end in time",
    fault: { kind: "slow_drip", chunkBytes: 65_536, everyMs: 200 },
    expected: "answer",
    steps: everywhere,
  },
  {
    name: "late by 7 s, every time",
    fault: { kind: "delay", delayMs: 7_000 },
    expected: "answer",
    steps: ["fetch", "page 2", "token"],
  },
  {
    name: "503, come back in 20 s",
    fault: status(503, { retryAfter: 20 }),
    expected: "sim_api_failed",
    says: /overloaded or under maintenance/,
    steps: everywhere,
  },
  {
    name: "429 of a proxy, once",
    fault: { kind: "empty", status: 429 },
    times: 1,
    expected: "answer",
    steps: everywhere,
  },
  {
    name: "429 of a proxy, for ever",
    fault: { kind: "html", status: 429 },
    expected: "sim_api_rate_limited",
    steps: everywhere,
  },
  {
    name: "404 of a proxy",
    fault: { kind: "html", status: 404 },
    expected: "sim_api_unreadable",
    says: aWebPage,
    steps: everywhere,
  },
  {
    name: "the page token is stale, once",
    fault: { kind: "expired_page_token" },
    times: 1,
    expected: "answer",
    steps: ["page 2"],
  },
  {
    name: "the page token is stale, for ever",
    fault: { kind: "expired_page_token" },
    expected: "sim_api_failed",
    steps: lists,
  },
  {
    name: "a body without measure",
    fault: { kind: "oversized_body", bytes: 9 * 1024 * 1024 },
    expected: "sim_api_unreadable",
    says: /far too large to be right/,
  },
];

/** With KORE, a refusal is answered by a new token first: what passes with it is no failure. */
export const koreRows: readonly Row[] = [
  {
    name: "the gateway's 403, once",
    fault: { kind: "gateway_forbidden" },
    times: 1,
    expected: "answer",
  },
  { name: "401, once", fault: status(401), times: 1, expected: "answer" },
  {
    name: "the token has expired",
    fault: { kind: "expired_access_token" },
    times: 1,
    expected: "answer",
  },
  {
    name: "no token is good for long enough",
    fault: { kind: "expired_access_token" },
    expected: "sim_api_forbidden",
  },
];

/** Each row at each of its steps, of those that count. */
export function combinations(table: readonly Row[], steps: readonly Step[]) {
  return table.flatMap((row) =>
    (row.steps ?? calls)
      .filter((step) => steps.includes(step))
      .map((step) => ({ ...row, step, title: `${row.name}, ${step}` })),
  );
}

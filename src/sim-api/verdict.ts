import { BotError, type ErrorCode, type ErrorDetail } from "../core/errors.ts";
import { dayMs, type Instant, secondMs } from "../core/instant.ts";
import { type ErrorTable, meaningOf } from "./error-table.ts";
import type { Faults, Reading } from "./reading.ts";
import { isSuccess, type RawAnswer } from "./transport.ts";
import { transportFaultOf } from "./transport-fault.ts";
import { platformErrorSchema, platformWordSchema } from "./wire.ts";

/** What became of one call. Its error holds no data of a SIM, no credential and no address. */
export type Verdict<T> =
  | { readonly kind: "ok"; readonly value: T; readonly faults: Faults }
  | { readonly kind: "not_found"; readonly value: T }
  | { readonly kind: "failure"; readonly error: BotError; readonly faults: Faults };

/** The verdict in a word, as observers are told it. */
export function outcomeOf(verdict: Verdict<unknown>): string {
  return verdict.kind === "failure" ? verdict.error.code : verdict.kind;
}

/** How the answer to a request is to be taken. */
export interface Expectation<T> {
  /** Names the call in messages. */
  readonly operation: string;
  readonly read: (body: unknown) => Reading<T>;
  /** The value for "no such SIM". Without it, a 404 is no answer to this request. */
  readonly absent?: T;
}

/** Judges a complete answer. `now` is for a `Retry-After` that names a date. */
export function verdictOnAnswer<T>(
  answer: RawAnswer,
  expected: Expectation<T>,
  errors: ErrorTable,
  now: Instant,
): Verdict<T> {
  return isSuccess(answer.status)
    ? verdictOnSuccess(answer, expected)
    : verdictOnRefusal(answer, expected, errors, now);
}

/** Judges a call that brought no complete answer. */
export function verdictOnTransportError(error: unknown, operation: string): Verdict<never> {
  const { code, retryable, reason, detail } = transportFaultOf(error);
  return {
    kind: "failure",
    error: new BotError(code, `${operation}: ${reason}`, {
      retryable,
      cause: new Error(reason),
      ...(detail !== undefined && { detail }),
    }),
    faults: {},
  };
}

function verdictOnSuccess<T>(answer: RawAnswer, expected: Expectation<T>): Verdict<T> {
  const body = parseJson(answer.body);
  const reading: Reading<T> =
    body === undefined ? { kind: "unreadable", faults: {} } : expected.read(body);
  if (reading.kind === "read") return { kind: "ok", value: reading.value, faults: reading.faults };
  const what =
    body === undefined
      ? "not JSON"
      : `unexpected shape at ${Object.keys(reading.faults).join(", ")}`;
  return {
    kind: "failure",
    error: new BotError("sim_api_unreadable", `${expected.operation}: ${what}`, {
      retryable: false,
      status: answer.status,
      detail: body === undefined ? detailOfText(answer.body) : "wrong_shape",
    }),
    faults: reading.faults,
  };
}

/** A page of a proxy or a login begins like markup; anything else is only not JSON. */
function detailOfText(text: string): ErrorDetail {
  return text.trimStart().startsWith("<") ? "html" : "not_json";
}

function verdictOnRefusal<T>(
  answer: RawAnswer,
  expected: Expectation<T>,
  errors: ErrorTable,
  now: Instant,
): Verdict<T> {
  const { operation, absent } = expected;
  const { status } = answer;
  const body = parseJson(answer.body);
  const platformCode = platformErrorSchema.safeParse(body).data?.code;
  const platformWord =
    platformCode === undefined ? platformWordSchema.safeParse(body).data : undefined;
  const meaning = meaningOf(status, platformCode, errors);
  if (meaning.kind === "not_found" && absent !== undefined)
    return { kind: "not_found", value: absent };

  const { code, retryable } = meaning.kind === "not_found" ? misplaced : meaning;
  const detail = detailOfRefusal(answer, code);
  const waitMs = retryAfterMs(answer.header("retry-after"), now);
  const number = platformCode === undefined ? "no platform code" : `platform code ${platformCode}`;
  return {
    kind: "failure",
    error: new BotError(code, `${operation}: HTTP ${status}, ${number}`, {
      retryable,
      status,
      ...(platformCode !== undefined && { platformCode }),
      ...(platformWord !== undefined && { platformWord }),
      ...(detail !== undefined && { detail }),
      ...(waitMs !== undefined && { retryAfterMs: waitMs }),
    }),
    faults: {},
  };
}

/** What a person can be told beyond the code. */
function detailOfRefusal({ status, body }: RawAnswer, code: ErrorCode): ErrorDetail | undefined {
  if (code === "sim_api_failed") return status === 503 ? "overloaded" : undefined;
  if (code !== "sim_api_unreadable") return undefined;
  if (status >= 300 && status < 400) return "redirect";
  return parseJson(body) === undefined ? detailOfText(body) : "wrong_shape";
}

/** A list cannot be "not found": what answers there is not the API that we know. */
const misplaced = { code: "sim_api_unreadable", retryable: false } as const;

/** `undefined`: not JSON. The parser's own error quotes the text, so it goes no further. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Longer than any wait that makes sense; a value beyond it is taken for a mistake. */
const longestMs = dayMs;

/**
 * The wait that a `Retry-After` header asks for, in milliseconds: whole seconds or an HTTP date
 * (RFC 9110, 10.2.3). A date in the past is 0. `undefined`: no header, or none that makes sense.
 */
export function retryAfterMs(header: string | null, now: Instant): number | undefined {
  const text = header?.trim() ?? "";
  const waitMs = /^\d{1,10}$/.test(text) ? Number(text) * secondMs : untilHttpDate(text, now);
  return waitMs !== null && waitMs <= longestMs ? waitMs : undefined;
}

function untilHttpDate(text: string, now: Instant): number | null {
  // Date.parse alone would accept almost anything ("-5" is a year to it).
  if (!/^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/.test(text)) return null;
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : Math.max(0, at - now);
}

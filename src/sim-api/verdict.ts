import type { Instant } from "../core/instant.ts";
import { BotError } from "../errors.ts";
import { type ErrorTable, meaningOf } from "./error-table.ts";
import type { Faults, Reading } from "./reading.ts";
import { retryAfterMs } from "./retry-after.ts";
import { isSuccess, type RawAnswer } from "./transport.ts";
import { transportFaultOf } from "./transport-fault.ts";
import { platformErrorSchema } from "./wire.ts";

/** What became of one call. Its error holds no data of a SIM, no credential and no address. */
export type Verdict<T> =
  | { readonly kind: "ok"; readonly value: T; readonly faults: Faults }
  | { readonly kind: "not_found"; readonly value: T }
  | { readonly kind: "failure"; readonly error: BotError; readonly faults: Faults };

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
  const { code, retryable, reason } = transportFaultOf(error);
  return {
    kind: "failure",
    error: new BotError(code, `${operation}: ${reason}`, { retryable, cause: new Error(reason) }),
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
    }),
    faults: reading.faults,
  };
}

function verdictOnRefusal<T>(
  answer: RawAnswer,
  expected: Expectation<T>,
  errors: ErrorTable,
  now: Instant,
): Verdict<T> {
  const { operation, absent } = expected;
  const { status } = answer;
  const platformCode = platformErrorSchema.safeParse(parseJson(answer.body)).data?.code;
  const meaning = meaningOf(status, platformCode, errors);
  if (meaning.kind === "not_found" && absent !== undefined)
    return { kind: "not_found", value: absent };

  const { code, retryable } = meaning.kind === "not_found" ? misplaced : meaning;
  const waitMs = retryAfterMs(answer.header("retry-after"), now);
  const number = platformCode === undefined ? "no platform code" : `platform code ${platformCode}`;
  return {
    kind: "failure",
    error: new BotError(code, `${operation}: HTTP ${status}, ${number}`, {
      retryable,
      status,
      ...(platformCode !== undefined && { platformCode }),
      ...(waitMs !== undefined && { retryAfterMs: waitMs }),
    }),
    faults: {},
  };
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

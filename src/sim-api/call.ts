import { paceOf } from "../accounts/asking.ts";
import { tookMs } from "../core/age.ts";
import type { BotError } from "../core/errors.ts";
import { ownTurnOfLoop } from "../core/loop-turns.ts";
import type { Clock } from "../core/time.ts";
import type { SimApiCall, SimApiObserver } from "../ports/sim-source.ts";
import type { Auth } from "./auth.ts";
import type { ErrorTable } from "./error-table.ts";
import type { RawAnswer, Transport } from "./transport.ts";
import {
  type Expectation,
  outcomeOf,
  type Verdict,
  verdictOnAnswer,
  verdictOnTransportError,
} from "./verdict.ts";

/** One GET on the platform and how to take its answer. */
export interface SimApiRequest<T> extends Expectation<T> {
  readonly operation: SimApiCall["operation"];
  /** Below the base URL, each part already encoded: `/v1/Sims/DE…`. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
}

/**
 * Sends a request and resolves with what was read, or rejects with a `BotError` `sim_api_…`.
 * Whatever wraps a call (retry, limits, circuit breaker) is a function from caller to caller.
 */
export type SimApiCaller = <T>(request: SimApiRequest<T>, signal: AbortSignal) => Promise<T>;

/** Characters that take more than a few milliseconds to read; a page of 1,000 sessions has 540,000. */
const longBody = 100_000;

export interface CallerParts {
  /** Without a slash at its end. Credentials are sent nowhere else. */
  readonly baseUrl: string;
  readonly auth: Auth;
  readonly errors: ErrorTable;
  readonly transport: Transport;
  readonly clock: Clock;
  /** Told once for each call, also for one that had no time left to be sent. */
  readonly observer: SimApiObserver;
}

/** The plain caller. It repeats nothing, but for a refused credential that could be renewed. */
export function createCaller(parts: CallerParts): SimApiCaller {
  return async (request, signal) => {
    const { auth } = parts;
    const authorization = await auth.authorization(signal);
    const first = await callOnce(parts, request, authorization, signal);
    if (first.kind !== "failure") return accepted(auth, authorization, first.value);
    if (!isRefusal(first.error) || !auth.refused(authorization)) throw first.error;

    const renewed = await auth.authorization(signal);
    await paceOf(signal)?.turn();
    const second = await callOnce(parts, request, renewed, signal);
    if (second.kind === "failure") throw second.error;
    return accepted(auth, renewed, second.value);
  };
}

function accepted<T>(auth: Auth, authorization: string, value: T): T {
  auth.accepted?.(authorization);
  return value;
}

function isRefusal({ code }: BotError): boolean {
  return code === "sim_api_unauthorized" || code === "sim_api_forbidden";
}

async function callOnce<T>(
  { baseUrl, errors, transport, clock, observer }: CallerParts,
  request: SimApiRequest<T>,
  authorization: string,
  signal: AbortSignal,
): Promise<Verdict<T>> {
  const { operation, path, query = {} } = request;
  const url = new URL(`${baseUrl}${path}`);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);

  const pace = paceOf(signal);
  pace?.sent();
  const startedAt = clock.now();
  const headers = { accept: "application/json", authorization, "user-agent": "simscope" };
  const { answer, error } = await transport.get(url, headers, signal).then(
    (received: RawAnswer) => ({ answer: received, error: null }),
    (reason: unknown) => ({ answer: null, error: reason }),
  );
  const finishedAt = clock.now();
  if (answer !== null && answer.body.length > longBody) await ownTurnOfLoop();
  const verdict =
    answer === null
      ? verdictOnTransportError(error, operation)
      : verdictOnAnswer(answer, request, errors, finishedAt);
  const faults = "faults" in verdict ? verdict.faults : {};
  observer({
    operation,
    outcome: answer === null && isAbandoned(signal) ? "abandoned" : outcomeOf(verdict),
    status: answer?.status ?? null,
    durationMs: tookMs(startedAt, finishedAt),
    requestId: requestIdOf(answer),
    ...(pace !== null && { inBackground: true }),
    ...(Object.keys(faults).length > 0 && { faults }),
  });
  return verdict;
}

/** Whether its question was answered meanwhile, so that this call failed nobody; a deadline has another reason. */
function isAbandoned({ aborted, reason }: AbortSignal): boolean {
  return aborted && reason instanceof DOMException && reason.name === "AbortError";
}

/** Bounded, because it goes into logs and comes from outside. */
function requestIdOf(answer: RawAnswer | null): string | null {
  const id = answer?.header("twilio-request-id") ?? null;
  return id !== null && /^[\w-]{1,64}$/.test(id) ? id : null;
}

import type { IncomingMessage, ServerResponse } from "node:http";
import { type Answer, platformError } from "./answer.ts";
import { basicAuthOf, type Platform } from "./credentials.ts";
import type { Dialect } from "./dialect.ts";
import { bend } from "./faults/bend-answer.ts";
import { type Delay, deliver } from "./faults/deliver.ts";
import type { Fault } from "./faults/fault.ts";
import type { FleetState } from "./fleet-state.ts";
import { koreDialect } from "./kore-dialect.ts";
import type { RecordedRequest } from "./request-log.ts";
import { twilioDialect } from "./twilio-dialect.ts";
import { answerOf, operationOf } from "./wireless-api.ts";

const dialects: Readonly<Record<Platform, Dialect>> = { twilio: twilioDialect, kore: koreDialect };

/** Answers one call to the wireless API: records it, waits at the gate, answers, bends, delivers. */
export async function serveWireless(
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  state: FleetState,
  delay: Delay,
): Promise<void> {
  const credentials = basicAuthOf(request.headers.authorization);
  const entry: RecordedRequest = {
    method: request.method ?? "GET",
    path: url.pathname,
    query: Object.fromEntries(url.searchParams),
    authUser: credentials?.user ?? null,
    at: state.now(),
    status: null,
  };
  const { log, settings } = state;
  const end = log.begin(entry);
  const dialect = dialects[state.platform];
  const headers = dialect.headers(state, [log.entries.length, entry.at, url.href]);
  const isOverLimit =
    settings.concurrencyLimit !== null && log.underWay > settings.concurrencyLimit;
  // Taken on arrival: which call meets the fault must not depend on who leaves the gate first.
  const fault = isOverLimit ? null : takeFault(url, state);
  const signal = state.hangs;
  try {
    if (!isOverLimit) await state.gate.pass();
    if (fault?.kind === "expired_access_token") state.expireAccessTokens();
    const good = isOverLimit
      ? inDialect(platformError(429), url, state)
      : goodAnswer(entry.method, request.headers.authorization, url, state);
    const answer = fault === null ? good : dialect.bent(bend(good, fault), fault);
    const sent = { ...answer, headers: { ...headers, ...answer.headers } };
    await deliver(response, sent, fault, { delay, signal });
  } finally {
    if (response.headersSent) entry.status = response.statusCode;
    end();
  }
}

function goodAnswer(
  method: string,
  authorization: string | undefined,
  url: URL,
  state: FleetState,
): Answer {
  const refusal = dialects[state.platform].refusal(authorization, state);
  if (refusal !== null) return refusal;
  if (method !== "GET") return inDialect(platformError(405), url, state);
  const { fleet, pager, settings } = state;
  const { order, paging } = settings;
  const context = { fleet, pager, order, paging, now: state.now() };
  return inDialect(answerOf(operationOf(url.pathname), url, context), url, state);
}

function inDialect(answer: Answer, url: URL, { platform }: FleetState): Answer {
  return dialects[platform].worded(answer, operationOf(url.pathname).kind);
}

function takeFault(url: URL, { faults, fleet }: FleetState): Fault | null {
  const operation = operationOf(url.pathname);
  const name = "sim" in operation ? operation.sim : null;
  const fields = name === null ? undefined : fleet.find(name)?.fields;
  const simNames = [name, fields?.sid, fields?.unique_name].filter(
    (text) => text !== null && text !== undefined,
  );
  return faults.take({ operation: operation.kind, simNames });
}

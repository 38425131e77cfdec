import type { IncomingMessage, ServerResponse } from "node:http";
import { type Answer, platformError } from "./answer.ts";
import { areAccepted, basicAuthOf } from "./credentials.ts";
import { bend } from "./faults/bend-answer.ts";
import { type Delay, deliver } from "./faults/deliver.ts";
import type { Fault } from "./faults/fault.ts";
import type { FleetState } from "./fleet-state.ts";
import { hexOf } from "./identity.ts";
import type { RecordedRequest } from "./request-log.ts";
import { answerOf, operationOf } from "./wireless-api.ts";

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
  log.begin(entry);
  const headers = {
    "twilio-request-id": `RQ${hexOf(32, log.entries.length, entry.at, url.href)}`,
    "twilio-concurrent-requests": String(log.underWay),
  };
  const isOverLimit =
    settings.concurrencyLimit !== null && log.underWay > settings.concurrencyLimit;
  // Taken on arrival: which call meets the fault must not depend on who leaves the gate first.
  const fault = isOverLimit ? null : takeFault(url, state);
  const signal = state.hangs;
  try {
    if (!isOverLimit) await state.gate.pass();
    const good = isOverLimit
      ? platformError(429)
      : goodAnswer(entry.method, areAccepted(state.credentials, credentials), url, state);
    const answer = fault === null ? good : bend(good, fault);
    const sent = { ...answer, headers: { ...headers, ...answer.headers } };
    await deliver(response, sent, fault, { delay, signal });
  } finally {
    if (response.headersSent) entry.status = response.statusCode;
    log.end();
  }
}

function goodAnswer(method: string, isAuthorized: boolean, url: URL, state: FleetState): Answer {
  if (!isAuthorized) {
    return platformError(401, { headers: { "www-authenticate": 'Basic realm="Twilio API"' } });
  }
  if (method !== "GET") return platformError(405);
  const { fleet, pager, settings } = state;
  const { order, paging } = settings;
  const context = { fleet, pager, order, paging, now: state.now() };
  return answerOf(operationOf(url.pathname), url, context);
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

import type { IncomingMessage, ServerResponse } from "node:http";
import { type Answer, platformError } from "./answer.ts";
import { areAccepted, basicAuthOf } from "./credentials.ts";
import { bend } from "./faults/bend-answer.ts";
import { type Delay, deliver } from "./faults/deliver.ts";
import type { Fault } from "./faults/fault.ts";
import type { FleetState } from "./fleet-state.ts";
import { hexOf } from "./identity.ts";
import { asKoreError, asKoreSaysIt, koreTokenRefusal } from "./kore-dialect.ts";
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
  const end = log.begin(entry);
  // KORE names neither its requests nor its load.
  const headers = state.platform === "twilio" && {
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
    if (fault?.kind === "expired_access_token") state.expireAccessTokens();
    const good = isOverLimit
      ? inDialect(platformError(429), url, state)
      : goodAnswer(entry.method, request.headers.authorization, url, state);
    const answer = fault === null ? good : bentAnswer(good, fault, state);
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
  const refusal = refusalOf(authorization, state);
  if (refusal !== null) return refusal;
  if (method !== "GET") return inDialect(platformError(405), url, state);
  const { fleet, pager, settings } = state;
  const { order, paging } = settings;
  const context = { fleet, pager, order, paging, now: state.now() };
  return inDialect(answerOf(operationOf(url.pathname), url, context), url, state);
}

/** What each platform says to a caller that it does not let in. */
function refusalOf(authorization: string | undefined, state: FleetState): Answer | null {
  if (state.platform === "kore") {
    if (authorization === undefined) return asKoreSaysIt(platformError(401), "unknown");
    return state.issuer.isAccepted(authorization, state.now()) ? null : koreTokenRefusal();
  }
  if (areAccepted(state.credentials, basicAuthOf(authorization))) return null;
  return platformError(401, { headers: { "www-authenticate": 'Basic realm="Twilio API"' } });
}

function inDialect(answer: Answer, url: URL, { platform }: FleetState): Answer {
  return platform === "kore" ? asKoreSaysIt(answer, operationOf(url.pathname).kind) : answer;
}

function bentAnswer(good: Answer, fault: Fault, { platform }: FleetState): Answer {
  const answer = bend(good, fault);
  if (platform === "kore") return isPlatformsError(fault) ? asKoreError(answer) : answer;
  return fault.kind === "expired_access_token" ? platformError(401) : answer;
}

function isPlatformsError({ kind }: Fault): boolean {
  return kind === "status" || kind === "expired_page_token";
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

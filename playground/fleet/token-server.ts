import type { IncomingMessage, ServerResponse } from "node:http";
import { jsonAnswer } from "./answer.ts";
import { bend } from "./faults/bend-answer.ts";
import { type Delay, deliver } from "./faults/deliver.ts";
import type { FleetState } from "./fleet-state.ts";
import type { RecordedRequest } from "./request-log.ts";

/** An id and a secret are far shorter. */
const largestFormBytes = 16 * 1024;

/** Answers one request for a token: records it, waits at the gate, answers, bends, delivers. */
export async function serveToken(
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  state: FleetState,
  delay: Delay,
): Promise<void> {
  const form = await readForm(request);
  const method = request.method ?? "GET";
  const entry: RecordedRequest = {
    method,
    path: url.pathname,
    query: Object.fromEntries(url.searchParams),
    authUser: new URLSearchParams(form).get("client_id"),
    at: state.now(),
    status: null,
  };
  const { tokenLog } = state;
  const end = tokenLog.begin(entry);
  const fault = state.faults.take({ operation: "token", simNames: [] });
  const signal = state.hangs;
  try {
    await state.gate.pass();
    const good =
      method === "POST"
        ? state.issuer.answer(form, request.headers["content-type"], state.now())
        : jsonAnswer(405, { code: 405, message: "Method Not Allowed" });
    const answer = fault === null ? good : bend(good, fault);
    await deliver(response, answer, fault, { delay, signal });
  } finally {
    if (response.headersSent) entry.status = response.statusCode;
    end();
  }
}

async function readForm(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += chunk.length;
    if (bytes <= largestFormBytes) chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

import { createHmac, timingSafeEqual } from "node:crypto";
import type { RequestVerdict, WholeRequest } from "../../ops/routes.ts";
import { unsignedBytes } from "../../ops/server-limits.ts";
import { parseHTTPRequestBody } from "../bolt.ts";
import { fieldsOf, judgePayload } from "./judge-payload.ts";

/**
 * What to do with a whole request to the Slack endpoint. Nothing of the body is acted on before its
 * signature is found right; then everything that Bolt would stumble over is answered here. How old it
 * may be is the replay guard's.
 */
export function judgeRequest(signingSecret: string, request: WholeRequest): RequestVerdict {
  if (!isSigned(signingSecret, request)) {
    return isTlsCheck(request) ? { kind: "ssl_check" } : refusal(401, "signature");
  }
  const payload = parsed(request);
  if (payload === unreadable) return refusal(400, "body_unreadable");
  if (isHandshake(payload)) return pass;
  switch (judgePayload(payload)) {
    case "usable":
      return pass;
    case "unknown":
      return refusal(200, "payload_unknown");
    case "malformed":
      return refusal(400, "payload_malformed");
  }
}

const pass: RequestVerdict = { kind: "pass" };
const unreadable = Symbol("unreadable");

function refusal(status: number, reason: string): RequestVerdict {
  return { kind: "answer", status, reason };
}

/**
 * Whether Slack's signature fits the body (docs.slack.dev, "Verifying requests from Slack"). Checked
 * here only: Bolt's receiver is told not to, which would take three more hashes.
 */
function isSigned(signingSecret: string, { headers, rawBody }: WholeRequest): boolean {
  const { "x-slack-signature": signature, "x-slack-request-timestamp": timestamp } = headers;
  if (typeof signature !== "string" || typeof timestamp !== "string") return false;
  const hash = createHmac("sha256", signingSecret).update(`v0:${timestamp}:`).update(rawBody);
  const [given, own] = [Buffer.from(signature), Buffer.from(`v0=${hash.digest("hex")}`)];
  return given.length === own.length && timingSafeEqual(given, own);
}

/** The one request that may come unsigned; nothing else of it is looked at. */
function isTlsCheck({ rawBody }: WholeRequest): boolean {
  if (rawBody.length > unsignedBytes) return false;
  return new URLSearchParams(rawBody.toString()).get("ssl_check") === "1";
}

/** As Bolt reads it afterwards. */
function parsed(request: WholeRequest): unknown {
  try {
    return parseHTTPRequestBody(request);
  } catch {
    return unreadable;
  }
}

/** Bolt answers both itself. */
function isHandshake(payload: unknown): boolean {
  const { type, ssl_check: isCheck } = fieldsOf(payload);
  return type === "url_verification" || isCheck === "1";
}

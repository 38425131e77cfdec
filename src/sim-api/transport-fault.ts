import type { ErrorCode, ErrorDetail } from "../core/errors.ts";
import { BodyTooLargeError, BrokenBodyError } from "./answer-body.ts";
import { DeadlineError } from "./deadline.ts";

/** Why no complete answer came, in words without any data. */
export interface TransportFault {
  readonly code: ErrorCode;
  readonly retryable: boolean;
  readonly reason: string;
  readonly detail?: ErrorDetail;
}

/** By the reason (see below), where it is more than a lost connection. */
const byReason: Readonly<Record<string, Pick<TransportFault, "code" | "retryable">>> = {
  UND_ERR_HEADERS_TIMEOUT: { code: "sim_api_timeout", retryable: true },
  UND_ERR_BODY_TIMEOUT: { code: "sim_api_timeout", retryable: true },
  UND_ERR_HEADERS_OVERFLOW: { code: "sim_api_unreadable", retryable: false },
  UND_ERR_RES_EXCEEDED_MAX_SIZE: { code: "sim_api_unreadable", retryable: false },
  HTTPParserError: { code: "sim_api_unreadable", retryable: false },
  // The name will lead to the same place in a second, and nothing may be sent there.
  NOT_LOOPBACK: { code: "sim_api_unreachable", retryable: false },
  UND_ERR_INVALID_ARG: { code: "sim_api_rejected", retryable: false },
};

/**
 * Reads an error of the transport. Only its code is taken over: messages and properties of such
 * errors can hold addresses and raw bytes of an answer.
 */
export function transportFaultOf(error: unknown): TransportFault {
  if (error instanceof DeadlineError)
    return { code: "sim_api_timeout", retryable: true, reason: error.message };
  if (error instanceof BodyTooLargeError)
    return {
      code: "sim_api_unreadable",
      retryable: false,
      reason: error.message,
      detail: "too_large",
    };
  if (error instanceof BrokenBodyError) {
    const fault = transportFaultOf(error.cause);
    // A deadline that passes while the body arrives is a matter of time, not of the connection.
    return fault.code === "sim_api_unreachable" ? { ...fault, detail: "cut_body" } : fault;
  }
  const reason = reasonOf(error);
  const known = byReason[reason] ?? { code: "sim_api_unreachable", retryable: true };
  return { ...known, reason };
}

/** `ECONNREFUSED`, `CERT_HAS_EXPIRED`, `UND_ERR_SOCKET` …; the class name where there is no code. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  const code = "code" in error ? error.code : undefined;
  return typeof code === "string" && /^[A-Z][A-Z0-9_]{0,63}$/.test(code) ? code : error.name;
}

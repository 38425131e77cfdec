import type { ErrorCode, ErrorDetail } from "../core/errors.ts";
import { DeadlineError } from "./deadline.ts";

/** Why no complete answer came, in words without any data. */
interface TransportFault {
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

/** The body is longer than we are willing to hold. */
export class BodyTooLargeError extends Error {
  override readonly name = "BodyTooLargeError";
}

/** The body ended before it was complete, for the reason in `cause`. */
class BrokenBodyError extends Error {
  override readonly name = "BrokenBodyError";
}

/**
 * Reads a body of at most `maxBytes` as UTF-8 text. Bytes are counted as they arrive, so that a
 * missing or wrong `Content-Length` does not matter; beyond the limit the stream is dropped and a
 * `BodyTooLargeError` thrown. A `BrokenBodyError` says that the answer had begun.
 */
export async function readText(body: AsyncIterable<Uint8Array>, maxBytes: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const chunk of body) {
      bytes += chunk.byteLength;
      if (bytes > maxBytes) throw new BodyTooLargeError(`body is larger than ${maxBytes} bytes`);
      chunks.push(chunk);
    }
  } catch (cause) {
    if (cause instanceof BodyTooLargeError) throw cause;
    throw new BrokenBodyError("the body broke off", { cause });
  }
  return new TextDecoder().decode(Buffer.concat(chunks));
}

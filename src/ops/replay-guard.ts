import type { IncomingHttpHeaders } from "node:http";
import { LRUCache } from "lru-cache";
import { type Instant, minuteMs, secondMs } from "../core/instant.ts";
import type { Clock } from "../core/time.ts";

/** Slack's own limit for the age of a request (docs.slack.dev, "Verifying requests from Slack"). */
const toleranceMs = 5 * minuteMs;

/** Far above what Slack sends in the ten minutes during which a request could be repeated. */
const signatureMax = 20_000;

export type Admission =
  | { readonly kind: "admit"; readonly signature: string }
  /** Without any signature: Slack's `ssl_check`, or nobody. */
  | { readonly kind: "unsigned" }
  | { readonly kind: "refuse"; readonly reason: "malformed" | "stale" | "future" | "replay" };

export interface ReplayGuard {
  /** Judges a request by its headers; an admitted signature is remembered. */
  admit(headers: IncomingHttpHeaders): Admission;
  /**
   * Lets that signature pass again. For requests that were not accepted: a forger's must not fill
   * the memory, and Slack may repeat what failed within the same second.
   */
  forget(signature: string): void;
}

/**
 * What to do with a request to the Slack endpoint, by its age and by what came before. Whether the
 * signature is genuine is decided with the body (`judge-request.ts`).
 */
export function judge(
  headers: IncomingHttpHeaders,
  now: Instant,
  isSeen: (signature: string) => boolean,
): Admission {
  const timestamp = headers["x-slack-request-timestamp"];
  const signature = headers["x-slack-signature"];
  if (timestamp === undefined && signature === undefined) return { kind: "unsigned" };
  if (typeof timestamp !== "string" || !/^\d{1,12}$/.test(timestamp))
    return { kind: "refuse", reason: "malformed" };
  if (typeof signature !== "string" || !/^v0=[0-9a-f]{64}$/.test(signature))
    return { kind: "refuse", reason: "malformed" };
  const sentAt = Number(timestamp) * secondMs;
  if (sentAt - now > toleranceMs) return { kind: "refuse", reason: "future" };
  // Slack signs whole seconds.
  if (sentAt < Math.floor(now / secondMs) * secondMs - toleranceMs)
    return { kind: "refuse", reason: "stale" };
  if (isSeen(signature)) return { kind: "refuse", reason: "replay" };
  return { kind: "admit", signature };
}

/** Remembers the signatures of accepted requests, as many as could still be repeated. */
export function createReplayGuard(
  clock: Clock,
  onRefused: (reason: string) => void = () => undefined,
): ReplayGuard {
  const seen = new LRUCache<string, true>({ max: signatureMax });
  return {
    admit: (headers) => {
      const admission = judge(headers, clock.now(), (signature) => seen.has(signature));
      if (admission.kind === "admit") seen.set(admission.signature, true);
      else if (admission.kind === "refuse") onRefused(admission.reason);
      return admission;
    },
    forget: (signature) => {
      seen.delete(signature);
    },
  };
}

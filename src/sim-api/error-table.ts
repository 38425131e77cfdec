import type { ErrorCode } from "../core/errors.ts";

/** What an answer that is not a success means. */
export type Meaning =
  | { readonly kind: "not_found" }
  | { readonly kind: "fault"; readonly code: ErrorCode; readonly retryable: boolean };

/** A provider's errors as data. The platform's own number says more than the status, so it wins. */
export interface ErrorTable {
  readonly byPlatformCode: Readonly<Record<number, Meaning>>;
  readonly byStatus: Readonly<Record<number, Meaning>>;
}

const notFound: Meaning = { kind: "not_found" };
const unauthorized: Meaning = { kind: "fault", code: "sim_api_unauthorized", retryable: false };
const forbidden: Meaning = { kind: "fault", code: "sim_api_forbidden", retryable: false };
const limited: Meaning = { kind: "fault", code: "sim_api_rate_limited", retryable: true };
const rejected: Meaning = { kind: "fault", code: "sim_api_rejected", retryable: false };
const failed: Meaning = { kind: "fault", code: "sim_api_failed", retryable: true };
const unreadable: Meaning = { kind: "fault", code: "sim_api_unreadable", retryable: false };

/** The number for a page token that is no longer valid: paging starts again, see `paging.ts`. */
export const stalePageToken = 33103;

/**
 * Programmable Wireless, which both platforms serve: 20xxx are the account's, 33xxx the product's
 * own numbers (twilio.com/docs/api/errors, docs.korewireless.com/errors). A provider whose
 * errors differ spreads this table and overrides rows.
 */
export const wirelessErrors: ErrorTable = {
  byPlatformCode: {
    20001: rejected, // unknown parameter
    20003: unauthorized, // also: right credentials of another account or region
    20006: forbidden,
    20404: notFound,
    20429: limited,
    20500: failed,
    20503: failed,
    33004: failed, // overloaded
    33010: failed, // conflict with a change under way
    33101: rejected,
    33102: rejected,
    // The same call can never succeed, so it is not retryable; restarting the list may help.
    [stalePageToken]: { kind: "fault", code: "sim_api_failed", retryable: false },
    33107: notFound,
    33201: unauthorized,
  },
  byStatus: {
    400: rejected,
    401: unauthorized,
    403: forbidden,
    404: notFound,
    408: failed,
    415: rejected,
    422: rejected,
    429: limited,
    500: failed,
    502: failed,
    503: failed,
    504: failed,
  },
};

/**
 * The meaning of an answer whose status is not 2xx.
 *
 * A 404 counts as "no such SIM" only in the platform's own shape (with a platform code): the 404
 * of a proxy or of a wrong base URL says nothing about a SIM, and claiming so would mislead.
 */
export function meaningOf(
  status: number,
  platformCode: number | undefined,
  { byPlatformCode, byStatus }: ErrorTable,
): Meaning {
  const known = platformCode === undefined ? undefined : byPlatformCode[platformCode];
  if (known !== undefined) return known;
  const meaning = byStatus[status] ?? byClass(status);
  return meaning.kind === "not_found" && platformCode === undefined ? unreadable : meaning;
}

/** A redirect is never followed, since credentials go to the configured origin only. */
function byClass(status: number): Meaning {
  if (status >= 500) return failed;
  return status >= 400 ? rejected : unreadable;
}

/**
 * Failures of the outside world. Outcomes that a person can cause (SIM not found, text not
 * understood …) are values, not errors; anything that is neither is a bug.
 */

/**
 * Permanent codes: dashboards and runbooks match on them, so a code is never renamed or reused.
 *
 * - `sim_api_unauthorized`: credentials are wrong or belong to another account (401).
 * - `sim_api_forbidden`: credentials are valid but may not do this (403).
 * - `sim_api_rate_limited`: too many concurrent requests of the account (429).
 * - `sim_api_failed`: the platform answered with a fault of its own (5xx).
 * - `sim_api_timeout`: no complete answer before the deadline.
 * - `sim_api_unreachable`: no connection (refused, reset, DNS, TLS) or a cut body.
 * - `sim_api_unreadable`: an answer that is not the platform's: a 2xx that is not JSON, of another
 *   shape or too large, a redirect, or a 404 without the platform's own number.
 * - `sim_api_rejected`: the platform calls our request wrong (400, 415, 422): a bug of ours.
 * - `slack_refused`: Slack refused a message or call.
 * - `chart_failed`: the picture could not be drawn or published.
 */
export const errorCodes = [
  "sim_api_unauthorized",
  "sim_api_forbidden",
  "sim_api_rate_limited",
  "sim_api_failed",
  "sim_api_timeout",
  "sim_api_unreachable",
  "sim_api_unreadable",
  "sim_api_rejected",
  "slack_refused",
  "chart_failed",
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** What exactly was wrong with an answer, where a person can be told something better for knowing it. */
export type ErrorDetail =
  | "html"
  | "not_json"
  | "wrong_shape"
  | "too_large"
  | "redirect"
  | "cut_body"
  | "overloaded"
  /** Other questions came first until the time was over: the platform was not even asked. */
  | "queued";

export interface BotErrorOptions {
  /** Whether the same call may succeed a little later. */
  readonly retryable: boolean;
  readonly cause?: unknown;
  /** HTTP status of the answer, when there was one. */
  readonly status?: number;
  /** The platform's own error number, for example 20404. */
  readonly platformCode?: number;
  /** The same, where it is a word: `invalid_client`. Letters and `_.-` only. */
  readonly platformWord?: string;
  /** How long the server asked us to wait, in milliseconds. */
  readonly retryAfterMs?: number;
  readonly detail?: ErrorDetail;
  /** Set when the call was not sent because the platform is down: since this instant (UTC ms). */
  readonly downSince?: number;
  /** The account whose platform it is, where there are several. */
  readonly account?: string;
  /** How the same question failed in the other accounts, each for its own reason. */
  readonly others?: readonly BotError[];
}

/**
 * A failure of the outside world. `message` is for logs only and never holds data of a SIM
 * (no ICCID, IMEI, coordinates, names) and no credential; words for people come from
 * `slack/present-error.ts`.
 */
export class BotError extends Error {
  override readonly name = "BotError";
  readonly code: ErrorCode;
  readonly retryable: boolean;
  readonly status: number | undefined;
  readonly platformCode: number | undefined;
  readonly platformWord: string | undefined;
  readonly retryAfterMs: number | undefined;
  readonly detail: ErrorDetail | undefined;
  readonly downSince: number | undefined;
  readonly account: string | undefined;
  readonly others: readonly BotError[];

  constructor(code: ErrorCode, message: string, options: BotErrorOptions) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.retryable = options.retryable;
    this.status = options.status;
    this.platformCode = options.platformCode;
    this.platformWord = options.platformWord;
    this.retryAfterMs = options.retryAfterMs;
    this.detail = options.detail;
    this.downSince = options.downSince;
    this.account = options.account;
    this.others = options.others ?? [];
  }
}

/** The same failure, told of that account. */
export function inAccount(error: BotError, account: string): BotError {
  return retold(error, { account });
}

/** The same failure, with those of the other accounts that were asked and failed, too. */
export function besideOthers(error: BotError, others: readonly BotError[]): BotError {
  return others.length === 0 ? error : retold(error, { others });
}

function retold(error: BotError, over: Partial<BotErrorOptions>): BotError {
  const { code, message, retryable, cause, status, platformCode, platformWord } = error;
  const { retryAfterMs, detail, downSince, account, others, stack } = error;
  const told = new BotError(code, message, {
    retryable,
    others,
    ...(cause !== undefined && { cause }),
    ...(status !== undefined && { status }),
    ...(platformCode !== undefined && { platformCode }),
    ...(platformWord !== undefined && { platformWord }),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
    ...(detail !== undefined && { detail }),
    ...(downSince !== undefined && { downSince }),
    ...(account !== undefined && { account }),
    ...over,
  });
  if (stack !== undefined) told.stack = stack;
  return told;
}

/**
 * A failure of this machine or of the start, told to the admin. `message` is for logs and terminals:
 * constant words, names of variables and of files that the configuration gave, and codes; never
 * data of a SIM, what a person typed, or a credential.
 */
export class PlainError extends Error {
  override readonly name: string = "PlainError";
  /** A word like `SQLITE_NOTADB` or `ENOENT`; `null`: there is none. */
  readonly code: string | null;

  constructor(message: string, { code = null, cause }: { code?: string | null; cause?: unknown }) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
  }
}

export function isBotError(error: unknown): error is BotError {
  return error instanceof BotError;
}

/** Makes a `switch` over a union exhaustive: a forgotten member fails the type check. */
export function assertNever(value: never): never {
  throw new Error(`unexpected member of a union: ${JSON.stringify(value)}`);
}

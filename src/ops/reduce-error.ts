import { isBotError, PlainError } from "../core/errors.ts";
import { scrub } from "./scrub.ts";

/** What a log line says about a thrown value. */
export interface ReducedError {
  readonly name: string;
  /** Our own words only: the message of any other error may quote data. */
  readonly message?: string;
  readonly code?: string | number;
  readonly status?: number;
  readonly platformCode?: number;
  readonly retryable?: boolean;
  /** What kind of unreadable answer it was, and the like. */
  readonly detail?: string;
  /** The account whose platform it was, where there are several. */
  readonly account?: string;
  /** How the same question failed in other accounts. */
  readonly others?: readonly { readonly account: string | undefined; readonly code: string }[];
  /** Slack's word for a refusal, like `invalid_auth`. */
  readonly slackError?: string;
  /** Frames only: the first lines of a stack repeat the message. */
  readonly stack?: readonly string[];
  readonly cause?: ReducedError;
}

const depthMax = 5;
const frameMax = 12;
/** A longer line is text out of a message that looks like a frame. */
const frameCharacters = 500;
const codeWord = /^(?!.*\d{6})\w{1,60}$/;

/**
 * The harmless part of anything that can be thrown, its causes included. A value that cannot be
 * read (a throwing getter, a proxy) is named `Unreadable`: logging must never fail.
 */
export function reduceError(
  error: unknown,
  secrets: readonly string[] = [],
  depth = 1,
): ReducedError {
  try {
    return reduced(error, secrets, depth);
  } catch {
    return { name: "Unreadable" };
  }
}

function reduced(error: unknown, secrets: readonly string[], depth: number): ReducedError {
  if (!(error instanceof Error)) return { name: `thrown ${typeof error}` };
  const isOurs = isBotError(error) || error instanceof PlainError;
  const message = isOurs ? scrub(error.message, secrets) : undefined;
  const code = codeOf(error);
  const status = numberAt(error, "status") ?? numberAt(error, "statusCode");
  const platformCode = numberAt(error, "platformCode");
  const slackError = slackErrorOf(error);
  const stack = framesOf(error, secrets);
  const cause = depth < depthMax ? causeOf(error) : undefined;
  return {
    name: codeWord.test(error.name) ? error.name : "Error",
    ...(message === undefined ? {} : { message }),
    ...(code === undefined ? {} : { code }),
    ...(status === undefined ? {} : { status }),
    ...(platformCode === undefined ? {} : { platformCode }),
    ...(isBotError(error) ? { retryable: error.retryable } : {}),
    ...(isBotError(error) && error.detail !== undefined ? { detail: error.detail } : {}),
    ...(isBotError(error) && error.account !== undefined ? { account: error.account } : {}),
    ...(isBotError(error) && error.others.length > 0
      ? { others: error.others.map(({ account, code }) => ({ account, code })) }
      : {}),
    ...(slackError === undefined ? {} : { slackError }),
    ...(stack.length === 0 ? {} : { stack }),
    ...(cause === undefined ? {} : { cause: reduceError(cause, secrets, depth + 1) }),
  };
}

function codeOf(error: Error): string | number | undefined {
  const code: unknown = Reflect.get(error, "code");
  if (typeof code === "number") return numberAt(error, "code");
  return typeof code === "string" && codeWord.test(code) ? code : undefined;
}

function numberAt(error: Error, key: string): number | undefined {
  const value: unknown = Reflect.get(error, key);
  return typeof value === "number" && Number.isInteger(value) && Math.abs(value) < 1e6
    ? value
    : undefined;
}

/** Slack's SDK keeps the platform's word in `data.error`. */
function slackErrorOf(error: Error): string | undefined {
  const data: unknown = Reflect.get(error, "data");
  if (typeof data !== "object" || data === null) return undefined;
  const word: unknown = Reflect.get(data, "error");
  return typeof word === "string" && codeWord.test(word) ? word : undefined;
}

/** `cause` is the standard; Slack's SDK uses `original`, an AggregateError `errors`. */
function causeOf(error: Error): unknown {
  const errors: unknown = Reflect.get(error, "errors");
  return (
    error.cause ?? Reflect.get(error, "original") ?? (Array.isArray(errors) ? errors[0] : undefined)
  );
}

/** Frames without the message, which comes first and may itself hold lines that look like frames. */
function framesOf(error: Error, secrets: readonly string[]): string[] {
  if (typeof error.stack !== "string") return [];
  const { stack, message } = error;
  return stack
    .slice(Math.max(stack.indexOf(message), 0) + message.length)
    .split("\n")
    .filter((line) => line.length <= frameCharacters)
    .filter((line) => /^\s+at [^"'{}]*(?:file:\/\/|node:|\/)[^\s"'{}]*:\d+:\d+\)?$/.test(line))
    .slice(0, frameMax)
    .map((line) => scrub(line, secrets, 200));
}

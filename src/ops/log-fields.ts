import { type ReducedError, reduceError } from "./reduce-error.ts";

const word = /^(?!.*\d{6})\w{1,60}$/;
const slackId = /^[A-Z][A-Z0-9]{1,30}$/;
const reference = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$|^(?!.*\d{14})[0-9a-z]{4,16}$/i;

/**
 * The only fields that a log line may hold, and the form their values must have. Anything else
 * is dropped and counted. Never add a field for a name, an ICCID, an IMEI, a place, a text that
 * a person typed, or an answer's body.
 */
const textFields = {
  /** The name of an account, as the admin wrote it. */
  account: /^(?!.*\d{6})[a-z][a-z0-9-]{0,19}$/,
  action: word,
  channelId: slackId,
  code: word,
  command: word,
  component: word,
  groupId: slackId,
  incomplete: word,
  operation: word,
  outcome: word,
  provider: word,
  publisher: word,
  reason: word,
  renderer: word,
  /** The short reference that a person sees under an unexpected failure. */
  reference,
  requestId: reference,
  /** The platform's own id of an answer; Twilio's support asks for it. */
  platformRequestId: /^RQ[0-9a-f]{32}$|^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
  signal: /^SIG[A-Z0-9]{2,8}$/,
  simSid: /^DE[0-9a-f]{32}$/i,
  slackError: word,
  state: word,
  teamId: slackId,
  transport: word,
  userId: slackId,
  version: /^v?\d{1,4}\.\d{1,4}\.\d{1,4}(?:-[a-z0-9.]{1,20})?$/i,
  window: word,
} as const;

const numberFields = [
  "attempt",
  "bytes",
  "count",
  "deadlineMs",
  "durationMs",
  "inFlight",
  "page",
  "pages",
  "platformCode",
  "port",
  "retryAfterMs",
  "sessions",
  "setAside",
  "status",
] as const;

const booleanFields = ["public", "ready", "retryable"] as const;

type TextField = keyof typeof textFields;
type NumberField = (typeof numberFields)[number];
type BooleanField = (typeof booleanFields)[number];

/** What may be logged beside a message. `null` and `undefined` leave the field out. */
export type LogFields = {
  readonly [name in TextField]?: string | null | undefined;
} & {
  readonly [name in NumberField]?: number | null | undefined;
} & {
  readonly [name in BooleanField]?: boolean | null | undefined;
} & {
  /** Any thrown value; reduced to what is known to be harmless. */
  readonly err?: unknown;
};

/** Every field name that can appear beside `level`, `time` and `msg`. */
export const logFieldNames: readonly string[] = [
  ...Object.keys(textFields),
  ...numberFields,
  ...booleanFields,
  "err",
  "droppedFields",
].sort();

const patterns = new Map<string, RegExp>(Object.entries(textFields));
const numbers = new Set<string>(numberFields);
const booleans = new Set<string>(booleanFields);

type Loggable = string | number | boolean | ReducedError;

/** The allowed fields in their allowed form; how many were dropped is told, not which. */
export function allowedFields(
  fields: object,
  secrets: readonly string[] = [],
): Record<string, Loggable> {
  const allowed: Record<string, Loggable> = {};
  let dropped = 0;
  for (const [name, value] of Object.entries(fields)) {
    if (value === null || value === undefined) continue;
    const kept = name === "err" ? reduceError(value, secrets) : allowedValue(name, value, secrets);
    if (kept === null) dropped += 1;
    else allowed[name] = kept;
  }
  if (dropped > 0) allowed["droppedFields"] = dropped;
  return allowed;
}

function allowedValue(name: string, value: unknown, secrets: readonly string[]): Loggable | null {
  if (typeof value === "number") return numbers.has(name) ? harmlessNumber(value) : null;
  if (typeof value === "boolean") return booleans.has(name) ? value : null;
  if (typeof value !== "string") return null;
  return patterns.get(name)?.test(value) === true && !secrets.includes(value) ? value : null;
}

/** Whole numbers, shorter than an IMEI: neither a device number nor a coordinate survives. */
function harmlessNumber(value: number): number | null {
  return Number.isFinite(value) && Math.abs(value) < 1e13 ? Math.round(value) : null;
}

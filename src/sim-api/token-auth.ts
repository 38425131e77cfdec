import { isYounger, tookMs } from "../core/age.ts";
import { BotError } from "../core/errors.ts";
import { type Instant, minuteMs } from "../core/instant.ts";
import { untilOver } from "../core/until-over.ts";
import type { Auth, AuthParts } from "./auth.ts";
import type { ErrorTable, Meaning } from "./error-table.ts";
import { type AccessToken, readToken } from "./token.ts";
import type { RawAnswer } from "./transport.ts";
import { outcomeOf, type Verdict, verdictOnAnswer, verdictOnTransportError } from "./verdict.ts";

/** An API client of KORE's: it belongs to one account, and is shown its secret once. */
export interface KoreCredentials {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly tokenUrl: string;
}

const unauthorized: Meaning = { kind: "fault", code: "sim_api_unauthorized", retryable: false };
const elsewhere: Meaning = { kind: "fault", code: "sim_api_unreadable", retryable: false };
const limited: Meaning = { kind: "fault", code: "sim_api_rate_limited", retryable: true };

/**
 * The request holds nothing but the credentials, so whatever is called wrong with it is wrong
 * with them: the specification says 401 `invalid_client`, OAuth2 (RFC 6749, 5.2) allows 400.
 */
const tokenErrors: ErrorTable = {
  byPlatformCode: {},
  byStatus: {
    400: unauthorized,
    401: unauthorized,
    403: unauthorized,
    404: elsewhere,
    429: limited,
  },
};

/** Until a token has been taken or is this old, a refusal is not a matter of its age. */
const freshMs = 1 * minuteMs;

const operation = "token";

/**
 * Tokens by OAuth2 client credentials (RFC 6749, 4.4), id and secret in the body as KORE wants
 * them. A token is looked at when it is used: lifetimes go up to 24 months, and a timer for more
 * than 24 days fires at once. However many calls need a token, one request is under way.
 */
export function tokenAuth(credentials: KoreCredentials, parts: AuthParts): Auth {
  const { clock } = parts;
  let current: AccessToken | null = null;
  let hasBeenAccepted = false;
  let underWay: Promise<AccessToken> | null = null;

  const obtain = (): Promise<AccessToken> => {
    underWay ??= requestToken(credentials, parts)
      .then((token) => {
        current = token;
        hasBeenAccepted = false;
        return token;
      })
      .finally(() => {
        underWay = null;
      });
    return underWay;
  };

  return {
    authorization: async (signal) => {
      if (current !== null && isUsable(current, clock.now())) return current.authorization;
      return (await untilOver(obtain(), signal, isLate)).authorization;
    },
    refused: (authorization) => {
      // Somebody else's refusal was first: there is, or will be, another token already.
      if (current === null || current.authorization !== authorization) return true;
      // A new token refused is no expired one: asking for the next would ask without end.
      if (!hasBeenAccepted && isYounger(current.obtainedAt, clock.now(), freshMs)) return false;
      current = null;
      return true;
    },
    accepted: (authorization) => {
      if (authorization === current?.authorization) hasBeenAccepted = true;
    },
  };
}

/** One that was obtained in the future has an unknown age: the next one costs little. */
function isUsable({ obtainedAt, renewAt }: AccessToken, now: Instant): boolean {
  return isYounger(obtainedAt, now, renewAt - obtainedAt);
}

/** One request for everybody, so it is given up by its own deadline, not by one question's. */
async function requestToken(
  { clientId, clientSecret, tokenUrl }: KoreCredentials,
  { transport, clock, observer }: AuthParts,
): Promise<AccessToken> {
  const form = new URLSearchParams({
    grant_type: "client_credentials",
    client_id: clientId,
    client_secret: clientSecret,
  });
  const startedAt = clock.now();
  const headers = { accept: "application/json", "user-agent": "simscope" };
  const { answer, verdict } = await transport
    .postForm(new URL(tokenUrl), form, headers, new AbortController().signal)
    .then(
      (received: RawAnswer) => {
        const now = clock.now();
        const expected = { operation, read: (body: unknown) => readToken(body, now) };
        return { answer: received, verdict: verdictOnAnswer(received, expected, tokenErrors, now) };
      },
      (reason: unknown): { answer: null; verdict: Verdict<AccessToken> } => ({
        answer: null,
        verdict: verdictOnTransportError(reason, operation),
      }),
    );
  observer({
    operation,
    outcome: outcomeOf(verdict),
    status: answer?.status ?? null,
    durationMs: tookMs(startedAt, clock.now()),
    requestId: null,
  });
  if (verdict.kind === "failure") throw verdict.error;
  return verdict.value;
}

function isLate(): BotError {
  return new BotError("sim_api_timeout", `${operation}: the deadline of the question has passed`, {
    retryable: true,
  });
}

/** What the server will send, before any fault bends it. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export function jsonAnswer(
  status: number,
  payload: unknown,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  return {
    status,
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(payload),
  };
}

/** The platform's codes for what can happen here (reference: Twilio's error dictionary). */
const usualErrors: Readonly<Record<number, readonly [code: number, message: string]>> = {
  400: [20001, "Bad request"],
  401: [20003, "Authenticate"],
  403: [20006, "Access Denied"],
  404: [20404, "The requested resource was not found"],
  405: [20004, "Method not allowed"],
  415: [20001, "Unsupported media type"],
  422: [20001, "Unprocessable entity"],
  429: [20429, "Too Many Requests"],
  500: [20500, "Internal Server Error"],
  503: [20503, "Service Unavailable"],
};

/** An error in the platform's own body. Code and message follow the status unless given. */
export function platformError(
  status: number,
  override: {
    readonly code?: number | undefined;
    readonly message?: string | undefined;
    readonly headers?: Readonly<Record<string, string>>;
  } = {},
): Answer {
  const [usualCode, usualMessage] = usualErrors[status] ?? [20500, "Internal Server Error"];
  const code = override.code ?? usualCode;
  const payload = {
    code,
    message: override.message ?? usualMessage,
    more_info: `https://www.twilio.com/docs/errors/${code}`,
    status,
  };
  return jsonAnswer(status, payload, override.headers);
}

import type { Clock } from "../core/time.ts";
import type { SimApiObserver } from "../ports/sim-source.ts";
import type { Transport } from "./transport.ts";

/**
 * How calls prove who we are. One strategy a provider: fixed credentials for Twilio, a token that
 * expires for others.
 */
export interface Auth {
  /** The value of the `Authorization` header for one call. May have to fetch a token first. */
  authorization(signal: AbortSignal): Promise<string>;
  /**
   * Told when the platform refused that value (401 or 403). `true`: it was dropped, and another
   * one is worth a second attempt; `false`: there is none better.
   */
  refused(authorization: string): boolean;
  /** Told when the platform took that value. */
  accepted?(authorization: string): void;
}

/** What an `Auth` that has to ask for tokens needs. */
export interface AuthParts {
  readonly transport: Transport;
  readonly clock: Clock;
  /** Told of every token request. */
  readonly observer: SimApiObserver;
}

/** Credentials of a Twilio account: its own token, or an API key, which can be withdrawn alone. */
export type TwilioCredentials =
  | { readonly kind: "auth_token"; readonly accountSid: string; readonly authToken: string }
  | { readonly kind: "api_key"; readonly apiKey: string; readonly apiSecret: string };

/** HTTP Basic, as Twilio takes it. Nothing to renew: a refusal is final. */
export function basicAuth(credentials: TwilioCredentials): Auth {
  const pair =
    credentials.kind === "auth_token"
      ? `${credentials.accountSid}:${credentials.authToken}`
      : `${credentials.apiKey}:${credentials.apiSecret}`;
  const header = `Basic ${Buffer.from(pair, "utf8").toString("base64")}`;
  return { authorization: async () => header, refused: () => false };
}

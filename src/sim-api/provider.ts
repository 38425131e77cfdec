import type { SimSource } from "../ports/sim-source.ts";
import { type Auth, type AuthParts, basicAuth, type TwilioCredentials } from "./auth.ts";
import { type ErrorTable, wirelessErrors } from "./error-table.ts";
import { type KoreCredentials, tokenAuth } from "./token-auth.ts";

/** All that differs between the platforms that serve Programmable Wireless. */
export interface Provider {
  readonly name: SimSource["provider"];
  readonly createAuth: (parts: AuthParts) => Auth;
  readonly errors: ErrorTable;
}

/** A platform as a configuration names it. */
type Platform =
  | { readonly provider: "twilio"; readonly credentials: TwilioCredentials }
  | { readonly provider: "kore"; readonly credentials: KoreCredentials };

export function simProvider({ provider, credentials }: Platform): Provider {
  return provider === "kore" ? koreProvider(credentials) : twilioProvider(credentials);
}

/** Twilio: HTTP Basic, and the errors as Twilio numbers them. */
export function twilioProvider(credentials: TwilioCredentials): Provider {
  return { name: "twilio", createAuth: () => basicAuth(credentials), errors: wirelessErrors };
}

/**
 * KORE: a token by OAuth2 client credentials. It kept Twilio's numbers and added its own; none
 * has two meanings, so one table serves both.
 */
export function koreProvider(credentials: KoreCredentials): Provider {
  return {
    name: "kore",
    createAuth: (parts) => tokenAuth(credentials, parts),
    errors: wirelessErrors,
  };
}

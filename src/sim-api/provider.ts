import type { SimSource } from "../usecases/ports.ts";
import { type Auth, basicAuth, type TwilioCredentials } from "./auth.ts";
import { type ErrorTable, wirelessErrors } from "./error-table.ts";

/** All that differs between the platforms that serve Programmable Wireless. */
export interface Provider {
  readonly name: SimSource["provider"];
  readonly auth: Auth;
  readonly errors: ErrorTable;
}

/** Twilio: HTTP Basic, and the errors as Twilio numbers them. */
export function twilioProvider(credentials: TwilioCredentials): Provider {
  return { name: "twilio", auth: basicAuth(credentials), errors: wirelessErrors };
}

import { type SimProvider, simProviders } from "../core/sim-provider.ts";
import type { SimConfig, TwilioCredentials } from "./account.ts";
import { credential } from "./placeholders.ts";
import { type Check, form, isLoopback, oneOf, webUrl, withoutSlash } from "./values.ts";

/** All that may be said about one account at a SIM platform, wherever it is written down. */
export const simFields = [
  "accountSid",
  "authToken",
  "apiKey",
  "apiSecret",
  "clientId",
  "clientSecret",
  "tokenUrl",
  "provider",
  "apiUrl",
] as const;
export type SimField = (typeof simFields)[number];
export type GivenSim = Readonly<Partial<Record<SimField, string | undefined>>>;

/** What the fields are called in one place; faults speak with these names. */
export type SimFieldNames = Readonly<Record<SimField, string>>;

/** The environment's names for the only account. */
export const simVariables = {
  accountSid: "TWILIO_ACCOUNT_SID",
  authToken: "TWILIO_AUTH_TOKEN",
  apiKey: "TWILIO_API_KEY",
  apiSecret: "TWILIO_API_SECRET",
  clientId: "KORE_CLIENT_ID",
  clientSecret: "KORE_CLIENT_SECRET",
  tokenUrl: "KORE_TOKEN_URL",
  provider: "SIM_PROVIDER",
  apiUrl: "SIM_API_URL",
} as const satisfies SimFieldNames;

/** An https address; plain http only where nothing crosses a network. */
export const loopbackOnly = webUrl(isLoopback, "this machine (localhost, 127.0.0.1, [::1])");

/** A secret has no form that is known; this check is also what tells that a field is one. */
const secretText: Check = credential();

/** What each field must look like by itself. */
export const simChecks: Readonly<Record<SimField, Check>> = {
  accountSid: credential(
    form(
      /^AC[0-9a-zA-Z]{32}$/,
      "is not an account SID",
      "Copy the Account SID (AC and 32 digits or letters) from the Twilio Console.",
    ),
  ),
  authToken: secretText,
  apiKey: credential(
    form(
      /^SK[0-9a-zA-Z]{32}$/,
      "is not the SID of an API key",
      "Copy the SID of the key (SK and 32 digits or letters), not its name or secret.",
    ),
  ),
  apiSecret: secretText,
  clientId: credential(
    form(/^\S+$/, "holds a space", "Copy the Client ID of the API client from KORE's console."),
  ),
  clientSecret: secretText,
  tokenUrl: loopbackOnly,
  provider: oneOf(simProviders),
  apiUrl: loopbackOnly,
};

/** Whether whoever has its value can look into the account: it never stands in a file. */
export function isSecretField(field: SimField): boolean {
  return simChecks[field] === secretText;
}

/** The fields out of values that go by these names. */
export function simFieldsOf(
  values: Readonly<Record<string, string | undefined>>,
  names: SimFieldNames,
): GivenSim {
  return Object.fromEntries(simFields.map((field) => [field, values[names[field]]]));
}

/** The chosen platform, or the only one with credentials. `null`: that cannot be told. */
export function providerOf(given: GivenSim): SimProvider | null {
  const chosen = simProviders.find((name) => name === given.provider);
  if (chosen !== undefined) return chosen;
  const [only = null, ...others] = providersIn(given);
  return others.length === 0 ? only : null;
}

/** The fields that one platform has and no other. */
export const fieldsOf: Readonly<Record<SimProvider, readonly SimField[]>> = {
  twilio: ["accountSid", "authToken", "apiKey", "apiSecret"],
  kore: ["clientId", "clientSecret", "tokenUrl"],
};

/** One of these, and there are credentials for the platform, if only a half of them. */
const credentialsOf: Readonly<Record<SimProvider, readonly SimField[]>> = {
  twilio: ["authToken", "apiKey", "apiSecret"],
  kore: ["clientId", "clientSecret"],
};

/** The platforms that have credentials. */
export function providersIn(given: GivenSim): SimProvider[] {
  return simProviders.filter((name) =>
    credentialsOf[name].some((field) => given[field] !== undefined),
  );
}

/** Addresses of both platforms: their API specifications, and KORE's documentation of its tokens. */
export const defaultApiUrls: Readonly<Record<SimProvider, string>> = {
  twilio: "https://wireless.twilio.com",
  kore: "https://programmable-wireless.api.korewireless.com",
};
export const defaultTokenUrl = "https://api.korewireless.com/api-services/v1/auth/token";

/** From checked fields to structure; `null` when credentials are missing. */
export function simConfigOf(given: GivenSim): SimConfig | null {
  const provider = providerOf(given);
  if (provider === null) return null;
  const apiUrl = withoutSlash(given.apiUrl ?? defaultApiUrls[provider]);
  if (provider === "twilio") {
    const credentials = twilioCredentialsOf(given);
    return credentials === null ? null : { provider, apiUrl, credentials };
  }
  const { clientId, clientSecret, tokenUrl = defaultTokenUrl } = given;
  if (clientId === undefined || clientSecret === undefined) return null;
  return { provider, apiUrl, credentials: { clientId, clientSecret, tokenUrl } };
}

function twilioCredentialsOf(given: GivenSim): TwilioCredentials | null {
  const { accountSid, authToken, apiKey, apiSecret } = given;
  if (apiKey !== undefined && apiSecret !== undefined)
    return { kind: "api_key", accountSid: accountSid ?? null, apiKey, apiSecret };
  if (accountSid !== undefined && authToken !== undefined)
    return { kind: "auth_token", accountSid, authToken };
  return null;
}

/** What opens the account. */
export function simSecretOf(sim: SimConfig): string {
  if (sim.provider === "kore") return sim.credentials.clientSecret;
  const { credentials } = sim;
  return credentials.kind === "auth_token" ? credentials.authToken : credentials.apiSecret;
}

/** Names an account at its platform, and opens none: the account's SID, else the key's or client's id. */
export function accountHolder(sim: SimConfig): string {
  if (sim.provider === "kore") return sim.credentials.clientId;
  const { credentials } = sim;
  return credentials.kind === "api_key"
    ? (credentials.accountSid ?? credentials.apiKey)
    : credentials.accountSid;
}

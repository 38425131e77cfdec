import { stringify } from "yaml";
import type { FleetSimulator } from "../fleet/simulator.ts";
import type { AccountFleet } from "./account-fleet.ts";
import type { DemoRule } from "./demo-accounts.ts";

export type Environment = Readonly<Record<string, string>>;

/** What the bot must be told to find the SIMs. */
export type AccountSettings =
  | { readonly kind: "variables"; readonly environment: Environment }
  /** A text for `SIMSCOPE_CONFIG`; its secrets are in the environment. */
  | { readonly kind: "file"; readonly yaml: string; readonly environment: Environment };

/** As an admin would write it: plain variables for the only account, a file for several. */
export function accountSettings(
  fleets: readonly AccountFleet[],
  rules: readonly DemoRule[],
): AccountSettings {
  const [only] = fleets;
  if (only !== undefined && only.account === null) {
    return { kind: "variables", environment: variablesOf(only.simulator) };
  }
  const named = fleets.map((fleet) => ({ ...fleet, account: fleet.account ?? "" }));
  const entries = named.map((fleet) => [fleet.account, entryOf(fleet)] as const);
  const channels = rules.map(
    ({ channel, accounts, preferred }) =>
      [channel, { accounts, ...(preferred !== null && { default: preferred }) }] as const,
  );
  return {
    kind: "file",
    yaml: stringify({
      accounts: Object.fromEntries(entries),
      ...(channels.length > 0 && { channels: Object.fromEntries(channels) }),
    }),
    environment: Object.fromEntries(
      named.map(({ account, simulator }) => [secretVariable(account), secretOf(simulator)]),
    ),
  };
}

function variablesOf({ platform, url, credentials, tokenUrl }: FleetSimulator): Environment {
  return platform === "twilio"
    ? {
        SIM_API_URL: url,
        TWILIO_ACCOUNT_SID: credentials.accountSid,
        TWILIO_AUTH_TOKEN: credentials.authToken,
      }
    : {
        SIM_API_URL: url,
        KORE_CLIENT_ID: credentials.clientId,
        KORE_CLIENT_SECRET: credentials.clientSecret,
        KORE_TOKEN_URL: tokenUrl,
      };
}

function entryOf({ account, description, simulator }: AccountFleet & { readonly account: string }) {
  const { platform, url, credentials, tokenUrl } = simulator;
  const secret = `\${${secretVariable(account)}}`;
  const own =
    platform === "twilio"
      ? { account_sid: credentials.accountSid, auth_token: secret }
      : { client_id: credentials.clientId, client_secret: secret, token_url: tokenUrl };
  return {
    provider: platform,
    ...(description !== null && { description }),
    ...own,
    api_url: url,
  };
}

function secretOf({ platform, credentials }: FleetSimulator): string {
  return platform === "twilio" ? credentials.authToken : credentials.clientSecret;
}

/** References take capital letters, digits and `_`; names of accounts have `-`. */
function secretVariable(account: string): string {
  return `DEMO_${account.toUpperCase().replaceAll("-", "_")}_SECRET`;
}

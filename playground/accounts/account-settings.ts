import { stringify } from "yaml";
import { accountKeys } from "../../src/config/file/read-account.ts";
import {
  type GivenSim,
  isSecretField,
  type SimField,
  simFields,
  simVariables,
} from "../../src/config/sim.ts";
import type { Platform } from "../fleet/credentials.ts";
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

/** What opens the account that a simulator plays, in the words of the bot's settings. */
export const credentialsFor: Readonly<Record<Platform, (simulator: FleetSimulator) => GivenSim>> = {
  twilio: ({ credentials: { accountSid, authToken } }) => ({ accountSid, authToken }),
  kore: ({ credentials: { clientId, clientSecret }, tokenUrl }) => ({
    ...{ clientId, clientSecret, tokenUrl },
  }),
};

function fieldsOf(simulator: FleetSimulator): readonly (readonly [SimField, string])[] {
  const given = { ...credentialsFor[simulator.platform](simulator), apiUrl: simulator.url };
  return simFields.flatMap((field) => {
    const value = given[field];
    return value === undefined ? [] : [[field, value] as const];
  });
}

function variablesOf(simulator: FleetSimulator): Environment {
  return Object.fromEntries(
    fieldsOf(simulator).map(([name, value]) => [simVariables[name], value]),
  );
}

function entryOf({ account, description, simulator }: AccountFleet & { readonly account: string }) {
  const secret = `\${${secretVariable(account)}}`;
  return {
    provider: simulator.platform,
    ...(description !== null && { description }),
    ...Object.fromEntries(
      fieldsOf(simulator).map(([name, value]) => [
        accountKeys[name],
        isSecretField(name) ? secret : value,
      ]),
    ),
  };
}

function secretOf(simulator: FleetSimulator): string {
  const secret = fieldsOf(simulator).find(([name]) => isSecretField(name));
  if (secret === undefined) throw new Error(`nothing opens an account at ${simulator.platform}`);
  return secret[1];
}

/** References take capital letters, digits and `_`; names of accounts have `-`. */
function secretVariable(account: string): string {
  return `DEMO_${account.toUpperCase().replaceAll("-", "_")}_SECRET`;
}

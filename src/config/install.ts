import { keyOf } from "./install-values.ts";
import type { GivenVariables } from "./schema.ts";
import { splitList } from "./values.ts";

/** What many workspaces are installed with, and who among them may. Holds secrets: never log it. */
export interface InstallConfig {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Signs what Slack hands back, so that nobody can finish what another one began. */
  readonly stateSecret: string;
  /** 32 bytes each. The first one encrypts, all decrypt. */
  readonly encryptionKeys: readonly [Buffer, ...Buffer[]];
  /** Workspaces (`T…`) and Enterprise organisations (`E…`) that may install the app. */
  readonly allowed: ReadonlySet<string>;
}

/** `null`: the app is installed by hand, in one place. */
export function installConfigOf(given: GivenVariables): InstallConfig | null {
  const { SLACK_CLIENT_ID: clientId, SLACK_CLIENT_SECRET: clientSecret } = given;
  const { SLACK_STATE_SECRET: stateSecret, ENCRYPTION_KEYS: keys = "" } = given;
  const [first, ...others] = [...new Set(splitList(keys))].map(keyOf);
  if (clientId === undefined || clientSecret === undefined) return null;
  if (stateSecret === undefined || first === undefined) return null;
  return {
    ...{ clientId, clientSecret, stateSecret },
    encryptionKeys: [first, ...others],
    allowed: new Set(splitList(given.ALLOWED_WORKSPACES ?? "")),
  };
}

/** As they are written, in either alphabet of base64. */
export function installSecrets(config: InstallConfig): string[] {
  const { clientSecret, stateSecret, encryptionKeys: keys } = config;
  const written = keys.flatMap((key) => [key.toString("base64"), key.toString("base64url")]);
  return [clientSecret, stateSecret, ...written];
}

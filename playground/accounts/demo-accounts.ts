import type { Platform } from "../fleet/credentials.ts";
import type { Region } from "../fleet/everyday/sites.ts";
import { allScenarios } from "../fleet/scenarios/catalog.ts";
import { europeScenarios } from "../fleet/scenarios/europe.ts";
import type { Scenario } from "../fleet/scenarios/scenario.ts";
import { channels } from "../slack/state/workspace.ts";

/** An account that the demo plays. */
export interface DemoAccount {
  /** `null`: there is no other one, and the bot gets plain variables. */
  readonly name: string | null;
  readonly description: string | null;
  readonly platform: Platform;
  readonly seed: string;
  readonly scenarios: readonly Scenario[];
  /** Where its everyday SIMs are; `null`: everywhere. */
  readonly region: Region | null;
}

/** In which accounts one may look from a channel, and what its members are told about that. */
export interface DemoRule {
  readonly channel: string;
  readonly accounts: readonly string[];
  readonly preferred: string | null;
  /** The channel's topic. */
  readonly topic: string;
}

/** Whose SIMs there are in a demo, and who may look where. */
export interface DemoAccounts {
  readonly accounts: readonly DemoAccount[];
  readonly rules: readonly DemoRule[];
}

const fleetAtTwilio = { platform: "twilio", seed: "simscope", scenarios: allScenarios } as const;

/** `npm run demo`: one account, which nobody needs to name. */
export const oneAccount: DemoAccounts = {
  accounts: [{ name: null, description: null, region: null, ...fleetAtTwilio }],
  rules: [],
};

/** `npm run demo -- --accounts`: the same fleet, and beside it one of another provider. */
export const twoAccounts: DemoAccounts = {
  accounts: [
    {
      name: "us",
      description: "Trackers and cameras in North America",
      region: "america",
      ...fleetAtTwilio,
    },
    {
      name: "emea",
      description: "Vans, ferries and meters in Europe",
      platform: "kore",
      seed: "simscope in Europe",
      scenarios: europeScenarios,
      region: "europe",
    },
  ],
  rules: [
    {
      channel: channels.fleetOps,
      accounts: ["emea", "us"],
      preferred: "emea",
      topic: "Fleet in Europe. A name that is in both accounts means the SIM in emea here.",
    },
    {
      channel: channels.leadership,
      accounts: ["us"],
      preferred: null,
      topic: "From here simscope looks only in the account us.",
    },
  ],
};

import { noRules } from "../../src/accounts/account-rules.ts";
import type { Clock } from "../../src/core/time.ts";
import { type Access, createAccess } from "../../src/questions/access.ts";
import type { Asked } from "../../src/slack/intake/asker.ts";
import { fakeSimSource } from "./fake-sim-source.ts";
import { accountOf } from "./one-account.ts";

/** Somebody of the workspace that the app is installed in. */
export function askedByColleague(asked: Partial<Asked> = {}): Asked {
  return {
    ...{ command: "sessions", userId: "U0ADA00001", channelId: "C0INCIDENT" },
    ...{ teamId: "T0FLEET001", enterpriseId: null, isStranger: false, askedInTeamId: null },
    ...asked,
  };
}

/** Everybody of the installing workspace may ask, about the SIMs of one account. */
export function accessForColleagues(clock: Clock, installedIn = "T0FLEET001"): Access {
  return createAccess({
    installation: { teamId: installedIn, enterpriseId: null },
    placePerson: async () => "unplaced",
    groupsOf: async () => ({ member: new Set(), untold: new Set() }),
    rules: { users: null, groups: null, channels: null },
    accounts: [accountOf({ source: fakeSimSource(clock) })],
    accountRules: noRules,
  });
}

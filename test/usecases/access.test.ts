import { describe, expect, it } from "vitest";
import { createAccess } from "../../src/usecases/access.ts";
import type { AccountRule } from "../../src/usecases/account-rules.ts";
import { fakeSimSource, testClock } from "../support/fake-sim-source.ts";
import { accountOf } from "../support/one-account.ts";

const source = fakeSimSource(testClock());
const accounts = ["us", "emea", "apac"].map((name) => accountOf({ name, source }));
const rule = (...names: string[]): AccountRule => ({ accounts: names, preferred: null });

const access = createAccess({
  rules: { users: null, channels: null },
  accounts,
  accountRules: {
    everywhere: rule("us"),
    workspaces: new Map([["T1", rule("emea")]]),
    channels: new Map([["C1", rule("apac")]]),
  },
});

const namesAt = (channelId: string | null, teamId: string | null) => {
  const decision = access.decide({ userId: "U1", channelId, teamId });
  return decision.kind === "allowed" ? decision.scope.accounts.map(({ name }) => name) : [];
};

describe("which rule counts", () => {
  it.each([
    ["C1", "T1", "apac"],
    ["C2", "T1", "emea"],
    [null, "T1", "emea"],
    ["C2", "T2", "us"],
    [null, null, "us"],
  ])("in channel %s of workspace %s: %s", (channelId, teamId, expected) => {
    expect(namesAt(channelId, teamId)).toEqual([expected]);
  });
});

import { describe, expect, it } from "vitest";
import type { AccountRule } from "../../src/accounts/account-rules.ts";
import type { Installation, Placed } from "../../src/accounts/installation.ts";
import { type Asker, createAccess, type PlacePerson } from "../../src/questions/access.ts";
import { fakeSimSource, testClock } from "../support/fake-sim-source.ts";
import { accountOf } from "../support/one-account.ts";

const source = fakeSimSource(testClock());
const accounts = ["us", "emea", "apac", "org"].map((name) => accountOf({ name, source }));
const rule = (...names: string[]): AccountRule => ({ accounts: names, preferred: null });

/** One workspace of a company without an organisation, one of an organisation, the organisation itself. */
const plain = { teamId: "T1", enterpriseId: null };
const inGrid = { teamId: "T1", enterpriseId: "E1" };
const orgWide = { teamId: null, enterpriseId: "E1" };

function accessIn(
  installation: Installation,
  { users = null, slackSays = "unplaced" }: { users?: string[] | null; slackSays?: Placed } = {},
) {
  const asked: Parameters<PlacePerson>[0][] = [];
  const access = createAccess({
    installation,
    placePerson: async (person) => {
      asked.push(person);
      return slackSays;
    },
    rules: { users: users === null ? null : new Set(users), channels: null },
    accounts,
    accountRules: {
      everywhere: rule("us"),
      workspaces: new Map([
        ["T1", rule("emea")],
        ["E1", rule("org")],
        ["T9", rule("us", "emea", "apac", "org")],
      ]),
      channels: new Map([["C1", rule("apac")]]),
    },
  });
  const ask = async (over: Partial<Asker>) => {
    const asker: Asker = {
      ...{ userId: "U1", channelId: null, teamId: "T1", enterpriseId: null },
      ...{ isStranger: false, askedInTeamId: null, ...over },
    };
    const decision = await access.decide(asker);
    return decision.kind === "refused"
      ? decision.because
      : decision.scope.accounts.map(({ name }) => name).join();
  };
  return { ask, asked };
}

describe("whom simscope answers", () => {
  const outsider = { teamId: "T9" };
  it.each<[string, Installation, Partial<Asker>, string]>([
    ["the same workspace", plain, {}, "emea"],
    ["another workspace", plain, outsider, "outside"],
    [
      "another workspace, of some organisation",
      plain,
      { ...outsider, enterpriseId: "E1" },
      "outside",
    ],
    ["marked as a stranger", plain, { isStranger: true }, "outside"],
    ["another workspace of the organisation", inGrid, { teamId: "T2", enterpriseId: "E1" }, "emea"],
    ["another organisation", inGrid, { ...outsider, enterpriseId: "E9" }, "outside"],
    ["at home in the organisation itself", inGrid, { teamId: "E1" }, "emea"],
    ["at home in another organisation", inGrid, { teamId: "E9" }, "outside"],
    ["org-wide: a workspace of it", orgWide, { teamId: "T2", enterpriseId: "E1" }, "org"],
    ["org-wide: at home in itself", orgWide, { teamId: "E1" }, "org"],
    ["org-wide: another organisation", orgWide, { ...outsider, enterpriseId: "E9" }, "outside"],
  ])("%s, without asking Slack", async (_who, installation, asker, expected) => {
    const { ask, asked } = accessIn(installation, { slackSays: "inside" });
    expect(await ask(asker)).toBe(expected);
    expect(asked).toEqual([]);
  });

  it.each<[Installation, Placed, string]>([
    [inGrid, "inside", "emea"],
    [inGrid, "outside", "outside"],
    [inGrid, "unplaced", "unplaced"],
    [orgWide, "inside", "org"],
    [orgWide, "outside", "outside"],
    [orgWide, "unplaced", "unplaced"],
  ])("installed in %j, where Slack says %s: %s", async (installation, slackSays, expected) => {
    const { ask, asked } = accessIn(installation, { slackSays });
    expect(await ask({ teamId: "T2" })).toBe(expected);
    expect(asked).toMatchObject([{ userId: "U1", teamId: "T2" }]);
  });

  it.each<[Installation, Placed, string]>([
    [plain, "inside", "emea"],
    [plain, "outside", "outside"],
    [plain, "unplaced", "unplaced"],
    [inGrid, "inside", "emea"],
    [orgWide, "unplaced", "unplaced"],
  ])(
    "installed in %j, no workspace told, Slack says %s: %s",
    async (installation, slackSays, expected) => {
      const { ask, asked } = accessIn(installation, { slackSays });
      // An organisation without a workspace proves nothing.
      expect(await ask({ teamId: null, enterpriseId: "E1" })).toBe(expected);
      expect(asked).toMatchObject([{ userId: "U1", teamId: null }]);
    },
  );

  it("a list of people lets in nobody of another company, and refuses colleagues beside it", async () => {
    const { ask } = accessIn(plain, { users: ["U1"] });
    expect(await ask({ userId: "U1", ...outsider })).toBe("outside");
    expect(await ask({ userId: "U2" })).toBe("user");
    expect(await ask({ userId: "U1" })).toBe("emea");
  });
});

describe("which rule counts", () => {
  it.each<[Installation, Partial<Asker>, string]>([
    [plain, { channelId: "C1" }, "apac"],
    [plain, { channelId: "C2" }, "emea"],
    [plain, {}, "emea"],
    [{ teamId: "T3", enterpriseId: null }, { teamId: "T3" }, "us"],
    // Never the one of the asker's own workspace.
    [inGrid, { teamId: "T9", enterpriseId: "E1" }, "emea"],
    [inGrid, { teamId: "T9", enterpriseId: "E1", askedInTeamId: "T9" }, "emea"],
    [{ teamId: "T3", enterpriseId: "E1" }, { teamId: "T3" }, "org"],
    [orgWide, { teamId: "T9", enterpriseId: "E1" }, "org"],
    [orgWide, { teamId: "T9", enterpriseId: "E1", askedInTeamId: "T1" }, "emea"],
    [orgWide, { teamId: "T9", enterpriseId: "E1", askedInTeamId: "T3" }, "org"],
    [orgWide, { teamId: "E1", channelId: "C1" }, "apac"],
  ])("installed in %j, asked from %j: %s", async (installation, asker, expected) => {
    expect(await accessIn(installation).ask(asker)).toBe(expected);
  });
});

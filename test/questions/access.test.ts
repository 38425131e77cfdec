import { describe, expect, it } from "vitest";
import {
  type AccountRule,
  type AccountRules,
  noRules,
  ruleAt,
} from "../../src/accounts/account-rules.ts";
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

interface AccessSettings {
  readonly users?: readonly string[] | null;
  readonly groups?: readonly string[] | null;
  readonly channels?: readonly string[] | null;
  /** What Slack tells of the asker's groups. */
  readonly member?: readonly string[];
  readonly untold?: readonly string[];
  readonly slackSays?: Placed;
  readonly rules?: Partial<AccountRules>;
}

function accessIn(
  installation: Installation,
  { users = null, slackSays = "unplaced", ...more }: AccessSettings = {},
) {
  const { groups = null, channels = null, member = [], untold = [], rules = {} } = more;
  const setOf = (ids: readonly string[] | null) => (ids === null ? null : new Set(ids));
  let groupsAsked = 0;
  const asked: Parameters<PlacePerson>[0][] = [];
  const access = createAccess({
    installation,
    placePerson: async (person) => {
      asked.push(person);
      return slackSays;
    },
    groupsOf: async () => {
      groupsAsked += 1;
      return { member: new Set(member), untold: new Set(untold) };
    },
    rules: { users: setOf(users), groups: setOf(groups), channels: setOf(channels) },
    accounts,
    accountRules: {
      everywhere: rule("us"),
      workspaces: new Map([
        ["T1", rule("emea")],
        ["E1", rule("org")],
        ["T9", rule("us", "emea", "apac", "org")],
      ]),
      channels: new Map([["C1", rule("apac")]]),
      ...{ users: new Map(), groups: new Map() },
      ...rules,
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
  return { ask, asked, groupsAsked: () => groupsAsked };
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

describe("who may ask: lists of people, groups and channels", () => {
  const lists = [null, ["U1"], ["U2"]];
  const groupLists = [null, ["S1", "S2"]];
  const told = [
    { member: ["S1"], untold: [] },
    { member: [], untold: [] },
    { member: [], untold: ["S2"] },
    { member: ["S1"], untold: ["S2"] },
    { member: ["S9"], untold: ["S8"] },
  ];
  const cases = lists.flatMap((users) =>
    groupLists.flatMap((groups) =>
      told.flatMap((known) =>
        [null, ["C2"], ["C9"]].map((channels) => ({ users, groups, ...known, channels })),
      ),
    ),
  );

  /** Said once more, in other words than the code's. */
  function expected({ users, groups, member, untold, channels }: (typeof cases)[number]): string {
    const isOpen = users === null && groups === null;
    const isListed = users?.[0] === "U1";
    const isInGroup = groups !== null && member.includes("S1");
    if (!isOpen && !isListed && !isInGroup) {
      if (groups === null) return "user";
      return untold.includes("S2") ? "groups_untold" : "group";
    }
    return channels?.[0] === "C9" ? "channel" : "emea";
  }

  it.each(cases)("%j", async (lists) => {
    const { ask, groupsAsked } = accessIn(plain, lists);
    expect(await ask({ channelId: "C2" })).toBe(expected(lists));
    // Slack is asked only where it depends on groups.
    const depends = lists.groups !== null && lists.users?.[0] !== "U1";
    expect(groupsAsked()).toBe(depends ? 1 : 0);
  });

  it("a stranger in the group is a stranger", async () => {
    const { ask, groupsAsked } = accessIn(plain, { groups: ["S1"], member: ["S1"] });
    expect(await ask({ teamId: "T9" })).toBe("outside");
    expect(groupsAsked()).toBe(0);
  });
});

describe("rules of people and groups", () => {
  const rules = {
    users: new Map([["U7", rule("us")]]),
    groups: new Map([
      ["S1", rule("emea", "apac")],
      ["S2", rule("org")],
    ]),
  };
  const nowhere = { teamId: "T3", enterpriseId: null };
  it.each<[string, Partial<Asker>, AccessSettings, string]>([
    ["nobody's rule: everywhere", {}, {}, "us"],
    ["a group's", {}, { member: ["S1"] }, "emea,apac"],
    ["two groups together", {}, { member: ["S2", "S1"] }, "emea,apac,org"],
    ["the person's own, whatever the groups", { userId: "U7" }, { untold: ["S1"] }, "us"],
    ["with the channel's: what both allow", { channelId: "C1" }, { member: ["S1"] }, "apac"],
    ["with the channel's: nothing", { channelId: "C1" }, { member: ["S2"] }, "accounts"],
    ["Slack does not tell the group", {}, { untold: ["S2"] }, "groups_untold"],
    [
      "Slack tells one of two: that one counts",
      {},
      { member: ["S1"], untold: ["S2"] },
      "emea,apac",
    ],
  ])("%s", async (_name, asker, known, expected) => {
    const access = accessIn(nowhere, { ...known, rules });
    expect(await access.ask({ teamId: "T3", ...asker })).toBe(expected);
  });

  it("prefer what the place prefers, else what the person does", async () => {
    const preferring = (preferred: string, ...names: string[]) => ({
      ...rule(...names),
      preferred,
    });
    const from = { channelId: "C1", teamId: null, enterpriseId: null, userId: "U1" };
    const ruled = (ofPlace: string, ofPerson: string) =>
      ruleAt(
        {
          ...noRules,
          channels: new Map([["C1", preferring(ofPlace, "us", "emea", "apac")]]),
          users: new Map([["U1", preferring(ofPerson, "us", "emea")]]),
        },
        { ...from, groups: new Set() },
      )?.preferred;
    expect([ruled("emea", "us"), ruled("apac", "us")]).toEqual(["emea", "us"]);
  });
});

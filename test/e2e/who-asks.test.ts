import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { channels, people } from "../../playground/slack/state/workspace.ts";
import {
  type InstalledIn,
  installations,
  sharedChannel,
  visitors,
  workspaceWithVisitors,
} from "../support/people-of-companies.ts";
import {
  type AtHand,
  answered,
  openHome,
  openPicker,
  type Person,
  questionsIn,
  saidSince,
  typeAhead,
  waysToAsk,
} from "../support/ways-to-ask.ts";
import { startWorld, type TransportName, transports, type World } from "../support/whole-bot.ts";

/** Who asks, where, and where simscope must be installed for an answer. */
const persons: readonly (readonly [string, Person, readonly InstalledIn[]])[] = [
  ["of the same workspace", { user: people.ada, channel: channels.incidents }, installations],
  [
    "of the same workspace, in a shared channel",
    { user: people.ada, channel: sharedChannel },
    installations,
  ],
  [
    "of another workspace of the organisation",
    { user: visitors.sister, channel: channels.incidents },
    ["workspace of an organisation", "organisation"],
  ],
  ["of another workspace", { user: visitors.other, channel: channels.incidents }, []],
  [
    "of another workspace, in a shared channel",
    { user: visitors.other, channel: sharedChannel },
    [],
  ],
  [
    "of another organisation, in a shared channel",
    { user: visitors.otherOfGrid, channel: sharedChannel },
    [],
  ],
  ["of nowhere", { user: visitors.nowhere, channel: sharedChannel }, []],
];

const byHand = transports.flatMap((transport) =>
  installations.map((installedIn) => ({ transport, installedIn, how: "by hand" })),
);
const cases = [
  ...byHand,
  ...([
    { transport: "http", installedIn: "workspace of an organisation", how: "over OAuth" },
    { transport: "socket", installedIn: "organisation", how: "over OAuth" },
  ] as const),
];

/** A world where names are known, and a window that Ada has opened. */
async function worldWith(
  transport: TransportName,
  installedIn: InstalledIn,
  more: Parameters<typeof startWorld>[0] = {},
): Promise<AtHand> {
  const world = await startWorld({
    ...{ transport, beside: "kore", workspace: workspaceWithVisitors(installedIn) },
    ...more,
  });
  await world.untilListed(2);
  const view = await openPicker(world);
  const at = { world, view, option: {}, simSid: "", account: "us" };
  const options = await typeAhead(at, people.ada);
  const [option = {}] = options;
  const { sid: simSid } = world.fleet.putSim({ key: "cargo-cam-07" });
  return { ...at, option, simSid };
}

/** Calls to either platform, whatever for; listing and probes go on in the background. */
function platformCalls({ fleet, beside }: World): number {
  const all = [...fleet.requests, ...(beside?.requests ?? [])];
  return all.filter(({ query }) => query["PageSize"] !== "1").length;
}

/** Lets somebody ask, and waits until the question is over. */
async function asking(at: AtHand, ask: () => Promise<unknown>) {
  const { world } = at;
  const { length: requests } = world.slack.requests;
  const { length: deliveries } = world.slack.deliveries;
  const { length: questions } = questionsIn(world);
  const calls = platformCalls(world);
  await ask();
  await world.untilLogged(answered, questions + 1);
  const [question] = questionsIn(world).slice(questions);
  const said = saidSince(world, { requests, deliveries });
  return { question, ...said, platformCalls: platformCalls(world) - calls };
}

/** The buttons of an answer: whatever they do, the audit says with which SIM. */
const looksAtSim = /^a click on sessions?_(?!of_tomorrow$)/;

type Asked = Awaited<ReturnType<typeof asking>>;

/** What a refusal must be: private, without a call, and without a name of what simscope knows. */
function expectRefused(
  { question, calls, acks, platformCalls }: Asked,
  user: string,
  reasons: readonly string[] = ["outside", "unplaced"],
): void {
  expect(question).toMatchObject({ outcome: "not_allowed", userId: user });
  expect(reasons).toContain(question?.reason);
  expect(platformCalls).toBe(0);
  const spoken = JSON.stringify([calls, acks]);
  expect(spoken).not.toMatch(/cargo|camera|kiosk|\bemea\b|\bus\b|DE[0-9a-f]{32}|\b89\d{10}/i);
  for (const { method, args } of calls) {
    if (method === "response_url") {
      expect(args).toMatchObject({ response_type: "ephemeral", replace_original: false });
    } else if (method === "chat.postEphemeral") expect(args).toMatchObject({ user });
    else
      expect(method).toMatch(
        /^(views\.(open|update|publish)|users\.info|usergroups\.users\.list|auth\.(test|teams\.list))$/,
      );
  }
}

/** One way of each kind, and whether it tells in which channel it is asked. */
const kindsOfWays = (
  [
    ["a command", true],
    ["a mention", true],
    ["a click on sessions_refresh", true],
    ["a window, sent for a conversation", true],
    ["a shortcut of a message", true],
    ["a global shortcut", false],
  ] as const
).map(([name, tellsChannel]) => {
  const [, ask] = waysToAsk.find(([one]) => one === name) ?? [];
  if (ask === undefined) throw new Error(`there is no such way: ${name}`);
  return { name, ask, tellsChannel };
});

/** Who is refused does not depend on which button it is: each of them is pressed in one installation, on both transports. */
function waysIn(installedIn: InstalledIn, how: string) {
  const isEach = how === "by hand" && installedIn === "workspace of an organisation";
  return isEach ? waysToAsk : kindsOfWays.map(({ name, ask }) => [name, ask] as const);
}

describe.each(cases)("installed $how in the $installedIn, over $transport", (setting) => {
  const { transport, installedIn, how } = setting;
  // Of many workspaces a command names that of whoever types it, where nobody installed anything.
  const strangers =
    how === "over OAuth" ? ["outside", "unplaced", "not_installed"] : ["outside", "unplaced"];
  let at: AtHand;
  beforeAll(async () => {
    at = await worldWith(transport, installedIn, { isInstalledOverOAuth: how === "over OAuth" });
  });
  afterAll(() => at.world[Symbol.asyncDispose]());

  describe.each(persons)("a person %s", (_who, person, answeredIn) => {
    const isAnswered = answeredIn.includes(installedIn);

    it.each(waysIn(installedIn, how))(
      `${isAnswered ? "is answered" : "is refused"}: %s`,
      async (way, ask) => {
        // A window closes when it is sent.
        const view = await openPicker(at.world);
        const asked = await asking(at, () => ask({ ...at, view }, person));
        if (isAnswered) {
          expect(asked.question).toMatchObject({ userId: person.user });
          expect(["not_allowed", "error", "unreadable"]).not.toContain(asked.question?.outcome);
          if (looksAtSim.test(way)) expect(asked.question?.simSid).toBe(at.simSid);
          return;
        }
        expectRefused(asked, person.user, strangers);
        const heard = asked.calls.filter(({ method }) => !/^(users|auth)\./.test(method));
        expect(JSON.stringify(heard)).toMatch(
          asked.question?.reason === "not_installed"
            ? /it is not installed here/
            : /of the company/,
        );
        const isAsked = asked.calls.some(({ method }) => method === "users.info");
        // Another workspace is another company, without a question; what tells no workspace needs one.
        const isTold = person.user !== visitors.nowhere;
        if (installedIn === "workspace" && isTold) expect(isAsked).toBe(false);
      },
    );

    it(`${isAnswered ? "is offered SIMs" : "is offered nothing"} while typing`, async () => {
      const view = await openPicker(at.world);
      if (isAnswered) {
        expect((await typeAhead({ ...at, view }, person.user)).length).toBeGreaterThan(5);
        return;
      }
      const offered: unknown[] = [];
      const asked = await asking(at, async () => {
        offered.push(...(await typeAhead({ ...at, view }, person.user)));
      });
      expect(offered).toEqual([]);
      expectRefused(asked, person.user, strangers);
    });

    it(`${isAnswered ? "sees names" : "sees no name"} in the home tab`, async () => {
      const { world } = at;
      // Opened again at once, it stays as it was published.
      world.clock.advance(10_000);
      if (isAnswered) {
        const calls = platformCalls(world);
        const home = await openHome(world, person.user);
        expect(JSON.stringify(home.content)).toMatch(/\/sim sessions [a-z]/);
        expect(platformCalls(world)).toBe(calls);
        return;
      }
      const asked = await asking(at, () => openHome(world, person.user));
      expectRefused(asked, person.user);
      const { content } = world.slack.world.views.homeOf(person.user) ?? {};
      expect(JSON.stringify(content)).toContain("of the company that installed it");
    });
  });
});

/** Ben is in it, and so is a stranger. */
const onCall = { id: "S0ONCALL01", members: [people.ben, visitors.other] };
const europe = { id: "S0EUROPE01", members: [people.ben] };

const withGroups = (env: Readonly<Record<string, string>>) => ({
  workspace: { ...workspaceWithVisitors("workspace"), userGroups: [onCall, europe] },
  env: { ALLOWED_USERS: people.ada, ALLOWED_GROUPS: onCall.id, ADMIN_USERS: people.ada, ...env },
});

/** `null`: answered. Without a channel, what is refused for the channel alone is another matter. */
type Expected = readonly [
  who: string,
  Person,
  reason: string | null,
  withoutChannel: string | null,
];

describe("lists of people, groups and channels, and rules of accounts", () => {
  let at: AtHand;
  beforeAll(async () => {
    at = await worldWith("http", "workspace", {
      ...withGroups({}),
      accountRules: `
channels:
  ${channels.fleetOps}: { accounts: [] }
groups:
  ${europe.id}: { accounts: [emea] }
`,
    });
  });
  afterAll(() => at.world[Symbol.asyncDispose]());

  const { ada, ben, eve } = people;
  const table: readonly Expected[] = [
    ["named", { user: ada, channel: channels.incidents }, null, null],
    ["in a group", { user: ben, channel: channels.incidents }, null, null],
    ["in neither", { user: eve, channel: channels.incidents }, "group", "group"],
    [
      "named, where no account is open",
      { user: ada, channel: channels.fleetOps },
      "accounts",
      null,
    ],
    [
      "in a group, where no account is open",
      { user: ben, channel: channels.fleetOps },
      "accounts",
      null,
    ],
    [
      "in a group, of another company",
      { user: visitors.other, channel: sharedChannel },
      "outside",
      "outside",
    ],
  ];

  describe.each(table)("a person %s", (_who, person, withChannel, withoutChannel) => {
    it.each(kindsOfWays)("by $name", async ({ ask, tellsChannel }) => {
      const reason = tellsChannel ? withChannel : withoutChannel;
      const view = await openPicker(at.world);
      const asked = await asking(at, () => ask({ ...at, view }, person));
      if (reason !== null) {
        expectRefused(asked, person.user, [reason]);
        const spoken = JSON.stringify(asked.calls);
        // Whom to ask: strangers learn nobody's name.
        expect(spoken.includes(`<@${ada}>`)).toBe(reason !== "outside");
        return;
      }
      expect(asked.question).toMatchObject({ userId: person.user });
      expect(["not_allowed", "error"]).not.toContain(asked.question?.outcome);
    });

    it("by letters typed into the menu", async () => {
      const view = await openPicker(at.world);
      if (withoutChannel === null) {
        expect((await typeAhead({ ...at, view }, person.user)).length).toBeGreaterThan(0);
        return;
      }
      const offered: unknown[] = [];
      const asked = await asking(at, async () => {
        offered.push(...(await typeAhead({ ...at, view }, person.user)));
      });
      expect(offered).toEqual([]);
      expectRefused(asked, person.user, [withoutChannel]);
    });

    it("by opening the home tab", async () => {
      const { world } = at;
      world.clock.advance(10_000);
      if (withoutChannel === null) {
        const home = await openHome(world, person.user);
        expect(JSON.stringify(home.content)).toMatch(/\/sim sessions [a-z]/);
        return;
      }
      const asked = await asking(at, () => openHome(world, person.user));
      expectRefused(asked, person.user, [withoutChannel]);
    });
  });

  it("a member of a group with a rule looks in its accounts alone", async () => {
    at.world.simCalls();
    const answer = await at.world.ask("sessions cargo-cam-07", { user: people.ben });
    expect(JSON.stringify(answer.blocks)).toContain("emea");
    expect(at.world.simCalls()).toEqual([]);
  });
});

describe("while Slack does not tell who is in the groups, and where channels are listed", () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld({
      ...{ ...withGroups({ ALLOWED_CHANNELS: channels.incidents }), beside: "kore" },
      scopes: ["commands", "chat:write", "im:write", "app_mentions:read"],
    });
    world.fleet.putSim({ key: "cargo-cam-07" });
  });
  afterAll(() => world[Symbol.asyncDispose]());

  const table: readonly Expected[] = [
    ["named", { user: people.ada, channel: channels.incidents }, null, "channel"],
    ["named, elsewhere", { user: people.ada, channel: channels.fleetOps }, "channel", "channel"],
    [
      "in a group",
      { user: people.ben, channel: channels.incidents },
      ...(["groups_untold", "groups_untold"] as const),
    ],
  ];
  const ways = kindsOfWays.filter(({ name }) => !name.startsWith("a window"));

  describe.each(table)("a person %s", (_who, person, withChannel, withoutChannel) => {
    it.each(ways)("by $name", async ({ ask, tellsChannel }) => {
      const reason = tellsChannel ? withChannel : withoutChannel;
      const at = { world, view: {} as AtHand["view"], option: {}, simSid: `DE${"0".repeat(32)}` };
      const hand = { ...at, account: "us" };
      const asked = await asking(hand, () => ask(hand, person));
      if (reason !== null) expectRefused(asked, person.user, [reason]);
      else expect(asked.question?.outcome).not.toBe("not_allowed");
    });
  });

  it("the log says which group and why", () => {
    const line = world
      .log()
      .split("\n")
      .find((one) => one.includes("a user group could not be read"));
    expect(JSON.parse(line ?? "{}")).toMatchObject({
      ...{ component: "access", groupId: onCall.id },
      err: expect.objectContaining({ slackError: "missing_scope" }),
    });
  });
});

it("installed in an organisation: a group of one of its workspaces counts", async () => {
  const { workspace, ...more } = withGroups({});
  const { enterprise } = workspaceWithVisitors("organisation");
  if (enterprise === undefined) throw new Error("there is no organisation");
  await using world = await startWorld({ ...more, workspace: { ...workspace, enterprise } });
  const [ben, eve] = [people.ben, people.eve];
  expect(JSON.stringify(await world.ask("health", { user: ben }))).not.toContain("ALLOWED");
  expect(JSON.stringify(await world.ask("health", { user: eve }))).toContain("ALLOWED_GROUPS");
});

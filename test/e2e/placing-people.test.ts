import { describe, expect, it } from "vitest";
import { channels, people } from "../../playground/slack/state/workspace.ts";
import {
  companies,
  type InstalledIn,
  sharedChannel,
  visitors,
  workspaceWithVisitors,
} from "../support/people-of-companies.ts";
import { answered, questionsIn } from "../support/ways-to-ask.ts";
import { startWorld, textsOf, transports, type World } from "../support/whole-bot.ts";

const withoutUsersRead = ["commands", "chat:write", "app_mentions:read", "im:write"];

function worldIn(installedIn: InstalledIn, options: Parameters<typeof startWorld>[0] = {}) {
  return startWorld({ workspace: workspaceWithVisitors(installedIn), ...options });
}

/** A public answer of Ada's, whose button somebody else presses. */
async function refreshedBy(world: World, user: string, channel: string = channels.incidents) {
  const answer = await world.ask("sessions cargo-cam-07 public", { channel });
  world.simCalls();
  const pressed = await world.press(answer, "sessions_refresh", { user });
  return { words: textsOf(pressed), isAnswer: pressed.ts === answer.ts, pressed };
}

const timesAsked = (world: World, method: string): number =>
  world.slack.requests.filter((request) => request.method === method).length;

describe("a colleague of another workspace, whom the click does not place", () => {
  it("is refused without users:read, and hears what may be missing; a command tells by itself", async () => {
    const workspace = workspaceWithVisitors("workspace of an organisation");
    await using world = await startWorld({ workspace, scopes: withoutUsersRead });
    const { words, pressed, isAnswer } = await refreshedBy(world, visitors.sister);
    expect(isAnswer).toBe(false);
    expect(words).toContain("users:read");
    expect(pressed.visibleTo).toBe(visitors.sister);
    expect(world.simCalls()).toEqual([]);
    const typed = await world.ask("sessions cargo-cam-07", { user: visitors.sister });
    expect(textsOf(typed)).toContain("Cargo camera 07");
  });

  it("is placed by the organisation's list of workspaces where the app is in all of it", async () => {
    await using world = await worldIn("organisation", { scopes: withoutUsersRead });
    expect((await refreshedBy(world, visitors.sister)).isAnswer).toBe(true);
    const { words } = await refreshedBy(world, visitors.other, sharedChannel);
    expect(words).toContain("of the company that installed it");
  });

  it.each([
    { kind: "error", error: "fatal_error" },
    { kind: "status", status: 503 },
    { kind: "rate_limited", retryAfterSeconds: 30 },
    { kind: "hang" },
  ] as const)("is refused when Slack cannot tell: $kind", async (fault) => {
    await using world = await worldIn("workspace of an organisation");
    world.slack.faults.plan("users.info", fault);
    const { words, isAnswer } = await refreshedBy(world, visitors.sister);
    expect(isAnswer).toBe(false);
    expect(words).toContain("try again in a minute");
    expect(world.simCalls()).toEqual([]);
    // Somebody of the workspace itself needs nobody to tell.
    expect((await refreshedBy(world, people.ben)).isAnswer).toBe(true);
    expect(timesAsked(world, "users.info")).toBeLessThanOrEqual(1);
  });

  it("is asked about once in five minutes", async () => {
    await using world = await worldIn("workspace of an organisation");
    for (const _time of [1, 2, 3]) {
      expect((await refreshedBy(world, visitors.sister)).isAnswer).toBe(true);
    }
    expect(timesAsked(world, "users.info")).toBe(1);
  });
});

describe("a payload that names no workspace of the person", () => {
  /** As Slack sends a mention beside a file. */
  const mentionWithFile = async (world: World, user: string) => {
    const { bot } = world.slack.world.settings.seed;
    const before = questionsIn(world).length;
    await world.slack.event({
      ...{ type: "app_mention", user, channel: sharedChannel, ts: "1750000000.000100" },
      ...{ text: `<@${bot.userId}> sessions cargo-cam-07`, files: [{ id: "F1" }], upload: false },
    });
    await world.untilLogged(answered, before + 1);
    return questionsIn(world).at(-1);
  };

  it.each(["workspace", "workspace of an organisation", "organisation"] as const)(
    "is answered for a colleague, and for nobody else: installed in the %s",
    async (installedIn) => {
      await using world = await worldIn(installedIn);
      expect(await mentionWithFile(world, people.ada)).toMatchObject({ outcome: "ok" });
      world.simCalls();
      for (const user of [visitors.other, visitors.otherOfGrid, visitors.nowhere]) {
        expect(await mentionWithFile(world, user)).toMatchObject({ outcome: "not_allowed" });
      }
      expect(world.simCalls()).toEqual([]);
    },
  );

  it("is refused without users:read, with a word about it", async () => {
    await using world = await worldIn("workspace", { scopes: withoutUsersRead });
    const refused = { outcome: "not_allowed", reason: "unplaced" };
    expect(await mentionWithFile(world, people.ada)).toMatchObject(refused);
  });
});

describe("somebody of another company", () => {
  it("is refused also where a list of people has them", async () => {
    const env = { ALLOWED_USERS: `${people.ada},${visitors.other},${visitors.nowhere}` };
    await using world = await worldIn("workspace", { env });
    for (const user of [visitors.other, visitors.nowhere]) {
      const { words, pressed } = await refreshedBy(world, user, sharedChannel);
      expect(words).toContain("of the company that installed it");
      expect(words).not.toContain("ALLOWED_USERS");
      expect(pressed.visibleTo).toBe(user);
      expect(world.simCalls()).toEqual([]);
    }
  });

  it("whose click on a public answer looks like a colleague's in all but the home", async () => {
    // The organisation's id is in the payload of a stranger's click, as it is in everybody's.
    await using world = await worldIn("workspace of an organisation");
    const { isAnswer } = await refreshedBy(world, visitors.otherOfGrid, sharedChannel);
    expect(isAnswer).toBe(false);
    const { payload } = world.slack.deliveries.at(-1)?.delivery ?? {};
    expect(payload).toMatchObject({
      team: { id: companies.own.team, enterprise_id: companies.own.enterprise },
      enterprise: { id: companies.own.enterprise },
      user: { team_id: companies.other.team },
    });
  });
});

describe("the rules of accounts that count", () => {
  it("are those of the workspace that has the app, never the asker's own", async () => {
    const accountRules = `
everywhere: { accounts: [us] }
workspaces:
  ${companies.sisterTeam}: { accounts: [us, emea] }
  ${companies.own.enterprise}: { accounts: [emea] }
`;
    const options = { beside: "kore", accountRules } as const;
    for (const installedIn of ["workspace of an organisation", "organisation"] as const) {
      await using world = await worldIn(installedIn, options);
      // Of an organisation's installation a command tells where it was typed.
      const isTold = installedIn === "organisation";
      const accounts = textsOf(await world.ask("accounts", { user: visitors.sister }));
      expect(accounts).toContain("emea");
      expect(/\bus\b/.test(accounts)).toBe(isTold);
      const own = textsOf(await world.ask("accounts"));
      expect(own).toContain("emea");
      expect(own).not.toMatch(/\bus\b/);
    }
  });
});

describe.each(transports)("a refused mention, over %s", (transport) => {
  it("is told to that person alone, and to nobody where Slack does not take that", async () => {
    await using world = await worldIn("workspace", { transport });
    const place = { user: visitors.other, channel: sharedChannel };
    const text = "sessions cargo-cam-07";
    const asked = await world.slack.mention({ ...place, text });
    const told = await world.slack.nextAnswer(asked);
    expect(told).toMatchObject({ visibleTo: visitors.other, threadTs: null });
    const { ts: threadTs } = asked.message;
    const below = await world.slack.mention({ ...place, threadTs, text });
    expect(await world.slack.nextAnswer(below)).toMatchObject({
      ...{ visibleTo: visitors.other, threadTs },
    });

    world.slack.faults.plan("chat.postEphemeral", { kind: "error", error: "user_not_in_channel" });
    const before = questionsIn(world).length;
    await world.slack.mention({ ...place, text });
    await world.untilLogged(answered, before + 1);
    const heardByAda = world.slack.messages(sharedChannel, people.ada);
    expect(heardByAda.filter(({ author }) => author.kind === "bot")).toEqual([]);
  });
});

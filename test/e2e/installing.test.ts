import { expect, it } from "vitest";
import { channels, people } from "../../playground/slack/state/workspace.ts";
import { minuteMs } from "../../src/core/instant.ts";
import type { Visit } from "../support/install-over-oauth.ts";
import { startManyWorkspaces } from "../support/many-workspaces.ts";
import { temporaryFile } from "../support/store/temporary-file.ts";
import { textsOf } from "../support/whole-bot.ts";

it("a workspace that is not allowed gets nothing: its token is given back, none is kept", async () => {
  await using world = await startManyWorkspaces({ ALLOWED_WORKSPACES: "T0FLEET001" });
  const { app, harbor, care } = world;
  const bot = await world.start();
  const shown = await world.install(bot, harbor);
  expect(shown.status).toBe(403);
  expect(shown.words).toMatch(/may not be installed in T0HARBOR01.+add that id to ALLOWED_WORKSP/s);
  expect(app.calls).toContainEqual({ method: "auth.revoke", outcome: "ok" });
  expect(app.grants.liveIn(harbor)).toEqual([]);
  const asked = await harbor.command({
    user: "U0JOE00001",
    channel: "C0DOCKS001",
    text: "/sim help",
  });
  expect(textsOf(await harbor.nextAnswer(asked))).toContain("has no key to this workspace");
  expect((await world.install(bot, care)).status).toBe(200);
});

it("a workspace that is taken from the list is refused", async () => {
  const settings = { DATABASE_URL: `sqlite:${temporaryFile()}` };
  await using world = await startManyWorkspaces(settings);
  const { care, harbor } = world;
  const help = async () => {
    const asked = { user: people.ada, channel: channels.incidents, text: "/sim help" };
    return textsOf(await care.nextAnswer(await care.command(asked)));
  };
  const before = await world.start();
  await world.install(before, care);
  expect(await help()).toContain("/sim sessions");
  await world.stop(before);
  await world.start({ ALLOWED_WORKSPACES: harbor.world.settings.seed.team.id });
  expect(await help()).toMatch(/may not be used from this workspace.+ALLOWED_WORKSPACES/);
});

it.each<[string, Partial<Visit>, number, RegExp]>([
  ["declined", { button: "cancel" }, 200, /Nothing was installed.+open the install link again/s],
  ["another browser", { keepsCookie: false }, 400, /begun in another browser/],
  [
    "a state made up",
    { changed: (back) => back.replace(/state=[^&]+/, "state=made-up") },
    400,
    /another attempt/,
  ],
  ["no code", { changed: (back) => back.replace(/code=[^&]+/, "") }, 400, /another attempt/],
  [
    "a code that nobody was given",
    { changed: (back) => back.replace(/code=[^&]+/, "code=guessed") },
    400,
    /another attempt/,
  ],
])("%s: nothing is installed, and the page says what to do", async (_, visit, status, words) => {
  await using world = await startManyWorkspaces();
  const bot = await world.start();
  const shown = await world.install(bot, world.care, visit);
  expect(shown.status).toBe(status);
  expect(shown.words).toMatch(words);
  expect(world.app.grants.tokens).toEqual([]);
});

it("a link is finished once, however often it is opened, and looking at it finishes nothing", async () => {
  await using world = await startManyWorkspaces();
  const bot = await world.start();
  let opened = "";
  const changed = (back: string): string => {
    opened = back;
    return back;
  };
  expect((await world.install(bot, world.care, { changed })).status).toBe(200);
  const again = await fetch(opened);
  expect(again.status).toBe(400);
  const looked = await fetch(opened, { method: "HEAD" });
  expect(looked.status).toBe(405);
  // What is in the address stays there, and no cache has it.
  expect(again.headers.get("referrer-policy")).toBe("no-referrer");
  expect(again.headers.get("cache-control")).toBe("no-store");
  expect(again.headers.get("content-security-policy")).toContain("default-src 'none'");
});

it("strangers cannot use up what Slack allows the app", async () => {
  await using world = await startManyWorkspaces();
  const bot = await world.start();
  const guessed = (back: string): string => back.replace(/code=[^&]+/, "code=guessed");
  for (let visit = 0; visit < 30; visit += 1)
    await world.install(bot, world.care, { changed: guessed });
  const shown = await world.install(bot, world.care, { changed: guessed });
  expect(shown).toMatchObject({ status: 429 });
  expect(world.app.calls.filter(({ method }) => method === "oauth.v2.access")).toHaveLength(30);
});

it("settings that Slack refuses are told to whoever installs, and to the log in Slack's word", async () => {
  await using world = await startManyWorkspaces({ SLACK_CLIENT_SECRET: "made-up-other-secret" });
  const bot = await world.start();
  const shown = await world.install(bot, world.care);
  expect(shown).toMatchObject({ status: 500 });
  expect(shown.words).toContain("Tell whoever runs simscope");
  await world.untilLogged("bad_client_secret");
  expect(world.log()).not.toMatch(/made-up-other-secret/);
});

const revoked = (bot: readonly string[]) => ({
  ...{ type: "tokens_revoked", tokens: { oauth: ["U0ADA00001"], bot } },
});

it("a bot token that Slack revoked is forgotten; a person's own is none of ours", async () => {
  await using world = await startManyWorkspaces();
  const { care, app } = world;
  const bot = await world.start();
  await world.install(bot, care);
  const help = async () => {
    const asked = { user: people.ada, channel: channels.incidents, text: "/sim help" };
    return textsOf(await care.nextAnswer(await care.command(asked)));
  };
  await care.event(revoked([]));
  expect(await help()).toContain("/sim sessions");
  app.grants.endAll(care);
  await care.event(revoked(["U0SIMSCOPE"]));
  await world.untilLogged("simscope was uninstalled");
  expect(await help()).toContain("has no key to this workspace");
});

it("an end that Slack tells again, after it was installed anew, ends nothing", async () => {
  await using world = await startManyWorkspaces();
  const { care, app } = world;
  const bot = await world.start();
  await world.install(bot, care);
  await app.uninstall(care);
  await world.untilLogged("simscope was uninstalled");
  const told = care.deliveries.findLast(({ delivery }) => delivery.kind === "events_api");
  await world.install(bot, care);
  // After ten minutes nobody remembers that it was delivered before.
  world.clock.advance(11 * minuteMs);
  if (told === undefined) throw new Error("nothing was told");
  const before = app.calls.length;
  await care.deliverAgain(told);
  await expect
    .poll(() => care.requests.filter(({ method }) => method === "auth.test").length)
    .toBeGreaterThan(2);
  expect(app.calls.length).toBe(before);
  const asked = { user: people.ada, channel: channels.incidents, text: "/sim help" };
  expect(textsOf(await care.nextAnswer(await care.command(asked)))).toContain("/sim sessions");
});

it("rules of accounts are those of the workspace that asks", async () => {
  const rules = `workspaces:
  T0FLEET001:
    accounts: [us]
  T0HARBOR01:
    accounts: [emea]
`;
  await using world = await startManyWorkspaces({}, rules);
  const { care, harbor } = world;
  const bot = await world.start();
  await world.install(bot, care);
  await world.install(bot, harbor);
  const accountsOf = async (slack: typeof care, user: string, channel: string) =>
    textsOf(await slack.nextAnswer(await slack.command({ user, channel, text: "/sim accounts" })));
  const ofCare = await accountsOf(care, people.ada, channels.incidents);
  const ofHarbor = await accountsOf(harbor, "U0JOE00001", "C0DOCKS001");
  expect(ofCare).toMatch(/\bus\b/);
  expect(ofCare).not.toContain("emea");
  expect(ofHarbor).toContain("emea");
  expect(ofHarbor).not.toMatch(/\bus\b/);
});

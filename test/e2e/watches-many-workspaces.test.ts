import { setTimeout as pause } from "node:timers/promises";
import { expect, it } from "vitest";
import { sessionRecord } from "../../playground/fleet/session-record.ts";
import type { SlackSimulator } from "../../playground/slack/simulator.ts";
import type { SlackMessage } from "../../playground/slack/state/messages.ts";
import { harborChannels, harborPeople } from "../../playground/slack/state/second-workspace.ts";
import { channels, people } from "../../playground/slack/state/workspace.ts";
import { hourMs, minuteMs, secondMs } from "../../src/core/instant.ts";
import { type StartTimer, startRealTimer } from "../../src/core/time.ts";
import { encryptionKey } from "../support/install-over-oauth.ts";
import { type ManyWorkspaces, startManyWorkspaces } from "../support/many-workspaces.ts";
import { sessionSid } from "../support/sessions.ts";
import { temporaryFile } from "../support/store/temporary-file.ts";
import { textsOf } from "../support/whole-bot.ts";

/** Rounds come at once; what is due in them is up to the clock. */
const startTimer: StartTimer = (callback, delayMs) =>
  startRealTimer(callback, delayMs <= 10 * secondMs ? 5 : delayMs);

const settings = () => ({ DATABASE_URL: `sqlite:${temporaryFile()}`, SWEEP_HOURS: "off" });

const inCare = { user: people.ada, channel: channels.incidents };
const inHarbor = { user: harborPeople.joe, channel: harborChannels.docks };

/** Reported every half hour until five hours ago. */
function putSilent({ fleet, clock }: ManyWorkspaces): void {
  const sessions = Array.from({ length: 60 }, (_, index) => {
    const start = clock.now() - 5 * hourMs - index * 30 * minuteMs;
    return sessionRecord({ start, end: start + minuteMs, sid: sessionSid(index) });
  });
  fleet.putSim({ key: "buoy-3", fields: { friendly_name: "buoy-3" }, sessions });
}

function hear({ fleet, clock }: ManyWorkspaces): void {
  clock.advance(2 * secondMs);
  const start = clock.now() - secondMs;
  fleet.addSessions("buoy-3", [sessionRecord({ start, end: null, sid: sessionSid(900) })]);
}

async function waitFor(slack: SlackSimulator, at: { user: string; channel: string }) {
  const answer = await slack.nextAnswer(
    await slack.command({ ...at, text: "/sim sessions buoy-3" }),
  );
  const click = { user: at.user, message: answer, actionId: "sessions_watch" };
  expect(textsOf(await slack.nextAnswer(await slack.click(click)))).toContain("direct message");
}

function directTo(slack: SlackSimulator, user: string): SlackMessage[] {
  const known = slack.world.user(user);
  if (known === null) throw new Error("there is no such person");
  return slack.world.messages.seenBy(user, slack.world.directMessages(known).id);
}

/** Lets minutes go by, with time for a look in each, until so many were told or not. */
async function untilTold(world: ManyWorkspaces, times: number): Promise<void> {
  for (let minute = 0; told(world).length < times; minute += 1) {
    if (minute === 180) throw new Error("nobody was told in three hours");
    world.clock.advance(minuteMs);
    await pause(20);
  }
}

const told = (world: ManyWorkspaces): Record<string, unknown>[] =>
  world
    .log()
    .split("\n")
    .filter((line) => line.includes('"command":"watch_told"'))
    .map((line) => JSON.parse(line));

it("what people of two companies wait for is told by the bot of each one's own workspace", async () => {
  await using world = await startManyWorkspaces(settings());
  const { care, harbor } = world;
  const first = await world.start({}, startTimer);
  for (const slack of [care, harbor]) await world.install(first, slack);
  putSilent(world);
  await waitFor(care, inCare);
  await waitFor(harbor, inHarbor);
  // Whoever begins after them knows the tokens from the store alone.
  await world.stop(first);
  await world.start({}, startTimer);
  hear(world);
  await untilTold(world, 2);
  for (const [slack, { user }] of [
    [care, inCare],
    [harbor, inHarbor],
  ] as const) {
    const messages = directTo(slack, user);
    expect(messages.map(textsOf)).toEqual([expect.stringContaining("is back: heard")]);
    expect(JSON.stringify(messages)).not.toContain(slack === care ? "U0JOE" : "U0ADA");
  }
  expect(told(world)).toMatchObject([{ outcome: "ok" }, { outcome: "ok" }]);
});

it("where it was uninstalled meanwhile nothing is told, and all others are told", async () => {
  await using world = await startManyWorkspaces(settings());
  const { app, care, harbor } = world;
  const bot = await world.start({}, startTimer);
  for (const slack of [care, harbor]) await world.install(bot, slack);
  putSilent(world);
  await waitFor(care, inCare);
  await waitFor(harbor, inHarbor);
  await app.uninstall(harbor);
  await world.untilLogged("simscope was uninstalled");
  const before = harbor.requests.length;
  hear(world);
  await untilTold(world, 2);
  expect(directTo(care, inCare.user)).toHaveLength(1);
  expect(directTo(harbor, inHarbor.user)).toEqual([]);
  expect(harbor.requests.slice(before)).toEqual([]);
  // The record says so once, and no error is left behind.
  const ended = told(world).filter(({ userId }) => userId === inHarbor.user);
  expect(ended).toMatchObject([{ outcome: "not_allowed", reason: "not_installed" }]);
  expect(world.log()).not.toContain('"level":"error"');
});

it("while no key opens the token it waits, and is told when the key is back", async () => {
  await using world = await startManyWorkspaces(settings());
  const { care } = world;
  const first = await world.start({}, startTimer);
  await world.install(first, care);
  putSilent(world);
  await waitFor(care, inCare);
  await world.stop(first);
  const lost = await world.start({ ENCRYPTION_KEYS: encryptionKey(7) }, startTimer);
  hear(world);
  for (let minute = 0; minute < 30; minute += 1) {
    world.clock.advance(minuteMs);
    await pause(20);
  }
  expect(directTo(care, inCare.user)).toEqual([]);
  await world.stop(lost);
  await world.start({}, startTimer);
  await untilTold(world, 1);
  expect(directTo(care, inCare.user)).toHaveLength(1);
  expect(told(world)).toMatchObject([{ outcome: "ok" }]);
});

it("that somebody may not look any more is recorded once, however often Slack puts it off", async () => {
  await using world = await startManyWorkspaces(settings());
  const { care } = world;
  const first = await world.start({}, startTimer);
  await world.install(first, care);
  putSilent(world);
  await waitFor(care, inCare);
  await world.stop(first);
  await world.start({ ALLOWED_USERS: people.ben }, startTimer);
  care.faults.plan("chat.postMessage", { kind: "error", error: "ratelimited" }, 3);
  hear(world);
  for (let minute = 0; directTo(care, inCare.user).length === 0; minute += 1) {
    if (minute === 180) throw new Error("nothing was said in three hours");
    world.clock.advance(minuteMs);
    await pause(20);
  }
  await world.untilLogged('"command":"watch_told"');
  expect(directTo(care, inCare.user)).toHaveLength(1);
  expect(told(world)).toMatchObject([{ outcome: "not_allowed", reason: "user" }]);
});

import { describe, expect, it } from "vitest";
import { sessionRecord } from "../../playground/fleet/session-record.ts";
import type { FleetSimulator } from "../../playground/fleet/simulator.ts";
import { channels, people } from "../../playground/slack/state/workspace.ts";
import { hourMs, minuteMs, secondMs } from "../../src/core/instant.ts";
import { type StartTimer, startRealTimer } from "../../src/core/time.ts";
import { sessionSid } from "../support/sessions.ts";
import {
  startWorld,
  type TransportName,
  textsOf,
  transports,
  type World,
} from "../support/whole-bot.ts";

const keys = [1, 2, 3, 4, 5].map((number) => `quay-${number}`);

/** Each reported every 15 min, until some hours ago. */
function allSilent(fleet: FleetSimulator): void {
  for (const [index, key] of keys.entries()) {
    const last = Date.now() - (3 + index) * hourMs;
    const sessions = Array.from({ length: 60 }, (_, back) => {
      const start = last - back * 15 * minuteMs;
      return sessionRecord({ start, end: start + minuteMs, cell_id: key });
    });
    fleet.putSim({ key, sessions });
  }
}

/** The time for reading before the answer is over at once: what hangs then is read after it. */
const startFleetTimer: StartTimer = (callback, delayMs) =>
  startRealTimer(callback, delayMs === 9 * secondMs ? 50 : delayMs);

/** Three questions of one person at once, and no more. */
const env = { ADMIN_USERS: people.ada, QUESTIONS_PER_MINUTE: "9" };

/** All are remembered, since longer ago than what would not be read again; and the platform hangs. */
async function hanging(transport: TransportName): Promise<World> {
  const world = await startWorld({ transport, env, startFleetTimer, prepare: allSilent });
  await world.untilListed();
  const [one, two, three, four, five] = keys;
  for (const question of [`sessions ${one}`, `compare ${two} ${three}`, `compare ${four} ${five}`])
    await world.ask(question, { user: people.ben });
  world.clock.advance(150 * secondMs);
  world.fleet.hold();
  return world;
}

/** One of them is heard, and the platform answers again. */
function goOn({ fleet, clock }: World): void {
  clock.advance(1);
  const start = clock.now() - secondMs;
  fleet.addSessions("quay-2", [sessionRecord({ start, end: null, sid: sessionSid(900) })]);
  fleet.release();
}

const seen = ({ slack }: World) => slack.messages(channels.incidents, people.ada);

/** What was asked, and how many SIMs were shown, for each question of Ada's. */
async function audited(world: World): Promise<readonly (readonly [string, number])[]> {
  world.clock.advance(1);
  await world.ask("audit");
  const [fileId = ""] = world.slack
    .messages(channels.adaAndBot, people.ada)
    .flatMap(({ files }) => files ?? [])
    .slice(-1);
  const lines = world.slack.world.files.find(fileId)?.bytes.toString("utf8").trimEnd().split("\n");
  return (lines ?? [])
    .map((line) => JSON.parse(line))
    .filter(({ userId }) => userId === people.ada)
    .map(({ command, otherSims = [] }) => [command, 1 + otherSims.length]);
}

describe.each(transports)("silent SIMs that are read after the answer, over %s", (transport) => {
  it("are told by a second message, by itself, that counts as no question", async () => {
    await using world = await hanging(transport);
    const first = await world.ask("dark");
    expect(textsOf(first)).toContain("*5 of the SIMs* are silent");
    expect(textsOf(first)).toContain("simscope reads on for a minute at most");
    const before = seen(world).length;
    const second = world.slack.waitForMessage({ channel: channels.incidents });
    goOn(world);
    const told = await second;
    expect(told.visibleTo).toBe(people.ada);
    expect(told.ts).not.toBe(first.ts);
    expect(textsOf(told)).toContain("simscope has read on since the list before");
    expect(textsOf(told)).toContain("*4 of the SIMs* are silent");
    expect(textsOf(told)).toContain("1 more is not silent, as read now");
    expect(textsOf(told)).not.toContain("reads on for a minute");
    // A line for each SIM that was shown.
    await world.untilLogged('"question answered"', 5 + 4 + 4);
    // Three are one person's at once: the list, this one, and one more.
    expect(await audited(world)).toEqual([
      ["dark", 4],
      ["dark_told", 4],
    ]);
    expect(textsOf(await world.ask("watches"))).not.toContain("You ask faster");
    expect(seen(world)).toHaveLength(before + 1 + 2);
  });

  it("are told in place of the page that was turned to meanwhile, and nowhere else", async () => {
    await using world = await hanging(transport);
    const first = await world.ask("dark");
    // The record of who asked is in the order of time.
    world.clock.advance(1);
    const page = await world.press(first, "dark_more");
    expect(textsOf(page)).toContain("Page 2 of 2");
    const before = seen(world).length;
    const changed = world.slack.waitForMessage({ channel: channels.incidents });
    goOn(world);
    const told = await changed;
    expect(told.ts).toBe(page.ts);
    expect(textsOf(told)).toContain("*4 of the SIMs* are silent");
    // A line for each SIM that was shown.
    await world.untilLogged('"question answered"', 5 + 4 + 1 + 4);
    expect((await audited(world)).map(([command]) => command)).toEqual([
      ...["dark", "dark_more", "dark_more_told"],
    ]);
    expect(seen(world)).toHaveLength(before + 1);
  });
});

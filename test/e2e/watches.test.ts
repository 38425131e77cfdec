import { setTimeout as pause } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { sessionRecord } from "../../playground/fleet/session-record.ts";
import { byPerson } from "../../playground/slack/state/cause.ts";
import type { SlackMessage } from "../../playground/slack/state/messages.ts";
import { channels, people } from "../../playground/slack/state/workspace.ts";
import { hourMs, minuteMs, secondMs } from "../../src/core/instant.ts";
import { type StartTimer, startRealTimer } from "../../src/core/time.ts";
import { sessionSid } from "../support/sessions.ts";
import { temporaryFile } from "../support/store/temporary-file.ts";
import {
  actionsOf,
  startWorld,
  textsOf,
  transports,
  type World,
  type WorldOptions,
} from "../support/whole-bot.ts";

/** Rounds come at once; what is due in them is up to the clock. */
const startTimer: StartTimer = (callback, delayMs) =>
  startRealTimer(callback, delayMs <= 10 * secondMs ? 5 : delayMs);

const waiting = (options: WorldOptions = {}): Promise<World> =>
  startWorld({
    startFleetTimer: startTimer,
    ...options, // The same object: a test may change it before a restart.
    env: Object.assign(options.env ?? {}, { SWEEP_HOURS: "off" }),
  });

/** Reported every half hour until five hours ago, with the number of its card for a name. */
function putSilent(world: World, key = "buoy-3"): void {
  const sessions = Array.from({ length: 60 }, (_, index) => {
    const start = world.clock.now() - 5 * hourMs - index * 30 * minuteMs;
    return sessionRecord({ start, end: start + minuteMs, sid: sessionSid(index) });
  });
  const fields = { iccid: "8988307000000001234", friendly_name: `${key} 8988307000000001234` };
  world.fleet.putSim({ key, fields, sessions });
}

function hear(world: World, key = "buoy-3"): void {
  world.clock.advance(2 * secondMs);
  const start = world.clock.now() - secondMs;
  world.fleet.addSessions(key, [sessionRecord({ start, end: null, sid: sessionSid(900) })]);
}

const directTo = (world: World, user: string): SlackMessage[] => {
  const known = world.slack.world.user(user);
  if (known === null) throw new Error("there is no such person");
  const { id } = world.slack.world.directMessages(known);
  return world.slack.world.messages.seenBy(user, id);
};

/** Lets minutes go by, with time for a look in each, until there is such a message. */
async function untilTold(
  find: () => SlackMessage | undefined,
  world: World,
): Promise<SlackMessage> {
  for (let minutes = 0; minutes < 120; minutes += 1) {
    const message = find();
    if (message !== undefined) return message;
    await pass(world, 1);
  }
  throw new Error("nobody was told in two hours");
}

async function pass(world: World, minutes: number): Promise<void> {
  for (let minute = 0; minute < minutes; minute += 1) {
    world.clock.advance(minuteMs);
    await pause(20);
  }
}

const untilDirect = (world: World, count = 1): Promise<SlackMessage> =>
  untilTold(() => directTo(world, people.ada)[count - 1], world);

describe.each(transports)("tell me when it is back, over %s", (transport) => {
  it("is told once in a direct message, masked, with the silence and the verdict now", async () => {
    await using world = await waiting({ transport });
    putSilent(world);
    const answer = await world.ask("sessions buoy-3");
    expect(actionsOf(answer)).toContain("sessions_watch");
    const begun = await world.press(answer, "sessions_watch");
    expect(begun.visibleTo).toBe(people.ada);
    expect(textsOf(begun)).toContain("in a direct message");
    await pass(world, 12);
    expect(directTo(world, people.ada)).toEqual([]);
    hear(world);
    const told = await untilDirect(world);
    expect(textsOf(told)).toMatch(/is back: heard .*after 5 h/);
    expect(textsOf(told)).toContain("reports missed");
    expect(textsOf(told)).toContain("*Now:*");
    expect(textsOf(told)).not.toContain("8988307000000001234");
    await world.untilLogged('"command":"watch_told"');
    await pass(world, 20);
    const list = await world.ask("watches");
    expect(textsOf(list)).toContain("You wait for no SIM");
    expect(directTo(world, people.ada)).toHaveLength(1);
    const sessions = await world.press(told, "sim_pick");
    expect(sessions.threadTs).toBe(told.ts);
  });
});

describe("what people wait for", () => {
  it("is told in the thread in which it was asked, to everybody there, with who asked", async () => {
    await using world = await waiting();
    putSilent(world);
    const author = { kind: "person", id: people.ada } as const;
    const root = world.slack.world.messages.post(
      { channel: channels.incidents, author, text: "buoy-3 is down", blocks: [] },
      byPerson,
    );
    const mention = await world.slack.mention({
      ...{ user: people.ada, channel: channels.incidents, threadTs: root.ts },
      text: "sessions buoy-3",
    });
    const answer = await world.slack.nextAnswer(mention);
    expect(textsOf(await world.press(answer, "sessions_watch"))).toContain("in this thread");
    hear(world);
    const inThread = () =>
      world.slack.world.messages
        .seenBy(people.ada, channels.incidents)
        .find(
          (message) => message.threadTs === root.ts && textsOf(message).includes("is back: heard"),
        );
    const told = await untilTold(inThread, world);
    expect(textsOf(told)).toContain(`<@${people.ada}>`);
    expect(textsOf(told)).not.toContain("8988307000000001234");
    expect(directTo(world, people.ada)).toEqual([]);
  });

  it("is listed for whoever waits alone, ended by them alone, and survives a restart", async () => {
    const env = { DATABASE_URL: `sqlite:${temporaryFile()}` };
    await using world = await waiting({ env });
    putSilent(world);
    putSilent(world, "buoy-4");
    for (const sim of ["buoy-3", "buoy-4"]) {
      const answer = await world.ask(`sessions ${sim}`);
      await world.press(answer, "sessions_watch");
      const again = await world.press(answer, "sessions_watch");
      expect(textsOf(again)).toContain("already");
    }
    await world.restart();
    const list = await world.ask("watches");
    expect(textsOf(list)).toContain("You wait for 2 SIMs.");
    expect(textsOf(await world.ask("watches", { user: people.ben }))).toContain("no SIM");
    const [end] = [...JSON.stringify(list.blocks).matchAll(/"value":"(1\.[^"]+)"/g)].map(
      ([, value]) => value ?? "",
    );
    if (end === undefined) throw new Error("there is no End");
    const ended = await world.press(list, "watch_end", { value: end });
    expect(textsOf(ended)).toMatch(/Ended.*You wait for 1 SIM\./);
    hear(world, "buoy-3");
    hear(world, "buoy-4");
    expect(textsOf(await untilDirect(world))).toContain("is back");
    await pass(world, 20);
    expect(directTo(world, people.ada)).toHaveLength(1);
  });

  it("is not waited for where it was heard meanwhile, nor offered where nothing is silent", async () => {
    await using world = await waiting();
    putSilent(world);
    expect(actionsOf(await world.ask("sessions cargo-cam-07"))).not.toContain("sessions_watch");
    const answer = await world.ask("sessions buoy-3");
    hear(world);
    world.clock.advance(minuteMs);
    expect(textsOf(await world.press(answer, "sessions_watch"))).toContain("nothing to wait for");
    expect(textsOf(await world.ask("watches"))).toContain("no SIM");
  });
});

describe("whoever may not look there any more", () => {
  /** Restarted with other rules, as an admin does it. */
  const withRules = async (rules: { env?: Record<string, string> }) => {
    const database = { DATABASE_URL: `sqlite:${temporaryFile()}` };
    const env: Record<string, string> = { ...database };
    const world = await waiting({ env });
    putSilent(world);
    await world.press(await world.ask("sessions buoy-3"), "sessions_watch");
    Object.assign(env, rules.env);
    await world.restart();
    return world;
  };

  it.each([
    ["person", { ALLOWED_USERS: people.ben }],
    ["channel", { ALLOWED_CHANNELS: channels.fleetOps }],
  ])("as a %s, is told so, and nothing of the SIM", async (_what, env) => {
    await using world = await withRules({ env });
    hear(world);
    const told = textsOf(await untilDirect(world));
    expect(told).toContain("may not look there any more");
    expect(told).not.toMatch(/buoy|DE[0-9a-f]{32}/);
    await world.untilLogged('"outcome":"not_allowed"');
  });
});

describe("a message of which nobody knows whether Slack has it", () => {
  it.each([
    ["is looked for in the direct messages, and not sent again", undefined, 1],
    [
      "is sent again, and says so, where the bot may not look",
      ["commands", "chat:write", "im:write", "app_mentions:read"],
      2,
    ],
  ])("%s", async (_what, scopes, messages) => {
    await using world = await waiting(scopes === undefined ? {} : { scopes });
    putSilent(world);
    await world.press(await world.ask("sessions buoy-3"), "sessions_watch");
    hear(world);
    // Slack has it, and its answer is a fault of its own.
    world.slack.world.faults.plan("chat.postMessage", { kind: "lost_answer" }, 1);
    await untilDirect(world);
    const last = await untilDirect(world, messages);
    expect(textsOf(last).includes("You may have read this already")).toBe(messages > 1);
    await pass(world, 5);
    expect(directTo(world, people.ada)).toHaveLength(messages);
  });
});

import { describe, expect, it } from "vitest";
import { sessionRecord } from "../../playground/fleet/session-record.ts";
import { channels, people } from "../../playground/slack/state/workspace.ts";
import { hourMs, minuteMs } from "../../src/core/instant.ts";
import { sessionSid } from "../support/sessions.ts";
import { startWorld, textsOf, type World } from "../support/whole-bot.ts";

/** A SIM that connected every hour for two days, and was last heard so long ago. */
function putSim(world: World, key: string, silentMs: number): void {
  const sessions = Array.from({ length: 48 }, (_, index) => {
    const start = world.clock.now() - silentMs - index * hourMs - 10 * minuteMs;
    return sessionRecord({ start, end: start + 10 * minuteMs, sid: sessionSid(index) });
  });
  const friendly_name = key === "numbered" ? "Truck 8988307000000001234" : `SIM ${key}`;
  world.fleet.putSim({ key, fields: { friendly_name }, sessions });
}

const entriesOf = (world: World): string[] =>
  world
    .log()
    .split("\n")
    .filter((line) => line.includes('"question answered"'));

describe("a handover", () => {
  it("tells what the channel asked about: then, now, what came back and what was kept", async () => {
    await using world = await startWorld();
    for (const [key, silentMs] of [
      ["silent", 9 * hourMs],
      ["back", 9 * hourMs],
      ["well", minuteMs],
    ] as const)
      putSim(world, key, silentMs);
    const open = { user: people.ben, channel: channels.incidents };
    const answer = await world.ask("sessions silent", open);
    await world.choose(answer, "Keep", { user: people.ben });
    await world.ask("sessions back", open);
    await world.ask("sessions well", open);
    await world.ask("sessions vendor-sample", { user: people.ben, channel: channels.fleetOps });
    const asked = world.clock.now();
    world.clock.advance(2 * hourMs);
    for (const [key, silentMs] of [
      ["silent", 11 * hourMs],
      ["back", minuteMs],
      ["well", minuteMs],
    ] as const)
      putSim(world, key, silentMs);
    const message = await world.ask("handover");
    const words = textsOf(message);
    expect(message.visibleTo).toBe(people.ada);
    expect(words).toContain("3 SIMs asked about in this channel");
    expect(words).toContain("1 came back");
    expect(words).toContain("1 file kept");
    expect(words).toContain(`then, <!date^${Math.floor(asked / 1_000)}`);
    expect(words.indexOf("SIM silent")).toBeLessThan(words.indexOf("SIM well"));
    expect(words.indexOf("SIM well")).toBeLessThan(words.indexOf("SIM back"));
    // Who looked is nobody's business, nor what another channel asked.
    expect(words).not.toContain(people.ben);
    expect(words).not.toContain("vendor");
    await world.untilLogged('"command":"handover"', 3);
    // One question, with each SIM that it showed.
    const lines = entriesOf(world).filter((line) => line.includes('"command":"handover"'));
    expect(lines).toHaveLength(3);
    // In direct messages it is about one's own; a handover hands on no handover.
    const own = textsOf(await world.ask("handover", { channel: channels.adaAndBot }));
    expect(own).toContain("you asked about no SIM since");
    const bens = { user: people.ben, channel: channels.adaAndBen };
    expect(textsOf(await world.ask("handover 1d", bens))).toContain("4 SIMs that you asked about");
  });

  it("is paged for the same moment, and masked where everybody reads", async () => {
    await using world = await startWorld();
    const keys = ["numbered", "b", "c", "d", "e", "f"];
    for (const key of keys) putSim(world, key, minuteMs);
    for (const key of keys) await world.ask(`sessions ${key}`);
    const first = await world.ask("handover 4h public");
    expect(first.visibleTo).toBeNull();
    expect(textsOf(first)).toContain("Page 1 of 2");
    world.simCalls();
    const second = await world.press(first, "handover_more");
    expect(world.simCalls()).toEqual([]);
    expect(textsOf(second)).toContain("Page 2 of 2");
    const all = textsOf(first) + textsOf(second);
    expect(all).not.toContain("8988307000000001234");
    expect(all).toContain("Truck …1234");
    for (const key of keys.slice(1)) expect(all).toContain(`SIM ${key}`);
  });
});

import { describe, expect, it } from "vitest";
import { sessionRecord } from "../../playground/fleet/session-record.ts";
import { people } from "../../playground/slack/state/workspace.ts";
import { hourMs, minuteMs } from "../../src/core/instant.ts";
import { sessionSid } from "../support/sessions.ts";
import { startWorld, textsOf, transports, type World } from "../support/whole-bot.ts";

const reason = "<!channel> *new* antenna";

/** Reported every half hour until five hours ago. */
function putSilent(world: World): void {
  const sessions = Array.from({ length: 60 }, (_, index) => {
    const start = world.clock.now() - 5 * hourMs - index * 30 * minuteMs;
    return sessionRecord({ start, end: start + minuteMs, sid: sessionSid(index) });
  });
  world.fleet.putSim({ key: "buoy-3", fields: { friendly_name: "Buoy 3" }, sessions });
}

describe.each(transports)("silence that is expected, over %s", (transport) => {
  it("is said back with its moment, told in every answer, private or shared, and ended", async () => {
    await using world = await startWorld({ transport, env: { SWEEP_HOURS: "off" } });
    putSilent(world);
    const set = await world.ask(`quiet buoy-3 7d ${reason}`);
    expect(set.visibleTo).toBe(people.ada);
    expect(textsOf(set)).toMatch(/Buoy 3\* is \*quiet by arrangement\* until .*UTC/);
    expect(textsOf(set)).toContain("Whoever may ask about this SIM reads that");
    const answer = await world.ask("sessions buoy-3", { user: people.ben });
    expect(textsOf(answer)).toContain(`set by <@${people.ada}>`);
    expect(textsOf(answer)).toMatch(/: [^:"]*new[^:"]* antenna\./);
    expect(textsOf(answer)).not.toMatch(/<!channel|\*new\*/);
    const open = await world.ask("sessions buoy-3 public");
    expect(textsOf(open)).toContain("Quiet by arrangement");
    const begun = await world.press(answer, "sessions_watch", { user: people.ben });
    expect(textsOf(begun)).toContain("Quiet by arrangement");
    expect(textsOf(await world.ask("watches", { user: people.ben }))).toContain("Quiet by");
    const off = await world.ask("quiet buoy-3 off", { user: people.ben });
    expect(textsOf(off)).toContain("no longer quiet by arrangement");
    expect(textsOf(await world.ask("sessions buoy-3"))).not.toContain("Quiet by arrangement");
    const lines = world.log().split("\n");
    const asked = lines.filter((line) => line.includes('"command":"quiet"'));
    expect(asked.map((line) => JSON.parse(line).simSid)).toEqual([
      ...Array(2).fill(expect.stringMatching(/^DE/)),
    ]);
    expect(world.log()).not.toContain("antenna");
  });

  it("needs an end that is to come, and a SIM that may be asked about", async () => {
    await using world = await startWorld({ transport, env: { ALLOWED_USERS: people.ada } });
    expect(textsOf(await world.ask("quiet cargo-cam-07"))).toContain("It needs an end");
    expect(textsOf(await world.ask("quiet cargo-cam-07 2020-01-01"))).toContain("over already");
    expect(textsOf(await world.ask("quiet cargo-cam-07 900d"))).toContain("184 days at most");
    expect(textsOf(await world.ask("quiet nosuchsim-99 7d"))).not.toContain("quiet by arrangement");
    const refused = await world.ask("quiet cargo-cam-07 7d", { user: people.ben });
    expect(textsOf(refused)).toContain("not on the list");
    expect(textsOf(await world.ask("quiet cargo-cam-07 off"))).toContain("nothing has changed");
  });
});

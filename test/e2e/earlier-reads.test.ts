import { describe, expect, it } from "vitest";
import type { SlackMessage } from "../../playground/slack/state/messages.ts";
import { channels, people } from "../../playground/slack/state/workspace.ts";
import { hourMs, minuteMs } from "../../src/core/instant.ts";
import { settings, startWorld, textsOf, type World } from "../support/whole-bot.ts";

/** Asked while all is well; then the platform goes down, and so much later somebody asks again. */
async function askedInAnOutage(world: World, laterMs: number): Promise<SlackMessage> {
  await world.ask("sessions cargo-cam-07");
  world.clock.advance(laterMs);
  world.fleet.inject({ fault: { kind: "status", status: 503 } });
  return world.ask("sessions cargo-cam-07");
}

/** What an answer that shows an earlier read never says. */
const presentWords = /✅|Looks normal|before this answer|No session now|active since|min ago\./;

describe.each(settings)("while the SIM platform $platform is down, over $transport", (setting) => {
  it("an earlier answer is told as of then, and so is whatever follows from it", async () => {
    await using world = await startWorld(setting);
    const answer = await askedInAnOutage(world, 10 * hourMs);
    const words = textsOf(answer);
    expect(words).toContain("*Not up to date:* The SIM platform did not answer.");
    expect(words).toContain("What happened since is not known.");
    const moment = /s of <!date\^(\d+)\^/.exec(words)?.[1];
    expect(Number(moment)).toBe(Math.floor(world.clock.now() / 1_000 - 10 * 3_600));
    expect(words).not.toMatch(presentWords);

    world.clock.advance(6 * minuteMs);
    const older = await world.press(answer, "sessions_older");
    expect(textsOf(older)).toContain("Sessions 6–10 of");
    expect(textsOf(older)).toContain(`s of <!date^${moment}^`);
    expect(textsOf(older)).not.toMatch(presentWords);

    // It answers again: what is on the screen is no newer for that.
    world.fleet.clearFaults();
    world.clock.advance(5 * minuteMs);
    const newer = await world.press(older, "sessions_newer");
    expect(textsOf(newer)).toContain(`s of <!date^${moment}^`);
    expect(textsOf(newer)).not.toMatch(presentWords);
    await world.press(newer, "sessions_share");
    const shared = world.slack.messages(channels.incidents, people.ben).at(-1);
    const sharedWords = shared === undefined ? "" : textsOf(shared);
    expect(sharedWords).toContain("Not up to date:");
    expect(sharedWords).not.toContain("Refresh");

    const fresh = await world.press(newer, "sessions_refresh");
    expect(textsOf(fresh)).not.toMatch(/Not up to date|before that|open then/);
  });
});

import { describe, expect, it } from "vitest";
import type { Fault } from "../../playground/slack/state/faults.ts";
import { channels, people } from "../../playground/slack/state/workspace.ts";
import { startWorld, textsOf, transports, type World } from "../support/whole-bot.ts";

const locked: Fault = { kind: "error", error: "restricted_action_thread_locked" };

/** Everything that somebody else reads of an answer in the channel. */
function publicAnswers(world: World): string[] {
  return world.slack
    .messages(channels.incidents, people.ben)
    .filter(({ author }) => author.kind === "bot")
    .map(textsOf);
}

function directTo(world: World, since: number) {
  return world.slack.waitForMessage({
    since,
    where: ({ channel }) => channel === channels.adaAndBot,
  });
}

describe.each(transports)(
  "an answer that Slack does not take in a thread, over %s",
  (transport) => {
    it("reaches whoever mentioned the bot as a direct message, with the reason", async () => {
      await using world = await startWorld({ transport });
      world.slack.faults.plan("chat.postMessage", locked, 1);
      const asked = await world.slack.mention({
        ...{ user: people.ada, channel: channels.incidents, text: "sessions cargo-cam-07" },
      });
      const told = await directTo(world, asked.since);
      expect(textsOf(told)).toContain("the thread is locked");
      expect(textsOf(told)).toContain("Cargo camera 07");
      expect(publicAnswers(world)).toEqual([]);
      const refreshed = await world.press(told, "sessions_refresh");
      expect(refreshed.ts).toBe(told.ts);
    });

    it("is posted after one pause where Slack only had too many at once", async () => {
      await using world = await startWorld({ transport });
      world.slack.faults.plan(
        "chat.postMessage",
        { kind: "rate_limited", retryAfterSeconds: 0 },
        1,
      );
      const asked = await world.slack.mention({
        ...{ user: people.ada, channel: channels.incidents, text: "sessions cargo-cam-07" },
      });
      const answer = await world.slack.nextAnswer(asked);
      expect(answer).toMatchObject({ channel: channels.incidents, visibleTo: null });
      expect(publicAnswers(world)).toHaveLength(1);
    });

    it("and may stand there is not posted again", async () => {
      await using world = await startWorld({ transport });
      world.slack.faults.plan(
        "chat.postMessage",
        { kind: "status", status: 200, body: "<html>" },
        1,
      );
      const asked = await world.slack.mention({
        ...{ user: people.ada, channel: channels.incidents, text: "sessions cargo-cam-07" },
      });
      const told = await directTo(world, asked.since);
      expect(textsOf(told)).toContain("did not confirm");
      expect(textsOf(told)).not.toContain("<html>");
      expect(publicAnswers(world)).toEqual([]);
    });

    it("reaches whoever used the shortcut or picked a SIM, at the click", async () => {
      await using world = await startWorld({ transport });
      const { message: alert } = await world.slack.write({
        ...{ user: people.ben, channel: channels.incidents, text: "no data: cargo-cam-07" },
      });
      await world.untilListed();
      const shortcut = { user: people.ada, callbackId: "find_sims_in_message", message: alert };
      world.slack.faults.plan("chat.postMessage", locked, 1);
      const offer = await world.slack.nextAnswer(await world.slack.shortcut(shortcut));
      expect(offer.visibleTo).toBe(people.ada);
      expect(textsOf(offer)).toContain("the thread is locked");

      const inThread = await world.slack.nextAnswer(await world.slack.shortcut(shortcut));
      expect(inThread.visibleTo).toBeNull();
      world.slack.faults.plan("chat.postMessage", locked, 1);
      const picked = await world.press(inThread, "sim_pick");
      expect(picked.visibleTo).toBe(people.ada);
      expect(textsOf(picked)).toContain("the thread is locked");
      expect(textsOf(picked)).toContain("Cargo camera 07");
    });
  },
);

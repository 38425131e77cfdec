import { setTimeout as pause } from "node:timers/promises";
import { expect, it } from "vitest";
import { sessionRecord } from "../../playground/fleet/session-record.ts";
import type { SlackMessage } from "../../playground/slack/state/messages.ts";
import { channels, people } from "../../playground/slack/state/workspace.ts";
import { hourMs, minuteMs, secondMs } from "../../src/core/instant.ts";
import { type BotAsProcess, startBotAsProcess } from "../support/bot-as-process.ts";
import { describeWithPostgres, emptyDatabase } from "../support/postgres/databases.ts";
import { sessionSid } from "../support/sessions.ts";
import { textsOf } from "../support/whole-bot.ts";

/** It waits for real seconds: the short form is `test/questions/watching.test.ts`, in virtual time. */
const isLong = process.env["SIMSCOPE_LONG_RUNS"] === "1";

async function untilSaid({ output }: BotAsProcess, words: string): Promise<void> {
  while (!output().includes(words)) await pause(50);
}

describeWithPostgres("two processes, of which the one that tells is killed", () => {
  it.skipIf(!isLong)(
    "while its message is on the way: Slack has it, and the other one does not send it again",
    async () => {
      const at = await emptyDatabase("postgres");
      if (at.kind !== "postgres") throw new Error("no PostgreSQL");
      const env = { DATABASE_URL: at.url, WATCH_EVERY_SECONDS: "5", SWEEP_HOURS: "off" };
      const first = await startBotAsProcess({ env });
      await untilSaid(first, "this replica does the background work");
      const second = await startBotAsProcess({ env, beside: first });
      const { slack, fleet } = first;
      const now = Date.now();
      const record = (start: number, number: number) =>
        sessionRecord({ start, end: start + secondMs, sid: sessionSid(number) });
      const before = Array.from({ length: 60 }, (_, index) =>
        record(now - 5 * hourMs - index * 30 * minuteMs, index),
      );
      fleet.putSim({ key: "buoy-3", sessions: before });
      const asked = { user: people.ada, channel: channels.incidents, text: "/sim sessions buoy-3" };
      const answer = await slack.nextAnswer(await slack.command(asked));
      const press = { user: people.ada, message: answer, actionId: "sessions_watch" };
      await slack.nextAnswer(await slack.click(press));
      slack.world.faults.plan("chat.postMessage", { kind: "hang" }, 1);
      await pause(2 * secondMs);
      fleet.addSessions("buoy-3", [record(Date.now() - secondMs, 900)]);
      while (slack.world.faults.hanging === 0) await pause(50);
      first.child.kill("SIGKILL");
      await first.ended;
      slack.world.faults.release();
      await untilSaid(second, "this replica does the background work");
      await pause(30 * secondMs);
      const ada = slack.world.user(people.ada);
      if (ada === null) throw new Error("there is no such person");
      const { id } = slack.world.directMessages(ada);
      const direct: SlackMessage[] = slack.world.messages.seenBy(people.ada, id);
      expect(direct.map(textsOf)).toEqual([expect.stringContaining("is back: heard")]);
      const list = { user: people.ada, channel: channels.incidents, text: "/sim watches" };
      const left = await slack.nextAnswer(await slack.command(list));
      expect(textsOf(left)).toContain("You wait for no SIM");
    },
    240_000,
  );
});

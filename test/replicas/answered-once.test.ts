import { expect, it } from "vitest";
import type { SlackMessage } from "../../playground/slack/state/messages.ts";
import type { Bot } from "../../src/bot/start.ts";
import { describeWithPostgres, emptyDatabase, inDatabase } from "../support/postgres/databases.ts";
import { answered, questionsIn } from "../support/ways-to-ask.ts";
import { startWorld, textsOf, type World } from "../support/whole-bot.ts";

const cameAgain = "a delivery of Slack's came again";

/** Delivers the latest again, to another replica than the one that has answered it. */
async function again(world: World, other: Bot, times: number): Promise<void> {
  const delivered = world.slack.deliveries.at(-1);
  if (delivered === undefined) throw new Error("nothing was delivered");
  world.sendTo(other);
  expect((await world.slack.deliverAgain(delivered)).kind).toBe("acknowledged");
  await world.untilLogged(cameAgain, times);
}

describeWithPostgres("two replicas on one PostgreSQL", () => {
  it("answer 60 questions and 60 clicks in turn, each delivered to both: each once", async () => {
    const at = await emptyDatabase("postgres");
    if (at.kind !== "postgres") throw new Error("no PostgreSQL");
    await using world = await startWorld({ env: { DATABASE_URL: at.url } });
    await world.untilListed();
    const bots = [world.bot, await world.replica()] as const;
    let answer: SlackMessage | null = null;
    for (let turn = 0; turn < 120; turn += 1) {
      const [one, other] = turn % 4 < 2 ? bots : bots.toReversed();
      if (one === undefined || other === undefined) throw new Error("no replica");
      // Half-way one of them hears nothing any more: the other one answers for both.
      world.sendTo(turn < 80 ? one : bots[1]);
      const said: SlackMessage =
        turn % 2 === 0 || answer === null
          ? await world.ask("sessions cargo-cam-07")
          : await world.press(answer, "sessions_refresh");
      expect(textsOf(said)).toContain("Cargo camera 07");
      answer = said;
      await again(world, turn < 80 ? other : bots[0], turn + 1);
    }
    await world.untilLogged(answered, 120);
    expect(questionsIn(world)).toHaveLength(120);
    await Promise.all(bots.map((bot) => bot.stop()));
    expect(await inDatabase(at.url, "select 1 from audit_entries")).toHaveLength(120);
    const kept = await inDatabase(at.url, "select id from deliveries");
    expect(kept.length).toBeGreaterThanOrEqual(120);
    expect(JSON.stringify(kept)).not.toMatch(/trigger|envelope|event/);
  });

  it("count the questions of one person together", async () => {
    const at = await emptyDatabase("postgres");
    if (at.kind !== "postgres") throw new Error("no PostgreSQL");
    await using world = await startWorld({
      env: { DATABASE_URL: at.url, QUESTIONS_PER_MINUTE: "6" },
    });
    const bots = [world.bot, await world.replica()] as const;
    const said: string[] = [];
    for (let turn = 0; turn < 4; turn += 1) {
      world.sendTo(turn % 2 === 0 ? bots[0] : bots[1]);
      said.push(textsOf(await world.ask("help")));
    }
    expect(said.map((words) => words.includes("Ask again in"))).toEqual([false, false, true, true]);
  });
});

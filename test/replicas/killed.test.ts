import { expect, it } from "vitest";
import type { SlackSimulator } from "../../playground/slack/simulator.ts";
import type { SlackMessage } from "../../playground/slack/state/messages.ts";
import { channels, people } from "../../playground/slack/state/workspace.ts";
import { type BotAsProcess, startBotAsProcess } from "../support/bot-as-process.ts";
import { describeWithPostgres, emptyDatabase, inDatabase } from "../support/postgres/databases.ts";
import { textsOf, transports } from "../support/whole-bot.ts";

/** SIMSCOPE_LONG_RUNS=1: a thousand rounds, and the wait until the other one has taken over. */
const isLong = process.env["SIMSCOPE_LONG_RUNS"] === "1";
/** One question and two clicks each. */
const rounds = isLong ? 1_000 : 6;
const takenOver = "this replica does the background work";

/** Resolves when the process has said so. */
async function untilSaid({ child, output }: BotAsProcess, words: string): Promise<void> {
  while (!output().includes(words))
    await new Promise((resolve) => child.stdout?.once("data", resolve));
}

/** How many answers came to each address that Slack had given for one; none has a word in between. */
function answersByAddress({ requests }: SlackSimulator): readonly number[] {
  const counts = new Map<unknown, number>();
  for (const { method, args } of requests)
    if (method === "response_url") counts.set(args["token"], (counts.get(args["token"]) ?? 0) + 1);
  return [...counts.values()];
}

/** Questions that the killed one is at. */
const inHand = 5;

describeWithPostgres("two processes on one PostgreSQL, one of which is killed half-way", () => {
  it.each(transports)(
    "over %s: nothing is answered twice, nothing is lost that was not in hand",
    async (transport) => {
      const at = await emptyDatabase("postgres");
      if (at.kind !== "postgres") throw new Error("no PostgreSQL");
      const env = { DATABASE_URL: at.url };
      const first = await startBotAsProcess({ transport, env });
      await untilSaid(first, takenOver);
      const second = await startBotAsProcess({ transport, env, beside: first });
      const { slack } = first;
      const sendTo = ({ port }: BotAsProcess): void => {
        if (transport === "http")
          slack.reachBotBy({ kind: "http", url: `http://127.0.0.1:${port}/slack/events` });
      };
      const who = { user: people.ada, channel: channels.incidents };
      const ask = async (): Promise<SlackMessage> =>
        slack.nextAnswer(await slack.command({ ...who, text: "/sim sessions cargo-cam-07" }));
      const click = async (message: SlackMessage): Promise<SlackMessage> =>
        slack.nextAnswer(
          await slack.click({ user: people.ada, message, actionId: "sessions_refresh" }),
        );

      let takenOverMs = Promise.resolve(0);
      for (let round = 0; round < rounds; round += 1) {
        if (round === rounds / 2) {
          sendTo(first);
          const text = "/sim sessions cargo-cam-07";
          const asked = Array.from({ length: inHand }, () => slack.command({ ...who, text }));
          await Promise.race(asked);
          first.child.kill("SIGKILL");
          const killedAt = performance.now();
          takenOverMs = untilSaid(second, takenOver).then(() => performance.now() - killedAt);
          await Promise.all([first.ended, ...asked]);
        }
        const bots = round < rounds / 2 ? [first, second, first] : [second, second, second];
        let answer: SlackMessage | null = null;
        for (const [step, bot] of bots.entries()) {
          sendTo(round % 2 === 0 ? bot : (bots[2 - step] ?? bot));
          answer = answer === null ? await ask() : await click(answer);
          expect(textsOf(answer)).toContain("Cargo camera 07");
          const delivered = slack.deliveries.at(-1);
          if (delivered === undefined || round % 5 !== 0) continue;
          // As Slack does when the receipt was lost: to whichever replica is there.
          sendTo(second);
          await slack.deliverAgain(delivered);
        }
      }
      if (isLong) expect(await takenOverMs).toBeLessThan(60_000);
      second.child.kill("SIGTERM");
      await second.ended;
      const answers = answersByAddress(slack);
      const lostInHand = 3 * rounds + inHand - answers.length;
      expect(answers.filter((count) => count > 1)).toEqual([]);
      expect(lostInHand).toBeGreaterThanOrEqual(0);
      expect(lostInHand).toBeLessThanOrEqual(inHand);
      // All others were answered before the next question came, and at most one not recorded yet.
      const kept = (await inDatabase(at.url, "select 1 from audit_entries")).length;
      expect(kept).toBeLessThanOrEqual(3 * rounds + inHand);
      expect(kept).toBeGreaterThanOrEqual(3 * rounds - 1);
      if (isLong)
        console.log(
          `over ${transport}: ${rounds} questions and ${2 * rounds} clicks; ` +
            `answered twice 0, lost ${lostInHand} of ${inHand} in hand, ${kept} recorded; ` +
            `taken over after ${((await takenOverMs) / 1_000).toFixed(1)} s`,
        );
    },
    900_000,
  );
});

import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { startSlackSimulator } from "../../../playground/slack/simulator.ts";
import { channels, people } from "../../../playground/slack/state/workspace.ts";
import { secrets } from "../../support/playground/slack/bolt-bot.ts";
import { ManualTime } from "../../support/playground/slack/manual-time.ts";

test("a refused event comes again at once, after a minute, after five, then no more", async () => {
  const heard: IncomingHttpHeaders[] = [];
  let hear = () => {};
  const bot = createServer((request, response) => {
    heard.push(request.headers);
    response.writeHead(500).end();
    hear();
  });
  await new Promise<void>((resolve) => bot.listen(0, "127.0.0.1", resolve));
  const { port } = bot.address() as AddressInfo;
  const time = new ManualTime();
  const slack = await startSlackSimulator({
    clock: time,
    timers: time,
    ...secrets,
    bot: { kind: "http", url: `http://127.0.0.1:${port}/slack/events` },
  });

  /** Moves time on until the next attempt, and waits until its end is known. */
  const attemptAfter = async (delayMs: number) => {
    const count = slack.deliveries.length;
    const arrived = new Promise<void>((resolve) => {
      hear = resolve;
    });
    time.advance(delayMs - 1);
    expect(slack.deliveries).toHaveLength(count);
    time.advance(1);
    await arrived;
    while (slack.deliveries.length === count) {
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  await slack.mention({ user: people.ada, channel: channels.incidents, text: "help" });
  await attemptAfter(1);
  await attemptAfter(60_000);
  await attemptAfter(300_000);
  expect(time.pendingCount).toBe(0);
  expect(heard.map((headers) => headers["x-slack-retry-num"])).toEqual([undefined, "1", "2", "3"]);
  expect(heard.at(-1)?.["x-slack-retry-reason"]).toBe("http_error");
  const ids = slack.deliveries.map(({ delivery }) => delivery.payload["event_id"]);
  expect(new Set(ids).size).toBe(1);

  await slack.close();
  await new Promise((resolve) => bot.close(resolve));
});

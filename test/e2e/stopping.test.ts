import { once } from "node:events";
import { connect } from "node:net";
import { setInterval as everyMs } from "node:timers/promises";
import { describe, expect, it, onTestFinished } from "vitest";
import { channels, people } from "../../playground/slack/state/workspace.ts";
import { type BotAsProcess, startBotAsProcess } from "../support/bot-as-process.ts";
import { textsOf } from "../support/whole-bot.ts";

/** "Within 1 s" for a machine that does other things besides. */
const atOnceMs = 1_500;

/** Connections that want nothing, or never say what. */
async function connectionsThatWait(port: number): Promise<void> {
  const said = [
    "",
    "POST /slack/events HTTP/1.1\r\nhost: bot\r\n",
    "POST /slack/events HTTP/1.1\r\nhost: bot\r\ncontent-length: 5000\r\n\r\ncommand=",
    "GET /healthz HTTP/1.1\r\nhost: bot\r\n\r\n",
  ];
  for (const text of said) {
    const socket = connect(port, "127.0.0.1");
    socket.on("error", () => undefined);
    onTestFinished(() => void socket.destroy());
    await once(socket, "connect");
    socket.write(text);
    if (text.startsWith("GET")) await once(socket, "data");
  }
}

async function stopTimeMs({ child, ended }: BotAsProcess, signal: NodeJS.Signals) {
  const begunMs = performance.now();
  child.kill(signal);
  const exit = await ended;
  return { exit, tookMs: Math.round(performance.now() - begunMs) };
}

function ask({ slack }: BotAsProcess, sim: string) {
  return slack.command({
    ...{ user: people.ada, channel: channels.incidents },
    text: `/sim sessions ${sim}`,
  });
}

describe("with nothing in hand, the process is gone within a second", () => {
  it.each(["SIGTERM", "SIGHUP", "SIGINT"] as const)("on %s", async (signal) => {
    const bot = await startBotAsProcess();
    const { exit, tookMs } = await stopTimeMs(bot, signal);
    expect(exit).toEqual([0, null]);
    expect(tookMs).toBeLessThan(atOnceMs);
  });

  it("although connections stand open that say nothing, or half of something", async () => {
    const bot = await startBotAsProcess();
    await connectionsThatWait(bot.port);
    const { exit, tookMs } = await stopTimeMs(bot, "SIGTERM");
    expect(exit).toEqual([0, null]);
    expect(tookMs).toBeLessThan(atOnceMs);
  });

  it("although the SIM platform hangs", async () => {
    const bot = await startBotAsProcess({ prepare: (fleet) => fleet.hold() });
    await bot.fleet.untilWaiting(1);
    const { exit, tookMs } = await stopTimeMs(bot, "SIGTERM");
    expect(exit).toEqual([0, null]);
    expect(tookMs).toBeLessThan(atOnceMs);
  });

  it("although Slack hangs, over Socket Mode", async () => {
    const bot = await startBotAsProcess({ transport: "socket" });
    await bot.slack.socket.connected(2);
    bot.slack.faults.plan("apps.connections.open", { kind: "hang" });
    bot.slack.faults.plan("auth.test", { kind: "hang" });
    bot.slack.socket.cut(1);
    const { exit, tookMs } = await stopTimeMs(bot, "SIGTERM");
    expect(exit).toEqual([0, null]);
    expect(tookMs).toBeLessThan(atOnceMs);
  });
});

it("says 'not ready' for a moment before the port closes, and answers meanwhile", async () => {
  const bot = await startBotAsProcess();
  bot.child.kill("SIGTERM");
  const readyz = `http://127.0.0.1:${bot.port}/readyz`;
  for await (const _ of everyMs(20)) if ((await fetch(readyz)).status === 503) break;
  const asked = await ask(bot, "truck-0417");
  expect(asked.ack.kind).toBe("acknowledged");
  expect(textsOf(await bot.slack.nextAnswer(asked))).toContain("Truck 0417");
  expect(await bot.ended).toEqual([0, null]);
});

describe("npm start", () => {
  const questions = async (bot: BotAsProcess) => {
    bot.fleet.hold();
    const asked = await Promise.all(["truck-0417", "meter-0042"].map((sim) => ask(bot, sim)));
    await bot.fleet.untilWaiting(2);
    return asked;
  };
  const portIsFree = async (port: number): Promise<boolean> => {
    const socket = connect(port, "127.0.0.1");
    const [outcome] = await Promise.race([
      once(socket, "connect").then(() => ["open"]),
      new Promise<string[]>((resolve) => socket.once("error", () => resolve(["free"]))),
    ]);
    socket.destroy();
    return outcome === "free";
  };

  it.each([
    ["SIGTERM to npm alone", false, "SIGTERM"],
    ["SIGHUP to the group, as when a terminal closes", true, "SIGHUP"],
    ["SIGINT to the group, as by Ctrl-C", true, "SIGINT"],
  ] as const)(
    "%s: answers what it was asked, once, and leaves nobody",
    async (_, toGroup, signal) => {
      const bot = await startBotAsProcess({ by: "npm" });
      const asked = await questions(bot);
      const { pid } = bot.child;
      if (pid === undefined) throw new Error("npm did not start");
      process.kill(toGroup ? -pid : pid, signal);
      const answers = asked.map((question) => bot.slack.nextAnswer(question));
      bot.fleet.release();
      for (const answer of await Promise.all(answers))
        expect(textsOf(answer)).toMatch(/SIM (active|ready)/);
      // The output ends when nobody is left who could write to it.
      await bot.ended;
      expect(bot.output().match(/"msg":"stopping"/g)).toHaveLength(1);
      expect(bot.output()).toContain('"msg":"stopped"');
      expect(await portIsFree(bot.port)).toBe(true);
    },
  );
});

import { setTimeout as wait } from "node:timers/promises";
import { type Contender, startContender } from "../answers/contender.ts";
import { startDatabases } from "../answers/databases.ts";
import type { SlackSide } from "../answers/slack-side.ts";
import type { Check } from "./checks.ts";
import { type Platform, startPlatform } from "./platform.ts";
import { mostInAMinute } from "./sweep.ts";

const rate = 600;
const sims = 2_000;
const sweptMs = 15_000;
const startLimitMs = 60_000;

/** Two replicas on one database, of which the one that sweeps is stopped. */
export async function measureTakeOver(slack: SlackSide): Promise<readonly Check[]> {
  const databases = await startDatabases();
  const platform = await startPlatform(sims);
  const settings = {
    ...{ DATABASE_URL: await databases.empty(), SWEEP_HOURS: "24" },
    SWEEP_CALLS_PER_MINUTE: `${rate}`,
  };
  const start = async (token: string) => ({
    token,
    bot: await startContender("bot", { slack, fleet: platform.addressFor(token), settings }),
  });
  const replicas = [await start("replica-1"), await start("replica-2")];
  const running = new Set<Contender>(replicas.map(({ bot }) => bot));
  const stop = async (bot: Contender) => {
    running.delete(bot);
    await bot.stop();
  };
  try {
    const first = await firstCaller(
      platform,
      replicas.map(({ token }) => token),
    );
    await wait(sweptMs);
    const [holder, other] = [first === "replica-1" ? 0 : 1, first === "replica-1" ? 1 : 0];
    const before = (await platform.calls(replicas[other]?.token)).length;
    const stoppedAt = Date.now();
    const stopped = replicas[holder]?.bot;
    if (stopped !== undefined) await stop(stopped);
    const second = await firstCaller(platform, [replicas[other]?.token ?? ""]);
    await wait(sweptMs);
    const all = await platform.calls();
    const at = all.map((call) => call.at);
    const [firstOfOther] = all.filter(({ token }) => token === second);
    const swept = new Set(all.map(({ index }) => index)).size;
    return [
      {
        what: "two replicas: calls of the one that does not sweep",
        value: before,
        unit: "",
        atMost: 0,
      },
      {
        what: "two replicas: most calls in any minute",
        value: mostInAMinute(at),
        unit: "",
        atMost: rate,
      },
      {
        ...{ what: "two replicas: from the stop of one to the sweep of the other", unit: "s" },
        ...{ value: ((firstOfOther?.at ?? Number.NaN) - stoppedAt) / 1_000, atMost: 30 },
      },
      { what: "two replicas: SIMs read twice", value: all.length - swept, unit: "", atMost: 3 },
    ];
  } finally {
    await Promise.all([...running].map((bot) => bot.stop()));
    platform.stop();
    await databases.close();
  }
}

/** Which of them reads SIMs first. */
async function firstCaller(platform: Platform, tokens: readonly string[]): Promise<string> {
  const deadline = performance.now() + startLimitMs;
  while (performance.now() < deadline) {
    for (const token of tokens) if ((await platform.calls(token)).length > 0) return token;
    await wait(100);
  }
  throw new Error(`nobody sweeps: ${tokens.join(", ")}`);
}

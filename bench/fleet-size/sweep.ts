import { setTimeout as wait } from "node:timers/promises";
import { type Contender, startContender } from "../answers/contender.ts";
import { medianOf } from "../answers/figures.ts";
import type { SlackSide } from "../answers/slack-side.ts";
import { type Check, quantile } from "./checks.ts";
import { type Platform, untilKnown } from "./platform.ts";
import { nameOf } from "./remembered.ts";

const rates = [60, 600] as const;
/** Two of them at a time, each asking anew as soon as there is an answer. */
const people = 2;
const measuredMs = 65_000;
const ofARound = 40;
const mostTimesOff = 1.1;
/** Gaps are rounded up, and timers are late by a millisecond or two. */
const leastOfRate = 0.95;

interface Sweeping {
  readonly token: string;
  /** `null`: it does not sweep. */
  readonly rate: number | null;
  readonly bot: Contender;
  readonly answersMs: number[];
}

/**
 * People ask a bot that does not sweep, and bots that do, in turns: the next question goes to the next
 * one. Nothing was read before, so that each SIM is due; people ask about those at the end of the list.
 */
export async function measureSweep(
  slack: SlackSide,
  platform: Platform,
  sims: number,
): Promise<readonly Check[]> {
  const all = await Promise.all(
    [null, ...rates].map(async (rate): Promise<Sweeping> => {
      const token = `sweep-${rate ?? "off"}`;
      const settings: Record<string, string> =
        rate === null ? {} : { SWEEP_HOURS: "24", SWEEP_CALLS_PER_MINUTE: `${rate}` };
      const fleet = platform.addressFor(token);
      const bot = await startContender("bot", { slack, fleet, settings });
      return { token, rate, bot, answersMs: [] };
    }),
  );
  try {
    for (const { bot } of all) await untilKnown(bot, "active", sims);
    let asked = 0;
    const ask = async ({ bot }: Sweeping): Promise<number> => {
      asked += 1;
      return (await slack.command(bot.url, `sessions ${nameOf(sims - asked)} 7d`, asked % people))
        .answerMs;
    };
    // The first answers of a process compile its code.
    for (let round = 0; round < 20; round += 1) for (const one of all) await ask(one);
    for (const { token, rate } of all)
      while (rate !== null && (await sweepCalls(platform, token, sims)).length === 0)
        await wait(100);
    const until = performance.now() + measuredMs;
    await Promise.all(
      Array.from({ length: people }, async () => {
        while (performance.now() < until) for (const one of all) one.answersMs.push(await ask(one));
      }),
    );
    return await checksOf(all, platform, sims);
  } finally {
    await Promise.all(all.map(({ bot }) => bot.stop()));
  }
}

async function checksOf(
  all: readonly Sweeping[],
  platform: Platform,
  sims: number,
): Promise<readonly Check[]> {
  const [off] = all;
  const p95 = ({ answersMs }: Sweeping) => quantile(answersMs, 0.95);
  const checks: Check[] = [];
  for (const one of all) {
    const { rate, answersMs, token } = one;
    const what = (rest: string) => `${rate === null ? "no sweep" : `${rate} a minute`}: ${rest}`;
    checks.push(
      { what: what("answers"), value: answersMs.length, unit: "" },
      { what: what("median answer"), value: medianOf(answersMs), unit: "ms" },
      { what: what("95 in 100 answers within"), value: p95(one), unit: "ms" },
    );
    if (rate === null || off === undefined) continue;
    const at = (await sweepCalls(platform, token, sims)).map((call) => call.at);
    checks.push(
      {
        what: what("the same beside no sweep"),
        value: timesOff(answersMs, off.answersMs),
        unit: "×",
        atMost: mostTimesOff,
      },
      {
        ...{
          what: what("calls in its first minute"),
          value: callsWithin(at, at[0] ?? 0),
          unit: "",
        },
        ...{ atLeast: leastOfRate * rate, atMost: rate },
      },
      { what: what("most calls in any minute"), value: mostInAMinute(at), unit: "", atMost: rate },
    );
  }
  return checks;
}

/** The median of the ratios of short rounds, in which both were asked by turns. */
function timesOff(answersMs: readonly number[], offMs: readonly number[]): number {
  const ratios: number[] = [];
  for (let from = 0; from + ofARound <= offMs.length; from += ofARound) {
    const [on, off] = [answersMs, offMs].map((all) =>
      quantile(all.slice(from, from + ofARound), 0.95),
    );
    ratios.push((on ?? Number.NaN) / (off ?? Number.NaN));
  }
  return medianOf(ratios);
}

/** People ask about the later half of the fleet. */
async function sweepCalls(platform: Platform, token: string, sims: number) {
  return (await platform.calls(token)).filter(({ index }) => index < sims / 2);
}

const minuteMs = 60_000;

function callsWithin(at: readonly number[], from: number): number {
  return at.filter((one) => one >= from && one < from + minuteMs).length;
}

/** Of all minutes, wherever they begin. */
export function mostInAMinute(at: readonly number[]): number {
  return Math.max(0, ...at.map((from) => callsWithin(at, from)));
}

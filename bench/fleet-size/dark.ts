import { setTimeout as wait } from "node:timers/promises";
import { type Contender, startContender } from "../answers/contender.ts";
import { medianOf } from "../answers/figures.ts";
import { longestStallMs } from "../answers/measures.ts";
import type { Heard, Posted, SlackSide } from "../answers/slack-side.ts";
import type { Check } from "./checks.ts";
import { callMs, type Platform, untilKnown } from "./platform.ts";
import { nameOf, type Profile, rememberedFleet, silentOneIn } from "./remembered.ts";

const asks = 3;
/** What the issue asks for: an answer in 3 s plus reading, and nobody else who waits for it. */
const mostAnswerMs = 3_000;
const mostStallMs = 50;

/** `/sim dark` and its file for so many SIMs, while somebody else asks for one SIM after the other. */
export async function measureDark(
  slack: SlackSide,
  platform: Platform,
  sims: number,
  profile: Profile,
): Promise<readonly Check[]> {
  const remembered = await rememberedFleet(platform.address, sims, profile);
  const settings = { DATABASE_URL: remembered.databaseUrl };
  const fleet = platform.addressFor(`dark-${profile}`);
  const bot = await startContender("bot", { slack, fleet, settings });
  try {
    await untilKnown(bot, "known", sims);
    let next = 0;
    const askForOne = () => {
      next += 1;
      return slack.command(bot.url, `sessions ${nameOf(next * silentOneIn + 1)} 7d`, 1);
    };
    // The first answers of a process compile its code.
    for (let asked = 0; asked < 20; asked += 1) await askForOne();
    const few = await slack.command(bot.url, "dark 49h");
    await slack.click(bot.url, few, "dark_export", isFileWord);
    await untilCalm(bot);
    const calm: number[] = [];
    await longestStallMs(bot);
    for (let asked = 0; asked < 40; asked += 1) calm.push((await askForOne()).answerMs);
    const calmStallMs = await longestStallMs(bot);

    const beside: Heard[] = [];
    let isOver = false;
    const others = async () => {
      while (!isOver) {
        beside.push(await askForOne());
        await wait(20);
      }
    };
    const watched = async (ask: () => Promise<Heard>) => {
      const before = (await platform.calls()).length;
      await longestStallMs(bot);
      const { answerMs, answer } = await ask();
      const stallMs = await longestStallMs(bot);
      const silentReads = (await platform.calls()).slice(before);
      return { answerMs, answer, stallMs, readingMs: readingMsOf(silentReads) };
    };
    const working = others();
    const lists = [];
    const files = [];
    for (let ask = 0; ask < asks; ask += 1) {
      const list = await watched(() => slack.command(bot.url, "dark"));
      lists.push(list);
      files.push(await watched(() => slack.click(bot.url, list, "dark_export", isFileWord)));
    }
    isOver = true;
    await working;

    const what = (rest: string) => `${profile}: ${rest}`;
    const ownMs = (all: readonly Watched[]) =>
      Math.max(...all.map(({ answerMs, readingMs }) => answerMs - readingMs));
    const stallMs = (all: readonly Watched[]) => Math.max(...all.map((one) => one.stallMs));
    console.log(`${profile}: ${lists[0]?.answer.text}\n${files[0]?.answer.text}`);
    return [
      { what: what("list, whole"), value: medianOf(lists.map((one) => one.answerMs)), unit: "ms" },
      {
        ...{ what: what("list less reading, worst"), value: ownMs(lists), unit: "ms" },
        atMost: mostAnswerMs,
      },
      {
        ...{ what: what("file less reading, worst"), value: ownMs(files), unit: "ms" },
        atMost: mostAnswerMs,
      },
      {
        ...{ what: what("longest stall, list"), value: stallMs(lists), unit: "ms" },
        atMost: mostStallMs,
      },
      {
        ...{ what: what("longest stall, file"), value: stallMs(files), unit: "ms" },
        atMost: mostStallMs,
      },
      {
        ...{ what: what("acknowledgement of others beside it, worst"), unit: "ms" },
        value: Math.max(...beside.map(({ ackMs }) => ackMs)),
      },
      {
        ...{ what: what("answer to others beside it, median"), unit: "ms" },
        value: medianOf(beside.map(({ answerMs }) => answerMs)),
      },
      { what: what("the same with nothing beside it"), value: medianOf(calm), unit: "ms" },
      { what: what("longest stall with nothing beside it"), value: calmStallMs, unit: "ms" },
      { what: what("resident memory"), value: bot.memoryMb(), unit: "MB" },
    ];
  } finally {
    await bot.stop();
    remembered.remove();
  }
}

/** What a start leaves to be done is over, as the list that is kept for the next one. */
async function untilCalm(bot: Contender): Promise<void> {
  for (let second = 0; second < 15; second += 1) {
    await longestStallMs(bot);
    await wait(1_000);
    if ((await longestStallMs(bot)) < mostStallMs / 2) return;
  }
}

interface Watched {
  readonly answerMs: number;
  readonly stallMs: number;
  readonly readingMs: number;
}

/** From the first read to the end of the last one; those of whoever asks beside it are among them. */
function readingMsOf(calls: readonly { readonly at: number }[]): number {
  const [first, last] = [calls.at(0), calls.at(-1)];
  return first === undefined || last === undefined ? 0 : last.at - first.at + callMs;
}

function isFileWord({ text }: Posted): boolean {
  return /CSV file/.test(text);
}

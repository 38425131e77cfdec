/**
 * `npm run bench -- answers --store postgres`: the bot on PostgreSQL beside the bot on SQLite, in
 * turns, in each round. The server runs on the same machine and takes its share of it. Meant for a
 * machine that does nothing else.
 */
import { parseArgs } from "node:util";
import { startFleet } from "../load/bot-under-load.ts";
import { startContender } from "./contender.ts";
import { startDatabases } from "./databases.ts";
import { machineOf, missedOf, type Row, tableOf } from "./figures.ts";
import { clicksMs, firstAnswersMs, newNames, questionsASecond } from "./measures.ts";
import { startSlackSide } from "./slack-side.ts";

const { values } = parseArgs({
  options: {
    store: { type: "string" },
    rounds: { type: "string", default: "5" },
    /** A fifth of the questions: only to see that it works. */
    short: { type: "boolean", default: false },
  },
});
const rounds = Number(values.rounds);
const part = values.short ? 0.2 : 1;
const atMost = 1.15;

const sizes = [100, 1_000, 10_000] as const;
const questionsOf = { 100: 80, 1000: 30, 10000: 8 } as const;
const clicks = 100;
const crowd = { people: 20, questions: 500 * part };

const stores = ["postgres", "sqlite"] as const;
type StoreName = (typeof stores)[number];
const measured: Record<StoreName, Map<string, number>[]> = { postgres: [], sqlite: [] };

const databases = await startDatabases();
const slack = await startSlackSide();
const fleets = await Promise.all(
  sizes.map(async (size) => ({ size, ...(await startFleet(4_000, size, 0)) })),
);

async function measure(store: StoreName): Promise<void> {
  const figures = new Map<string, number>();
  measured[store].push(figures);
  for (const { size, address } of fleets) {
    const settings = store === "postgres" ? { DATABASE_URL: await databases.empty() } : {};
    const bot = await startContender("bot", { slack, fleet: address, settings });
    const names = newNames();
    const questions = Math.ceil(questionsOf[size] * part);
    try {
      if (size === 100) figures.set("start", bot.startMs);
      // The first answers of a process compile its code.
      await firstAnswersMs(bot, slack, names, size === 10_000 ? 2 : 10);
      const { medianMs, last } = await firstAnswersMs(bot, slack, names, questions);
      figures.set(`answer ${size}`, medianMs);
      if (size !== 100) continue;
      await clicksMs(bot, slack, last, clicks * part);
      figures.set("click", await clicksMs(bot, slack, last, clicks * part));
      await questionsASecond(bot, slack, names, crowd);
      const before = bot.processorS();
      figures.set("rate", await questionsASecond(bot, slack, names, crowd));
      figures.set("cpu", ((bot.processorS() - before) / crowd.questions) * 1_000);
      figures.set("memory", bot.memoryMb());
    } finally {
      await bot.stop();
    }
  }
}

for (let round = 0; round < rounds; round += 1)
  for (const store of round % 2 === 0 ? stores : stores.toReversed()) await measure(store);

const figuresOf = (store: StoreName, what: string): number[] =>
  measured[store].flatMap((figures) => figures.get(what) ?? []);
const against = (what: string, name: string, unit: string, more: Partial<Row> = {}): Row => ({
  ...{ what, unit, bot: figuresOf("postgres", name), floor: figuresOf("sqlite", name) },
  ...more,
});
const rows: readonly Row[] = [
  ...sizes.map((size) =>
    against(`first answer, ${size.toLocaleString("en")} sessions`, `answer ${size}`, "ms", {
      atMost,
    }),
  ),
  against("click on Older, kept read, 100 sessions", "click", "ms", { atMost }),
  against("questions a second, 20 people", "rate", "a second", {
    atMost: 1 / atMost,
    isRate: true,
  }),
  against("processor time of a question, the bot's own", "cpu", "ms"),
  against("start to /healthz", "start", "ms"),
  against("resident memory after the questions", "memory", "MB"),
];
const sides = { bot: "PostgreSQL", floor: "SQLite" };
console.log(`${machineOf(rounds)}\n\n${tableOf(rows, sides)}\n\n${missedOf(rows)}`);
await slack.close();
for (const fleet of fleets) fleet.stop();
await databases.close();

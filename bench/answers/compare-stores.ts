/**
 * `npm run bench -- answers --store postgres`: the bot on PostgreSQL beside the bot on SQLite, both
 * running, a few questions each in turn. The server runs on the same machine and takes its share of
 * it. Meant for a machine that does nothing else.
 */
import { parseArgs } from "node:util";
import { startFleet } from "../load/bot-under-load.ts";
import { type Contender, startContender } from "./contender.ts";
import { startDatabases } from "./databases.ts";
import { machineOf, missedOf, type Row, tableOf } from "./figures.ts";
import { clicksMs, firstAnswersMs, type NewNames, newNames, questionsASecond } from "./measures.ts";
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
/** So many questions before the other bot has its turn, and so many turns a round. */
const turns = {
  100: { questions: 20, turns: 10 },
  1000: { questions: 8, turns: 10 },
  10000: { questions: 2, turns: 8 },
} as const;
const clicks = 60;
const crowd = { people: 20, questions: 500 * part };

const stores = ["postgres", "sqlite"] as const;
type StoreName = (typeof stores)[number];
const measured: Record<StoreName, Map<string, number[]>> = {
  postgres: new Map(),
  sqlite: new Map(),
};

const databases = await startDatabases();
const slack = await startSlackSide();
const fleets = await Promise.all(
  sizes.map(async (size) => ({ size, ...(await startFleet(4_000, size, 0)) })),
);

interface Measured {
  readonly store: StoreName;
  readonly bot: Contender;
  readonly names: NewNames;
}

function keep(store: StoreName, what: string, figure: number): void {
  measured[store].set(what, [...(measured[store].get(what) ?? []), figure]);
}

async function started(store: StoreName, { size, address }: (typeof fleets)[number]) {
  const settings = store === "postgres" ? { DATABASE_URL: await databases.empty() } : {};
  const bot = await startContender("bot", { slack, fleet: address, settings });
  const names = newNames();
  if (size === 100) keep(store, "start", bot.startMs);
  // The first answers of a process compile its code.
  const { last } = await firstAnswersMs(bot, slack, names, size === 10_000 ? 2 : 40);
  if (size === 100) await clicksMs(bot, slack, last, 2 * clicks);
  return { store, bot, names } satisfies Measured;
}

/** Each bot in its turn: what slows the machine down for seconds slows both. */
async function inTurns(
  bots: readonly Measured[],
  count: number,
  measure: (one: Measured) => Promise<void>,
): Promise<void> {
  for (let turn = 0; turn < Math.ceil(count * part); turn += 1)
    for (const one of turn % 2 === 0 ? bots : bots.toReversed()) await measure(one);
}

async function measureRound(fleet: (typeof fleets)[number]): Promise<void> {
  const bots: Measured[] = [];
  for (const store of stores) bots.push(await started(store, fleet));
  const { size } = fleet;
  try {
    await inTurns(bots, turns[size].turns, async ({ store, bot, names }) => {
      const { questions } = turns[size];
      const { medianMs, last } = await firstAnswersMs(bot, slack, names, questions);
      keep(store, `answer ${size}`, medianMs);
      if (size === 100) keep(store, "click", await clicksMs(bot, slack, last, clicks));
    });
    if (size !== 100) return;
    for (const { bot, names } of bots) await questionsASecond(bot, slack, names, crowd);
    await inTurns(bots, 2, async ({ store, bot, names }) => {
      const before = bot.processorS();
      keep(store, "rate", await questionsASecond(bot, slack, names, crowd));
      keep(store, "cpu", ((bot.processorS() - before) / crowd.questions) * 1_000);
    });
    for (const { store, bot } of bots) keep(store, "memory", bot.memoryMb());
  } finally {
    for (const { bot } of bots) await bot.stop();
  }
}

for (let round = 0; round < rounds; round += 1)
  for (const fleet of fleets) await measureRound(fleet);

const figuresOf = (store: StoreName, what: string): number[] => measured[store].get(what) ?? [];
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

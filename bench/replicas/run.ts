/**
 * `npm run bench -- replicas`: how many questions a second two replicas on one PostgreSQL answer,
 * against one of them, the other one being idle. With six cores or more each replica has one of its
 * own. With fewer there is not enough for those who ask, Slack, the platform and the database beside
 * two busy replicas, and all of them together would be measured: then each replica gets a fifth of a
 * core, so that it is the replica that is slow. Processor time of a question is the other way to see
 * what two cost each other: none waits for a processor in it. Meant for a machine that does nothing
 * else. Ends within three minutes, with fewer rounds where that is too short.
 */
import { setTimeout as wait } from "node:timers/promises";
import { parseArgs } from "node:util";
import { type Contender, startContender } from "../answers/contender.ts";
import { startDatabases } from "../answers/databases.ts";
import { machineOf, missedOf, type Row, tableOf } from "../answers/figures.ts";
import { newNames } from "../answers/measures.ts";
import { startSlackSide } from "../answers/slack-side.ts";
import { startFleet } from "../load/bot-under-load.ts";
import { leaveCores, place, placingHere } from "./placing.ts";

const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: "5" },
    /** Of each replica, in each round; left out: some seconds' worth. */
    questions: { type: "string" },
  },
});
const placing = placingHere();
/** A core answers some hundred questions a second, a fifth of one some twenty. */
const usual = { pinned: { people: 20, questions: 300 }, shared: { people: 8, questions: 80 } };
const { people } = usual[placing.kind];
const rounds = Number(values.rounds);
const questions = Number(values.questions ?? usual[placing.kind].questions);
/** The first answers of a process compile its code. */
const questionsBefore = 300;
const replicas = 2;
const leastTimes = 1.7;
/** No round begins after that, but the first one. */
const roundsMs = 110_000;
/** Far more than any answer takes: whoever waits longer would wait for good. */
const answerLimitMs = 30_000;

leaveCores(placing, replicas);
const databases = await startDatabases();
const slack = await startSlackSide();
/** None is asked about twice. */
const sims = replicas * questionsBefore + questions * rounds * (1 + replicas);
const fleet = await startFleet(sims, 100, 0);
const names = newNames();

interface Load {
  readonly rate: number;
  /** Of all replicas, for one question. */
  readonly processorMs: number;
}

/** Everybody asks anew as soon as there is an answer, each replica in turn. */
async function load(
  all: readonly Contender[],
  asked: readonly Contender[],
  questionsOfEach = questions,
): Promise<Load> {
  const total = questionsOfEach * asked.length;
  let left = total;
  const processorS = (): number => all.reduce((sum, one) => sum + one.processorS(), 0);
  const before = processorS();
  const startedAt = performance.now();
  await Promise.all(
    // So many for each replica, so that each has as many at a time.
    Array.from({ length: people * asked.length }, async (_, person) => {
      const replica = asked[person % asked.length];
      while (left > 0 && replica !== undefined) {
        left -= 1;
        await inTime(slack.command(replica.url, `sessions ${names()} 30d`, person));
      }
    }),
  );
  const tookS = (performance.now() - startedAt) / 1_000;
  return { rate: total / tookS, processorMs: ((processorS() - before) / total) * 1_000 };
}

async function inTime(answer: Promise<unknown>): Promise<void> {
  const limit = new AbortController();
  const late = wait(answerLimitMs, "late", { signal: limit.signal }).catch(() => null);
  if ((await Promise.race([answer, late])) === "late") throw new Error("a question has no answer");
  limit.abort();
}

const one: Load[] = [];
const both: Load[] = [];
const settings = { DATABASE_URL: await databases.empty() };
const all: Contender[] = [];
try {
  for (let count = 0; count < replicas; count += 1)
    all.push(await startContender("bot", { slack, fleet: fleet.address, settings }));
  await load(all, all, questionsBefore);
  const unplace = await place(
    placing,
    all.map(({ pid }) => pid),
  );
  try {
    await measureRounds();
  } finally {
    await unplace();
  }
} finally {
  await Promise.all(all.map((replica) => replica.stop()));
  await slack.close();
  fleet.stop();
  await databases.close();
}

async function measureRounds(): Promise<void> {
  const begunAt = performance.now();
  for (let round = 0; round < rounds; round += 1) {
    if (round > 0 && performance.now() - begunAt > roundsMs) break;
    const turns = [
      async () => void one.push(await load(all, all.slice(round % 2, (round % 2) + 1))),
      async () => void both.push(await load(all, all)),
    ];
    for (const turn of round % 2 === 0 ? turns : turns.toReversed()) await turn();
    const [two = 0, alone = 0] = [both.at(-1)?.rate, one.at(-1)?.rate];
    console.error(
      `round ${round + 1} of ${rounds}: two ${two.toFixed(1)}, one ${alone.toFixed(1)} a second`,
    );
  }
}

const whyHere = {
  pinned:
    "Each replica has a core of its own; whoever asks, Slack, platform and database have the others.",
  shared: [
    "There are too few cores for two busy replicas beside whoever asks, Slack, platform and database: all",
    "of them together would be measured. So each replica may run for 5 ms in every 25, one after the other,",
    "whether it is asked or not, and the rest of the machine has time to spare: what is slow is the replica.",
  ].join("\n"),
};
const rateOf = (loads: readonly Load[]) => loads.map(({ rate }) => rate);
const processorOf = (loads: readonly Load[]) => loads.map(({ processorMs }) => processorMs);
const where =
  placing.kind === "pinned" ? "a core of its own for each" : "a fifth of a core for each";
const rows: readonly Row[] = [
  {
    ...{ what: `questions a second, ${where}`, unit: "a second" },
    ...{ bot: rateOf(both), floor: rateOf(one), atMost: leastTimes, isRate: true },
  },
  {
    ...{ what: "processor time of a question, all replicas", unit: "ms" },
    ...{ bot: processorOf(both), floor: processorOf(one), atMost: replicas / leastTimes },
  },
];
const table = tableOf(rows, { bot: "two replicas", floor: "one" });
const parts = [machineOf(one.length), table, whyHere[placing.kind], missedOf(rows)];
console.log(parts.join("\n\n"));

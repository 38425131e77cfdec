/**
 * `npm run bench -- replicas`: how many questions a second two replicas on one PostgreSQL answer,
 * against one of them, the other one being idle. With six cores or more each replica has one of its
 * own. With fewer there is not enough for those who ask, Slack, the platform and the database beside
 * two busy replicas, and all of them together would be measured: then each replica gets a fifth of a
 * core, so that it is the replica that is slow. Processor time of a question is the other way to see
 * what two cost each other: none waits for a processor in it. Meant for a machine that does nothing
 * else.
 */
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
    /** Of each replica, in each round. */
    questions: { type: "string", default: "300" },
  },
});
const rounds = Number(values.rounds);
const questions = Number(values.questions);
const replicas = 2;
const people = 20;
const leastTimes = 1.7;

const placing = placingHere();
leaveCores(placing, replicas);
const databases = await startDatabases();
const slack = await startSlackSide();
/** None is asked about twice. */
const sims = questions * (2 * replicas + rounds * (1 + replicas));
const fleet = await startFleet(sims, 100, 0);
const names = newNames();

interface Load {
  readonly rate: number;
  /** Of all replicas, for one question. */
  readonly processorMs: number;
}

/** Everybody asks anew as soon as there is an answer, each replica in turn. */
async function load(all: readonly Contender[], asked: readonly Contender[]): Promise<Load> {
  const total = questions * asked.length;
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
        await slack.command(replica.url, `sessions ${names()} 30d`, person);
      }
    }),
  );
  const tookS = (performance.now() - startedAt) / 1_000;
  return { rate: total / tookS, processorMs: ((processorS() - before) / total) * 1_000 };
}

const one: Load[] = [];
const both: Load[] = [];
const settings = { DATABASE_URL: await databases.empty() };
const all: Contender[] = [];
for (let count = 0; count < replicas; count += 1)
  all.push(await startContender("bot", { slack, fleet: fleet.address, settings }));
// The first answers of a process compile its code.
for (let time = 0; time < 2; time += 1) await load(all, all);
const unplace = await place(
  placing,
  all.map(({ pid }) => pid),
);
for (let round = 0; round < rounds; round += 1) {
  const turns = [
    async () => void one.push(await load(all, all.slice(round % 2, (round % 2) + 1))),
    async () => void both.push(await load(all, all)),
  ];
  for (const turn of round % 2 === 0 ? turns : turns.toReversed()) await turn();
}
await unplace();

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
console.log(
  `${machineOf(rounds)}\n\n${tableOf(rows, { bot: "two replicas", floor: "one" })}\n\n${missedOf(rows)}`,
);
await Promise.all(all.map((replica) => replica.stop()));
await slack.close();
fleet.stop();
await databases.close();

/**
 * `npm run bench -- answers`: the bot beside the floor beneath it, a bare Bolt app that makes the
 * same reads and posts a constant. Both are started in turns, in each of five rounds; the table has
 * their ratios. `--write` keeps it in `bench/results.md`; `--only start,click-100` measures these rows
 * alone, which takes seconds. Meant for a machine that does nothing else.
 */
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { parseArgs } from "node:util";
import { type FleetAddress, startFleet } from "../load/bot-under-load.ts";
import { type ContenderName, contenderNames, startContender } from "./contender.ts";
import { machineOf, missedOf, type Row, tableOf } from "./figures.ts";
import {
  clicksMs,
  firstAnswersMs,
  longestStallMs,
  newNames,
  questionsASecond,
  typeAheadMs,
  untilNamed,
} from "./measures.ts";
import { startSlackSide } from "./slack-side.ts";

const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: "5" },
    write: { type: "boolean", default: false },
    only: { type: "string" },
  },
});
const rounds = Number(values.rounds);
if (values.write && values.only !== undefined) throw new Error("only a whole table can be kept");

const sizes = [100, 1_000, 10_000] as const;
type Size = (typeof sizes)[number];
const questionsOf: Readonly<Record<Size, number>> = { 100: 80, 1000: 30, 10000: 8 };
const clicks = 100;
const crowd = { people: 20, questions: 500 };
const manyQuestions = 2_000;
const stallPeople = 10;
const largeFleet = 100_000;
const letters = 60;

/** What can be measured, each a row, by the contender that it needs. */
const figureNames = {
  100: ["start", "idle", "answer-100", "click-100", "rate", "cpu", "loaded"],
  1000: ["answer-1000"],
  10000: ["answer-10000", "click-10000", "stall"],
  picture: ["picture"],
  directory: ["named", "type-ahead"],
} as const;
type Group = keyof typeof figureNames;
type Figure = (typeof figureNames)[Group][number];
const allFigures: readonly Figure[] = Object.values(figureNames).flat();

function isFigure(name: string): name is Figure {
  return allFigures.some((figure) => figure === name);
}

/** What `--only` names, and what that is told against. */
function wantedFigures(only: string): ReadonlySet<Figure> {
  const names = only.split(",");
  const unknown = names.filter((name) => !isFigure(name));
  if (unknown.length > 0)
    throw new Error(`no such row: ${unknown.join(", ")}. There are: ${allFigures.join(", ")}`);
  return new Set([
    ...names.filter(isFigure),
    ...(names.includes("picture") ? (["answer-100"] as const) : []),
  ]);
}

const wanted = values.only === undefined ? new Set(allFigures) : wantedFigures(values.only);
const isAnyWanted = (names: readonly Figure[]): boolean => names.some((name) => wanted.has(name));
const isWanted = (group: Group): boolean => isAnyWanted(figureNames[group]);

/** What one contender did in one round. */
type Figures = Map<Figure, number>;
const measured: Record<ContenderName, Figures[]> = { bot: [], floor: [] };

const slack = await startSlackSide();
const wantedSizes = sizes.filter((size) => isWanted(size));
const fleets = new Map(
  await Promise.all(
    wantedSizes.map(async (size) => [size, await startFleet(4_000, size, 0)] as const),
  ),
);
const large = isWanted("directory") ? await startFleet(largeFleet, 1, 0) : null;

for (let round = 0; round < rounds; round += 1) {
  // In turns, so that whatever slows the machine down for a while meets both.
  for (const name of round % 2 === 0 ? contenderNames : contenderNames.toReversed()) {
    const figures: Figures = new Map();
    for (const size of wantedSizes) await measureSize(name, size, round, figures);
    if (name === "bot" && isWanted("picture")) await measurePicture(figures);
    // Once is enough: it takes long, and hardly differs.
    if (round === 0 && large !== null) await measureDirectory(name, large.address, figures);
    measured[name].push(figures);
  }
}

async function measureSize(
  name: ContenderName,
  size: Size,
  round: number,
  figures: Figures,
): Promise<void> {
  const contender = await startContender(name, { slack, fleet: fleetOf(size) });
  try {
    const names = newNames();
    if (size === 100) {
      figures.set("start", contender.startMs);
      if (wanted.has("idle")) await wait(1_000);
      figures.set("idle", contender.memoryMb());
    }
    if (!isAnyWanted(figureNames[size].filter((one) => one !== "start" && one !== "idle"))) return;
    // The first answers of a process compile its code.
    await firstAnswersMs(contender, slack, names, size === 10_000 ? 2 : 10);
    const { medianMs, last } = await firstAnswersMs(contender, slack, names, questionsOf[size]);
    figures.set(`answer-${size}`, medianMs);
    if (size !== 1_000 && wanted.has(`click-${size}`)) {
      await clicksMs(contender, slack, last, clicks);
      figures.set(`click-${size}`, await clicksMs(contender, slack, last, clicks));
    }
    if (size === 10_000 && name === "bot" && wanted.has("stall")) {
      await longestStallMs(contender);
      await questionsASecond(contender, slack, names, {
        people: stallPeople,
        questions: stallPeople,
      });
      figures.set("stall", await longestStallMs(contender));
    }
    if (size !== 100 || !isAnyWanted(["rate", "cpu", "loaded"])) return;
    // As it is after minutes, and not after seconds: most of the code is compiled by then.
    await questionsASecond(contender, slack, names, crowd);
    const before = contender.processorS();
    figures.set("rate", await questionsASecond(contender, slack, names, crowd));
    figures.set("cpu", ((contender.processorS() - before) / crowd.questions) * 1_000);
    // Once is enough: it takes long, and hardly differs.
    if (round > 0 || !wanted.has("loaded")) return;
    await questionsASecond(contender, slack, names, { people: 4, questions: manyQuestions });
    figures.set("loaded", contender.memoryMb());
  } finally {
    await contender.stop();
  }
}

async function measurePicture(figures: Figures): Promise<void> {
  const settings = { CHART_RENDERER: "embedded" };
  const bot = await startContender("bot", { slack, fleet: fleetOf(100), settings });
  try {
    const names = newNames();
    await firstAnswersMs(bot, slack, names, 5);
    const { medianMs } = await firstAnswersMs(bot, slack, names, 20);
    figures.set("picture", medianMs - (figures.get("answer-100") ?? Number.NaN));
  } finally {
    await bot.stop();
  }
}

async function measureDirectory(
  name: ContenderName,
  fleet: FleetAddress,
  figures: Figures,
): Promise<void> {
  const startedAt = performance.now();
  const contender = await startContender(name, { slack, fleet });
  try {
    if (name === "bot") {
      await untilNamed(contender, slack, `load-${largeFleet - 1}`);
      figures.set("named", (performance.now() - startedAt) / 1_000);
    }
    await typeAheadMs(contender, slack, 10);
    figures.set("type-ahead", await typeAheadMs(contender, slack, letters));
  } finally {
    await contender.stop();
  }
}

function fleetOf(size: Size) {
  const fleet = fleets.get(size);
  if (fleet === undefined) throw new Error("no such fleet");
  return fleet.address;
}

function figuresOf(name: ContenderName, what: Figure): number[] {
  return wanted.has(what) ? measured[name].flatMap((figures) => figures.get(what) ?? []) : [];
}

function against(what: string, key: Figure, unit: string, atMost?: number, isRate = false): Row {
  return {
    ...{ what, unit, isRate, ...(atMost !== undefined && { atMost }) },
    bot: figuresOf("bot", key),
    floor: figuresOf("floor", key),
  };
}

/** How the time grows with the number of sessions: 1 is in proportion. */
function growth(what: string, key: "answer" | "click", atMost?: number): Row {
  const exponents = timesAsLong(key).map((times) => Math.log(times) / Math.log(100));
  return { what, unit: "", bot: exponents, ...(atMost !== undefined && { atMost }) };
}

/** How many times the time of 100 sessions 10,000 take, each round; none where one is not measured. */
function timesAsLong(key: "answer" | "click"): number[] {
  const small = figuresOf("bot", `${key}-100`);
  return figuresOf("bot", `${key}-10000`).flatMap((ms, round) => {
    const against = small[round];
    return against === undefined ? [] : ms / against;
  });
}

const rows: Row[] = [
  against("first answer, 100 sessions", "answer-100", "ms", 1.9),
  against("first answer, 1,000 sessions", "answer-1000", "ms", 2.4),
  against("first answer, 10,000 sessions", "answer-10000", "ms", 2.5),
  against("click on Older, kept read, 100 sessions", "click-100", "ms", 1.7),
  {
    ...{ what: "the same at 10,000 sessions, against 100", unit: "×", atMost: 1.2 },
    bot: timesAsLong("click"),
  },
  against("questions a second, 20 people", "rate", "a second", 0.45, true),
  against("processor time of a question", "cpu", "ms", 2.5),
  against("start to /healthz", "start", "ms", 1.7),
  against("resident memory at rest", "idle", "MB", 1.5),
  against("resident memory after 2,000 questions", "loaded", "MB", 1.4),
  {
    ...{ what: "picture at 100 sessions, beyond the answer without", unit: "ms", atMost: 45 },
    bot: figuresOf("bot", "picture"),
  },
  {
    ...{ what: "longest stall, 10 people × 10,000 sessions", unit: "ms", atMost: 50 },
    bot: figuresOf("bot", "stall"),
  },
  { what: "names known after start, 100,000 SIMs", unit: "s", bot: figuresOf("bot", "named") },
  against("type-ahead, 100,000 SIMs", "type-ahead", "ms"),
  growth("growth of the answer, 100 to 10,000 sessions", "answer", 0.8),
  growth("growth of the click", "click"),
];

const machine = machineOf(rounds);
const told = rows.filter(({ bot }) => bot.length > 0);
const table = tableOf(told);
console.log(`${machine}\n\n${table}`);
console.log(`\n${missedOf(told)}`);
if (values.write) {
  const day = new Date().toISOString().slice(0, 10);
  const file = join(import.meta.dirname, "../results.md");
  writeFileSync(
    file,
    `# Results\n\nThe last run of \`npm run bench -- answers\`, ${day}: ${machine}.\n\n${table}\n`,
  );
  // The linter looks at every file that is kept.
  spawnSync("npx", ["biome", "format", "--write", file], { stdio: "inherit" });
}
await slack.close();
for (const fleet of [large, ...fleets.values()]) fleet?.stop();

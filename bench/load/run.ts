/**
 * `npm run bench -- load`: fifty people ask for ten SIMs of 10,000 sessions each, all at once, of
 * the real bot in a process with a heap of its own size. Prints what it took and how long people
 * waited, and exits with 1 when somebody heard nothing, an acknowledgement came later than Slack
 * waits, or the bot ended.
 *
 * `node bench/load/run.ts --heap 256 --people 50 --each 10 --sims 10 --sessions 10000`: other
 * figures; as many SIMs as questions: nobody asks for the same. `--short` takes half a minute.
 */
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { parseArgs } from "node:util";
import { freePort, startBot, startFleet } from "./bot-under-load.ts";
import { askAll, type Heard, secrets, startCrowdedSlack } from "./crowd.ts";
import { processorSeconds } from "./process-tree.ts";

const { values } = parseArgs({
  options: {
    heap: { type: "string", default: "200" },
    people: { type: "string" },
    each: { type: "string" },
    sims: { type: "string" },
    sessions: { type: "string" },
    "call-ms": { type: "string", default: "100" },
    "over-ms": { type: "string", default: "0" },
    short: { type: "boolean", default: false },
  },
});
const heapMb = Number(values.heap);
const usual = values.short
  ? { people: 20, each: 3, sims: 5, sessions: 3_000 }
  : { people: 50, each: 10, sims: 10, sessions: 10_000 };
const people = Number(values.people ?? usual.people);
const each = Number(values.each ?? usual.each);
const sims = Number(values.sims ?? usual.sims);
const sessions = Number(values.sessions ?? usual.sessions);
const callMs = Number(values["call-ms"]);
const overMs = Number(values["over-ms"]);

const latestAckMs = 3_000;
const logFile = join(tmpdir(), `simscope-load-${process.pid}.log`);

const fleet = await startFleet(sims, sessions, callMs);
const port = await freePort();
const slack = await startCrowdedSlack(people, `http://127.0.0.1:${port}/slack/events`);
const bot = await startBot(
  {
    heapMb,
    logFile,
    settings: {
      SLACK_API_URL: slack.url,
      SLACK_BOT_TOKEN: secrets.botToken,
      QUESTIONS_PER_MINUTE: "999999",
      SLACK_SIGNING_SECRET: secrets.signingSecret,
      SIM_API_URL: fleet.address.url,
      TWILIO_ACCOUNT_SID: fleet.address.accountSid,
      TWILIO_AUTH_TOKEN: fleet.address.authToken,
    },
  },
  port,
);
const atRest = bot.peakMb();

const askings = Array.from({ length: people * each }, (_, index) => ({
  person: index % people,
  sim: (index + Math.floor(index / people)) % sims,
  afterMs: (overMs * index) / (people * each),
}));
await longestStallMs();
const usedBefore = processorSeconds(bot.pid) ?? 0;
const startedAt = performance.now();
const heard = await askAll(slack, askings);
const tookMs = performance.now() - startedAt;

const usedSeconds = (processorSeconds(bot.pid) ?? Number.NaN) - usedBefore;
const peak = bot.peakMb();
const stallMs = bot.ended() === null ? await longestStallMs() : null;
const ended = bot.ended();
const silent = heard.filter(({ firstMs }) => firstMs === null).length;
const unanswered = heard.filter(({ answerMs }) => answerMs === null).length;
const worstAckMs = worst(heard, "ackMs");
console.log(`${people} people, ${each} questions each, over ${sims} SIMs of ${sessions} sessions`);
console.table({
  "heap limit, MB": heapMb,
  "resident memory of the bot and what it started, at rest, MB": Math.round(atRest.all),
  "the same at its peak, MB": Math.round(peak.all),
  "of that the bot itself, MB": Math.round(peak.root),
  "heard something": `${heard.length - silent} of ${heard.length}`,
  "answered in the end": `${heard.length - unanswered} of ${heard.length}`,
  "with a report": heard.filter(({ kind }) => kind === "report").length,
  "told to ask again": heard.filter(({ kind }) => kind === "told").length,
  "worst acknowledgement, ms": worstAckMs ?? "none",
  "worst wait for a word, ms": worst(heard, "firstMs") ?? "none",
  "worst wait for the answer, ms": worst(heard, "answerMs") ?? "none",
  "longest stall of the bot's event loop, ms": stallMs ?? "unknown",
  "processor time of the bot, s": usedSeconds.toFixed(1),
  "all in all, s": (tookMs / 1_000).toFixed(1),
  "the bot": ended === null ? "lives" : `ended: ${ended}`,
});
for (const [words, count] of tally(heard)) console.log(`${count} × ${words}`);

const faults = [
  ...(ended === null ? [] : [`the bot ended: ${ended}`]),
  ...(silent === 0 ? [] : [`${silent} heard nothing`]),
  ...(unanswered === 0 ? [] : [`${unanswered} had no answer in the end`]),
  ...(heard.every(({ ackMs }) => ackMs !== null && ackMs <= latestAckMs)
    ? []
    : ["an acknowledgement came later than 3 s, or never"]),
];
console.log(faults.length === 0 ? "held" : faults.join("\n"));
if (faults.length > 0) console.log(`log of the bot: ${logFile}`);
process.exitCode = faults.length === 0 ? 0 : 1;
await bot.stop();
await slack.close();
fleet.stop();

/** Since it was asked for last; `null`: the bot did not say. */
async function longestStallMs(): Promise<number | null> {
  const metrics = await fetch(`http://127.0.0.1:${port}/metrics`).then(
    (answer) => answer.text(),
    () => null,
  );
  if (metrics === null) return null;
  const seconds = /^nodejs_eventloop_lag_max_seconds (\S+)/m.exec(metrics)?.[1];
  return Math.round(Number(seconds) * 1_000);
}

function worst(all: readonly Heard[], what: "ackMs" | "firstMs" | "answerMs"): number | null {
  const known = all.flatMap((one) => one[what] ?? []);
  return known.length === 0 ? null : Math.max(...known);
}

/** What was said in place of a report, and how often. */
function tally(all: readonly Heard[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const { kind, words } of all)
    if (kind === "told") counts.set(words, (counts.get(words) ?? 0) + 1);
  return [...counts].toSorted(([, a], [, b]) => b - a).slice(0, 8);
}

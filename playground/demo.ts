import process from "node:process";
import { ask } from "./ask.ts";
import { type DemoOptions, demoUsage, parseDemoOptions } from "./demo-options.ts";
import { startPageServer } from "./page/server.ts";
import { type Playground, startPlayground } from "./playground.ts";
import { questionsFor } from "./questions.ts";

const answerDeadlineMs = 30_000;
const widestColumns = 100;

const clock = { now: Date.now };

/** Prints one answer; the exit code says whether there was one. */
async function printAnswer(
  question: string,
  playground: Playground,
  stopped: AbortSignal,
): Promise<number> {
  const reader = {
    timeZone: ownTimeZone(),
    nowMs: clock.now(),
    columns: Math.min(process.stdout.columns ?? widestColumns, widestColumns),
    nameOf: (id: string) => playground.slack.world.nameOf(id),
  };
  const signal = AbortSignal.any([AbortSignal.timeout(answerDeadlineMs), stopped]);
  try {
    const answer = await ask(playground.slack, question, reader, signal);
    (answer.isAnswer ? process.stdout : process.stderr).write(`${answer.text}\n`);
    return answer.isAnswer ? 0 : 1;
  } catch {
    process.stderr.write(`No answer within ${answerDeadlineMs / 1_000} seconds.\n`);
    return 1;
  }
}

/** Serves the page until somebody presses Ctrl-C, or the bot ends by itself. */
async function servePage(
  options: DemoOptions,
  playground: Playground,
  stopped: AbortSignal,
): Promise<number> {
  const page = await startPageServer({ playground, port: options.port });
  const lines = [
    "",
    `  simscope is ready: ${page.url}`,
    "",
    "  Type one of these there, or press it:",
    ...questionsFor(playground.fleets).map(({ text }) => `    ${text}`),
    "",
    "  Ctrl-C stops everything.",
    "",
  ];
  process.stdout.write(`${lines.join("\n")}\n`);
  await Promise.race([untilAborted(stopped), playground.ended]);
  await page.close();
  if (stopped.aborted) return 0;
  process.stderr.write("The bot ended by itself; its log above says why.\n");
  return 1;
}

function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}

/** Aborted by Ctrl-C; listened to from the first moment, so that nothing is left running. */
function stopSignal(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => controller.abort());
  }
  return controller.signal;
}

function ownTimeZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

async function main(): Promise<number> {
  const parsed = parseDemoOptions(process.argv.slice(2));
  if (parsed.kind !== "options") {
    const isHelp = parsed.kind === "help";
    const words = isHelp ? demoUsage : `${parsed.words}\n\n${demoUsage}`;
    (isHelp ? process.stdout : process.stderr).write(`${words}\n`);
    return isHelp ? 0 : 2;
  }
  const { options } = parsed;
  const { transport, accounts, everydaySims } = options;
  const stopped = stopSignal();
  const playground = await startPlayground({
    clock,
    transport,
    accounts,
    everydaySims,
    timeZone: ownTimeZone(),
  });
  try {
    if (stopped.aborted) return 1;
    return options.ask === null
      ? await servePage(options, playground, stopped)
      : await printAnswer(options.ask, playground, stopped);
  } finally {
    await playground.close();
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  const words = error instanceof Error ? error.message : "unknown failure";
  process.stderr.write(`The playground could not start: ${words}\n`);
  process.exitCode = 1;
}

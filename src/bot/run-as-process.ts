import process from "node:process";
import { faultLines, parseConfig, secretsOf } from "../config/config.ts";
import { readEnvFiles, withEnvFiles } from "../config/env-files.ts";
import { unknownVariables } from "../config/unknown-variables.ts";
import { giveMemoryBack } from "../ops/give-memory-back.ts";
import { createLogger } from "../ops/logger.ts";
import { scrub } from "../ops/scrub.ts";
import { isSocketLibraryRace } from "../socket-mode/library-race.ts";
import { proxyDoubts, sendFetchThrough } from "./proxy.ts";
import { type Bot, startBot } from "./start.ts";
import { StartFailure } from "./start-failure.ts";

/**
 * From the environment to a running bot, and back on a signal. The only file that touches
 * `process`: everything else is given what it needs, so that it can be started in a test. Resolves
 * when the bot can answer, or cannot start.
 */
export async function runAsProcess(): Promise<void> {
  const { parsed, warnings } = withEnvFiles(
    parseConfig(process.env),
    readEnvFiles(process.execArgv),
    process.env,
  );
  for (const line of faultLines([
    ...warnings,
    ...proxyDoubts(process.env),
    ...unknownVariables(process.env),
  ]))
    process.stderr.write(`simscope: ${line}\n`);
  if (parsed.kind === "faults") {
    const lines = ["simscope cannot start:", ...faultLines(parsed.faults)];
    process.stderr.write(`${lines.join("\n  ")}\n`);
    process.exitCode = 1;
    return;
  }
  const { config } = parsed;
  const logger = createLogger({ level: config.logLevel, secrets: secretsOf(config) });

  if (!sendFetchThrough(config.proxy))
    logger.warn("this Node.js cannot use the proxy for Slack: version 24.14 or later can");

  let bot: Bot | null = null;
  let isStopping = false;
  const stop = async (exitCode: number): Promise<void> => {
    if (isStopping) return;
    isStopping = true;
    try {
      const left = (await bot?.stop()) ?? 0;
      if (left > 0) logger.warn({ inFlight: left }, "stopped with questions unanswered");
      else logger.info("stopped");
    } catch (err) {
      logger.error({ err }, "stopped, but not in order");
    }
    // Whatever still waits for something would keep the process alive.
    process.exit(exitCode);
  };
  // Ctrl-C reaches the whole group, and npm hands it on besides: one stop, not two.
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) {
    process.on(signal, () => {
      if (!isStopping) logger.info({ signal }, "stopping");
      void stop(0);
    });
  }
  process.on("unhandledRejection", (err) => {
    if (isSocketLibraryRace(err)) {
      logger.error({ component: "slack_library", err }, "a line to Slack ended while it was used");
      return;
    }
    logger.fatal({ err }, "something failed that nobody handles");
    void stop(1);
  });

  try {
    bot = await startBot({
      ...{ config, logger },
      clock: { now: Date.now },
      // Whoever supervises the process starts it again, with a new token as soon as there is one.
      onLost: (err) => {
        logger.fatal({ component: "slack", err }, "Slack refuses the app token (SLACK_APP_TOKEN)");
        void stop(1);
      },
    });
    logger.info({ port: bot.port, transport: config.slack.transport.kind }, "ready for questions");
    void bot.listed.then(giveMemoryBack);
  } catch (err) {
    logger.fatal({ err }, "simscope cannot start");
    process.stderr.write(`simscope cannot start: ${startFailureWords(err, secretsOf(config))}\n`);
    process.exit(1);
  }
}

/** For whoever reads the terminal; the log has the same in fields. */
function startFailureWords(error: unknown, secrets: readonly string[]): string {
  return error instanceof StartFailure
    ? scrub(error.message, secrets)
    : "an unexpected failure. The last line of the log has the details; please report it.";
}

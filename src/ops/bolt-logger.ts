import { LogLevel as BoltLevel, type Logger as BoltLogger } from "@slack/bolt";
import type { Logger } from "./logger.ts";

const boltLevels = {
  trace: BoltLevel.DEBUG,
  debug: BoltLevel.DEBUG,
  info: BoltLevel.INFO,
  warn: BoltLevel.WARN,
  error: BoltLevel.ERROR,
  fatal: BoltLevel.ERROR,
  silent: BoltLevel.ERROR,
} as const;

const textMaxLength = 300;

/**
 * Our log behind the interface that Bolt, its receivers and its clients write to. They log
 * sentences that end in bodies, so a message is cut where a body could begin (`{`, `[`, a quote,
 * a line end); objects are dropped, errors reduced. The level stays ours: `setLevel` has no effect.
 */
export function createBoltLogger(logger: Logger): BoltLogger {
  const write =
    (level: "debug" | "info" | "warn" | "error") =>
    (...parts: unknown[]): void => {
      const words = parts
        .filter((part) => typeof part === "string")
        .map(withoutBody)
        .filter((text) => text !== "")
        .join(" ");
      const err = parts.find((part) => part instanceof Error);
      const message = words === "" ? "Slack library" : `Slack library: ${words}`;
      logger[level]({ component: "slack_library", err }, message);
    };
  return {
    debug: write("debug"),
    info: write("info"),
    warn: write("warn"),
    error: write("error"),
    setLevel: () => undefined,
    getLevel: () => boltLevels[logger.level],
    setName: () => undefined,
  };
}

function withoutBody(text: string): string {
  const [head = ""] = text.split(/[{["'`\n\r]/, 1);
  return head.slice(0, textMaxLength).trim();
}

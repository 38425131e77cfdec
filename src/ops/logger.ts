import { LogLevel as BoltLevel, type Logger as BoltLogger } from "@slack/web-api";
import { type DestinationStream, type LevelWithSilent, pino } from "pino";
import { firstCharacters } from "../core/cut-text.ts";
import { allowedFields, type LogFields } from "./log-fields.ts";
import { scrub } from "./scrub.ts";

/** One level: a constant sentence, with fields before it where there are any. */
interface LogMethod {
  (message: string): void;
  (fields: LogFields, message: string): void;
}

/** The log. Fields outside the allow-list never reach it, whatever is passed. */
export interface Logger {
  readonly level: LevelWithSilent;
  readonly debug: LogMethod;
  readonly info: LogMethod;
  readonly warn: LogMethod;
  readonly error: LogMethod;
  readonly fatal: LogMethod;
  /** The same log; `fields` are part of every line. */
  child(fields: LogFields): Logger;
}

interface LoggerOptions {
  readonly level: LevelWithSilent;
  /** Where lines go; standard output when not given. */
  readonly destination?: DestinationStream;
  /** Credentials, to be blanked out literally should one ever slip into a sentence. */
  readonly secrets?: readonly string[];
}

type Level = "debug" | "info" | "warn" | "error" | "fatal";

/**
 * A logger that writes one JSON object a line: `level` (word), `time` (ISO 8601, UTC), `msg`,
 * and fields of the allow-list in `log-fields.ts`. Messages are scrubbed (`scrub.ts`).
 */
export function createLogger({ level, destination, secrets = [] }: LoggerOptions): Logger {
  const sink = pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      // The error is reduced before pino sees it; pino's own serializer would add to it.
      serializers: { err: (reduced: unknown) => reduced },
    },
    destination ?? pino.destination({ dest: 1, sync: true }),
  );

  const withFields = (shared: Record<string, unknown>): Logger => {
    const method =
      (at: Level): LogMethod =>
      (first: LogFields | string, second?: string): void => {
        if (!sink.isLevelEnabled(at)) return;
        const message = second ?? first;
        const fields =
          second === undefined && typeof first === "string" ? {} : fieldsOf(first, secrets);
        // Always with a message: pino would otherwise borrow one from the error.
        const words = typeof message === "string" ? scrub(message, secrets) : "no message";
        sink[at]({ ...shared, ...fields }, "%s", words);
      };
    return {
      level,
      debug: method("debug"),
      info: method("info"),
      warn: method("warn"),
      error: method("error"),
      fatal: method("fatal"),
      child: (fields) => withFields({ ...shared, ...fieldsOf(fields, secrets) }),
    };
  };
  return withFields({});
}

/** Guards what the types already forbid: an error or another value in place of fields. */
function fieldsOf(given: unknown, secrets: readonly string[]): Record<string, unknown> {
  if (given instanceof Error) return allowedFields({ err: given }, secrets);
  return typeof given === "object" && given !== null ? allowedFields(given, secrets) : {};
}

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
  return firstCharacters(head, textMaxLength).trim();
}

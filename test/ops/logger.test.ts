import { LogLevel as BoltLevel } from "@slack/bolt";
import { describe, expect, test } from "vitest";
import { BotError } from "../../src/core/errors.ts";
import type { LogFields } from "../../src/ops/log-fields.ts";
import { createBoltLogger, createLogger } from "../../src/ops/logger.ts";

/** Everything that must never be seen in a log, and a mark by which to find each. */
const forbidden = {
  botToken: "xoxb-1111-2222-abcdEFGH",
  appToken: "xapp-1-A111-222-abcdef",
  apiSecret: "hunter2hunter2hunter2",
  authToken: "0123456789abcdef0123456789abcdef",
  apiKey: `SK${"ab12".repeat(8)}`,
  imei: "014931000129700",
  iccid: "8901340852295524703",
  latitude: "37.8828168",
  longitude: "-122.3684899",
  simName: "Portland-Storefront-POS",
  responseUrl: "https://hooks.slack.com/commands/T1/99/deadbeefdeadbeef",
} as const;

const secrets = [forbidden.apiSecret, forbidden.authToken];
const needles = [
  ...Object.values(forbidden).filter((text) => !text.startsWith("https")),
  "deadbeef",
  "2222-abcd",
];

function capture(level: "trace" | "info" = "trace") {
  const written: string[] = [];
  const logger = createLogger({
    level,
    secrets,
    destination: { write: (line: string) => written.push(line) },
  });
  return {
    logger,
    text: () => written.join(""),
    lines: (): Record<string, unknown>[] => written.map((line) => JSON.parse(line)),
  };
}

function expectClean(text: string): void {
  expect(text).not.toBe("");
  expect(needles.filter((needle) => text.includes(needle))).toEqual([]);
}

/** Gets a value past the types, as a careless cast in a year's time would. */
function smuggled(value: unknown): LogFields {
  return value as LogFields;
}

describe("fields", () => {
  test("of the allow-list are written, with level as a word and time in UTC", () => {
    const { logger, lines } = capture();
    logger.info(
      { command: "sessions", outcome: "ok", durationMs: 412, simSid: `DE${"0a".repeat(16)}` },
      "question answered",
    );
    expect(lines()).toEqual([
      {
        level: "info",
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
        command: "sessions",
        outcome: "ok",
        durationMs: 412,
        simSid: `DE${"0a".repeat(16)}`,
        msg: "question answered",
      },
    ]);
  });

  test("outside the list are dropped and counted", () => {
    const { logger, lines } = capture();
    logger.info(smuggled({ iccid: "1", body: {}, outcome: "ok", status: "200" }), "done");
    expect(lines()[0]).toMatchObject({ outcome: "ok", droppedFields: 3, msg: "done" });
    expect(Object.keys(lines()[0] ?? {}).sort()).toEqual(
      ["droppedFields", "level", "msg", "outcome", "time"].sort(),
    );
  });

  test("hide nothing forbidden, whatever shape it comes in", () => {
    const { logger, text } = capture();
    for (const [name, value] of Object.entries(forbidden)) {
      const number = Number(value);
      logger.info(smuggled({ [name]: value }), "own name");
      logger.info(smuggled({ nested: { deep: [{ [name]: value }] } }), "nested");
      logger.info(smuggled([value]), "list");
      logger.info(smuggled(value), "in place of fields");
      logger.info(smuggled(new Map([[name, value]])), "map");
      logger.info(smuggled({ toJSON: () => value }), "toJSON");
      logger.info(smuggled({ err: value }), "as an error");
      logger.info(smuggled({ err: { message: value, stack: value } }), "like an error");
      logger.info(smuggled({ msg: value, time: value, level: value }), "pino's own names");
      logger.info({ status: number, reference: value, requestId: value }, "allowed names");
      logger.child(smuggled({ [name]: value, sim: { [name]: value } })).info("child");
      if (name !== "simName") logger.info(`a careless sentence with ${value} inside`);
    }
    expectClean(text());
  });
});

describe("errors", () => {
  test("of ours keep code, status, platform code, message and frames", () => {
    const { logger, lines } = capture();
    const cause = Object.assign(new Error("connect ECONNREFUSED 10.0.0.1"), {
      code: "ECONNREFUSED",
    });
    const err = new BotError("sim_api_unreachable", "no connection to the SIM platform", {
      retryable: true,
      status: 503,
      platformCode: 20503,
      cause,
    });
    logger.error({ err }, "question failed");
    expect(lines()[0]?.["err"]).toEqual({
      name: "BotError",
      message: "no connection to the SIM platform",
      code: "sim_api_unreachable",
      status: 503,
      platformCode: 20503,
      retryable: true,
      stack: expect.arrayContaining([expect.stringContaining("logger.test.ts")]),
      cause: {
        name: "Error",
        code: "ECONNREFUSED",
        stack: expect.arrayContaining([expect.stringContaining("logger.test.ts")]),
      },
    });
  });

  test("of Slack's SDK keep Slack's word for it", () => {
    const { logger, lines } = capture();
    const err = Object.assign(new Error("An API error occurred: invalid_auth"), {
      code: "slack_webapi_platform_error",
      data: { ok: false, error: "invalid_auth", token: forbidden.botToken },
    });
    logger.error({ err }, "Slack refused");
    expect(lines()[0]?.["err"]).toMatchObject({
      code: "slack_webapi_platform_error",
      slackError: "invalid_auth",
    });
  });

  test("hide nothing forbidden in message, stack, code, name, causes or other properties", () => {
    const { logger, text } = capture();
    for (const value of Object.values(forbidden)) {
      const plain = new Error(`cannot read ${value}\n    at ${value} (/app/src/x.ts:1:1)`);
      const decorated = Object.assign(new Error("x"), {
        sim: value,
        code: `${value} x`,
        name: `${value} x`,
        data: { error: `${value} x` },
        headers: { authorization: value },
        status: Number(value),
      });
      const ours = new BotError("sim_api_failed", "answer was a fault", {
        retryable: true,
        cause: new TypeError(value, { cause: plain }),
      });
      const several = new AggregateError([plain, decorated], value);
      for (const err of [plain, decorated, ours, several, value, { message: value }]) {
        logger.error({ err }, "failed");
        logger.error(smuggled(err), "error in place of fields");
      }
    }
    expectClean(text());
  });

  test("that cannot be read, or cause themselves, do not break the log", () => {
    const { logger, lines } = capture();
    const circular: Error = new Error("round");
    circular.cause = circular;
    const hostile = new Proxy(new Error("trap"), {
      get: () => {
        throw new Error("trapped");
      },
    });
    logger.error({ err: circular }, "circular");
    logger.error({ err: hostile }, "hostile");
    expect(lines()).toHaveLength(2);
    expect(lines()[1]?.["err"]).toEqual({ name: "Unreadable" });
  });
});

describe("Bolt's logger", () => {
  test("passes level and sentence", () => {
    const { logger, lines } = capture();
    createBoltLogger(logger).warn("http request failed", "timeout");
    expect(lines()[0]).toMatchObject({
      level: "warn",
      component: "slack_library",
      msg: "Slack library: http request failed timeout",
    });
  });

  test("passes no token, no body and no object", () => {
    const { logger, text } = capture();
    const bolt = createBoltLogger(logger);
    for (const value of Object.values(forbidden)) {
      bolt.debug(`http request body: {"text":"${value}"}`);
      bolt.debug("http request headers:", { authorization: value }, [value]);
      bolt.info(`received '${value}'`);
      bolt.error(new Error(value), `first line\n${value}`);
    }
    bolt.warn(`the token ${forbidden.botToken} and ${forbidden.appToken} were refused`);
    bolt.warn(`posting to ${forbidden.responseUrl} failed`);
    expectClean(text());
    expect(text()).toContain("posting to https://hooks.slack.com failed");
  });

  test("keeps to the level of the log", () => {
    const { logger, lines } = capture("info");
    const bolt = createBoltLogger(logger);
    bolt.setLevel(BoltLevel.DEBUG);
    bolt.debug("quiet");
    expect(bolt.getLevel()).toBe(BoltLevel.INFO);
    expect(lines()).toEqual([]);
  });
});

test("percent signs in a sentence are not a format", () => {
  const { logger, lines } = capture();
  logger.info("100 %s of %o");
  expect(lines()[0]?.["msg"]).toBe("100 %s of %o");
});

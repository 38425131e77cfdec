import { describe, expect, test } from "vitest";
import { faultLines, parseConfig, secretsOf } from "../../src/config/config.ts";

const keys = [1, 2].map((seed) =>
  Buffer.from(Array.from({ length: 32 }, (_, at) => (at * 7 + seed) % 256)).toString("base64"),
);
const many = {
  SLACK_SIGNING_SECRET: "made-up-signing-secret",
  SLACK_CLIENT_ID: "1234.5678",
  SLACK_CLIENT_SECRET: "made-up-client-secret",
  SLACK_STATE_SECRET: "made-up-state-secret",
  ENCRYPTION_KEYS: keys.join(", "),
  ALLOWED_WORKSPACES: "T012ABC, E034DEF",
  TWILIO_API_KEY: `SK${"b2".repeat(16)}`,
  TWILIO_API_SECRET: "made-up-api-secret",
};

function linesOf(env: Record<string, string>): string[] {
  const parsed = parseConfig(env);
  return parsed.kind === "ok" ? [] : faultLines(parsed.faults);
}

describe("many workspaces", () => {
  test("need no bot token, over HTTP or Socket Mode", () => {
    const parsed = parseConfig(many);
    if (parsed.kind !== "ok") throw new Error(linesOf(many).join("\n"));
    const { slack } = parsed.config;
    expect(slack.workspaces).toEqual({
      ...{ kind: "many", clientId: "1234.5678", clientSecret: "made-up-client-secret" },
      stateSecret: "made-up-state-secret",
      encryptionKeys: keys.map((key) => Buffer.from(key, "base64")),
      allowed: new Set(["T012ABC", "E034DEF"]),
    });
    for (const secret of ["made-up-client-secret", "made-up-state-secret", ...keys])
      expect(secretsOf(parsed.config)).toContain(secret);
    const { SLACK_SIGNING_SECRET: _, ...rest } = many;
    expect(linesOf({ ...rest, SLACK_APP_TOKEN: "xapp-made-up" })).toEqual([]);
  });

  test.each<[string, Record<string, string>, RegExp[]]>([
    [
      "one of three",
      { SLACK_CLIENT_SECRET: "", SLACK_STATE_SECRET: "" },
      [
        /^SLACK_CLIENT_SECRET: is missing although SLACK_CLIENT_ID is set\. Copy the Client Secret/,
        /^SLACK_STATE_SECRET: is missing although SLACK_CLIENT_ID is set\. Make one yourself/,
      ],
    ],
    [
      "no list of who may install, no keys",
      { ENCRYPTION_KEYS: "", ALLOWED_WORKSPACES: "" },
      [
        /^ENCRYPTION_KEYS: is missing: the tokens .+openssl rand -base64 32/,
        /^ALLOWED_WORKSPACES: is missing: whoever finds the install link could see your SIMs/,
      ],
    ],
    [
      "beside the token of one workspace",
      { SLACK_BOT_TOKEN: "xoxb-made-up" },
      [/^SLACK_BOT_TOKEN: is set, but each workspace has a token of its own/],
    ],
    [
      "a key that is too short",
      { ENCRYPTION_KEYS: `${keys[0]},c2hvcnQ=` },
      [/^ENCRYPTION_KEYS: entry 2 of the list is not 32 bytes in base64\. Make a key/],
    ],
    [
      "a key of one byte over and over",
      { ENCRYPTION_KEYS: Buffer.alloc(32).toString("base64") },
      [/^ENCRYPTION_KEYS: entry 1 of the list is not 32 bytes/],
    ],
    ["only commas", { ALLOWED_WORKSPACES: " , " }, [/^ALLOWED_WORKSPACES: holds no id, so nobody/]],
    [
      "a name in place of an id",
      { ALLOWED_WORKSPACES: "T012ABC,acme" },
      [/^ALLOWED_WORKSPACES: entry 2 of the list is not a workspace id\. .+T or E/],
    ],
    ["the example's id", { ALLOWED_WORKSPACES: "T0123ABCDEF" }, [/: is not filled in/]],
    [
      "a state secret to be guessed",
      { SLACK_STATE_SECRET: "short" },
      [/^SLACK_STATE_SECRET: is sh/],
    ],
    [
      "an app id in place of a client id",
      { SLACK_CLIENT_ID: "A012" },
      [/^SLACK_CLIENT_ID: is not/],
    ],
    [
      "a bot token in place of a client secret",
      { SLACK_CLIENT_SECRET: "xoxb-made-up" },
      [/^SLACK_CLIENT_SECRET: holds a bot token, which belongs into SLACK_BOT_TOKEN/],
    ],
  ])("%s", (_, change, expected) => {
    const lines = linesOf({ ...many, ...change });
    for (const [at, pattern] of expected.entries()) expect(lines[at]).toMatch(pattern);
    const isMoved = /belongs into/.test(lines[0] ?? "");
    expect(lines.length).toBe(isMoved ? lines.length : expected.length);
  });

  test("what only many workspaces need does nothing for one", () => {
    const { SLACK_CLIENT_ID: _a, SLACK_CLIENT_SECRET: _b, SLACK_STATE_SECRET: _c, ...one } = many;
    expect(linesOf({ ...one, SLACK_BOT_TOKEN: "xoxb-made-up" })).toEqual([
      expect.stringMatching(/^ENCRYPTION_KEYS: is set, but without SLACK_CLIENT_ID it would do no/),
      expect.stringMatching(/^ALLOWED_WORKSPACES: is set, but without SLACK_CLIENT_ID/),
    ]);
  });
});

import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { faultLines, parseConfig } from "../../src/config/config.ts";
import { variableNames } from "../../src/config/schema.ts";
import { unknownVariables } from "../../src/config/unknown-variables.ts";

const accountSid = `AC${"a1".repeat(16)}`;
const apiKey = `SK${"b2".repeat(16)}`;
const complete = {
  SLACK_BOT_TOKEN: "xoxb-made-up-bot-token",
  SLACK_APP_TOKEN: "xapp-made-up-app-token",
  TWILIO_API_KEY: apiKey,
  TWILIO_API_SECRET: "made-up-api-secret",
};

function faultsOf(env: Record<string, string | undefined>): string[] {
  const parsed = parseConfig(env);
  return parsed.kind === "ok" ? [] : faultLines(parsed.faults);
}

/** Every value that a document gives one of our variables, with the name of the file. */
function examplesIn(file: string): [string, string, string][] {
  const text = readFileSync(new URL(`../../${file}`, import.meta.url), "utf8");
  return [...text.matchAll(/^[#`]?([A-Z][A-Z_]+)=([^\s`]+)/gm)].flatMap(
    ([, name = "", value = ""]): [string, string, string][] =>
      variableNames.includes(name) ? [[file, name, value]] : [],
  );
}

const isOwnAffair = /TOKEN$|SECRET$|API_KEY$|CLIENT_ID$|ACCOUNT_SID$|^ALLOWED_|^PUBLIC_URL$/;

describe("a placeholder is not filled in", () => {
  const examples = ["README.md", ".env.example", "docs/settings.md", "docs/several-accounts.md"]
    .flatMap(examplesIn)
    .filter(([, name]) => isOwnAffair.test(name));

  test("there are some in the documents", () => expect(examples.length).toBeGreaterThan(10));

  test.each(examples)("%s: %s=%s", (_, name, value) => {
    const hint = `${name}: is not filled in: it holds what stands in an example`;
    expect(
      faultsOf({ ...complete, [name]: value }).filter((line) => line.startsWith(hint)),
    ).toHaveLength(1);
  });

  test.each([
    ["SLACK_BOT_TOKEN", "xoxb-"],
    ["SLACK_BOT_TOKEN", "xoxb-xxxxxxxxxxxx"],
    ["SLACK_BOT_TOKEN", "<your token>"],
    ["SLACK_APP_TOKEN", "xapp-..."],
    ["SLACK_SIGNING_SECRET", "changeme"],
    ["TWILIO_API_SECRET", "TODO"],
    ["TWILIO_API_SECRET", "********"],
    ["TWILIO_API_SECRET", "$TWILIO_API_SECRET"],
    ["KORE_CLIENT_SECRET", "your_client_secret"],
  ])("%s=%s", (name, value) => {
    const lines = faultsOf({ ...complete, [name]: value });
    expect(lines.filter((line) => line.startsWith(`${name}: is not filled in`))).toHaveLength(1);
  });

  test("a secret that only resembles one is a secret", () => {
    for (const secret of ["changeme2day", "yourself-9fb2", "aaaaab", "X7..."])
      expect(faultsOf({ ...complete, TWILIO_API_SECRET: secret })).toEqual([]);
  });
});

describe("a credential in the wrong place", () => {
  test("swapped tokens are called swapped, once", () => {
    const { SLACK_BOT_TOKEN, SLACK_APP_TOKEN } = complete;
    expect(
      faultsOf({ ...complete, SLACK_BOT_TOKEN: SLACK_APP_TOKEN, SLACK_APP_TOKEN: SLACK_BOT_TOKEN }),
    ).toEqual([
      "SLACK_BOT_TOKEN: and SLACK_APP_TOKEN are swapped: it holds an app-level token. Put each in the other's place.",
    ]);
  });

  test("so are SIDs, and a key with its secret", () => {
    expect(
      faultsOf({ ...complete, TWILIO_ACCOUNT_SID: apiKey, TWILIO_API_KEY: accountSid }),
    ).toEqual([
      expect.stringContaining(
        "TWILIO_ACCOUNT_SID: and TWILIO_API_KEY are swapped: it holds the SID of an API key",
      ),
    ]);
    expect(
      faultsOf({ ...complete, TWILIO_API_KEY: "made-up-api-secret", TWILIO_API_SECRET: apiKey }),
    ).toEqual([
      expect.stringContaining(
        "TWILIO_API_SECRET: and TWILIO_API_KEY are swapped: it holds the SID of an API key",
      ),
    ]);
  });

  test("where the right place is empty, it is named", () => {
    const { SLACK_BOT_TOKEN: token, ...rest } = complete;
    expect(faultsOf({ ...rest, SLACK_SIGNING_SECRET: token })).toEqual([
      "SLACK_SIGNING_SECRET: holds a bot token, which belongs into SLACK_BOT_TOKEN. Move it to SLACK_BOT_TOKEN.",
    ]);
    expect(faultsOf({ ...complete, TWILIO_API_KEY: accountSid })).toEqual([
      "TWILIO_API_KEY: holds an account SID, which belongs into TWILIO_ACCOUNT_SID. Move it to TWILIO_ACCOUNT_SID.",
    ]);
  });
});

describe("variables that nobody reads", () => {
  test.each([
    ["SLACK_TOKEN", "SLACK_BOT_TOKEN or SLACK_APP_TOKEN"],
    ["SLACK_SECRET", "SLACK_SIGNING_SECRET or SLACK_CLIENT_SECRET or SLACK_STATE_SECRET"],
    ["SLACK_BOT_TOKN", "SLACK_BOT_TOKEN"],
    ["SLACK_SIGNIN_SECRET", "SLACK_SIGNING_SECRET"],
    ["TWILIO_SID", "TWILIO_ACCOUNT_SID"],
    ["TWILIO_API_KEY_SECRET", "TWILIO_API_SECRET"],
    ["TWILIO_API_KEY_SID", "TWILIO_API_KEY"],
    ["KORE_SECRET", "KORE_CLIENT_SECRET"],
    ["ADMIN_USER", "ADMIN_USERS"],
    ["DATABSE_URL", "DATABASE_URL"],
  ])("%s: probably %s", (name, meant) => {
    expect(faultLines(unknownVariables({ ...complete, [name]: "made-up" }))).toEqual([
      `${name}: is set, but simscope knows no such setting. Probably ${meant} is meant.`,
    ]);
  });

  test.each([
    ...[
      ["ALLOWED_USER", "ALLOWED_USERS"],
      ["ALOWED_USERS", "ALLOWED_USERS"],
      ["ALLOW_USERS", "ALLOWED_USERS"],
      ["allowed_users", "ALLOWED_USERS"],
      ["ALLOWED-USERS", "ALLOWED_USERS"],
      ["USERS_ALLOWED", "ALLOWED_USERS"],
      ["SIMSCOPE_ALLOWED_USERS", "ALLOWED_USERS"],
      ["ALLOWED_USER_IDS", "ALLOWED_USERS"],
    ],
    ["ALLOWED_USERGROUPS", "ALLOWED_GROUPS"],
    ["SLACK_ALLOWED_CHANNEL", "ALLOWED_CHANNELS"],
    ["ALLOWED_WORKSPACE", "ALLOWED_WORKSPACES"],
  ])("%s was to keep somebody out: the bot does not start without %s", (name, meant) => {
    expect(faultsOf({ ...complete, [name]: "U0ADA00001" })).toEqual([
      `${name}: is set, but simscope knows no such setting. Probably ${meant} is meant, without which more people may ask: correct the name, or remove it.`,
    ]);
    expect(unknownVariables({ ...complete, [name]: "U0ADA00001" })).toEqual([]);
    expect(faultsOf({ ...complete, [name]: " " })).toEqual([]);
  });

  test.each(["ALLOWED_PEOPLE", "ALLOWED_HOSTS"])("%s may be another program's", (name) => {
    expect(faultsOf({ ...complete, [name]: "made-up" })).toEqual([]);
    expect(unknownVariables({ ...complete, [name]: "made-up" })).toHaveLength(1);
  });

  test("without one that is near, the list of settings", () => {
    expect(faultLines(unknownVariables({ SLACK_WORKSPACE: "acme" }))).toEqual([
      "SLACK_WORKSPACE: is set, but simscope knows no such setting. docs/settings.md lists all settings.",
    ]);
  });

  test("what others read, is empty, or is referred to by the file of accounts is no doubt", () => {
    const others = { PATH: "/bin", HOME: "/root", TWILIO_REGION: "ie1", LOG_FORMAT: "json" };
    const cluster = { SIMSCOPE_PORT: "tcp://10.0.0.1:3000", SIMSCOPE_SERVICE_HOST: "10.0.0.1" };
    expect(unknownVariables({ ...complete, ...others, ...cluster, SLACK_TOKEN: " " })).toEqual([]);
    const file = { SIMSCOPE_CONFIG: "simscope.yml", TWILIO_SECRET_US: "made-up" };
    expect(unknownVariables(file)).toEqual([]);
    expect(unknownVariables({ ...file, SLACK_TOKEN: "made-up" })).toHaveLength(1);
  });
});

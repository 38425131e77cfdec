import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { noRules } from "../../src/accounts/account-rules.ts";
import type { SimConfig } from "../../src/config/account.ts";
import { faultLines, parseConfig, secretsOf } from "../../src/config/config.ts";
import { variableNames } from "../../src/config/schema.ts";
import type { ConfigFault } from "../../src/config/values.ts";

const accountSid = `AC${"a1".repeat(16)}`;
const apiKey = `SK${"b2".repeat(16)}`;

const complete = {
  SLACK_BOT_TOKEN: "xoxb-made-up-bot-token",
  SLACK_SIGNING_SECRET: "made-up-signing-secret",
  TWILIO_API_KEY: apiKey,
  TWILIO_API_SECRET: "made-up-api-secret",
};

function configOf(env: Record<string, string | undefined>) {
  const parsed = parseConfig(env);
  if (parsed.kind !== "ok") throw new Error(faultLines(parsed.faults).join("\n"));
  return parsed.config;
}

/** The parts of a configuration that has one account, from plain variables. */
function onlyAccount(sim: SimConfig) {
  return { accounts: [{ name: null, description: null, sim }], accountRules: noRules };
}

function faultsOf(env: Record<string, string | undefined>): readonly ConfigFault[] {
  const parsed = parseConfig(env);
  return parsed.kind === "ok" ? [] : parsed.faults;
}

function faulty(env: Record<string, string | undefined>): string[] {
  return faultsOf(env).map(({ variable }) => variable);
}

describe("a complete environment", () => {
  test("gives the defaults of the contract", () => {
    expect(configOf(complete)).toEqual({
      port: 3000,
      logLevel: "info",
      slack: {
        transport: { kind: "http", signingSecret: "made-up-signing-secret" },
        workspaces: { kind: "one", botToken: "xoxb-made-up-bot-token" },
        apiUrl: "https://slack.com/api/",
      },
      ...onlyAccount({
        provider: "twilio",
        apiUrl: "https://wireless.twilio.com",
        credentials: {
          kind: "api_key",
          accountSid: null,
          apiKey,
          apiSecret: "made-up-api-secret",
        },
      }),
      access: { users: null, groups: null, channels: null },
      admins: [],
      questionsPerMinute: 30,
      chart: { renderer: "embedded" },
      publicUrl: null,
      directory: { refreshIntervalMs: 600_000 },
      sweep: { everyMs: 86_400_000, callsPerMinute: 60 },
      watchEveryMs: 300_000,
      proxy: null,
      thresholds: {},
      store: { kind: "sqlite", path: "simscope.db" },
      audit: { keptMs: 90 * 86_400_000 },
      evidence: { keptMs: null },
    });
  });

  test("reads every variable", () => {
    const config = configOf({
      PORT: "8080",
      LOG_LEVEL: "debug",
      SLACK_BOT_TOKEN: "xoxb-made-up-bot-token",
      SLACK_APP_TOKEN: "xapp-made-up-app-token",
      SLACK_API_URL: "http://127.0.0.1:4010/api/",
      TWILIO_ACCOUNT_SID: accountSid,
      TWILIO_AUTH_TOKEN: "made-up-auth-token",
      SIM_PROVIDER: "twilio",
      SIM_API_URL: "http://localhost:4020/",
      CHART_RENDERER: "quickchart",
      QUICKCHART_URL: "http://quickchart:3400/",
      QUICKCHART_API_KEY: "made-up-chart-key",
      PUBLIC_URL: "https://simscope.example/base/",
      ALLOWED_USERS: "U012ABC, W034DEF",
      ALLOWED_GROUPS: "S012ABC, S034DEF",
      ALLOWED_CHANNELS: "C012ABC,G034DEF,D056GHI",
      QUESTIONS_PER_MINUTE: "60",
      ADMIN_USERS: "U012ABC, W099XYZ, U012ABC",
      DATABASE_URL: "sqlite:/data/simscope.db",
      AUDIT_DAYS: "7",
      EVIDENCE_DAYS: "365",
      DIRECTORY_REFRESH_MINUTES: "5",
      SWEEP_HOURS: "6",
      SWEEP_CALLS_PER_MINUTE: "120",
      WATCH_EVERY_SECONDS: "60",
      TRIAGE_THRESHOLDS: "openSilentMs=2h, loopWarningStarts=20",
    });
    expect(config).toEqual({
      port: 8080,
      logLevel: "debug",
      slack: {
        transport: { kind: "socket", appToken: "xapp-made-up-app-token" },
        workspaces: { kind: "one", botToken: "xoxb-made-up-bot-token" },
        apiUrl: "http://127.0.0.1:4010/api/",
      },
      ...onlyAccount({
        provider: "twilio",
        apiUrl: "http://localhost:4020",
        credentials: { kind: "auth_token", accountSid, authToken: "made-up-auth-token" },
      }),
      access: {
        users: new Set(["U012ABC", "W034DEF"]),
        groups: new Set(["S012ABC", "S034DEF"]),
        channels: new Set(["C012ABC", "G034DEF", "D056GHI"]),
      },
      admins: ["U012ABC", "W099XYZ"],
      questionsPerMinute: 60,
      chart: {
        renderer: "quickchart",
        url: "http://quickchart:3400",
        apiKey: "made-up-chart-key",
      },
      publicUrl: "https://simscope.example/base",
      directory: { refreshIntervalMs: 300_000 },
      sweep: { everyMs: 21_600_000, callsPerMinute: 120 },
      watchEveryMs: 60_000,
      proxy: null,
      thresholds: { openSilentMs: 7_200_000, loopWarningStarts: 20 },
      store: { kind: "sqlite", path: "/data/simscope.db" },
      audit: { keptMs: 7 * 86_400_000 },
      evidence: { keptMs: 365 * 86_400_000 },
    });
  });

  test("sweeps nothing where that is switched off", () => {
    expect(configOf({ ...complete, SWEEP_HOURS: "off" }).sweep).toBeNull();
  });

  test("takes empty and blank values for unset", () => {
    const blank = Object.fromEntries(variableNames.map((name) => [name, "  "]));
    expect(configOf({ ...blank, ...complete })).toEqual(configOf(complete));
    expect(configOf({ ...complete, PORT: "", CHART_RENDERER: "" })).toEqual(configOf(complete));
  });

  test("prefers Socket Mode where both transports are given", () => {
    const config = configOf({ ...complete, SLACK_APP_TOKEN: "xapp-made-up" });
    expect(config.slack.transport).toEqual({ kind: "socket", appToken: "xapp-made-up" });
  });
});

describe("KORE", () => {
  const { TWILIO_API_KEY: _key, TWILIO_API_SECRET: _secret, ...slack } = complete;
  const kore = { KORE_CLIENT_ID: "made-up-client", KORE_CLIENT_SECRET: "made-up-client-secret" };

  test("is the provider when its credentials are the only ones, at its own hosts", () => {
    expect(configOf({ ...slack, ...kore }).accounts[0].sim).toEqual({
      provider: "kore",
      apiUrl: "https://programmable-wireless.api.korewireless.com",
      credentials: {
        clientId: "made-up-client",
        clientSecret: "made-up-client-secret",
        tokenUrl: "https://api.korewireless.com/api-services/v1/auth/token",
      },
    });
  });

  test("takes other hosts", () => {
    const env = {
      ...slack,
      ...kore,
      SIM_API_URL: "http://127.0.0.1:4020/",
      KORE_TOKEN_URL: "http://127.0.0.1:4020/v1/auth/token",
    };
    expect(configOf(env).accounts[0].sim).toMatchObject({
      apiUrl: "http://127.0.0.1:4020",
      credentials: { tokenUrl: "http://127.0.0.1:4020/v1/auth/token" },
    });
  });

  test.each(["twilio", "kore"] as const)("beside Twilio's, %s is chosen by name", (provider) => {
    const both = { ...complete, ...kore };
    expect(configOf({ ...both, SIM_PROVIDER: provider }).accounts[0].sim.provider).toBe(provider);
  });

  test.each([
    [{ ...complete, ...kore }, ["SIM_PROVIDER"]],
    [{ ...slack, ...kore, SIM_PROVIDER: "twilio" }, ["SIM_PROVIDER"]],
    [{ ...slack, SIM_PROVIDER: "kore" }, ["KORE_CLIENT_ID"]],
    [{ ...slack, ...kore, KORE_CLIENT_ID: "" }, ["KORE_CLIENT_ID"]],
    [{ ...slack, ...kore, KORE_CLIENT_SECRET: "" }, ["KORE_CLIENT_SECRET"]],
    [{ ...slack, ...kore, KORE_CLIENT_ID: "two words" }, ["KORE_CLIENT_ID"]],
    [{ ...slack, ...kore, KORE_TOKEN_URL: "http://token.example" }, ["KORE_TOKEN_URL"]],
    [
      { ...complete, SIM_PROVIDER: "twilio", KORE_CLIENT_ID: "made-up-client" },
      ["KORE_CLIENT_SECRET"],
    ],
  ])("mistakes (%#): %o", (env, expected) => {
    expect(faulty(env)).toEqual(expected);
  });

  test("its secret is among those that the log blanks out", () => {
    expect(secretsOf(configOf({ ...slack, ...kore }))).toContain("made-up-client-secret");
  });
});

describe("faults", () => {
  test("an empty environment names everything that is needed, at once", () => {
    expect(faulty({})).toEqual(["SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET", "TWILIO_API_KEY"]);
  });

  test("mistakes in single values and between values are reported together", () => {
    const found = faulty({ PORT: "high", SLACK_BOT_TOKEN: "xoxp-user", CHART_RENDERER: "mermaid" });
    expect(found.sort()).toEqual([
      "CHART_RENDERER",
      "PORT",
      "SLACK_BOT_TOKEN",
      "SLACK_SIGNING_SECRET",
      "TWILIO_API_KEY",
    ]);
  });

  test.each([
    ["PORT", "65536"],
    ["PORT", "-1"],
    ["PORT", "3000.5"],
    ["LOG_LEVEL", "verbose"],
    ["SLACK_BOT_TOKEN", "xapp-not-a-bot-token"],
    ["SLACK_SIGNING_SECRET", "two words in it"],
    ["SLACK_APP_TOKEN", "xoxb-not-an-app-token"],
    ["SLACK_API_URL", "http://slack.example/api/"],
    ["TWILIO_ACCOUNT_SID", apiKey],
    ["TWILIO_API_KEY", accountSid],
    ["SIM_PROVIDER", "kore"],
    ["SIM_PROVIDER", "vodafone"],
    ["SIM_API_URL", "http://wireless.example"],
    ["SIM_API_URL", "http://10.0.0.5:80"],
    ["SIM_API_URL", "http://localhost.example"],
    ["SIM_API_URL", "http://127.0.0.1.example"],
    ["SIM_API_URL", "wireless.twilio.com"],
    ["SIM_API_URL", "ftp://localhost"],
    ["SIM_API_URL", "https://name:word@wireless.twilio.com"],
    ["SIM_API_URL", "https://wireless.twilio.com/?a=b"],
    ["CHART_RENDERER", "quickchart"],
    ["QUICKCHART_URL", "https://charts.example"],
    ["QUICKCHART_API_KEY", "made-up"],
    ["PUBLIC_URL", "http://simscope.example"],
    ["PUBLIC_URL", "https://simscope.example/#here"],
    ["ALLOWED_USERS", "@maria"],
    ["ALLOWED_USERS", "U012ABC,C012ABC"],
    ["ALLOWED_USERS", " , "],
    ["ALLOWED_CHANNELS", "#ops"],
    ["ALLOWED_CHANNELS", "U012ABC"],
    ["DATABASE_URL", "postgres://db"],
    ["DATABASE_URL", "postgres:simscope"],
    ["DATABASE_URL", "postgres://bot:100%@db/simscope"],
    ["DATABASE_URL", "postgres://db/simscope?sslmode=always"],
    ["DATABASE_URL", "postgres://db/simscope?sslmod=require"],
    ["DATABASE_URL", "postgres://db/simscope?SSLMODE=require"],
    ["DATABASE_URL", "postgres://db/simscope?slmode=require"],
    ["DATABASE_URL", "postgres://db/simscope?tls=true"],
    ["DATABASE_URL", "postgres://USER:PASSWORD@HOST/DATABASE"],
    ["DATABASE_URL", "postgres://simscope:made-up@HOST/simscope"],
    ["DATABASE_URL", "sqlite:"],
    ["DATABASE_URL", "sqlite://host/path"],
    ["DATABASE_URL", "simscope.db"],
    ["AUDIT_DAYS", "0"],
    ["ALLOWED_GROUPS", "@on-call"],
    ["ADMIN_USERS", "ada"],
    ["QUESTIONS_PER_MINUTE", "0"],
    ["QUESTIONS_PER_MINUTE", "off"],
    ["AUDIT_DAYS", "1.5"],
    ["EVIDENCE_DAYS", "0"],
    ["DIRECTORY_REFRESH_MINUTES", "0"],
    ["SWEEP_HOURS", "0"],
    ["SWEEP_HOURS", "24h"],
    ["SWEEP_CALLS_PER_MINUTE", "0"],
    ["SWEEP_CALLS_PER_MINUTE", "off"],
    ["WATCH_EVERY_SECONDS", "4"],
    ["WATCH_EVERY_SECONDS", "86401"],
    ["TRIAGE_THRESHOLDS", "loop=1"],
  ])("%s=%s is refused with a mend", (variable, value) => {
    const faults = faultsOf({ ...complete, [variable]: value });
    expect(faults).toHaveLength(1);
    expect(faults[0]?.variable).toBe(
      variable === "CHART_RENDERER" && value === "quickchart" ? "QUICKCHART_URL" : variable,
    );
    expect(faults[0]?.mend).toMatch(/^[A-Z].*\.$/);
  });

  test("an empty list of admins is not taken for one of those who may ask", () => {
    expect(faultsOf({ ...complete, ADMIN_USERS: "," })).toEqual([
      {
        variable: "ADMIN_USERS",
        problem: "holds no id, so it is unclear whether somebody was to be an admin",
        mend: "List at least one user id, or remove the variable to have no admin.",
      },
    ]);
  });

  test.each([
    ["postgres://bot:a%21b%2Fcdef@db.example/simscope", ["a!b/cdef", "a%21b%2Fcdef"]],
    ["postgresql://bot@db:6432/simscope?sslmode=require", []],
    [
      "postgresql://bot@db/simscope?sslmode=verify-full&sslnegotiation=direct&channel_binding=require",
      [],
    ],
    ["postgres:///simscope?host=db.example&password=sesame", ["sesame"]],
  ])("DATABASE_URL=%s is accepted, and secret", (url, secrets) => {
    const config = configOf({ ...complete, DATABASE_URL: url });
    expect(config.store).toEqual({ kind: "postgres", url });
    for (const secret of [url, ...secrets]) expect(secretsOf(config)).toContain(secret);
  });

  test.each([
    ["http://localhost:1"],
    ["http://127.0.0.1:1"],
    ["http://127.8.9.10:1"],
    ["http://[::1]:1"],
    ["https://anywhere.example"],
  ])("SIM_API_URL=%s is accepted", (url) => {
    expect(configOf({ ...complete, SIM_API_URL: url }).accounts[0].sim.apiUrl).toBe(url);
  });

  test.each([
    ["http://quickchart:3400", true],
    ["http://charts.internal", true],
    ["http://192.168.1.20:3400", true],
    ["http://172.16.0.1", true],
    ["http://172.32.0.1", false],
    ["http://[fd00::1]", true],
    ["http://charts.example", false],
    ["http://8.8.8.8", false],
    ["https://quickchart.example", true],
  ])("QUICKCHART_URL=%s is accepted: %s", (url, accepted) => {
    const found = faulty({ ...complete, CHART_RENDERER: "quickchart", QUICKCHART_URL: url });
    expect(found).toEqual(accepted ? [] : ["QUICKCHART_URL"]);
  });

  test("QUICKCHART_URL may stay while another renderer is chosen by name", () => {
    const env = { ...complete, CHART_RENDERER: "off", QUICKCHART_URL: "https://charts.example" };
    expect(configOf(env).chart).toEqual({ renderer: "off" });
  });

  test.each([
    [{ TWILIO_API_SECRET: undefined }, ["TWILIO_API_SECRET"]],
    [{ TWILIO_API_KEY: undefined }, ["TWILIO_API_KEY"]],
    [{ TWILIO_AUTH_TOKEN: "made-up" }, ["TWILIO_AUTH_TOKEN"]],
    [
      { TWILIO_API_KEY: "", TWILIO_API_SECRET: "", TWILIO_AUTH_TOKEN: "made-up" },
      ["TWILIO_ACCOUNT_SID"],
    ],
    [
      { TWILIO_API_KEY: "", TWILIO_API_SECRET: "", TWILIO_ACCOUNT_SID: accountSid },
      ["TWILIO_API_KEY"],
    ],
  ])("incomplete or double Twilio credentials %o", (change, expected) => {
    expect(faulty({ ...complete, ...change })).toEqual(expected);
  });

  test("no fault repeats a value, whichever variable it was pasted into", () => {
    const secret = "xoxb-hunter2 pasted";
    const everywhere = Object.fromEntries(variableNames.map((name) => [name, secret]));
    const { SIMSCOPE_CONFIG: _file, ...plain } = everywhere;
    for (const env of [everywhere, plain]) {
      const lines = faultLines(faultsOf(env));
      expect(lines.length).toBeGreaterThan(15);
      expect(lines.join("\n")).not.toContain("hunter2");
    }
  });
});

describe(".env.example", () => {
  const text = readFileSync(new URL("../../.env.example", import.meta.url), "utf8");
  const lines = text.split("\n").flatMap((line) => {
    const match = /^#?([A-Z_]+)=(.*)$/.exec(line);
    return match === null ? [] : [{ name: match[1] ?? "", value: match[2] ?? "", line }];
  });

  test("lists exactly the variables that this version reads", () => {
    expect(lines.map(({ name }) => name).sort()).toEqual([...variableNames].sort());
  });

  test("copied and filled in, it is a valid configuration", () => {
    const env = Object.fromEntries(
      lines.filter(({ line }) => !line.startsWith("#")).map(({ name, value }) => [name, value]),
    );
    expect(configOf({ ...env, ...complete })).toEqual(
      configOf({ ...complete, SLACK_APP_TOKEN: env["SLACK_APP_TOKEN"] }),
    );
  });

  test("every value shown in a comment is one that the variable accepts", () => {
    for (const { name, value } of lines.filter(({ value }) => value !== "")) {
      const found = faultsOf({ ...complete, [name]: value }).filter(
        ({ variable }) => variable === name,
      );
      const needsMore = name.startsWith("QUICKCHART") || name === "SIMSCOPE_CONFIG";
      const notFilledIn = found.filter(({ problem }) => problem.startsWith("is not filled in"));
      expect(found, name).toEqual(needsMore ? [expect.anything()] : notFilledIn);
    }
  });
});

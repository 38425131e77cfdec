import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { BotError, type ErrorCode } from "../../src/core/errors.ts";
import { checkLine } from "../../src/doctor/check-result.ts";
import { runChecks } from "../../src/doctor/run-checks.ts";
import { apiKey, emea, environment, twoAccounts, us } from "../support/config/file/example.ts";
import { fakeSimSource, testClock } from "../support/fake-sim-source.ts";

const clock = testClock(Date.UTC(2026, 10, 23, 15));

/** What goes wrong, by the name of the account. */
type Failures = Readonly<Record<string, ErrorCode>>;

interface Given {
  readonly file?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly failures?: Failures;
  /** Hosts that do not answer at all. */
  readonly silentHosts?: readonly string[];
}

/** The lines about accounts and platforms, every open source closed again, and who was asked. */
async function examine({ file, env = {}, failures = {}, silentHosts = [] }: Given) {
  const asked: string[] = [];
  let open = 0;
  const results = await runChecks({
    env: {
      ...environment,
      ...(file === undefined && { SIMSCOPE_CONFIG: "" }),
      CHART_RENDERER: "off",
      DATABASE_URL: "sqlite::memory:",
      ...env,
    },
    readFile: () => file ?? "",
    clock,
    fetch: async (input) => {
      const { host } = new URL(String(input));
      asked.push(host);
      if (silentHosts.includes(host)) throw new TypeError("fetch failed");
      return Response.json(
        { ok: true },
        { headers: { date: new Date(clock.now()).toUTCString(), "x-oauth-scopes": "commands" } },
      );
    },
    openSimSource: ({ name, sim }) => {
      const source = fakeSimSource(clock);
      const code = failures[name ?? "only"];
      if (code !== undefined) source.failWith(new BotError(code, "made up", { retryable: false }));
      open += 1;
      const close = async () => {
        open -= 1;
      };
      return { ...source, provider: sim.provider, close };
    },
    testChart: null,
  });
  const lines = results.map(checkLine).filter((line) => /Accounts|SIM platform/.test(line));
  return { lines, open, asked: asked.filter((host) => !host.startsWith("slack")) };
}

const well = "reachable, and the credentials may read SIMs";
const clockLine = "ok       Clock against the SIM platform: equal";

test("every account has its line, in the order of the file", async () => {
  const { lines, open } = await examine({ file: twoAccounts });
  expect(lines).toEqual([
    `ok       SIM platform us (twilio): ${well}`,
    `ok       SIM platform emea (kore): ${well}`,
    clockLine,
  ]);
  expect(open).toBe(0);
});

test("one account's fault hides no other", async () => {
  const { lines, open } = await examine({
    file: twoAccounts,
    failures: { us: "sim_api_unauthorized" },
  });
  expect(lines[0]).toContain(
    "FAULT    SIM platform us (twilio): the credentials were refused (sim_api_unauthorized)",
  );
  expect(lines[1]).toBe(`ok       SIM platform emea (kore): ${well}`);
  expect(open).toBe(0);
});

describe("clocks are compared with the first platform that can be reached", () => {
  const twilio = "wireless.twilio.com";
  const kore = "programmable-wireless.api.korewireless.com";
  const file = `accounts:${us}${us.replace("us:", "us-2:").replaceAll("b2", "c3")}${emea}`;

  test.each([
    [[], [twilio], clockLine],
    [[twilio], [twilio, kore], clockLine],
    [
      [twilio, kore],
      [twilio, kore],
      "skipped  Clock against the SIM platform: not checked: there was no answer to tell the time",
    ],
  ])("silent: %j", async (silentHosts, expected, line) => {
    const found = await examine({ file, silentHosts });
    expect(found.asked).toEqual(expected);
    expect(found.lines.at(-1)).toBe(line);
  });
});

describe("who may look where", () => {
  test.each([
    ["", null],
    ["everywhere: { accounts: [us, emea], default: us }", "everywhere: us, emea (default us)"],
    ["everywhere: { accounts: [] }", "everywhere: none"],
    [
      "everywhere: { accounts: [us, emea], default: us }\nworkspaces: { T01: { accounts: [us] } }\nchannels: { C01: { accounts: [emea] } }",
      "everywhere: us, emea (default us); 1 channel and 1 workspace have rules of their own",
    ],
    ["channels: { C01: { accounts: [emea] } }", "everywhere: all; 1 channel has a rule of its own"],
    [
      "workspaces: { T01: { accounts: [us] }, T02: { accounts: [us] } }",
      "everywhere: all; 2 workspaces have rules of their own",
    ],
  ])("%j", async (rules, words) => {
    const { lines } = await examine({ file: `${twoAccounts}${rules}\n` });
    expect(lines.filter((line) => line.includes("Accounts"))).toEqual(
      words === null ? [] : [`ok       Accounts: 2 accounts; ${words}`],
    );
  });
});

describe("an address is named where it was set, and only there", () => {
  const plain = { TWILIO_API_KEY: apiKey, TWILIO_API_SECRET: "made-up" };
  const korePlain = { KORE_CLIENT_ID: "made-up", KORE_CLIENT_SECRET: "made-up" };
  const https = "over https (proxy, firewall, DNS).";
  const koreHosts = "programmable-wireless.api.korewireless.com and api.korewireless.com";
  const other = "https://sims.example";

  test.each<[ErrorCode, Given, string]>([
    [
      "sim_api_unreachable",
      { env: plain },
      `Check that this machine may reach wireless.twilio.com ${https}`,
    ],
    [
      "sim_api_unreachable",
      { env: korePlain },
      `Check that this machine may reach ${koreHosts} ${https}`,
    ],
    [
      "sim_api_unreachable",
      { env: { ...plain, SIM_API_URL: other } },
      `Check SIM_API_URL, and that this machine may reach it ${https}`,
    ],
    [
      "sim_api_unreadable",
      { env: plain },
      "Check whether a proxy answers in place of wireless.twilio.com.",
    ],
    [
      "sim_api_unreadable",
      { env: { ...korePlain, SIM_API_URL: other, KORE_TOKEN_URL: other } },
      "Check SIM_API_URL and KORE_TOKEN_URL, and whether a proxy answers in its place.",
    ],
    ["sim_api_rejected", { env: plain }, "This is a fault of simscope: please report it."],
    [
      "sim_api_rejected",
      { env: { ...plain, SIM_API_URL: other } },
      "Check SIM_API_URL; if it is right, this is a fault of simscope: please report it.",
    ],
    [
      "sim_api_unreachable",
      { file: `accounts:${us}\n    api_url: ${other}\n` },
      `Check accounts.us.api_url in the file of SIMSCOPE_CONFIG, and that this machine may reach it ${https}`,
    ],
    [
      "sim_api_unreadable",
      { file: `accounts:${emea.replace("emea:", "us:")}\n    token_url: ${other}\n` },
      "Check accounts.us.token_url in the file of SIMSCOPE_CONFIG, and whether a proxy answers in its place.",
    ],
    [
      "sim_api_unreachable",
      { file: `accounts:${us}\n` },
      `Check that this machine may reach wireless.twilio.com ${https}`,
    ],
  ])("%s %j", async (code, given, mend) => {
    const { lines } = await examine({ ...given, failures: { us: code, only: code } });
    expect(lines[0]).toMatch(/^FAULT {4}SIM platform (us )?\((twilio|kore)\): /);
    expect(lines[0]?.split(" → ")[1]).toBe(mend);
  });
});

const skippedPlatform = "skipped  SIM platform: not checked: the settings have to be right first";

test("faults of the file are lines like any other", async () => {
  const { lines } = await examine({ file: "accounts: {}\n" });
  expect(lines).toEqual([skippedPlatform]);
  const results = await runChecks({
    env: environment,
    readFile: () => "accounts: {}\n",
    clock,
    fetch: () => Promise.reject(new Error("asked a platform")),
    openSimSource: () => {
      throw new Error("opened a platform");
    },
    testChart: null,
  });
  expect(results.map(checkLine)).toEqual([
    "FAULT    simscope.yml, accounts: has nothing below it → Write the name of an account below it, like emea, and its settings below that.",
    "skipped  Slack: not checked: the settings have to be right first",
    skippedPlatform,
    "skipped  Clock: not checked: the settings have to be right first",
    "skipped  Database: not checked: the settings have to be right first",
  ]);
});

test("docs/operating.md shows what is printed", async () => {
  const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
  const [, file = ""] =
    /^```yaml\n(.*?)^```/ms.exec(
      read("docs/several-accounts.md").replaceAll(/0{32}/g, "a1".repeat(16)),
    ) ?? [];
  const secrets = { US_API_SECRET: "made-up", EMEA_CLIENT_ID: "made-up" };
  const { lines } = await examine({
    file,
    env: { ...secrets, EMEA_CLIENT_SECRET: "made-up" },
    failures: { emea: "sim_api_unauthorized" },
  });
  expect(read("docs/operating.md")).toContain(`\`\`\`text\n${lines.join("\n")}\n\`\`\``);
  const [fault] = await runChecks({
    env: { ...environment, ...secrets },
    readFile: () => file,
    clock,
    fetch: () => Promise.reject(new Error("asked a platform")),
    openSimSource: () => {
      throw new Error("opened a platform");
    },
    testChart: null,
  });
  expect(fault && read("docs/operating.md").includes(checkLine(fault))).toBe(true);
});

import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { faultLines, parseConfig, secretsOf } from "../../../src/config/config.ts";
import { simProviders } from "../../../src/core/sim-provider.ts";
import {
  accountSid,
  apiKey,
  configOf,
  emea,
  environment,
  linesOf,
  parseFile,
  twoAccounts,
  us,
} from "../../support/config/file/example.ts";

describe("a good file", () => {
  test("gives its accounts in its order, at the platforms' own addresses, for everybody", () => {
    const { accounts, accountRules } = configOf(twoAccounts);
    expect(accounts).toEqual([
      {
        name: "us",
        description: "Trackers in North America",
        sim: {
          provider: "twilio",
          apiUrl: "https://wireless.twilio.com",
          credentials: {
            kind: "api_key",
            accountSid: null,
            apiKey,
            apiSecret: "made-up-api-secret",
          },
        },
      },
      {
        name: "emea",
        description: null,
        sim: {
          provider: "kore",
          apiUrl: "https://programmable-wireless.api.korewireless.com",
          credentials: {
            clientId: "made-up-client",
            clientSecret: "made-up-client-secret",
            tokenUrl: "https://api.korewireless.com/api-services/v1/auth/token",
          },
        },
      },
    ]);
    expect(accountRules).toEqual({
      everywhere: null,
      workspaces: new Map(),
      channels: new Map(),
      ...{ users: new Map(), groups: new Map() },
    });
  });

  test("takes other addresses, the account's own token, and references for any text", () => {
    const file = `accounts:
  b2:
    provider: \${PROVIDER}
    account_sid: ${accountSid}
    auth_token: "\${US_SECRET}"
    api_url: http://127.0.0.1:4020/${emea}
    token_url: http://localhost:4021/token
`;
    const { accounts } = configOf(file, { PROVIDER: " twilio " });
    expect(accounts.map(({ name }) => name)).toEqual(["b2", "emea"]);
    expect(accounts[0].sim).toEqual({
      provider: "twilio",
      apiUrl: "http://127.0.0.1:4020",
      credentials: { kind: "auth_token", accountSid, authToken: "made-up-api-secret" },
    });
    expect(accounts[1]?.sim.credentials).toMatchObject({
      tokenUrl: "http://localhost:4021/token",
    });
  });

  test("says who may look where", () => {
    const { accountRules } = configOf(`${twoAccounts}
everywhere:
  accounts: [us, emea]
  default: us
workspaces:
  T0123ABCDEF: { accounts: [us] }
  T0EMEA: { accounts: [emea] }
  E0123ABCDEF: { accounts: [emea] }
channels:
  C0123ABCDEF: { accounts: [emea, us], default: emea }
  G0123ABCDEF: { accounts: [] }
  D0123ABCDEF:
    accounts:
      - us
users:
  U0123ABCDEF: { accounts: [us] }
groups:
  S0123ABCDEF: { accounts: [emea, us], default: us }
`);
    expect(accountRules).toEqual({
      everywhere: { accounts: ["us", "emea"], preferred: "us" },
      workspaces: new Map([
        ["T0123ABCDEF", { accounts: ["us"], preferred: null }],
        ["T0EMEA", { accounts: ["emea"], preferred: null }],
        ["E0123ABCDEF", { accounts: ["emea"], preferred: null }],
      ]),
      channels: new Map([
        ["C0123ABCDEF", { accounts: ["emea", "us"], preferred: "emea" }],
        ["G0123ABCDEF", { accounts: [], preferred: null }],
        ["D0123ABCDEF", { accounts: ["us"], preferred: null }],
      ]),
      users: new Map([["U0123ABCDEF", { accounts: ["us"], preferred: null }]]),
      groups: new Map([["S0123ABCDEF", { accounts: ["emea", "us"], preferred: "us" }]]),
    });
  });

  test("may hold 20 accounts, and names of 20 characters", () => {
    const names = Array.from({ length: 20 }, (_, index) => `a-name-of-20-chars${index + 10}`);
    const file = `accounts:${names.map((name) => emea.replace("emea", name).replace("made-up", name)).join("")}`;
    expect(configOf(file).accounts.map(({ name }) => name)).toEqual(names);
  });

  test("may refer to the plain variables", () => {
    const file = twoAccounts.replace("US_SECRET", "TWILIO_API_SECRET");
    expect(linesOf(file, { TWILIO_API_SECRET: "made-up" })).toEqual([]);
  });

  test("may be written with Windows' line ends and a byte order mark", () => {
    expect(configOf(`\uFEFF${twoAccounts.replaceAll("\n", "\r\n")}`)).toEqual(
      configOf(twoAccounts),
    );
  });

  test("keeps every secret for the log to blank out", () => {
    expect(secretsOf(configOf(twoAccounts))).toEqual([
      "xoxb-made-up-bot-token",
      "xapp-made-up-app-token",
      "made-up-api-secret",
      "made-up-client-secret",
    ]);
  });
});

test("without the variable no file is read", () => {
  const parsed = parseConfig(
    {
      ...environment,
      SIMSCOPE_CONFIG: " ",
      TWILIO_API_KEY: apiKey,
      TWILIO_API_SECRET: "made-up",
    },
    () => {
      throw new Error("read a file");
    },
  );
  expect(parsed.kind).toBe("ok");
});

test("the path is handed on as it is given", () => {
  const paths: string[] = [];
  parseConfig({ ...environment, SIMSCOPE_CONFIG: " /etc/simscope/a b.yml " }, (path) => {
    paths.push(path);
    return twoAccounts;
  });
  expect(paths).toEqual(["/etc/simscope/a b.yml"]);
});

test.each([
  ["ENOENT", "names a file that is not there"],
  ["ENOTDIR", "names a file that is not there"],
  ["EACCES", "names a file that the bot's user may not read"],
  ["EISDIR", "names a folder, not a file"],
  ["EIO", "names a file that cannot be read"],
])("a file that cannot be read (%s) is told without its path", (code, problem) => {
  const parsed = parseConfig({ ...environment, SIMSCOPE_CONFIG: "xoxb-hunter2" }, () => {
    throw Object.assign(new Error("open 'xoxb-hunter2'"), { code });
  });
  expect(parsed.kind === "faults" && faultLines(parsed.faults)).toEqual([
    `SIMSCOPE_CONFIG: ${problem}. Check the path and who may read it. A relative path begins where the bot is started; a container sees only files that are mounted into it.`,
  ]);
});

test("faults of the file stand beside those of the variables, and plain variables are idle", () => {
  const env = { PORT: "high", TWILIO_API_KEY: "not a key", SIM_API_URL: "x", KORE_TOKEN_URL: "" };
  expect(linesOf("accounts: {}", env)).toEqual([
    "PORT: is not a port number. Use a whole number from 0 to 65535, like 3000.",
    "TWILIO_API_KEY: is set, but with SIMSCOPE_CONFIG it would do nothing. Remove it, or refer to it in the file.",
    "SIM_API_URL: is set, but with SIMSCOPE_CONFIG it would do nothing. Remove it, or refer to it in the file.",
    "simscope.yml, accounts: has nothing below it. Write the name of an account below it, like emea, and its settings below that.",
  ]);
});

test("the real file system is read when nothing else is given", () => {
  const parsed = parseConfig({ ...environment, SIMSCOPE_CONFIG: "test" });
  expect(parsed.kind === "faults" && parsed.faults[0]?.problem).toBe("names a folder, not a file");
});

test("a file may hold the accounts of one platform only", () => {
  expect(parseFile(`accounts:${us}`).kind).toBe("ok");
});

describe("docs/simscope.example.yml", () => {
  const example = readFileSync(
    new URL("../../../docs/simscope.example.yml", import.meta.url),
    "utf8",
  );
  const text = example.replaceAll(/0{32}/g, "a1".repeat(16));
  const env = Object.fromEntries(
    [...text.matchAll(/\$\{(?!NAME)(\w+)\}/g)].map(([, name]) => [name, "made-up"]),
  );

  test("is a good file", () => {
    const { accounts, accountRules } = configOf(text, env);
    // One for each platform.
    expect(accounts.map(({ sim }) => sim.provider)).toEqual(simProviders);
    expect(accountRules.everywhere?.preferred).toBe("us");
    expect([...accountRules.workspaces.keys()]).toEqual(["T0123ABCDEF", "E0123ABCDEF"]);
    expect(accountRules.channels.size).toBe(2);
  });

  test("is not filled in before its keys are somebody's own", () => {
    expect(linesOf(example, env)).toEqual([
      "simscope.yml, accounts.us.api_key: is not filled in: it holds what stands in an example. Put your own value in its place, or remove the line if you do not need it.",
    ]);
  });

  test("stays one when the lines that are off are switched on", () => {
    const on = text
      .replace(/^ {4}api_(key|secret):.*\n/gm, "")
      .replace(/^ {4}# (\w+: \S+)$/gm, "    $1");
    const { accounts } = configOf(on, env);
    expect(accounts[0].sim.credentials).toMatchObject({ kind: "auth_token" });
    expect(accounts[1]).toEqual(configOf(text, env).accounts[1]);
  });
});

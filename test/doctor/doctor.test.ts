import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { compareClocks } from "../../src/doctor/check-clock.ts";
import {
  type CheckResult,
  checkLine,
  fault,
  ok,
  summaryLine,
  warning,
} from "../../src/doctor/check-result.ts";
import { type DoctorParts, runChecks } from "../../src/doctor/run-checks.ts";
import { simProvider } from "../../src/sim-api/provider.ts";
import { createSimSource } from "../../src/sim-api/sim-source.ts";

const clock = { now: () => Date.now() };
const platformCodes = new Map([
  [401, 20003],
  [403, 20006],
  [429, 20429],
  [503, 20503],
]);
const allScopes = "commands,chat:write,app_mentions:read,im:write,files:write,files:read";

/** What the two local servers answer; each test bends one thing. */
interface World {
  slackError: string | null;
  appTokenError: string | null;
  groupError: string | null;
  scopes: string | null;
  slackBody: string | null;
  clockOffsetMs: number;
  simStatus: number;
  readonly tokensSeen: string[];
}

let world: World;
let folder: string;
let slack: Server;
let sim: Server;
let env: Record<string, string>;

function date(): string {
  return new Date(clock.now() + world.clockOffsetMs).toUTCString();
}

function userAnswer(body: string): string {
  if (world.scopes?.includes("users:read") !== true) return '{"ok":false,"error":"missing_scope"}';
  const user = new URLSearchParams(body).get("user");
  return user === "U0ADA"
    ? JSON.stringify({ ok: true, user: { id: user } })
    : '{"ok":false,"error":"user_not_found"}';
}

function slackAnswer({ url, headers }: IncomingMessage, body: string): string {
  world.tokensSeen.push(headers.authorization ?? "");
  if (world.slackBody !== null) return world.slackBody;
  if (url === "/api/usergroups.users.list")
    return JSON.stringify({ ok: world.groupError === null, error: world.groupError });
  if (url === "/api/users.info") return userAnswer(body);
  const error = url === "/api/apps.connections.open" ? world.appTokenError : world.slackError;
  if (error !== null) return JSON.stringify({ ok: false, error });
  return JSON.stringify({ ok: true, team: "Acme\u001b[31m", user: "simscope", url: "wss://x" });
}

beforeAll(async () => {
  slack = createServer((request, response) => {
    if (world.scopes !== null) response.setHeader("x-oauth-scopes", world.scopes);
    response.setHeader("date", date());
    void text(request).then((body) => response.end(slackAnswer(request, body)));
  });
  sim = createServer(({ headers }, response) => {
    response.setHeader("date", date());
    response.statusCode = headers.authorization === undefined ? 401 : world.simStatus;
    response.end(
      response.statusCode === 200
        ? JSON.stringify({ sims: [], meta: { key: "sims", next_page_url: null } })
        : JSON.stringify({
            code: platformCodes.get(response.statusCode),
            message: "made up",
            status: response.statusCode,
          }),
    );
  });
  for (const server of [slack, sim])
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});

afterAll(() => {
  for (const server of [slack, sim]) {
    server.close();
    server.closeAllConnections();
  }
});

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "simscope-doctor-"));
  world = {
    slackError: null,
    appTokenError: null,
    groupError: null,
    scopes: allScopes,
    slackBody: null,
    clockOffsetMs: 0,
    simStatus: 200,
    tokensSeen: [],
  };
  env = {
    SLACK_BOT_TOKEN: "xoxb-made-up-bot-token",
    SLACK_APP_TOKEN: "xapp-made-up-app-token",
    SLACK_API_URL: `${urlOf(slack)}/api/`,
    TWILIO_API_KEY: `SK${"ab".repeat(16)}`,
    TWILIO_API_SECRET: "made-up-api-secret",
    SIM_API_URL: urlOf(sim),
    DATABASE_URL: `sqlite:${join(folder, "simscope.db")}`,
  };
});

afterEach(() => rm(folder, { recursive: true, force: true }));

function urlOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function examine(
  testChart: DoctorParts["testChart"] = null,
  fetch: DoctorParts["fetch"] = globalThis.fetch,
): Promise<CheckResult[]> {
  return runChecks({
    env,
    clock,
    fetch,
    openSimSource: (account) =>
      createSimSource({
        provider: simProvider(account.sim),
        baseUrl: account.sim.apiUrl,
        clock,
      }),
    testChart,
  });
}

async function complaints(): Promise<CheckResult[]> {
  return (await examine()).filter(({ verdict }) => verdict !== "ok");
}

test("all is well", async () => {
  const results = await examine(async () => undefined);
  expect(results.map(checkLine)).toEqual([
    expect.stringContaining("ok       Configuration: Socket Mode; everybody"),
    expect.stringContaining("Slack bot token: is simscope in the workspace Acme"),
    "ok       Slack scopes: commands, chat:write, app_mentions:read, im:write, files:write, files:read",
    "ok       Slack app token (Socket Mode): may open a connection",
    "ok       SIM platform (twilio): reachable, and the credentials may read SIMs",
    expect.stringContaining("ok       Clock against Slack"),
    expect.stringContaining("ok       Clock against the SIM platform"),
    expect.stringContaining("ok       Database file: will be created"),
    "ok       Chart renderer (embedded): drew a test picture",
  ]);
  expect(summaryLine(results)).toBe("All 9 checks are ok.");
  expect(world.tokensSeen).toEqual([
    "Bearer xoxb-made-up-bot-token",
    "Bearer xapp-made-up-app-token",
  ]);
});

describe("each fault has its line and its mend", () => {
  test("configuration: every fault, and no call to any platform", async () => {
    env = { PORT: "high" };
    const results = await examine();
    expect(results.map(({ what, verdict }) => [what, verdict])).toEqual([
      ["PORT", "fault"],
      ["SLACK_BOT_TOKEN", "fault"],
      ["SLACK_SIGNING_SECRET", "fault"],
      ["TWILIO_API_KEY", "fault"],
      ...["Slack", "SIM platform", "Clock", "Database"].map((what) => [what, "skipped"]),
    ]);
    expect(summaryLine(results)).toBe(
      "4 of 4 checks found a fault. 4 more could not be made. The bot will not work as it should yet.",
    );
    expect(world.tokensSeen).toEqual([]);
  });

  test("a variable that nobody reads: the bot works, and the one probably meant is named", async () => {
    env["SLACK_TOKEN"] = "xoxb-made-up-bot-token";
    expect((await complaints()).map(checkLine)).toEqual([
      "warning  SLACK_TOKEN: is set, but simscope knows no such setting → Probably SLACK_BOT_TOKEN or SLACK_APP_TOKEN is meant.",
    ]);
  });

  test("no network: what was not looked at is no check, and time is no trouble", async () => {
    const offline = async () => {
      throw new TypeError("fetch failed");
    };
    const results = await examine(null, offline);
    const byVerdict = Map.groupBy(results, ({ verdict }) => verdict);
    expect(byVerdict.get("skipped")?.map(checkLine)).toEqual([
      "skipped  Slack scopes: not checked: Slack tells them with a good bot token only",
      "skipped  Clock against Slack: not checked: there was no answer to tell the time",
      "skipped  Clock against the SIM platform: not checked: there was no answer to tell the time",
    ]);
    expect(byVerdict.get("warning")).toBeUndefined();
    expect(summaryLine(results)).toMatch(
      /^2 of \d checks found a fault\. 3 more could not be made\./,
    );
  });

  test.each([["invalid_auth"], ["account_inactive"], ["token_revoked"], ["brand_new_word"]])(
    "bot token: %s",
    async (word) => {
      world.slackError = word;
      const [first] = await complaints();
      expect(first).toMatchObject({ what: "Slack bot token", verdict: "fault" });
      expect(first?.finding).toContain(word);
    },
  );

  test("app token", async () => {
    world.appTokenError = "not_allowed_token_type";
    expect(await complaints()).toEqual([
      expect.objectContaining({ what: "Slack app token (Socket Mode)", verdict: "fault" }),
    ]);
  });

  test("signing secret of an unusual form", async () => {
    delete env["SLACK_APP_TOKEN"];
    env["SLACK_SIGNING_SECRET"] = "not-like-the-ones-of-Slack";
    expect(await complaints()).toEqual([
      expect.objectContaining({ what: "Slack signing secret (HTTP)", verdict: "warning" }),
    ]);
    env["SLACK_SIGNING_SECRET"] = "0123456789abcdef".repeat(2);
    expect(await complaints()).toEqual([]);
  });

  test("Slack answers with something else, or not at all", async () => {
    world.slackBody = "<html>captive portal</html>";
    expect((await complaints())[0]?.finding).toContain("not as Slack does");
    world.slackBody = "[]";
    expect((await complaints())[0]?.finding).toContain("not as Slack does (HTTP 200)");
    world.slackBody = JSON.stringify({ ok: false, error: "a_word_of_next_year" });
    for (const { what, finding, mend } of (await complaints()).slice(0, 1)) {
      expect(`${what}: ${finding}`).toContain("Slack did not do it (a_word_of_next_year)");
      expect(mend).toContain("on Slack's side");
      expect(mend).not.toMatch(/token|scope|install/i);
    }
    env["SLACK_API_URL"] = "http://127.0.0.1:1/api/";
    expect((await complaints())[0]).toMatchObject({ verdict: "fault" });
  });

  test("missing and superfluous scopes", async () => {
    world.scopes =
      "commands,chat:write,app_mentions:read,im:write,files:write,users:read,channels:history";
    expect(await complaints()).toEqual([
      expect.objectContaining({ what: "Slack scope files:read", verdict: "warning" }),
      expect.objectContaining({
        verdict: "warning",
        finding: "not needed with this configuration: channels:history",
      }),
    ]);
    world.scopes = null;
    expect(await complaints()).toEqual([expect.objectContaining({ verdict: "warning" })]);
  });

  test.each([
    [401, "sim_api_unauthorized"],
    [403, "sim_api_forbidden"],
    [429, "sim_api_rate_limited"],
    [503, "sim_api_failed"],
  ])("SIM platform answers %i", async (status, code) => {
    world.simStatus = status;
    expect(await complaints()).toEqual([
      expect.objectContaining({
        what: "SIM platform (twilio)",
        verdict: "fault",
        finding: expect.stringContaining(code),
      }),
    ]);
  });

  test.each([
    [90_000, "warning"],
    [-90_000, "warning"],
    [400_000, "fault"],
    [-400_000, "fault"],
  ])("clocks %i ms apart: %s", async (offsetMs, verdict) => {
    world.clockOffsetMs = offsetMs;
    expect((await complaints()).map((result) => [result.what, result.verdict])).toEqual([
      ["Clock against Slack", verdict],
      ["Clock against the SIM platform", verdict],
    ]);
  });

  test("database in a folder that is missing, or on something that is no file", async () => {
    env["DATABASE_URL"] = `sqlite:${join(folder, "missing", "simscope.db")}`;
    expect(await complaints()).toEqual([expect.objectContaining({ what: "Database file" })]);
    env["DATABASE_URL"] = `sqlite:${folder}`;
    expect(await complaints()).toEqual([expect.objectContaining({ what: "Database file" })]);
    await writeFile(join(folder, "old.db"), "");
    env["DATABASE_URL"] = `sqlite:${join(folder, "old.db")}`;
    expect(await complaints()).toEqual([]);
  });

  test("PUBLIC_URL that Slack cannot reach", async () => {
    world.scopes = "commands,chat:write,app_mentions:read,im:write,files:write";
    env["PUBLIC_URL"] = "http://localhost:3000";
    expect(await complaints()).toEqual([
      expect.objectContaining({ what: "PUBLIC_URL", verdict: "warning" }),
    ]);
    env["PUBLIC_URL"] = "https://simscope.example";
    expect(await complaints()).toEqual([]);
  });

  test("a renderer that draws nothing", async () => {
    const results = await examine(async () => {
      throw new Error("no fonts");
    });
    expect(results.at(-1)).toMatchObject({ what: "Chart renderer (embedded)", verdict: "warning" });
  });
});

test("no line holds a credential", async () => {
  const seen: CheckResult[] = [...(await examine())];
  world.slackError = "invalid_auth";
  world.simStatus = 401;
  seen.push(...(await examine()));
  env["PORT"] = "xoxb-made-up-bot-token";
  seen.push(...(await examine()));
  expect(seen.map(checkLine).join("\n")).not.toMatch(/made-up|SKab|ab{4}/);
});

describe("user groups", () => {
  beforeEach(() => {
    env["ALLOWED_GROUPS"] = "S0ONCALL";
  });

  test("that Slack tells, with the scope for it", async () => {
    world.scopes = `${allScopes},usergroups:read`;
    const lines = (await examine()).map(checkLine);
    expect(lines).toContain("ok       Slack user groups: Slack tells who is in S0ONCALL");
    expect(lines[0]).toContain("members of 1 user groups may ask");
  });

  test("without the scope, and that are not there", async () => {
    world.groupError = "no_such_subteam";
    expect(await complaints()).toEqual([
      expect.objectContaining({ what: "Slack scope usergroups:read", verdict: "fault" }),
      expect.objectContaining({
        ...{ what: "Slack user group S0ONCALL", verdict: "fault" },
        finding: "Slack refused it (no_such_subteam)",
      }),
    ]);
  });
});

describe("people whom settings name", () => {
  test("whom Slack does not know are told with the setting, whom it knows on one line", async () => {
    world.scopes = `${allScopes},users:read`;
    Object.assign(env, { ALLOWED_USERS: "U0ADA", ADMIN_USERS: "U0ADA" });
    expect((await examine()).map(checkLine)).toContain(
      "ok       Slack users: Slack knows all people whom settings name",
    );
    Object.assign(env, { ALLOWED_USERS: "U0ADA,U0ADDA,U0BOSS", ADMIN_USERS: "U0BOSS" });
    expect((await complaints()).map(checkLine)).toEqual([
      "warning  Slack user U0BOSS: is named in ALLOWED_USERS, and Slack knows nobody of that id → Copy the member ID again from the person's profile, or remove it.",
      "warning  Slack user U0ADDA: is named in ALLOWED_USERS, and Slack knows nobody of that id → Copy the member ID again from the person's profile, or remove it.",
    ]);
  });

  test("are not asked about where the optional scope was declined", async () => {
    Object.assign(env, { ALLOWED_USERS: "U0ADDA" });
    expect(await complaints()).toEqual([]);
  });
});

test("an admin who may not ask is a warning", async () => {
  Object.assign(env, { ALLOWED_USERS: "U0ADA", ADMIN_USERS: "U0ADA,U0BEN" });
  expect(await complaints()).toEqual([
    expect.objectContaining({ what: "ADMIN_USERS", verdict: "warning" }),
  ]);
});

test("files:read is not needed where the bot serves pictures, or draws none", async () => {
  world.scopes = allScopes;
  for (const [name, value] of [
    ["PUBLIC_URL", "https://simscope.example"],
    ["CHART_RENDERER", "off"],
  ] as const) {
    const { [name]: _, ...plain } = env;
    env = { ...plain, [name]: value };
    expect(await complaints()).toEqual([
      expect.objectContaining({
        finding: "not needed with this configuration: files:read",
        verdict: "warning",
      }),
    ]);
    env = plain;
  }
});

test("a server without a clock is a warning", () => {
  expect(compareClocks("Slack", { date: null }, 0).verdict).toBe("warning");
  expect(compareClocks("Slack", { date: "yesterday" }, 0).verdict).toBe("warning");
});

test("lines name the verdict in words and keep control characters out", () => {
  expect(checkLine(fault("A", "b\u001b[31m\nc", "D."))).toBe("FAULT    A: b [31m c → D.");
  expect(summaryLine([ok("A", "b"), warning("A", "b", "c")])).toBe(
    "No fault; 1 of 2 checks ask for a look.",
  );
});

describe("the program", () => {
  const run = () =>
    new Promise<{ code: number | string | null; output: string }>((resolve) => {
      execFile(
        process.execPath,
        [new URL("../../src/doctor/main.ts", import.meta.url).pathname],
        { env: { ...env, PATH: process.env["PATH"] ?? "" } },
        (error, stdout) => resolve({ code: error?.code ?? 0, output: stdout }),
      );
    });

  test("exits with 0 when there is no fault", async () => {
    const { code, output } = await run();
    expect(output).toContain("ok       SIM platform (twilio)");
    expect(output).toMatch(/All \d checks are ok\.\n$/);
    expect(code).toBe(0);
  });

  test("exits with 1 on a fault", async () => {
    world.simStatus = 401;
    const { code, output } = await run();
    expect(output).toContain("FAULT    SIM platform (twilio): the credentials were refused");
    expect(code).toBe(1);
  });
});

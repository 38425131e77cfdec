import { writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { dirname } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { freePort } from "../../playground/bot-process.ts";
import { type BotAsProcessOptions, startBotAsProcess } from "../support/bot-as-process.ts";
import { temporaryFile } from "../support/store/temporary-file.ts";

/** What the terminal and the log say about a start that fails. */
async function failedStart(options: BotAsProcessOptions) {
  const bot = await startBotAsProcess(options);
  expect(await bot.ended).toEqual([1, null]);
  expect(bot.output()).toContain('"msg":"simscope cannot start"');
  const lines = bot.errorOutput().split("\n");
  const line = lines.find((text) => text.startsWith("simscope cannot start: ")) ?? "";
  // The log has the same sentence in a field.
  const sentence = JSON.stringify(line.slice("simscope cannot start: ".length)).slice(1, -1);
  expect(bot.output()).toContain(sentence);
  return { line, port: bot.port };
}

it("names the database, its file, variable, reason, and what to do", async () => {
  const path = temporaryFile();
  writeFileSync(path, "a text and no database\n".repeat(300));
  const { line } = await failedStart({ env: { DATABASE_URL: `sqlite:${path}` } });
  expect(line).toBe(
    `simscope cannot start: database: the file ${path} (DATABASE_URL) is no database, or its beginning is destroyed (SQLITE_NOTADB: file is not a database). Move it away, so that a new one is made, or give the path of another file in DATABASE_URL.`,
  );
});

it("names a file that the system does not let be written", async () => {
  const { line } = await failedStart({ env: { DATABASE_URL: "sqlite:/proc/version" } });
  expect(line).toMatch(
    /^simscope cannot start: database: the file \/proc\/version \(DATABASE_URL\) .+ \((SQLITE_\w+: .+|E[A-Z]+)\)\. /,
  );
});

it("names a folder that is missing", async () => {
  const path = `${dirname(temporaryFile())}/missing/simscope.db`;
  const { line } = await failedStart({ env: { DATABASE_URL: `sqlite:${path}` } });
  expect(line).toContain("database: ");
  expect(line).toContain("is in a folder that does not exist (ENOENT). Create the folder");
});

it("names the port and its number", async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, resolve));
  onTestFinished(() => void other.close());
  const address = other.address();
  const port = typeof address === "object" ? String(address?.port) : "";
  const { line } = await failedStart({ env: { PORT: port } });
  expect(line).toBe(
    `simscope cannot start: web server: port ${port} (PORT) is in use by another program. End that one, or set PORT to another number.`,
  );
});

it("names the token that Slack refuses, and never the token itself", async () => {
  const token = "xoxb-1-2-wrong0wrong0wrong0wrong0";
  const { line } = await failedStart({ env: { SLACK_BOT_TOKEN: token } });
  expect(line).toContain("Slack: Slack refused the call with SLACK_BOT_TOKEN (invalid_auth). Copy");
  expect(line).not.toContain("wrong0");
  const app = await failedStart({
    transport: "socket",
    env: { SLACK_APP_TOKEN: "xapp-1-A0-3-wrong0wrong0wrong0wrong0" },
  });
  expect(app.line).toContain("Slack refused the call with SLACK_APP_TOKEN (invalid_auth). Create");
});

it("says when Slack cannot be asked", { timeout: 30_000 }, async () => {
  const nobody = `http://127.0.0.1:${await freePort()}/api`;
  const { line } = await failedStart({ env: { SLACK_API_URL: nobody } });
  expect(line).toMatch(/Slack: Slack cannot be asked \(ECONNREFUSED\)\. Check that this machine/);
});

it("says when Slack answers with a fault of its own", async () => {
  const { line } = await failedStart({
    prepare: (_fleet, slack) => slack.faults.plan("auth.test", { kind: "status", status: 503 }),
  });
  expect(line).toContain("Slack cannot be asked (HTTP 503). ");
});

it("names the file of accounts", async () => {
  const bot = await startBotAsProcess({ env: { SIMSCOPE_CONFIG: "/missing/simscope.yml" } });
  expect(await bot.ended).toEqual([1, null]);
  expect(bot.errorOutput()).toMatch(/^simscope cannot start:\n {2}SIMSCOPE_CONFIG: /);
});

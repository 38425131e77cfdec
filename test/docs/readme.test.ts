import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { faultLines, parseConfig } from "../../src/config/config.ts";
import { unavailableVariableNames, variableNames } from "../../src/config/schema.ts";
import { neededScopes } from "../../src/doctor/scopes.ts";
import { parseSimCommand } from "../../src/slack/typed/command.ts";

const root = new URL("../../", import.meta.url);
const readme = readFileSync(new URL("README.md", root), "utf8");

function section(title: string): string {
  const [, rest] = readme.split(`\n## ${title}\n`);
  if (rest === undefined) throw new Error(`README.md has no section "${title}"`);
  return rest.split("\n## ")[0] ?? "";
}

/** First cells of the rows of a table, without backticks. */
function firstCells(text: string): string[] {
  return [...text.matchAll(/^\| `([^`]+)` +\|/gm)].map((match) => match[1] ?? "");
}

/** Faults of an environment whose file of several accounts is the one shown in the README. */
function parsed(env: Readonly<Record<string, string>>): string[] {
  const result = parseConfig(env, () => codeBlocks("yaml").join(""));
  return result.kind === "ok" ? [] : faultLines(result.faults);
}

function codeBlocks(language: string): string[] {
  const pattern = new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, "gms");
  return [...readme.matchAll(pattern)].map((match) => match[1] ?? "");
}

test("begins with an answer, between the marks by which it is refreshed", () => {
  expect(readme.match(/<!-- answer -->\n```text\n[^`]+```\n<!-- \/answer -->/g)).toHaveLength(1);
  expect(readme.indexOf("<!-- answer -->")).toBeLessThan(readme.indexOf("\n## "));
});

test("the table of settings is the schema", () => {
  const settings = section("Settings");
  expect(firstCells(settings)).toEqual(variableNames);
  for (const name of variableNames) {
    const row = settings.split("\n").find((line) => line.startsWith(`| \`${name}\` `)) ?? "";
    expect(row.includes("not available in this version"), name).toBe(
      unavailableVariableNames.includes(name),
    );
  }
});

test("the defaults named there are the real ones", () => {
  const parsed = parseConfig({
    SLACK_BOT_TOKEN: "xoxb-made-up",
    SLACK_APP_TOKEN: "xapp-made-up",
    TWILIO_API_KEY: `SK${"0".repeat(32)}`,
    TWILIO_API_SECRET: "made-up",
  });
  if (parsed.kind !== "ok") throw new Error("the configuration is refused");
  const settings = section("Settings");
  expect(settings).toContain(`default ${parsed.config.port}`);
  expect(settings).toContain(`\`${parsed.config.logLevel}\` (default)`);
  expect(settings).toContain(`\`${parsed.config.chart.renderer}\` (the bot, default)`);
  expect(settings).toContain(`default \`sqlite:${parsed.config.store.path}\``);
});

test("every npm command exists", () => {
  const { scripts } = JSON.parse(readFileSync(new URL("package.json", root), "utf8"));
  const named = [...readme.matchAll(/npm (?:run )?([a-z]+)/g)]
    .map((match) => match[1] ?? "")
    .filter((name) => !["ci", "install"].includes(name));
  const commands = named.filter((name) => new RegExp(`npm run ${name}`).test(readme));
  expect(commands.length).toBeGreaterThan(4);
  for (const name of [...commands, "start", "test"]) expect(Object.keys(scripts)).toContain(name);
});

test("every file that is linked or used exists", () => {
  const linked = [...readme.matchAll(/\]\((?!https?:|#)([^)#]+)\)/g)].map((match) => match[1]);
  const used = [...readme.matchAll(/(?:cp |node )([\w/.]+\.\w+)/g)].map((match) => match[1]);
  expect(linked.length).toBeGreaterThan(3);
  expect(used.length).toBeGreaterThan(1);
  for (const path of [...linked, ...used])
    expect(existsSync(new URL(path ?? "", root)), path).toBe(true);
});

test("links within the page lead somewhere", () => {
  const anchors = [...readme.matchAll(/\]\(#([a-z-]+)\)/g)].map((match) => match[1]);
  const titles = [...readme.matchAll(/^#+ (.+)$/gm)].map((match) =>
    (match[1] ?? "")
      .toLowerCase()
      .replace(/[^a-z0-9 ]/g, "")
      .replaceAll(" ", "-"),
  );
  expect(anchors.length).toBeGreaterThan(0);
  for (const anchor of anchors) expect(titles).toContain(anchor);
});

test.each(codeBlocks("ini").map((block) => [block]))(
  "the settings block is valid:\n%s",
  (block) => {
    const env = Object.fromEntries(
      block
        .trim()
        .split("\n")
        .map((line) => {
          const [name = "", ...value] = line.split("=");
          return [name, value.join("=")];
        }),
    );
    expect(parsed(env)).toEqual([]);
  },
);

test("there is a settings block for each transport, and one for several accounts", () => {
  expect(codeBlocks("ini")).toHaveLength(3);
});

test("the file of several accounts is the one that its settings block needs", () => {
  expect(codeBlocks("yaml")).toHaveLength(1);
  const settings = codeBlocks("ini").filter((block) => block.includes("SIMSCOPE_CONFIG="));
  expect(settings).toHaveLength(1);
  const own = [...(settings[0] ?? "").matchAll(/^(\w+)=/gm)]
    .map((match) => match[1] ?? "")
    .filter((name) => !variableNames.includes(name));
  const referred = [...(codeBlocks("yaml")[0] ?? "").matchAll(/\$\{(\w+)\}/g)];
  expect(referred.map((match) => match[1])).toEqual(own);
});

test("the permissions are those of the manifest, each with the doctor's reason", () => {
  const needed = neededScopes({ chart: { renderer: "embedded" }, publicUrl: null });
  const table = section("Permissions");
  expect(firstCells(table)).toEqual(needed.map(({ scope }) => scope));
  const manifest = parse(readFileSync(new URL("manifest.yml", root), "utf8"));
  expect(firstCells(table)).toEqual(manifest.oauth_config.scopes.bot);
  for (const { scope, reason } of needed)
    expect(table.replace(/[` ]+/g, " ")).toContain(`| ${scope} | ${reason} |`);
});

describe("the commands", () => {
  const commands = firstCells(section("What you can ask"));
  test.each(commands.map((command) => [command]))("%s is understood", (command) => {
    const text = command
      .replace(/^\/sim ?/, "")
      .replace("<sim>", "cargo-cam-07")
      .replace("<account>", "emea");
    const parsed = parseSimCommand(text, { hasAccountNames: true });
    expect(["sessions", "compare", "find", "accounts", "health", "help", "glossary"]).toContain(
      parsed.kind,
    );
    if (text.includes("emea")) expect(parsed).toMatchObject({ account: "emea" });
  });
});

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { faultLines, parseConfig } from "../../src/config/config.ts";
import { variableNames } from "../../src/config/schema.ts";
import { providerNames, simProviders } from "../../src/core/sim-provider.ts";
import { neededScopes, optionalScopes } from "../../src/doctor/check-slack.ts";
import { parseSimCommand } from "../../src/slack/typed/command.ts";
import { verbs } from "../../src/slack/typed/command-forms.ts";
import { helpMessage } from "../../src/slack/views/help.ts";

const root = new URL("../../", import.meta.url);
const page = (path: string) => readFileSync(new URL(path, root), "utf8");
const readme = page("README.md");
const settings = page("docs/settings.md");
const severalAccounts = page("docs/several-accounts.md");
/** What an admin reads to set it up, as one text. */
const pages = [readme, settings, severalAccounts].join("\n");

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
  const file = codeBlocks("yaml").join("").replaceAll(/0{32}/g, "b2".repeat(16));
  const result = parseConfig(env, () => file);
  return result.kind === "ok" ? [] : faultLines(result.faults);
}

function codeBlocks(language: string): string[] {
  const pattern = new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, "gms");
  return [...pages.matchAll(pattern)].map((match) => match[1] ?? "");
}

test("begins with an answer, between the marks by which it is refreshed", () => {
  expect(readme.match(/<!-- answer -->\n```text\n[^`]+```\n<!-- \/answer -->/g)).toHaveLength(1);
  expect(readme.indexOf("<!-- answer -->")).toBeLessThan(readme.indexOf("\n## "));
});

test("the answer that it begins with shows each button", () => {
  const answer = page("test/fixtures/golden/sim-report/healthy.json");
  const button =
    /"type": "button",\s+"action_id": "\w+",\s+"text": \{\s+"type": "plain_text",\s+"text": "([^"]+)"/g;
  const labels = [...answer.matchAll(button)].map((match) => match[1]);
  expect(labels.length).toBeGreaterThan(3);
  for (const label of labels) expect(readme).toContain(`[${label}]`);
});

test("the table of settings is the schema", () => {
  expect(firstCells(settings)).toEqual(variableNames);
});

test("the defaults named there are the real ones", () => {
  const parsed = parseConfig({
    SLACK_BOT_TOKEN: "xoxb-made-up",
    SLACK_APP_TOKEN: "xapp-made-up",
    TWILIO_API_KEY: `SK${"b2".repeat(16)}`,
    TWILIO_API_SECRET: "made-up",
  });
  if (parsed.kind !== "ok") throw new Error("the configuration is refused");
  expect(settings).toContain(`default ${parsed.config.port}`);
  expect(settings).toContain(`\`${parsed.config.logLevel}\` (default)`);
  expect(settings).toContain(`\`${parsed.config.chart.renderer}\` (the bot, default)`);
  const { store } = parsed.config;
  expect(settings).toContain(`default \`sqlite:${store.kind === "sqlite" ? store.path : ""}\``);
});

test.each(simProviders)("%s is named wherever the platforms are", (provider) => {
  const rowOf = (text: string, name: string) =>
    text.split("\n").find((line) => line.startsWith(`| \`${name}\` `)) ?? "";
  expect(rowOf(settings, "SIM_PROVIDER")).toContain(`\`${provider}\``);
  expect(rowOf(page("docs/operating.md"), "provider")).toContain(`\`${provider}\``);
  expect(readme).toContain(`**SIMs at ${providerNames[provider]}.**`);
});

test("every npm command exists", () => {
  const { scripts } = JSON.parse(readFileSync(new URL("package.json", root), "utf8"));
  const told = `${pages}\n${page("CONTRIBUTING.md")}`;
  const named = [...told.matchAll(/npm (?:run )?([a-z:]*[a-z])/g)]
    .map((match) => match[1] ?? "")
    .filter((name) => !["ci", "install"].includes(name));
  const commands = named.filter((name) => told.includes(`npm run ${name}`));
  expect(commands.length).toBeGreaterThan(4);
  for (const name of [...commands, "start", "test"]) expect(Object.keys(scripts)).toContain(name);
});

const documents = [
  ...["README.md", "CONTRIBUTING.md"],
  ...readdirSync(new URL("docs/", root))
    .filter((name) => name.endsWith(".md"))
    .map((name) => `docs/${name}`),
];

/** A heading as GitHub's link to it. */
const anchorOf = (title: string) =>
  title
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, "")
    .replaceAll(" ", "-");

describe.each(documents)("%s", (path) => {
  const text = page(path);
  const here = new URL(path, root);
  const links = [...text.matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]+))?\)/g)];

  test("every file that is linked or used exists", () => {
    const used = [...text.matchAll(/(?:cp |node )([\w/.]+\.\w+)/g)].map((match) => match[1]);
    for (const file of used) expect(existsSync(new URL(file ?? "", root)), file).toBe(true);
    for (const [, file = ""] of links) expect(existsSync(new URL(file, here)), file).toBe(true);
  });

  test("every heading that is linked is there", () => {
    for (const [, file = "", anchor] of links) {
      if (anchor === undefined) continue;
      const target = file === "" ? text : readFileSync(new URL(file, here), "utf8");
      const titles = [...target.matchAll(/^#+ (.+)$/gm)].map((match) => anchorOf(match[1] ?? ""));
      expect(titles, `${file}#${anchor}`).toContain(anchor);
    }
  });
});

test("the README is short enough to be read, and leads to every page", () => {
  expect(readme.split("\n").length).toBeLessThanOrEqual(201);
  for (const path of documents)
    if (path !== "README.md") expect(pages).toContain(path.replace("docs/", ""));
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
    // As it stands there, none of it is filled in, and nothing else is wrong.
    expect(parsed(env).filter((line) => !line.includes(": is not filled in"))).toEqual([]);
    const own = Object.fromEntries(
      Object.entries(env).map(([name, value]) => [
        name,
        value.replace("your-", "made-up-").replace(/0{32}/, "b2".repeat(16)),
      ]),
    );
    expect(parsed(own)).toEqual([]);
  },
);

test("there is a settings block for each transport, and one for several accounts", () => {
  expect(codeBlocks("ini")).toHaveLength(3);
});

test("the file of several accounts is the one that its settings block needs", () => {
  expect(codeBlocks("yaml")).toHaveLength(1);
  const named = codeBlocks("ini").filter((block) => block.includes("SIMSCOPE_CONFIG="));
  expect(named).toHaveLength(1);
  const own = [...(named[0] ?? "").matchAll(/^(\w+)=/gm)]
    .map((match) => match[1] ?? "")
    .filter((name) => !variableNames.includes(name));
  const referred = [...(codeBlocks("yaml")[0] ?? "").matchAll(/\$\{(\w+)\}/g)];
  expect(referred.map((match) => match[1])).toEqual(own);
});

test("the permissions are those of the manifest, each with the doctor's reason", () => {
  const needed = neededScopes();
  const table = section("Permissions");
  const asked = [...needed.map(({ scope }) => scope), ...optionalScopes];
  expect(firstCells(table)).toEqual(asked);
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
    expect(["invalid", "unknown"]).not.toContain(parsed.kind);
    if (text.includes("emea")) expect(parsed).toMatchObject({ account: "emea" });
  });

  test.each(verbs.map((verb) => [verb]))("%s is there, in the help, and understood", (verb) => {
    expect(parseSimCommand(verb).kind).not.toBe("unknown");
    expect(commands.some((command) => command.split(" ")[1] === verb)).toBe(true);
    expect(JSON.stringify(helpMessage(["emea"], "asker", []))).toContain(`\`/sim ${verb}`);
  });

  test.each(verbs.map((verb) => [verb]))("%s is in the hint that Slack shows", (verb) => {
    // The demo completes from it, too.
    const [{ usage_hint: hint }] = parse(page("manifest.yml")).features.slash_commands;
    const forms = String(hint).split(" · ");
    expect(forms.map((form) => form.split(" ")[0])).toContain(verb);
  });
});

import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { faultLines, parseConfig } from "../../src/config/config.ts";
import { readEnvFiles, withEnvFiles } from "../../src/config/env-files.ts";

const good = {
  SLACK_BOT_TOKEN: "xoxb-made-up",
  SLACK_APP_TOKEN: "xapp-made-up",
  TWILIO_API_KEY: `SK${"b2".repeat(16)}`,
  TWILIO_API_SECRET: "made-up",
};

function faultsOf(env: Readonly<Record<string, string>>, yaml = ""): string[] {
  const parsed = parseConfig(env, () => yaml);
  return parsed.kind === "ok" ? [] : faultLines(parsed.faults);
}

function accountsFile(apiKey: string): string {
  return [
    ...["accounts:", "  us:", "    provider: twilio", `    api_key: ${apiKey}`],
    ...[`    api_secret: \${US_SECRET}`, ""],
  ].join("\n");
}

describe("a value in quotes", () => {
  it.each([
    ["SLACK_BOT_TOKEN", '"xoxb-made-up"'],
    ["SLACK_BOT_TOKEN", "'xoxb-made-up'"],
    ["SLACK_BOT_TOKEN", "“xoxb-made-up”"],
    ["SLACK_APP_TOKEN", "`xapp-made-up`"],
    ["TWILIO_API_SECRET", '"made-up"'],
    ["SIM_API_URL", '"https://sims.example"'],
    ["DATABASE_URL", "'sqlite:simscope.db'"],
    ["PORT", '"3000"'],
  ])("%s is named, and nothing else is said of it", (name, value) => {
    expect(faultsOf({ ...good, [name]: value })).toEqual([
      `${name}: is in quotes. Remove the quotes: docker's --env-file and others hand them on as a part of the value.`,
    ]);
  });

  it.each(['"xoxb-made-up', 'xoxb-made-up"'])("of which one is missing (%s)", (value) => {
    const [fault, ...others] = faultsOf({ ...good, SLACK_BOT_TOKEN: value });
    expect(fault).toMatch(/^SLACK_BOT_TOKEN: begins or ends with a quote\./);
    expect(others).toEqual([]);
  });

  it("never is in the words, nor is what is wrong besides hidden", () => {
    const faults = faultsOf({ ...good, SLACK_BOT_TOKEN: '"xoxp-made-up-secret"' });
    expect(faults.map((line) => line.split(".")[0])).toEqual([
      "SLACK_BOT_TOKEN: is in quotes",
      "SLACK_BOT_TOKEN: is not a bot token",
    ]);
    expect(faults.join()).not.toContain("secret");
  });

  it("that the file of accounts refers to is named there", () => {
    const yaml = accountsFile(`\${US_KEY}`);
    const { TWILIO_API_KEY, TWILIO_API_SECRET, ...slack } = good;
    const env = { ...slack, SIMSCOPE_CONFIG: "simscope.yml", US_KEY: TWILIO_API_KEY };
    expect(faultsOf({ ...env, US_SECRET: TWILIO_API_SECRET }, yaml)).toEqual([]);
    const faults = faultsOf({ ...env, US_SECRET: `"${TWILIO_API_SECRET}"` }, yaml);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain("refers to US_SECRET, whose value is in quotes");
    expect(faultsOf({ ...env, "\uFEFFUS_SECRET": TWILIO_API_SECRET }, yaml)).toEqual([
      expect.stringMatching(/^US_SECRET: has invisible characters before or behind its name/),
    ]);
  });
});

describe("a byte order mark", () => {
  it("before the first name is named, and the variable is not called missing", () => {
    const { SLACK_BOT_TOKEN, ...others } = good;
    const faults = faultsOf({ ...others, "\uFEFFSLACK_BOT_TOKEN": SLACK_BOT_TOKEN });
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain(
      "SLACK_BOT_TOKEN: has invisible characters before or behind its name",
    );
    expect(faults[0]).toContain("save it as UTF-8 without BOM");
  });

  it("before a name of nobody's, or of a variable that is set as well, is none of ours", () => {
    expect(faultsOf({ ...good, "\uFEFFOTHER": "1" })).toEqual([]);
    expect(faultsOf({ ...good, "\uFEFFSLACK_BOT_TOKEN": "old" })).toEqual([]);
  });

  it("before the file of accounts does no harm; UTF-16 there is named", () => {
    const yaml = accountsFile(good.TWILIO_API_KEY);
    const { TWILIO_API_KEY: _, TWILIO_API_SECRET, ...slack } = good;
    const env = { ...slack, SIMSCOPE_CONFIG: "simscope.yml", US_SECRET: TWILIO_API_SECRET };
    expect(faultsOf(env, `\uFEFF${yaml}`)).toEqual([]);
    for (const bytes of [Buffer.from(`\uFEFF${yaml}`, "utf16le"), Buffer.from(yaml, "utf16le")])
      expect(faultsOf(env, bytes.toString("utf8"))).toEqual([
        "simscope.yml: is saved as UTF-16. Save it as UTF-8.",
      ]);
  });
});

describe("a file of variables", () => {
  const fileOf = (text: string | Buffer) => [{ path: ".env", bytes: Buffer.from(text) }];
  const warningsOf = (text: string, env: Record<string, string>) =>
    withEnvFiles(parseConfig({ ...good, ...env }), fileOf(text), { ...good, ...env }).warnings;

  it.each([
    ["SECRET=abc#def", { SECRET: "abc" }],
    ["export SECRET = abc#def", { SECRET: "abc" }],
    ["A=1\r\nSECRET=abc##\r\nB=2", { SECRET: "abc" }],
    ["SECRET=#abc", { SECRET: "" }],
  ])("that cuts a value (%s) is named with the variable, never with the value", (text, env) => {
    const [warning, ...others] = faultLines(warningsOf(text, env as Record<string, string>));
    expect(warning).toMatch(/^SECRET: is cut at the # in \.env/);
    expect(warning).not.toMatch(/abc|def/);
    expect(others).toEqual([]);
  });

  it.each([
    ["SECRET=abc # a comment", { SECRET: "abc" }],
    ['SECRET="abc#def"', { SECRET: "abc#def" }],
    ["SECRET=abc#def", { SECRET: "from elsewhere" }],
    ["# SECRET=abc#def", {}],
    ["SECRET= #nothing yet", { SECRET: "" }],
    ["not an assignment # at all", {}],
  ])("that cuts nothing (%s) is not spoken of", (text, env) => {
    expect(warningsOf(text, env as Record<string, string>)).toEqual([]);
  });

  it.each([
    ["with its mark", Buffer.from("\uFEFFSLACK_BOT_TOKEN=x\n", "utf16le")],
    ["the other way round", Buffer.from("\uFEFFSLACK_BOT_TOKEN=x\n", "utf16le").swap16()],
    ["without a mark", Buffer.from("SLACK_BOT_TOKEN=x\n", "utf16le")],
  ])("in UTF-16 (%s) is the fault, and not what is missing because of it", (_, bytes) => {
    const checked = withEnvFiles(parseConfig({}), fileOf(bytes), {});
    if (checked.parsed.kind === "ok") throw new Error("accepted");
    expect(faultLines(checked.parsed.faults)).toEqual([
      expect.stringMatching(
        /^\.env: is saved as UTF-16, so nothing in it can be read\. Save it as/,
      ),
    ]);
    const beside = withEnvFiles(parseConfig(good), fileOf(bytes), good);
    expect(beside.parsed.kind).toBe("ok");
    expect(faultLines(beside.warnings)).toEqual([expect.stringMatching(/^\.env: is saved as UTF/)]);
  });

  it("is found by Node's own arguments", () => {
    const read: string[] = [];
    const readFile = (path: string) => {
      read.push(path);
      if (path === "missing") throw new Error("ENOENT");
      return Buffer.from("");
    };
    const given = [
      "--env-file-if-exists=.env",
      "--env-file",
      "b.env",
      "--env-file=missing",
      "-r",
      "x",
    ];
    expect(readEnvFiles(given, readFile).map(({ path }) => path)).toEqual([".env", "b.env"]);
    expect(read).toEqual([".env", "b.env", "missing"]);
  });
});

describe.each(["main", "doctor/main"])("src/%s.ts with such a file", (program) => {
  const lines = Object.entries(good).map(([name, value]) => `${name}=${value}\n`);

  /** What it says, started as its npm script starts it. */
  async function saidWith(bytes: Buffer): Promise<string> {
    const folder = await mkdtemp(join(tmpdir(), "simscope-env-"));
    onTestFinished(() => rm(folder, { recursive: true }));
    const path = join(folder, ".env");
    await writeFile(path, bytes);
    const given = [`--env-file-if-exists=${path}`, `src/${program}.ts`];
    return new Promise((resolve) => {
      execFile(process.execPath, given, { env: {} }, (_error, stdout, stderr) =>
        resolve(`${stdout}${stderr}`.replaceAll(path, ".env")),
      );
    });
  }

  it("says what is wrong with it", async () => {
    const marked = await saidWith(Buffer.from(`\uFEFF${lines.join("")}`));
    expect(marked).toContain("SLACK_BOT_TOKEN: has invisible characters");
    expect(marked).not.toContain("is missing");
    const wide = await saidWith(Buffer.from(`\uFEFF${lines.join("")}`, "utf16le"));
    expect(wide).toContain(".env: is saved as UTF-16");
    expect(wide).not.toContain("is missing");
    const cut = await saidWith(Buffer.from(`${lines.slice(1).join("")}SECRET=abc#def\n`));
    expect(cut).toContain("SECRET: is cut at the # in .env");
    expect(cut).toContain("SLACK_BOT_TOKEN: is missing");
  });
});

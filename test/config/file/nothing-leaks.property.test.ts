import fc from "fast-check";
import { expect, test } from "vitest";
import { stringify } from "yaml";
import { faultLines, parseConfig } from "../../../src/config/config.ts";
import { quotesIn } from "../../../src/config/environment.ts";
import { variableNames } from "../../../src/config/schema.ts";
import { emea, twoAccounts, us } from "../../support/config/file/example.ts";

/**
 * Stands in every value. With a capital and small letters it is no name of an account, no Slack
 * id and no name of a variable: those are keys, which faults may speak of.
 */
const mark = "Hunter2";

const keys = [
  ...["accounts", "everywhere", "workspaces", "channels", "default", "us", "emea", "public"],
  ...["provider", "description", "account_sid", "auth_token", "api_key", "api_secret"],
  ...["client_id", "client_secret", "token_url", "api_url", "T0123ABCDEF", "C0123ABCDEF"],
];

const markedText = fc
  .tuple(fc.string({ unit: "grapheme", maxLength: 8 }), fc.string({ maxLength: 8 }))
  .map(([before, after]) => `${before}${mark}${after}`);

const value = fc.oneof(
  markedText,
  fc.constantFrom(`\${A}`, `\${${mark}}`, `\${A}${mark}`, `SK${mark}`, `http://${mark}@x.example`),
  fc.constantFrom("twilio", "kore", "us", "emea", 7, true, null, [], {}),
);

const key = fc.oneof({ weight: 8, arbitrary: fc.constantFrom(...keys) }, markedText);

const { block } = fc.letrec<{ block: unknown; node: unknown }>((tie) => ({
  node: fc.oneof({ depthSize: "small", maxDepth: 4 }, value, tie("block"), fc.array(tie("node"))),
  block: fc.dictionary(key, tie("node"), { maxKeys: 6 }),
}));

/** Blocks of the right outline, so that values reach the checks that are deep inside. */
const outline = fc.record(
  {
    accounts: fc.dictionary(
      fc.oneof(fc.constantFrom("us", "emea", "eu-2"), markedText),
      fc.dictionary(key, value),
      { minKeys: 1, maxKeys: 4 },
    ),
    everywhere: fc.record({ accounts: fc.array(value), default: value }, { requiredKeys: [] }),
    workspaces: fc.dictionary(key, fc.record({ accounts: fc.array(value), default: value })),
    channels: fc.dictionary(key, value),
  },
  { requiredKeys: ["accounts"] },
);

/** A good file in which single letters were lost, doubled or mistaken. */
const damaged = fc
  .array(fc.tuple(fc.nat(), fc.constantFrom("", "\n", ":", "\t", '"', "{", "&", "*", "!", "- ")))
  .map((damages) =>
    damages.reduce(
      (text, [where, put]) => {
        const at = where % text.length;
        return text.slice(0, at) + put + text.slice(at + 1);
      },
      `accounts:${us}${emea}\n`.replaceAll(/: (?=\w)/g, `: ${mark}`),
    ),
  );

const environment = fc.record(
  Object.fromEntries(
    [...variableNames, "A", "US_SECRET"]
      .filter((name) => name !== "SIMSCOPE_CONFIG")
      .map((name) => [name, markedText]),
  ),
  { requiredKeys: [] },
);

function linesOf(text: string, env: Readonly<Record<string, string | undefined>>): string[] {
  const parsed = parseConfig({ ...env, SIMSCOPE_CONFIG: "simscope.yml" }, () => text);
  return parsed.kind === "ok" ? [] : faultLines(parsed.faults);
}

test.each([
  ["any blocks", block.map((given) => stringify(given))],
  ["blocks of the right outline", outline.map((given) => stringify(given))],
  ["damaged files", damaged],
  ["no YAML at all", markedText],
])("%s: every fault has all its parts and repeats no value", (_, files) => {
  let seen = 0;
  fc.assert(
    fc.property(files, environment, (text, env) => {
      const lines = linesOf(text, env);
      seen += lines.length;
      for (const line of lines) {
        expect(line).not.toContain(mark);
        expect(line).toMatch(/^[^:]+: [A-Za-z].*\. [A-Z].*[.]$/);
      }
    }),
    { numRuns: 300 },
  );
  expect(seen).toBeGreaterThan(300);
});

test("a good file with values of any kind in its secrets is no fault", () => {
  fc.assert(
    fc.property(markedText, markedText, (one, other) => {
      // Values in quotes are a mistake of their own (config-environment.test.ts).
      fc.pre([one, other].every((value) => quotesIn(value.trim()) === null));
      const env = { US_SECRET: one, EMEA_SECRET: other };
      const slack = { SLACK_BOT_TOKEN: "xoxb-x", SLACK_APP_TOKEN: "xapp-x" };
      expect(linesOf(twoAccounts, { ...slack, ...env })).toEqual([]);
    }),
  );
});

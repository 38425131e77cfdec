import { describe, expect, test } from "vitest";
import {
  accountFile,
  keyLines,
  linesOf,
  twoAccounts,
  us,
} from "../../support/config/file/example.ts";

const syntax = `Look at the indentation, the quotes and the brackets there. A value with ": " in it needs quotes. Inside { } and [ ], write \${NAME} in quotes.`;
/** Rules after two good accounts. */
const rules = (text: string) => `${twoAccounts}${text}\n`;

/** Each file, and all that is said about it. */
const table: [name: string, file: string, lines: string[]][] = [
  [
    "empty",
    "# nothing\n",
    [
      "simscope.yml: is empty. Begin with the line accounts: and an account below it; docs/several-accounts.md has an example.",
    ],
  ],
  [
    "a list",
    "- us\n",
    [
      "simscope.yml: does not hold settings. Begin with the line accounts: and an account below it; docs/several-accounts.md has an example.",
    ],
  ],
  ["not UTF-8", "accounts: \uFFFD", ["simscope.yml: is not text in UTF-8. Save it as UTF-8."]],
  [
    "huge",
    "#".repeat(200_001),
    [
      "simscope.yml: is longer than 200000 characters, so it is hardly the right file. Check the path in SIMSCOPE_CONFIG.",
    ],
  ],
  ["cut off", "accounts: [us\n", [`simscope.yml, line 2, column 1: is not YAML. ${syntax}`]],
  [
    "a colon too many",
    "accounts:\n  us: provider: kore\n",
    [`simscope.yml, line 2, column 7: is not YAML. ${syntax}`],
  ],
  [
    "a colon in a value",
    accountFile("description: Trackers: north"),
    [`simscope.yml, line 3, column 18: is not YAML. ${syntax}`],
  ],
  [
    "a reference in braces",
    `accounts:\n  us: { api_secret: \${US} }\n`,
    [`simscope.yml, line 2, column 22: is not YAML. ${syntax}`],
  ],
  [
    "a tab",
    "accounts:\n\tus:\n",
    [
      "simscope.yml, line 2, column 1: is indented with a tab, which YAML does not allow. Use spaces.",
    ],
  ],
  [
    "a key twice",
    accountFile(...keyLines, "provider: twilio", "provider: kore"),
    [
      "simscope.yml, line 6, column 5: has a key that its block holds already. Keep one of the two.",
    ],
  ],
  [
    "an account twice",
    `accounts:${us}${us}`,
    [
      "simscope.yml, line 7, column 3: has a key that its block holds already. Keep one of the two.",
    ],
  ],
  [
    "a tag",
    accountFile("provider: !!str twilio", "api_key: !secret x"),
    [
      "simscope.yml, line 3, column 21: has a tag (!), which this file may not. Remove it, and put text in quotes.",
      "simscope.yml, line 4, column 22: has a tag (!), which this file may not. Remove it, and put text in quotes.",
    ],
  ],
  [
    "an alias",
    "a: &a [x, x]\nb: [*a, *a]\n",
    [
      "simscope.yml, line 2, column 5: refers to another place of the file (*), which this file may not. Write the value out.",
      "simscope.yml, line 2, column 9: refers to another place of the file (*), which this file may not. Write the value out.",
    ],
  ],
  [
    "an alias of nothing",
    "accounts: *hunter\n",
    [
      "simscope.yml, line 1, column 11: refers to another place of the file (*), which this file may not. Write the value out.",
    ],
  ],
  [
    "two documents",
    `${twoAccounts}---\n${twoAccounts}`,
    [
      "simscope.yml, line 11, column 1: begins a second document. Keep one, without the line --- between them.",
    ],
  ],
  [
    "a key that is a list",
    "? [accounts]\n: x\n",
    ["simscope.yml, line 1, column 3: has a key that is not a word. Write it as one word."],
  ],
  [
    "an unknown directive",
    `%HUNTER\n---\n${twoAccounts}`,
    [`simscope.yml, line 1, column 1: is not YAML. ${syntax}`],
  ],
  [
    "an unknown part",
    rules("chanels: {}"),
    [
      "simscope.yml: has a key in line 11 that simscope does not know. The nearest that it knows is channels; otherwise remove the line.",
    ],
  ],
];

describe("the file as a whole", () => {
  test.each(table)("%s", (_, file, lines) => {
    expect(linesOf(file, { BLANK: "  " })).toEqual(lines);
  });

  test("nested without end: refused at some column, as deep as the machine can look", () => {
    const [line, ...others] = linesOf("[".repeat(20_000));
    expect(others).toEqual([]);
    expect(line).toMatch(/^simscope\.yml, line 1, column \d+: is not YAML\. /);
    expect(linesOf(`a: ${"[".repeat(200)}${"]".repeat(200)}`)).toHaveLength(2);
  });
});

import { describe, expect, test } from "vitest";
import { accountFile, emea, linesOf, twoAccounts, us } from "../../support/config/file/example.ts";

const references = `Put it into an environment variable and write \${NAME} here, so that the file can be shown to others. If others could read the file already, replace the secret.`;
const list = "Write a list of accounts, like [us, emea]; [] for none.";
const below =
  "Write its settings below it, each in a line indented by two more spaces, beginning with";
/** Rules after two good accounts. */
const rules = (text: string) => `${twoAccounts}${text}\n`;

/** Each file, and all that is said about it. */
const table: [name: string, file: string, lines: string[]][] = [
  [
    "an unknown account",
    rules("everywhere: { accounts: [us, eu], default: eu }"),
    [
      "simscope.yml, everywhere.accounts, entry 2: is no account of this file. Use one of: us, emea.",
      "simscope.yml, everywhere.default: is no account of this file. Use one of: us, emea.",
    ],
  ],
  [
    "a default outside its rule",
    rules("channels: { C0123ABCDEF: { accounts: [us], default: emea } }"),
    [
      "simscope.yml, channels.C0123ABCDEF.default: is not among the accounts of this rule. Choose one of them, or add it to the list.",
    ],
  ],
  [
    "a default of nothing",
    rules("everywhere: { accounts: [], default: us }"),
    [
      "simscope.yml, everywhere.default: is not among the accounts of this rule. Choose one of them, or add it to the list.",
    ],
  ],
  [
    "an account twice in a rule",
    rules("everywhere: { accounts: [us, emea, us] }"),
    ["simscope.yml, everywhere.accounts, entry 3: is in the list already. Remove it."],
  ],
  [
    "a rule without accounts",
    rules("everywhere: { default: us }"),
    [`simscope.yml, everywhere.accounts: is missing. ${list}`],
  ],
  [
    "a rule that is no list",
    rules("everywhere: { accounts: us }"),
    [`simscope.yml, everywhere.accounts: is not a list. ${list}`],
  ],
  [
    "a rule with nothing below",
    rules("everywhere:\nworkspaces:\n  T0123ABCDEF:\n"),
    [
      `simscope.yml, everywhere: has nothing below it. ${below} accounts.`,
      `simscope.yml, workspaces.T0123ABCDEF: has nothing below it. ${below} accounts.`,
    ],
  ],
  [
    "rules with nothing below",
    rules("workspaces:\nchannels: {}"),
    [
      "simscope.yml, workspaces: has nothing below it. Write the id of a workspace below it, and its rule below that, or remove the line.",
      "simscope.yml, channels: has nothing below it. Write the id of a channel below it, and its rule below that, or remove the line.",
    ],
  ],
  [
    "an unknown key of a rule",
    rules("everywhere:\n  accounts: [us]\n  defualt: us"),
    [
      "simscope.yml, everywhere: has a key in line 13 that simscope does not know. The nearest that it knows is default; otherwise remove the line.",
    ],
  ],
  [
    "names in place of ids",
    rules(
      "workspaces: { acme: { accounts: [us] } }\nchannels:\n  ops: { accounts: [nowhere] }\n  T0123ABCDEF: { accounts: [us] }",
    ),
    [
      "simscope.yml, workspaces: has a key in line 11 that is not a workspace id. A workspace id begins with T or E, like T0123ABCDEF; a name does not work.",
      "simscope.yml, channels: has a key in line 13 that is not a channel id. A channel id begins with C or G or D, like C0123ABCDEF; a name does not work.",
      "simscope.yml, channels.(number 1).accounts, entry 1: is no account of this file. Use one of: us, emea.",
      "simscope.yml, channels: has a key in line 14 that is not a channel id. A channel id begins with C or G or D, like C0123ABCDEF; a name does not work.",
    ],
  ],
  [
    "names in place of people's ids",
    rules("users: { ada: { accounts: [us] } }\ngroups:\n  C0123ABCDEF: { accounts: [us] }"),
    [
      "simscope.yml, users: has a key in line 11 that is not a user id. A user id begins with U or W, like U0123ABCDEF; a name does not work.",
      "simscope.yml, groups: has a key in line 13 that is not a user group id. A user group id begins with S, like S0123ABCDEF; a name does not work.",
    ],
  ],
  [
    "a name that was refused already, and one that nobody knows",
    `accounts:${us}${emea.replace("emea", "US East")}
everywhere: { accounts: [us, US East], default: US East }
channels: { C0123ABCDEF: { accounts: [US East, eu] } }`,
    [
      "simscope.yml, accounts: has a name in line 7 that is no account's name. Use at most 20 small letters, digits and -, beginning with a letter, like emea.",
      "simscope.yml, channels.C0123ABCDEF.accounts, entry 2: is no account of this file. Use one of: us.",
    ],
  ],
  [
    "everything at once",
    `${accountFile("provider: nokia", "api_secret: hunter2")}everywhere: { accounts: [eu] }\nchanels: 7`,
    [
      "simscope.yml: has a key in line 6 that simscope does not know. The nearest that it knows is channels; otherwise remove the line.",
      "simscope.yml, accounts.us.provider: is not a known choice. Use one of: twilio, kore.",
      `simscope.yml, accounts.us.api_secret: holds the secret itself. ${references}`,
      "simscope.yml, accounts.us.api_key: is missing although api_secret is set. Set it to the key's SID (SK…).",
      "simscope.yml, everywhere.accounts, entry 1: is no account of this file. Use one of: us.",
    ],
  ],
];

describe("who may look where", () => {
  test.each(table)("%s", (_, file, lines) => {
    expect(linesOf(file, { BLANK: "  " })).toEqual(lines);
  });
});

import { describe, expect, test } from "vitest";
import { accountSid, emea, linesOf, us } from "../../support/config/file/example.ts";

const names = "Use at most 20 small letters, digits and -, beginning with a letter, like emea.";
const below =
  "Write its settings below it, each in a line indented by two more spaces, beginning with";

/** Each file, and all that is said about it. */
const table: [name: string, file: string, lines: string[]][] = [
  [
    "no accounts",
    "everywhere: { accounts: [] }\n",
    [
      "simscope.yml, accounts: is missing. Write the name of an account below it, like emea, and its settings below that.",
    ],
  ],
  [
    "accounts with nothing below",
    "accounts:\n",
    [
      "simscope.yml, accounts: has nothing below it. Write the name of an account below it, like emea, and its settings below that.",
    ],
  ],
  [
    "accounts as a list",
    "accounts: [us]\n",
    [
      "simscope.yml, accounts: is not a block. Write the name of an account below it, like emea, and its settings below that.",
    ],
  ],
  [
    "a long name",
    `accounts:${emea.replace("emea", "abcdefghijklmnopqrstu")}`,
    [`simscope.yml, accounts: has a name in line 2 that is no account's name. ${names}`],
  ],
  [
    "capitals in a name",
    `accounts:${emea.replace("emea", "Emea")}`,
    [`simscope.yml, accounts: has a name in line 2 that is no account's name. ${names}`],
  ],
  [
    "a window as a name",
    `accounts:${us}${emea.replace("emea", "24h")}`,
    [`simscope.yml, accounts: has a name in line 7 that is no account's name. ${names}`],
  ],
  [
    "a name of the language",
    `accounts:${us}\n  __proto__: 1`,
    [
      `simscope.yml, accounts: has a name in line 7 that is no account's name. ${names}`,
      `simscope.yml, accounts.(number 2): is not a block. ${below} provider.`,
    ],
  ],
  ...["public", "all", "in"].map((name): [string, string, string[]] => [
    `the name ${name}`,
    `accounts:${emea.replace("emea", name)}`,
    [
      "simscope.yml, accounts: has a name in line 2 that means something else in a command. Choose another one: all, in, public cannot be used.",
    ],
  ]),
  [
    "21 accounts",
    `accounts:${Array.from({ length: 21 }, (_, index) => emea.replace("emea", `a${index}`).replace("made-up", `a${index}`)).join("")}`,
    [
      "simscope.yml, accounts: holds 21 accounts, and 20 is the most. Run a second bot for the others.",
    ],
  ],
  [
    "the same key twice",
    `accounts:${us}${us.replace("us:", "other:")}`,
    [
      "simscope.yml, accounts.other: is the same account as us. Give it credentials of its own, or remove one of the two.",
    ],
  ],
  [
    "the same client twice",
    `accounts:${emea}${emea.replace("emea:", "other:").replace("EMEA", "US")}\n    api_url: https://PROGRAMMABLE-wireless.api.korewireless.com:443/`,
    [
      "simscope.yml, accounts.other: is the same account as emea. Give it credentials of its own, or remove one of the two.",
    ],
  ],
  [
    "two keys of one account",
    `accounts:${us}\n    account_sid: ${accountSid}\n  other:\n    provider: twilio\n    account_sid: ${accountSid}\n    auth_token: \${US_SECRET}`,
    [
      "simscope.yml, accounts.other: is the same account as us. Give it credentials of its own, or remove one of the two.",
    ],
  ],
];

describe("accounts and their names", () => {
  test.each(table)("%s", (_, file, lines) => {
    expect(linesOf(file, { BLANK: "  " })).toEqual(lines);
  });
});

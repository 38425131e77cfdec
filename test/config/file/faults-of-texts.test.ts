import { describe, expect, test } from "vitest";
import {
  accountFile,
  accountSid,
  apiKey,
  keyLines,
  linesOf,
} from "../../support/config/file/example.ts";

const references = `Put it into an environment variable and write \${NAME} here, so that the file can be shown to others. If others could read the file already, replace the secret.`;

/** Each file, and all that is said about it. */
const table: [name: string, file: string, lines: string[]][] = [
  [
    "secrets in the file",
    `${accountFile("provider: twilio", `api_key: ${apiKey}`, "api_secret: hunter2")}  b:\n    provider: kore\n    client_id: x\n    client_secret: hunter2\n  c:\n    provider: twilio\n    account_sid: ${accountSid}\n    auth_token: hunter2`,
    [
      `simscope.yml, accounts.us.api_secret: holds the secret itself. ${references}`,
      `simscope.yml, accounts.b.client_secret: holds the secret itself. ${references}`,
      `simscope.yml, accounts.c.auth_token: holds the secret itself. ${references}`,
    ],
  ],
  [
    "a reference to nothing",
    accountFile("provider: twilio", `api_key: ${apiKey}`, `api_secret: \${NOT_THERE}`),
    [
      "simscope.yml, accounts.us.api_secret: refers to NOT_THERE, which is not set. Set the environment variable NOT_THERE, or correct the name.",
    ],
  ],
  [
    "a reference to a blank",
    accountFile("provider: twilio", `api_key: ${apiKey}`, `api_secret: \${BLANK}`),
    [
      "simscope.yml, accounts.us.api_secret: refers to BLANK, which is not set. Set the environment variable BLANK, or correct the name.",
    ],
  ],
  ...[
    `x\${US_SECRET}`,
    `\${US_SECRET}\${US_SECRET}`,
    `\${US-SECRET}`,
    `\${1X}`,
    `\${}`,
    `\${US_SECRET`,
  ].map((text): [string, string, string[]] => [
    `${text} is no reference`,
    accountFile(
      "provider: twilio",
      `api_key: ${apiKey}`,
      `api_secret: "${text}"`,
      `description: "${text}"`,
    ),
    ["description", "api_secret"].map(
      (key) =>
        `simscope.yml, accounts.us.${key}: holds \${ but is not a reference as a whole. Write \${NAME} and nothing around it, with capital letters, digits and _ in the name.`,
    ),
  ]),
  [
    "a reference without its braces",
    accountFile("provider: twilio", "api_key: $US_KEY", "api_secret: $US_SECRET"),
    [
      `simscope.yml, accounts.us.api_key: is a reference without its braces. Write \${NAME}, with the name of the environment variable in capital letters.`,
      `simscope.yml, accounts.us.api_secret: is a reference without its braces. Write \${US_SECRET}.`,
    ],
  ],
  [
    "a dollar in front of what is no name",
    accountFile("provider: twilio", `api_key: ${apiKey}`, "api_secret: $Hunter2"),
    [`simscope.yml, accounts.us.api_secret: holds the secret itself. ${references}`],
  ],
  [
    "a reference in small letters",
    accountFile(
      "provider: twilio",
      `api_key: ${apiKey}`,
      `api_secret: \${us_secret}`,
      `description: \${_Us}`,
    ),
    ["description", "api_secret"].map(
      (key) =>
        `simscope.yml, accounts.us.${key}: refers to a name that is not all in capital letters. Name the environment variable with capital letters, digits and _, beginning with a letter, and write that name: \${NAME}.`,
    ),
  ],
  [
    "what a reference holds is checked too",
    accountFile("provider: twilio", `api_key: \${US_SECRET}`, `api_secret: \${US_SECRET}`),
    [
      "simscope.yml, accounts.us.api_key: is not the SID of an API key. Copy the SID of the key (SK and 32 digits or letters), not its name or secret.",
    ],
  ],
  [
    "no text",
    accountFile(
      "provider: twilio",
      ...keyLines,
      "description: 7",
      "api_url: [x]",
      "account_sid:",
      'token_url: " "',
    ).replace("token_url", "client_id"),
    [
      "simscope.yml, accounts.us.description: is not text. Put it in quotes.",
      "simscope.yml, accounts.us.account_sid: has no value. Write one, or remove the line.",
      "simscope.yml, accounts.us.client_id: is empty. Write a value, or remove the line.",
      "simscope.yml, accounts.us.api_url: is not a single text. Write one value here.",
      "simscope.yml, accounts.us.client_id: belongs to an account at KORE, and this one is at Twilio. Remove it, or correct the provider.",
    ],
  ],
  [
    "a secret that is a number",
    accountFile("provider: twilio", `api_key: ${apiKey}`, "api_secret: 12345678"),
    ["simscope.yml, accounts.us.api_secret: is not text. Put it in quotes."],
  ],
];

describe("texts, secrets and references", () => {
  test.each(table)("%s", (_, file, lines) => {
    expect(linesOf(file, { BLANK: "  " })).toEqual(lines);
  });

  test("a plain variable that is meant, but for its braces, is not called idle", () => {
    const env = { TWILIO_AUTH_TOKEN: "made-up-token" };
    const lines = [`account_sid: ${accountSid}`, "auth_token: $TWILIO_AUTH_TOKEN"];
    expect(linesOf(accountFile("provider: twilio", ...lines), env)).toEqual([
      `simscope.yml, accounts.us.auth_token: is a reference without its braces. Write \${TWILIO_AUTH_TOKEN}.`,
    ]);
  });
});

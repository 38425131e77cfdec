import { describe, expect, test } from "vitest";
import {
  accountFile,
  accountSid,
  apiKey,
  keyLines,
  koreFile,
  linesOf,
} from "../../support/config/file/example.ts";

const url = "Write it whole: https://host.example.";
const credentials =
  "For SIMs at Twilio set api_key and api_secret (or account_sid and auth_token), for SIMs at KORE set client_id and client_secret.";
const below =
  "Write its settings below it, each in a line indented by two more spaces, beginning with";

/** Each file, and all that is said about it. */
const table: [name: string, file: string, lines: string[]][] = [
  [
    "an account with nothing below",
    "accounts:\n  us:\n",
    [`simscope.yml, accounts.us: has nothing below it. ${below} provider.`],
  ],
  [
    "an account as text",
    "accounts:\n  us: hunter2\n",
    [`simscope.yml, accounts.us: is not a block. ${below} provider.`],
  ],
  [
    "no provider",
    accountFile(...keyLines),
    ["simscope.yml, accounts.us.provider: is missing. Set it to twilio or kore."],
  ],
  [
    "an unknown provider",
    accountFile("provider: hunter", ...keyLines),
    ["simscope.yml, accounts.us.provider: is not a known choice. Use one of: twilio, kore."],
  ],
  [
    "a misspelt key",
    accountFile("provider: twilio", ...keyLines, "api_ulr: x"),
    [
      "simscope.yml, accounts.us: has a key in line 6 that simscope does not know. The nearest that it knows is api_url; otherwise remove the line.",
    ],
  ],
  [
    "a merge",
    accountFile("provider: twilio", ...keyLines, "<<: { provider: kore }"),
    [
      "simscope.yml, accounts.us: has a key in line 6 that simscope does not know. The nearest that it knows is api_key; otherwise remove the line.",
    ],
  ],
  [
    "no credentials",
    accountFile("provider: twilio"),
    [
      `simscope.yml, accounts.us.api_key: is missing, so the bot has no credentials for the SIM platform. ${credentials}`,
    ],
  ],
  [
    "no credentials for KORE",
    koreFile(),
    [
      `simscope.yml, accounts.us.client_id: is missing, so the bot has no credentials for the SIM platform. ${credentials}`,
    ],
  ],
  [
    "half a key",
    accountFile("provider: twilio", `api_key: ${apiKey}`),
    [
      `simscope.yml, accounts.us.api_secret: is missing although api_key is set. Set it to the key's secret. Twilio shows it once; if it is lost, create a new key. Put it into an environment variable and write \${NAME} here.`,
    ],
  ],
  [
    "the other half",
    accountFile("provider: twilio", `api_secret: \${US_SECRET}`),
    [
      "simscope.yml, accounts.us.api_key: is missing although api_secret is set. Set it to the key's SID (SK…).",
    ],
  ],
  [
    "half a client",
    koreFile("client_id: x"),
    [
      `simscope.yml, accounts.us.client_secret: is missing although client_id is set. Set it to the client's secret. KORE shows it once; if it is lost, create a new API client. Put it into an environment variable and write \${NAME} here.`,
    ],
  ],
  [
    "a token without its account",
    accountFile("provider: twilio", `auth_token: \${US_SECRET}`),
    [
      "simscope.yml, accounts.us.account_sid: is missing although auth_token is set. Set it to the Account SID (AC…) that the token belongs to.",
    ],
  ],
  [
    "a token beside a key",
    accountFile("provider: twilio", ...keyLines, `auth_token: \${EMEA_SECRET}`),
    [
      "simscope.yml, accounts.us.auth_token: is set beside an API key, and only one of them can be used. Remove auth_token: it opens the whole account, and a key can be withdrawn alone.",
    ],
  ],
  [
    "credentials of the other platform",
    koreFile(...keyLines),
    [
      "simscope.yml, accounts.us.provider: names a platform without credentials, while the other one has some. Change it, or set the credentials of the platform that it names.",
    ],
  ],
  [
    "a client at Twilio",
    accountFile("provider: twilio", ...keyLines, "client_id: x", "token_url: https://x.example"),
    [
      "simscope.yml, accounts.us.client_id: belongs to an account at KORE, and this one is at Twilio. Remove it, or correct the provider.",
      "simscope.yml, accounts.us.token_url: belongs to an account at KORE, and this one is at Twilio. Remove it, or correct the provider.",
    ],
  ],
  [
    "a key at KORE",
    koreFile("client_id: x", `client_secret: \${EMEA_SECRET}`, `api_key: ${apiKey}`),
    [
      "simscope.yml, accounts.us.api_key: belongs to an account at Twilio, and this one is at KORE. Remove it, or correct the provider.",
    ],
  ],
  [
    "wrong forms",
    accountFile(
      "provider: twilio",
      `account_sid: ${apiKey}`,
      `api_key: ${accountSid}`,
      `api_secret: \${US_SECRET}`,
      "api_url: wireless.twilio.com",
    ),
    [
      "simscope.yml, accounts.us.account_sid: is not an account SID. Copy the Account SID (AC and 32 digits or letters) from the Twilio Console.",
      "simscope.yml, accounts.us.api_key: is not the SID of an API key. Copy the SID of the key (SK and 32 digits or letters), not its name or secret.",
      `simscope.yml, accounts.us.api_url: is not a web address. ${url}`,
    ],
  ],
  [
    "plain http",
    koreFile("client_id: a b", `client_secret: \${EMEA_SECRET}`, "token_url: http://10.0.0.5"),
    [
      "simscope.yml, accounts.us.client_id: holds a space. Copy the Client ID of the API client from KORE's console.",
      "simscope.yml, accounts.us.token_url: is plain http, which anybody on the way can read. Use https://. Plain http is accepted only for this machine (localhost, 127.0.0.1, [::1]).",
    ],
  ],
  [
    "a password in an address",
    accountFile("provider: twilio", ...keyLines, "api_url: https://a:hunter2@x.example"),
    [
      "simscope.yml, accounts.us.api_url: holds a user name or password. Leave them out of the address; credentials have a place of their own.",
    ],
  ],
  [
    "a long description",
    accountFile("provider: twilio", ...keyLines, `description: ${"x".repeat(76)}`),
    [
      "simscope.yml, accounts.us.description: is longer than 75 characters. Shorten it: it is shown in one line.",
    ],
  ],
  [
    "a description of two lines",
    accountFile("provider: twilio", ...keyLines, "description: |", "  x", "  y"),
    ["simscope.yml, accounts.us.description: is longer than one line. Write it in one line."],
  ],
];

describe("one account", () => {
  test.each(table)("%s", (_, file, lines) => {
    expect(linesOf(file, { BLANK: "  " })).toEqual(lines);
  });
});

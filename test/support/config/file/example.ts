import type { Environment } from "../../../../src/config/account.ts";
import { faultLines, parseConfig } from "../../../../src/config/config.ts";

export const apiKey = `SK${"b2".repeat(16)}`;
export const accountSid = `AC${"a1".repeat(16)}`;

/** All that is needed beside the file. */
export const environment = {
  SLACK_BOT_TOKEN: "xoxb-made-up-bot-token",
  SLACK_APP_TOKEN: "xapp-made-up-app-token",
  SIMSCOPE_CONFIG: "simscope.yml",
  US_SECRET: "made-up-api-secret",
  EMEA_SECRET: "made-up-client-secret",
};

export const us = `
  us:
    provider: twilio
    description: Trackers in North America
    api_key: ${apiKey}
    api_secret: \${US_SECRET}`;

export const emea = `
  emea:
    provider: kore
    client_id: made-up-client
    client_secret: \${EMEA_SECRET}`;

export const twoAccounts = `accounts:${us}${emea}\n`;

/** A file of one account with these lines. */
export function accountFile(...lines: string[]): string {
  return `accounts:\n  us:\n    ${lines.join("\n    ")}\n`;
}

export function koreFile(...lines: string[]): string {
  return accountFile("provider: kore", ...lines);
}

/** Credentials that are good at Twilio. */
export const keyLines: readonly string[] = [`api_key: ${apiKey}`, `api_secret: \${US_SECRET}`];

export function parseFile(text: string, env: Environment = {}) {
  return parseConfig({ ...environment, ...env }, () => text);
}

/** The configuration of a file that is good. */
export function configOf(text: string, env: Environment = {}) {
  const parsed = parseFile(text, env);
  if (parsed.kind === "faults") throw new Error(faultLines(parsed.faults).join("\n"));
  return parsed.config;
}

/** As the admin reads them. */
export function linesOf(text: string, env: Environment = {}): string[] {
  const parsed = parseFile(text, env);
  return parsed.kind === "ok" ? [] : faultLines(parsed.faults);
}

import { stat } from "node:fs/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import {
  type AccountFleet,
  closeFleets,
  startFleets,
} from "../../../playground/accounts/account-fleet.ts";
import { accountSettings } from "../../../playground/accounts/account-settings.ts";
import { oneAccount, twoAccounts } from "../../../playground/accounts/demo-accounts.ts";
import { writePrivateFile } from "../../../playground/accounts/private-file.ts";
import { channels, defaultWorkspace } from "../../../playground/slack/state/workspace.ts";
import { parseConfig } from "../../../src/config/config.ts";

const slack = { SLACK_BOT_TOKEN: "xoxb-made-up", SLACK_APP_TOKEN: "xapp-made-up" };
let fleets: readonly AccountFleet[] = [];
beforeEach(async () => {
  fleets = await startFleets(twoAccounts.accounts, { now: Date.now });
});
afterEach(() => closeFleets(fleets));

test("the bot takes the file: two providers, and rules for channels that say so", () => {
  const settings = accountSettings(fleets, twoAccounts.rules);
  if (settings.kind !== "file") throw new Error("several accounts stand in a file");
  const env = { ...slack, ...settings.environment, SIMSCOPE_CONFIG: "demo.yml" };
  const parsed = parseConfig(env, () => settings.yaml);
  if (parsed.kind !== "ok") throw new Error(JSON.stringify(parsed.faults));
  const { accounts, accountRules } = parsed.config;
  expect(accounts.map(({ name, sim }) => [name, sim.provider, sim.apiUrl])).toEqual([
    ["us", "twilio", fleets[0]?.simulator.url],
    ["emea", "kore", fleets[1]?.simulator.url],
  ]);
  expect(accountRules.channels.get(channels.fleetOps)?.preferred).toBe("emea");
  for (const { channel, topic } of twoAccounts.rules) {
    expect(defaultWorkspace.channels.map(({ id }) => id)).toContain(channel);
    expect(topic).toMatch(/\b(?:us|emea)\b/);
  }
});

test("no secret stands in the file", () => {
  const settings = accountSettings(fleets, twoAccounts.rules);
  if (settings.kind !== "file") throw new Error("several accounts stand in a file");
  const secrets = Object.values(settings.environment);
  expect(secrets).toHaveLength(2);
  for (const secret of secrets) expect(settings.yaml).not.toContain(secret);
  for (const name of Object.keys(settings.environment)) {
    expect(settings.yaml).toContain(`\${${name}}`);
  }
});

test("one account is plain variables", async () => {
  const alone = await startFleets(oneAccount.accounts, { now: Date.now });
  try {
    const { kind, environment } = accountSettings(alone, oneAccount.rules);
    expect(kind).toBe("variables");
    expect(parseConfig({ ...slack, ...environment }).kind).toBe("ok");
  } finally {
    await closeFleets(alone);
  }
});

test("the file is for its user alone, and is gone with its folder", async () => {
  const { path, remove } = await writePrivateFile("simscope.yml", "accounts: {}\n");
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect((await stat(new URL(".", `file://${path}`))).mode & 0o777).toBe(0o700);
  await remove();
  await expect(stat(path)).rejects.toThrow("ENOENT");
  await expect(stat(new URL(".", `file://${path}`))).rejects.toThrow("ENOENT");
});

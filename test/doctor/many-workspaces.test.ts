import { existsSync } from "node:fs";
import { expect, it, onTestFinished } from "vitest";
import {
  type DistributedApp,
  startDistributedApp,
} from "../../playground/slack/distribution/distributed-app.ts";
import { type SlackSimulator, startSlackSimulator } from "../../playground/slack/simulator.ts";
import { parseConfig } from "../../src/config/config.ts";
import { checkLine } from "../../src/doctor/check-result.ts";
import { checkSlack } from "../../src/doctor/check-slack.ts";
import type { UsableInstallation } from "../../src/ports/installations.ts";
import { createKeptInstallations } from "../../src/store/kept-installations.ts";
import { openStore } from "../../src/store/open-store.ts";
import { createTokenSeal } from "../../src/store/token-seal.ts";
import { encryptionKey, oauthApp } from "../support/install-over-oauth.ts";
import { temporaryFile } from "../support/store/temporary-file.ts";
import { signingSecret } from "../support/whole-bot.ts";

const key = (seed: number) => Buffer.from(encryptionKey(seed), "base64");

async function setUp(): Promise<{ app: DistributedApp; slack: SlackSimulator; path: string }> {
  const slack = await startSlackSimulator({
    ...{ clock: { now: Date.now }, signingSecret, botToken: "xoxb-inside", appToken: "xapp-x" },
  });
  const app = await startDistributedApp({ ...oauthApp, workspaces: [slack] });
  onTestFinished(async () => {
    await app.close();
    await slack.close();
  });
  return { app, slack, path: temporaryFile() };
}

/** The lines about Slack and its installations. */
async function linesOf(app: DistributedApp, path: string, env: Record<string, string> = {}) {
  const parsed = parseConfig({
    ...{ SLACK_SIGNING_SECRET: signingSecret, SLACK_API_URL: app.url },
    ...{ SLACK_CLIENT_ID: oauthApp.clientId, SLACK_CLIENT_SECRET: oauthApp.clientSecret },
    ...{ SLACK_STATE_SECRET: "made-up-state-secret", ENCRYPTION_KEYS: encryptionKey(1) },
    ...{ ALLOWED_WORKSPACES: "T1,T2", DATABASE_URL: `sqlite:${path}` },
    ...{ TWILIO_API_KEY: `SK${"b2".repeat(16)}`, TWILIO_API_SECRET: "made-up" },
    ...env,
  });
  if (parsed.kind === "faults") throw new Error(JSON.stringify(parsed.faults));
  const { results } = await checkSlack(parsed.config, fetch);
  return results.map(checkLine);
}

/** A token of that workspace, with these rights. */
function tokenOf(app: DistributedApp, slack: SlackSimulator, scopes: readonly string[]): string {
  const code = app.grants.codeFor(slack, scopes);
  const { access_token: token } = Object(
    app.grants.exchange({
      ...{ client_id: oauthApp.clientId, client_secret: oauthApp.clientSecret, code },
    }),
  );
  return String(token);
}

const needed = ["commands", "chat:write", "app_mentions:read", "im:write", "files:write"];

async function keep(path: string, seed: number, ids: readonly string[], botToken: string) {
  const store = await openStore({ kind: "sqlite", path });
  const kept = createKeptInstallations(store.installations, createTokenSeal([key(seed)]));
  for (const id of ids) {
    const installation: UsableInstallation = {
      ...{ id, teamId: id, enterpriseId: null, botId: "B1", botUserId: "U1", scopes: [] },
      ...{ installedAt: 1, botToken },
    };
    await kept.keep(installation);
  }
  await store.close();
}

it("before anybody installed anything the app is proven, and no file is made", async () => {
  const { app, path } = await setUp();
  expect(await linesOf(app, path)).toEqual([
    expect.stringMatching(/^ok +Slack app \(OAuth\): Slack knows client id and secret$/),
    expect.stringMatching(/^ok +Redirect URL: the first one .+ end with \/slack\/oauth_redirect$/),
    expect.stringMatching(/^ok +Slack signing secret/),
    expect.stringMatching(/^ok +Installations: there are none yet$/),
  ]);
  expect(existsSync(path)).toBe(false);
  const inMemory = await linesOf(app, path, { DATABASE_URL: "sqlite::memory:" });
  expect(inMemory.at(-1)).toMatch(/^warning +Installations: are kept in memory: a restart forgets/);
  const [, redirect] = await linesOf(app, path, { PUBLIC_URL: "https://bot.acme.dev/base" });
  expect(redirect).toContain("https://bot.acme.dev/base/slack/oauth_redirect must be among those");
});

it("what is wrong with the app is told with what to do", async () => {
  const { app, path } = await setUp();
  const [secret] = await linesOf(app, path, { SLACK_CLIENT_SECRET: "made-up-other" });
  expect(secret).toMatch(/^FAULT +Slack app.+bad_client_secret.+→ Copy the Client Secret again/);
  const [id] = await linesOf(app, path, { SLACK_CLIENT_ID: "9.9" });
  expect(id).toMatch(/invalid_client_id.+→ Copy the Client ID again/);
});

it("each installation is tried: its key, its token, its rights, and whether it is allowed", async () => {
  const { app, slack, path } = await setUp();
  await keep(path, 1, ["T1", "T9"], tokenOf(app, slack, needed));
  expect((await linesOf(app, path)).slice(3)).toEqual([
    expect.stringMatching(/^ok +Installations: 1 of 2 can be used$/),
    expect.stringMatching(/^warning +Installations in T9: may not use simscope any more/),
  ]);
  const rotated = { ENCRYPTION_KEYS: `${encryptionKey(2)},${encryptionKey(1)}` };
  expect((await linesOf(app, path, rotated))[3]).toContain("1 sealed with an older key");
  const lost = await linesOf(app, path, { ENCRYPTION_KEYS: encryptionKey(3) });
  expect(lost[4]).toMatch(
    /^FAULT +Installations in T1: no key of ENCRYPTION_KEYS.+installed again/,
  );

  await keep(path, 1, ["T2"], tokenOf(app, slack, needed.slice(1)));
  expect((await linesOf(app, path)).join("\n")).toMatch(
    /FAULT +Slack scope commands in T2: is missing/,
  );
  app.grants.endAll(slack);
  expect((await linesOf(app, path)).join("\n")).toMatch(
    /FAULT +Installations in T1: Slack refused it \(account_inactive\) → Have it installed again/,
  );
});

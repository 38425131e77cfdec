import { existsSync, readFileSync } from "node:fs";
import type { AppsManifestCreateArguments } from "@slack/web-api";
import { Ajv } from "ajv";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { neededScopes, optionalScopes } from "../../src/doctor/check-slack.ts";
import { redirectPath } from "../../src/slack/install/installer.ts";
import { installScopes } from "../../src/slack/install/scopes.ts";
import { lookUpId } from "../../src/slack/listeners/shortcuts/look-up.ts";
import { messageShortcutId } from "../../src/slack/listeners/shortcuts/message-shortcut.ts";

type Manifest = Exclude<AppsManifestCreateArguments["manifest"], string>;

const text = readFileSync(new URL("../../manifest.yml", import.meta.url), "utf8");
const specUrl = new URL(
  "../../../shared/reference/specs/slack_manifest_v2.schema.json",
  import.meta.url,
);

/** The same manifest, as somebody gets it who follows the comments marked "HTTP:". */
const httpText = text
  .replace(/# ((?:request_|message_menu_options_)?url: https)/g, "$1")
  .replace("socket_mode_enabled: true", "socket_mode_enabled: false");

/** And for many workspaces, by those marked "OAuth:". */
const oauthText = httpText
  .replace(/# (redirect_urls:| {2}- https)/g, "$1")
  .replace("org_deploy_enabled: false", "org_deploy_enabled: true");

/** Written out, so that the compiler checks names of keys and scopes, which the schema does not. */
const expected = {
  _metadata: { major_version: 2 },
  display_information: {
    name: "simscope",
    description: expect.any(String),
    long_description: expect.any(String),
    background_color: "#1f2a44",
  },
  features: {
    app_home: {
      home_tab_enabled: true,
      messages_tab_enabled: true,
      messages_tab_read_only_enabled: true,
    },
    bot_user: { display_name: "simscope", always_online: true },
    shortcuts: [
      {
        name: "Look up a SIM",
        type: "global",
        callback_id: "look_up_sim",
        description: expect.any(String),
      },
      {
        name: "Find SIMs in message",
        type: "message",
        callback_id: "find_sims_in_message",
        description: expect.any(String),
      },
    ],
    slash_commands: [
      {
        command: "/sim",
        description: expect.any(String),
        usage_hint: expect.any(String),
        should_escape: false,
      },
    ],
  },
  oauth_config: {
    scopes: {
      bot: [
        "commands",
        "chat:write",
        "app_mentions:read",
        "im:write",
        "files:write",
        "files:read",
        "users:read",
        "usergroups:read",
        "im:history",
      ],
      bot_optional: ["files:read", "users:read", "usergroups:read", "im:history"],
    },
  },
  settings: {
    event_subscriptions: {
      bot_events: ["app_mention", "app_home_opened", "app_uninstalled", "tokens_revoked"],
    },
    interactivity: { is_enabled: true },
    socket_mode_enabled: true,
    org_deploy_enabled: false,
    token_rotation_enabled: false,
  },
} satisfies Manifest;

describe.each([
  ["Socket Mode", text],
  ["HTTP", httpText],
  ["many workspaces", oauthText],
])("the manifest for %s", (_name, yaml) => {
  const manifest = parse(yaml) as Manifest;

  test("keeps to Slack's lengths", () => {
    const { name, description = "", long_description = "" } = manifest.display_information;
    expect(name.length).toBeLessThanOrEqual(35);
    expect(description.length).toBeLessThanOrEqual(140);
    expect(long_description.length).toBeGreaterThanOrEqual(175);
    expect(long_description.length).toBeLessThanOrEqual(4_000);
    for (const { command, usage_hint = "" } of manifest.features?.slash_commands ?? []) {
      expect(command).toMatch(/^\/[a-z]{1,31}$/);
      expect(usage_hint.length).toBeLessThanOrEqual(1_000);
    }
  });

  test.skipIf(!existsSync(specUrl))("is valid by Slack's own schema", () => {
    const ajv = new Ajv({ strict: false, validateFormats: false });
    const validate = ajv.compile(JSON.parse(readFileSync(specUrl, "utf8")));
    validate(manifest);
    expect(validate.errors).toBeNull();
  });
});

test("as it stands it is what is written here", () => {
  expect(parse(text)).toEqual(expected);
});

test("followed for HTTP, every address is set and the socket is off", () => {
  const { features, settings } = parse(httpText) as Manifest;
  const url = "https://simscope.example.com/slack/events";
  expect(features?.slash_commands?.map((command) => command.url)).toEqual([url]);
  expect(settings?.interactivity?.request_url).toBe(url);
  expect(settings?.interactivity?.message_menu_options_url).toBe(url);
  expect(settings?.event_subscriptions?.request_url).toBe(url);
  expect(settings?.socket_mode_enabled).toBe(false);
});

test("followed for many workspaces, Slack leads back to the bot, and asks for what the manifest has", () => {
  const { oauth_config, settings } = parse(oauthText) as Manifest;
  expect(oauth_config?.redirect_urls).toEqual([`https://simscope.example.com${redirectPath}`]);
  expect(settings?.org_deploy_enabled).toBe(true);
  expect(settings?.token_rotation_enabled).toBe(false);
  expect(installScopes).toEqual(oauth_config?.scopes?.bot);
});

test("its shortcuts are those that are listened to", () => {
  const { features } = parse(text) as Manifest;
  const ids = features?.shortcuts?.map(({ callback_id }) => callback_id);
  expect(ids).toEqual([lookUpId, messageShortcutId]);
});

test("its scopes are those that the doctor looks for", () => {
  const needed = neededScopes();
  const { oauth_config } = parse(text) as Manifest;
  const { bot = [], bot_optional = [] } = oauth_config?.scopes ?? {};
  // An optional scope is asked for like the others, and named once more as one to be declined.
  expect(bot).toEqual([...needed.map(({ scope }) => scope), ...optionalScopes]);
  expect(bot_optional).toEqual(optionalScopes);
});

import { type Logger, LogLevel, WebClient, type WebClientOptions } from "@slack/web-api";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type SlackSimulator, startSlackSimulator } from "../../../playground/slack/simulator.ts";
import { channels, people } from "../../../playground/slack/state/workspace.ts";
import { secrets } from "../../support/playground/slack/bolt-bot.ts";
import { ManualTime } from "../../support/playground/slack/manual-time.ts";

const png = Buffer.from("89504e470d0a1a0a0000", "hex");
let time: ManualTime;
let slack: SlackSimulator;
let client: WebClient;

/** Refusals are what these tests ask for; the SDK would print each of them. */
const silent: Logger = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  setLevel() {},
  getLevel: () => LogLevel.ERROR,
  setName() {},
};

const clientWith = (token: string, options: WebClientOptions = {}) =>
  new WebClient(token, {
    slackApiUrl: slack.url,
    retryConfig: { retries: 0 },
    logger: silent,
    ...options,
  });

beforeEach(async () => {
  time = new ManualTime();
  slack = await startSlackSimulator({
    clock: time,
    timers: time,
    ...secrets,
    fileProcessing: { kind: "held" },
  });
  client = clientWith(secrets.botToken);
});
afterEach(() => slack.close());

/** Slack's word for why a call failed. */
async function refusalOf(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return "ok";
  } catch (error) {
    const { data } = error as { data?: { error?: string } };
    return data?.error ?? String(error);
  }
}

describe("tokens", () => {
  test("auth.test tells who the bot is, and its scopes", async () => {
    const answer = await client.auth.test();
    expect(answer).toMatchObject({ ok: true, team_id: "T0FLEET001", user_id: "U0SIMSCOPE" });
    expect(answer.response_metadata?.scopes).toContain("chat:write");
  });

  test("a wrong, missing or misplaced token is refused", async () => {
    expect(await refusalOf(clientWith("xoxb-other").auth.test())).toBe("invalid_auth");
    expect(await refusalOf(clientWith("").auth.test())).toBe("not_authed");
    expect(await refusalOf(client.apps.connections.open({}))).toBe("not_allowed_token_type");
    const app = clientWith(secrets.appToken);
    expect(await refusalOf(app.auth.test())).toBe("not_allowed_token_type");
    expect((await app.apps.connections.open({})).url).toMatch(/^ws:\/\/127\.0\.0\.1:/);
  });

  test("a scope that was not granted is missing", async () => {
    const bare = await startSlackSimulator({ clock: time, ...secrets, scopes: ["commands"] });
    const poor = new WebClient(secrets.botToken, { slackApiUrl: bare.url });
    const call = poor.chat.postMessage({ channel: channels.incidents, text: "hello" });
    expect(await refusalOf(call)).toBe("missing_scope");
    await bare.close();
  });

  test("an unknown method is named as such", async () => {
    expect(await refusalOf(client.apiCall("rtm.start"))).toBe("unknown_method");
  });
});

describe("messages", () => {
  const hello = { text: "hello" };

  test("posting, changing and deleting, as everybody sees it", async () => {
    const { ts } = await client.chat.postMessage({ channel: channels.incidents, ...hello });
    const at = { channel: channels.incidents, ts: String(ts) };
    const seen = () => slack.messages(channels.incidents, people.eve).map(({ text }) => text);
    expect(seen()).toEqual(["hello"]);
    await client.chat.update({ ...at, text: "changed" });
    expect(seen()).toEqual(["changed"]);
    await client.chat.delete(at);
    expect(seen()).toEqual([]);
    expect(await refusalOf(client.chat.update({ ...at, text: "gone" }))).toBe("message_not_found");
  });

  test("a text that is too long is cut, not refused", async () => {
    const text = "x".repeat(40_001);
    await client.chat.postMessage({ channel: channels.incidents, text });
    const [message] = slack.messages(channels.incidents, people.ada);
    expect(message?.text).toHaveLength(40_000);
  });

  test("where the bot is no member it cannot write", async () => {
    const post = (channel: string) => refusalOf(client.chat.postMessage({ channel, ...hello }));
    expect(await post(channels.general)).toBe("not_in_channel");
    expect(await post(channels.leadership)).toBe("channel_not_found");
    expect(await post(channels.adaAndBen)).toBe("channel_not_found");
    expect(await post("C0NOWHERE1")).toBe("channel_not_found");
    expect(await post(people.ada)).toBe("ok");
  });

  test("an ephemeral message is seen by one person and cannot be changed", async () => {
    const call = { channel: channels.incidents, user: people.ada, text: "psst" };
    const { message_ts } = await client.chat.postEphemeral(call);
    expect(slack.messages(channels.incidents, people.ada)).toHaveLength(1);
    expect(slack.messages(channels.incidents, people.ben)).toEqual([]);
    const at = { channel: channels.incidents, ts: String(message_ts) };
    expect(await refusalOf(client.chat.update({ ...at, text: "x" }))).toBe("message_not_found");
    const stranger = { ...call, channel: channels.fleetOps, user: people.eve };
    expect(await refusalOf(client.chat.postEphemeral(stranger))).toBe("user_not_in_channel");
  });

  test("people's messages are not the bot's to change", async () => {
    const { message } = await slack.write({
      user: people.ada,
      channel: channels.incidents,
      text: "mine",
    });
    const call = client.chat.update({ channel: message.channel, ts: message.ts, text: "yours" });
    expect(await refusalOf(call)).toBe("cant_update_message");
  });

  test("faults of a message come with their places", async () => {
    const blocks = [{ type: "section" }];
    const message = { channel: channels.incidents, text: "a", blocks };
    await expect(client.apiCall("chat.postMessage", message)).rejects.toMatchObject({
      data: {
        error: "invalid_blocks",
        errors: ["missing required field: text [json-pointer:/blocks/0]"],
      },
    });
    const checked = client.apiCall("blocks.validate", { blocks });
    await expect(checked).rejects.toMatchObject({
      data: { errors: [{ pointer: "/blocks/0", code: "missing" }] },
    });
    expect(
      await refusalOf(client.apiCall("blocks.validate", { blocks: [{ type: "divider" }] })),
    ).toBe("ok");
  });
});

describe("files", () => {
  async function upload(bytes: Buffer): Promise<string> {
    const result = await client.filesUploadV2({ file: bytes, filename: "timeline.png" });
    return String(result.files?.[0]?.files?.[0]?.id);
  }
  const showing = (id: string) =>
    refusalOf(
      client.chat.postMessage({
        channel: channels.incidents,
        text: "picture",
        blocks: [{ type: "image", alt_text: "timeline", slack_file: { id } }],
      }),
    );

  test("an upload cannot be shown before it is processed", async () => {
    const id = await upload(png);
    const before = await client.files.info({ file: id });
    expect(before.file).toMatchObject({ id, mimetype: "", filetype: "", size: png.length });
    expect(await showing(id)).toBe("invalid_blocks");
    slack.world.files.finishProcessing(id);
    const after = await client.files.info({ file: id });
    expect(after.file).toMatchObject({ mimetype: "image/png", filetype: "png" });
    expect(await showing(id)).toBe("ok");
  });

  test("an upload that is no picture never becomes one", async () => {
    const id = await upload(Buffer.from("[object FormData]"));
    slack.world.files.finishProcessing(id);
    expect((await client.files.info({ file: id })).file).toMatchObject({ filetype: "binary" });
    expect(await showing(id)).toBe("invalid_blocks");
  });

  test("the private address gives the bytes to the bot only", async () => {
    const id = await upload(png);
    const { file } = await client.files.info({ file: id });
    const address = String(file?.url_private);
    expect((await fetch(address)).status).toBe(403);
    const headers = { authorization: `Bearer ${secrets.botToken}` };
    const response = await fetch(address, { headers });
    expect(Buffer.from(await response.arrayBuffer())).toEqual(png);
  });

  test("an upload that was never sent cannot be completed", async () => {
    const { file_id } = await client.files.getUploadURLExternal({ filename: "a.png", length: 3 });
    const call = client.files.completeUploadExternal({ files: [{ id: String(file_id) }] });
    expect(await refusalOf(call)).toBe("file_not_found");
  });
});

describe("people and places", () => {
  test("a person's time zone, a channel, direct messages", async () => {
    const { user } = await client.users.info({ user: people.ben });
    expect(user).toMatchObject({ name: "ben", tz: "America/Chicago" });
    const { channel } = await client.conversations.info({ channel: channels.fleetOps });
    expect(channel).toMatchObject({ name: "fleet-ops", is_private: true, is_member: true });
    expect((await client.conversations.open({ users: people.ada })).channel?.id).toBe(
      channels.adaAndBot,
    );
    const opened = await client.conversations.open({ users: people.eve });
    expect(opened.channel?.id).toMatch(/^D/);
    const hidden = client.conversations.info({ channel: channels.leadership });
    expect(await refusalOf(hidden)).toBe("channel_not_found");
  });
});

describe("views", () => {
  const view = {
    type: "modal" as const,
    title: { type: "plain_text" as const, text: "Title" },
    blocks: [{ type: "divider" as const }],
  };
  const open = (trigger_id: string) => refusalOf(client.views.open({ trigger_id, view }));

  test("a trigger opens one modal within three seconds", async () => {
    const trigger = slack.world.triggers.create(people.ada);
    expect(await open(trigger)).toBe("ok");
    expect(await open(trigger)).toBe("exchanged_trigger_id");
    expect(await open("made-up")).toBe("invalid_trigger_id");
    const old = slack.world.triggers.create(people.ada);
    time.advance(3_001);
    expect(await open(old)).toBe("expired_trigger_id");
  });

  test("three modals at most lie on each other", async () => {
    const push = () =>
      refusalOf(client.views.push({ trigger_id: slack.world.triggers.create(people.ada), view }));
    expect(await open(slack.world.triggers.create(people.ada))).toBe("ok");
    expect([await push(), await push(), await push()]).toEqual(["ok", "ok", "push_limit_reached"]);
  });

  test("a stale hash does not overwrite a newer view", async () => {
    const home = { type: "home" as const, blocks: view.blocks };
    const first = await client.views.publish({ user_id: people.ada, view: home });
    const hash = String(first.view?.hash);
    const call = { user_id: people.ada, view: home, hash };
    expect(await refusalOf(client.views.publish(call))).toBe("ok");
    expect(await refusalOf(client.views.publish(call))).toBe("hash_conflict");
  });
});

describe("planned failures", () => {
  test("an error word, an HTTP status, a rate limit: as often as planned", async () => {
    const call = () => refusalOf(client.auth.test());
    slack.faults.plan("auth.test", { kind: "error", error: "internal_error" }, 2);
    expect([await call(), await call(), await call()]).toEqual([
      "internal_error",
      "internal_error",
      "ok",
    ]);
    slack.faults.plan("auth.test", { kind: "status", status: 503 });
    expect(await call()).toContain("503");
    slack.faults.clear();
    slack.faults.plan("auth.test", { kind: "rate_limited", retryAfterSeconds: 7 }, 1);
    const impatient = clientWith(secrets.botToken, { rejectRateLimitedCalls: true });
    await expect(impatient.auth.test()).rejects.toMatchObject({ retryAfter: 7 });
    expect(slack.requests.map(({ outcome }) => outcome)).toEqual([
      ...["internal_error", "internal_error", "ok", "status_503", "ratelimited"],
    ]);
  });

  test("a hanging call is answered once it is released", async () => {
    slack.faults.plan("auth.test", { kind: "hang" }, 1);
    const call = refusalOf(client.auth.test());
    while (slack.faults.hanging === 0) await new Promise((resolve) => setImmediate(resolve));
    slack.faults.release();
    expect(await call).toBe("ok");
  });

  test("requests are recorded without the token", async () => {
    await client.auth.test();
    expect(JSON.stringify(slack.requests)).not.toContain(secrets.botToken);
  });
});

import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { channels, people } from "../../playground/slack/state/workspace.ts";
import { openConnection } from "../support/raw-request.ts";
import { startWorld, textsOf, type World } from "../support/whole-bot.ts";

const unhandled: unknown[] = [];
const remember = (reason: unknown) => void unhandled.push(reason);
beforeEach(() => void process.on("unhandledRejection", remember));
afterEach(() => {
  process.off("unhandledRejection", remember);
  expect(unhandled.splice(0)).toEqual([]);
});

const json = "application/json";
const form = "application/x-www-form-urlencoded";
const payload = (value: unknown) =>
  new URLSearchParams({ payload: JSON.stringify(value) }).toString();
const user = { id: people.ada, team_id: "T0FLEET001" };
const click = { type: "block_actions", user, actions: [{ action_id: "find_more" }] };

/** Signed with the right secret, and yet none of Slack's. */
const malformed: readonly (readonly [type: string, body: string])[] = [
  ...["null", "5", "[]", '"x"', "true", "", "{", "{}", "[{}]", '{"type":5}', '{"event":null}'].map(
    (body) => [json, body] as const,
  ),
  [json, '{"type":"event_callback"}'],
  [json, '{"type":"event_callback","event":null}'],
  [json, '{"type":"event_callback","event":5}'],
  [json, '{"type":"event_callback","event":[]}'],
  [json, '{"type":"event_callback","event":{}}'],
  [json, '{"type":"event_callback","event":{"type":"app_mention"}}'],
  [json, '{"type":"event_callback","event":{"type":"app_mention","channel":null,"text":5}}'],
  [form, ""],
  [form, "payload="],
  [form, "payload=%7B"],
  [form, "payload=nonsense"],
  [form, "payload=null"],
  [form, "payload=5"],
  [form, "payload=[]"],
  [form, "payload=%22x%22"],
  [form, "payload=1&payload=2"],
  [form, "command=/sim&command=/sim&user_id=U1&channel_id=C1"],
  [form, "command=/sim&text=a&text=b&user_id=U1&channel_id=C1"],
  [form, "command=/sim"],
  [form, payload({ ...click, user: undefined })],
  [form, payload({ ...click, user: null })],
  [form, payload({ ...click, user: "U1" })],
  [form, payload({ ...click, user: { id: 5 } })],
  [form, payload({ ...click, actions: [] })],
  [form, payload({ ...click, actions: null })],
  [form, payload({ ...click, actions: {} })],
  [form, payload({ ...click, actions: [null] })],
  [form, payload({ ...click, actions: [{ action_id: 5 }] })],
  [form, payload({ ...click, channel: 5 })],
  [form, payload({ ...click, response_urls: null })],
  [form, payload({ type: "view_submission", user, view: null })],
  [form, payload({ type: "view_submission", user, view: { callback_id: "look_up_sim" } })],
  [form, payload({ type: "block_suggestion", user, action_id: "sim_pick", value: 5 })],
  [form, payload({ type: "message_action", user, callback_id: "find_sims_in_message" })],
];

/** Kinds that Slack has and we do not ask for. */
const unknown: readonly (readonly [type: string, body: string])[] = [
  [json, '{"type":"app_rate_limited","team_id":"T1"}'],
  [form, payload({ type: "workflow_step_edit", user })],
];

async function expectAlive(world: World): Promise<void> {
  expect(textsOf(await world.ask("help"))).toContain("sessions");
}

describe("over HTTP, signed", () => {
  it("what is none of Slack's payloads: 400 at once, logged, and the bot lives", async () => {
    await using world = await startWorld();
    for (const [contentType, body] of malformed) {
      const { status } = await world.slack.sendForged({ contentType, body });
      expect(status, body).toBe(400);
    }
    expect(world.log().match(/"reason":"(?:payload_malformed|body_unreadable)"/g)).toHaveLength(
      malformed.length,
    );
    for (const [contentType, body] of unknown) {
      expect((await world.slack.sendForged({ contentType, body })).status, body).toBe(200);
    }
    await expectAlive(world);
  });

  it("what nobody listens to: 404 at once, not after 3 s", async () => {
    await using world = await startWorld();
    const view = { id: "V1", callback_id: "of_another_version", state: { values: {} } };
    const body = payload({ type: "view_submission", user, view });
    const { status } = await world.slack.sendForged({ contentType: form, body });
    expect(status).toBe(404);
    expect(world.log()).toContain("nobody listens to this request of Slack");
    expect(world.log()).not.toContain("not acknowledged within 3 seconds");
    await expectAlive(world);
  });
});

it("the largest that Slack can send comes through", async () => {
  await using world = await startWorld();
  const blocks = Array.from({ length: 50 }, (_, number) => ({
    ...{ type: "section", block_id: String(number) },
    text: { type: "mrkdwn", text: "漢".repeat(260) },
  }));
  const body = payload({
    ...{ type: "message_action", user, callback_id: "find_sims_in_message", message_ts: "1.1" },
    ...{ channel: { id: channels.incidents }, trigger_id: "1.1.x" },
    message: { type: "message", ts: "1.1", text: "漢".repeat(40_000), blocks },
  });
  expect(body.length).toBeGreaterThan(480_000);
  expect((await world.slack.sendForged({ contentType: form, body })).status).toBe(200);
});

describe("over Socket Mode", () => {
  const envelope = (type: string, inner: unknown) =>
    JSON.stringify({ envelope_id: "E1", type, payload: inner });

  it("what is none of Slack's frames is left alone, logged, and the bot lives", async () => {
    await using world = await startWorld({ transport: "socket" });
    const frames = [
      ...["null", "5", "[]", '"x"', "true", "", "{", "{}", '{"type":5}', '{"type":"hello!"}'],
      ...['{"envelope_id":"E1"}', '{"envelope_id":"E1","type":"interactive"}'],
      ...["close", "ws_message", "error", "slack_event"].map((type) => envelope(type, {})),
      ...[null, 5, [], "x", true, {}].flatMap((inner) =>
        ["events_api", "interactive", "slash_commands"].map((type) => envelope(type, inner)),
      ),
      ...[null, 5, [], {}, { type: 5 }, { type: "app_mention" }].map((event) =>
        envelope("events_api", { type: "event_callback", event }),
      ),
      ...malformed
        .filter(([type]) => type === form)
        .map(([, body]) => new URLSearchParams(body).get("payload") ?? "null")
        .filter((text) => text.startsWith("{"))
        .map((text) => `{"envelope_id":"E1","type":"interactive","payload":${text}}`),
    ];
    for (const frame of frames) world.slack.socket.sendRaw(frame);
    // An event named like one of the library's own is an event that nobody listens to.
    for (const type of ["ws_message", "close", "error"]) {
      const event = { type: "event_callback", event: { type } };
      world.slack.socket.sendRaw(envelope("events_api", event));
    }
    await expectAlive(world);
    const left = /left (?:alone|unread)/g;
    expect(world.log().match(left)).toHaveLength(frames.length);
  });
});

describe("a flood without a right signature", () => {
  /** The attack that was tried had five times as many connections. */
  const connections = 100;
  const bytesEach = 3_900_000;

  it("holds no memory, and people are answered meanwhile", async () => {
    await using world = await startWorld();
    const chunk = Buffer.alloc(65_536, "x");
    const before = process.memoryUsage().arrayBuffers;
    const sockets = await Promise.all(
      Array.from({ length: connections }, () => openConnection(world.bot.port)),
    );
    for (const [number, socket] of sockets.entries()) {
      // Half of them tell how much there is to come, half do not.
      const length =
        number % 2 === 0 ? `content-length: ${bytesEach}` : "transfer-encoding: chunked";
      socket.write(
        [
          "POST /slack/events HTTP/1.1",
          "host: x",
          "content-type: application/json",
          `x-slack-request-timestamp: ${Math.floor(Date.now() / 1_000)}`,
          `x-slack-signature: v0=${number.toString(16).padStart(64, "0")}`,
          `${length}\r\n\r\n`,
        ].join("\r\n"),
      );
      if (number % 2 === 1) socket.write(`${bytesEach.toString(16)}\r\n`);
    }
    let most = 0;
    for (let sent = 0; sent + chunk.length < bytesEach; sent += chunk.length) {
      await Promise.all(
        sockets.map((socket) =>
          socket.destroyed ? null : new Promise((resolve) => socket.write(chunk, resolve)),
        ),
      );
      most = Math.max(most, process.memoryUsage().arrayBuffers - before);
    }
    await expectAlive(world);
    for (const socket of sockets) socket.destroy();
    // Refused at once or beyond the limit of one body; before, all 390 MB were held.
    expect(most / 1_000_000).toBeLessThan(60);
    expect(world.slack.messages(channels.incidents, people.ada)).toHaveLength(1);
  });
});

import type { App } from "@slack/bolt";
import { describe, expect, test } from "vitest";
import { elementsIn } from "../../../playground/slack/state/block-ids.ts";
import { channels, people } from "../../../playground/slack/state/workspace.ts";
import { startBoltBot, transports } from "../../support/playground/slack/bolt-bot.ts";

const asked = { user: people.ada, channel: channels.incidents, text: "/sim sessions cargo-cam-07" };

const button = (action_id: string, value: string) => ({
  type: "button",
  action_id,
  value,
  text: { type: "plain_text", text: action_id },
});

function answering(app: App): void {
  app.command("/sim", async ({ ack, command, respond }) => {
    await ack();
    await respond({
      text: `about ${command.text} for ${command.user_name} in ${command.channel_name}`,
      blocks: [
        { type: "section", text: { type: "mrkdwn", text: "page 1" } },
        { type: "actions", elements: [button("older", "2"), button("newer", "0")] },
      ],
    } as Parameters<typeof respond>[0]);
  });
  app.action("older", async ({ ack, action, respond, body }) => {
    await ack();
    const value = "value" in action ? action.value : "";
    const hasMessage = "message" in body && body.message !== undefined;
    await respond({ text: `page ${value}, message: ${hasMessage}`, replace_original: true });
  });
}

describe.each(transports)("a Bolt app over %s", (transport) => {
  test("answers a command privately, and a click replaces that answer", async () => {
    await using bot = await startBoltBot(transport, answering);
    const { slack } = bot;
    const question = await slack.command(asked);
    expect(question.ack).toEqual({ kind: "acknowledged", body: "" });
    const answer = await slack.nextAnswer(question);
    expect(answer.text).toBe("about sessions cargo-cam-07 for ada in incidents");
    expect(answer.visibleTo).toBe(people.ada);
    expect(slack.messages(channels.incidents, people.ben)).toEqual([]);

    const click = await slack.click({ user: people.ada, message: answer, actionId: "older" });
    const second = await slack.nextAnswer(click);
    expect(second).toMatchObject({ ts: answer.ts, text: "page 2, message: false", edited: true });
    expect(slack.messages(channels.incidents, people.ada)).toEqual([second]);
  });

  test("sends whatever value a dishonest client makes up", async () => {
    await using bot = await startBoltBot(transport, answering);
    const answer = await bot.slack.nextAnswer(await bot.slack.command(asked));
    const click = { user: people.ada, message: answer, actionId: "older", value: "garbage" };
    const next = await bot.slack.nextAnswer(await bot.slack.click(click));
    expect(next.text).toBe("page garbage, message: false");
  });

  test("words in the acknowledgement are an answer, too", async () => {
    await using bot = await startBoltBot(transport, (app) => {
      app.command("/sim", ({ ack }) => ack({ text: "at once", response_type: "in_channel" }));
    });
    const answer = await bot.slack.nextAnswer(await bot.slack.command(asked));
    expect(answer).toMatchObject({ text: "at once", visibleTo: null });
  });

  test("no acknowledgement within 3 s is a failure that only the person reads", async () => {
    const { promise: heard, resolve: hear } = Promise.withResolvers<void>();
    const { promise: never, resolve: letGo } = Promise.withResolvers<void>();
    await using bot = await startBoltBot(transport, (app) => {
      app.command("/sim", async ({ ack }) => {
        hear();
        await never;
        await ack();
      });
    });
    const { slack, time } = bot;
    const typing = slack.command(asked);
    await heard;
    time.advance(3_500);
    const question = await typing;
    letGo();
    expect(question.ack).toEqual({ kind: "operation_timeout" });
    const notice = await slack.nextAnswer(question);
    expect(notice.text).toBe('/sim failed with the error "operation_timeout"');
    expect(notice).toMatchObject({ visibleTo: people.ada, author: { kind: "slack" } });
  });

  test("an acknowledgement after 3 s comes too late", async () => {
    const { promise: heard, resolve: hear } = Promise.withResolvers<void>();
    const { promise: late, resolve: goOn } = Promise.withResolvers<void>();
    await using bot = await startBoltBot(transport, (app) => {
      app.command("/sim", async ({ ack }) => {
        hear();
        await late;
        await ack("I am late");
      });
    });
    const typing = bot.slack.command(asked);
    await heard;
    bot.time.advance(3_100);
    goOn();
    expect((await typing).ack).toEqual({ kind: "operation_timeout" });
    const texts = bot.slack.messages(asked.channel, people.ada).map(({ text }) => text);
    expect(texts).toEqual(['/sim failed with the error "operation_timeout"']);
  });

  test("a modal: opened, searched by typing, refused, submitted", async () => {
    const submitted: unknown[] = [];
    await using bot = await startBoltBot(transport, (app) => {
      app.shortcut("pick_sim", async ({ ack, shortcut, client }) => {
        await ack();
        await client.views.open({
          trigger_id: shortcut.trigger_id,
          view: {
            type: "modal",
            callback_id: "picked",
            title: { type: "plain_text", text: "Pick a SIM" },
            submit: { type: "plain_text", text: "Show" },
            blocks: [
              {
                type: "input",
                block_id: "sim",
                label: { type: "plain_text", text: "SIM" },
                element: { type: "external_select", action_id: "sim_pick", min_query_length: 1 },
              },
            ],
          },
        });
      });
      app.options("sim_pick", ({ ack, options }) =>
        ack({
          options: [{ text: { type: "plain_text", text: `found ${options.value}` }, value: "DE1" }],
        }),
      );
      app.view("picked", async ({ ack, view }) => {
        const chosen = view.state.values["sim"]?.["sim_pick"]?.selected_option?.value;
        submitted.push(chosen);
        if (chosen === "DE1") await ack();
        else await ack({ response_action: "errors", errors: { sim: "No such SIM" } });
      });
    });
    const { slack } = bot;
    const since = slack.world.changes.sequence;
    await slack.shortcut({ user: people.ada, callbackId: "pick_sim" });
    const view = await slack.waitForView(people.ada, since);

    const typed = { user: people.ada, actionId: "sim_pick", value: "cargo", place: { view } };
    const options = await slack.suggest(typed);
    expect(options.map((option) => option["text"])).toEqual([
      { type: "plain_text", text: "found cargo" },
    ]);
    const wrong = await slack.submitView({ user: people.ada, view, values: { sim_pick: "DE9" } });
    expect(wrong.errors).toEqual({ sim: "No such SIM" });
    expect(slack.world.views.stackOf(people.ada)).toHaveLength(1);
    const [first] = options;
    if (first === undefined) throw new Error("no option");
    await slack.submitView({ user: people.ada, view, values: { sim_pick: first } });
    expect(slack.world.views.stackOf(people.ada)).toEqual([]);
    expect(submitted).toEqual(["DE9", "DE1"]);
  });

  test("mentions in a thread and direct messages reach the bot as events", async () => {
    await using bot = await startBoltBot(transport, (app) => {
      app.event("app_mention", async ({ event, say }) => {
        await say({ text: `heard: ${event.text}`, thread_ts: event.thread_ts ?? event.ts });
      });
      app.message(async ({ message, say }) => {
        if ("text" in message) await say(`directly: ${message.text}`);
      });
    });
    const { slack } = bot;
    const mention = await slack.mention({ ...asked, text: "help" });
    const reply = await slack.nextAnswer(mention);
    expect(reply).toMatchObject({
      text: "heard: <@U0SIMSCOPE> help",
      threadTs: mention.message.ts,
    });
    const direct = await slack.write({ ...asked, channel: channels.adaAndBot, text: "hello" });
    expect((await slack.nextAnswer(direct)).text).toBe("directly: hello");
  });

  test("uploads a picture with the SDK and shows it once it is processed", async () => {
    const png = Buffer.from("89504e470d0a1a0a", "hex");
    await using bot = await startBoltBot(transport, () => {});
    const { slack, app } = bot;
    const uploaded = await app.client.filesUploadV2({ file: png, filename: "timeline.png" });
    const id = String(uploaded.files?.[0]?.files?.[0]?.id);
    expect(slack.world.files.find(id)?.bytes).toEqual(png);
    const message = {
      channel: channels.incidents,
      text: "a picture",
      blocks: [{ type: "image", alt_text: "timeline", slack_file: { id } }],
    };
    await expect(app.client.chat.postMessage(message)).rejects.toThrow("invalid_blocks");
    const { file } = await app.client.files.info({ file: id });
    expect(file).toMatchObject({ mimetype: "image/png", filetype: "png" });
    expect(await app.client.chat.postMessage(message)).toMatchObject({ ok: true });
  });
});

test("a command that is not installed never reaches the bot", async () => {
  await using bot = await startBoltBot("http", answering, { commands: ["/sim"] });
  const question = await bot.slack.command({ ...asked, text: "/sym help" });
  const notice = await bot.slack.nextAnswer(question);
  expect(notice).toMatchObject({ text: "/sym is not a valid command.", author: { kind: "slack" } });
  expect(bot.slack.deliveries).toEqual([]);
});

test("an address without a bot over HTTP fails with dispatch_failed", async () => {
  await using bot = await startBoltBot("http", () => {});
  bot.slack.reachBotBy({ kind: "http", url: `${bot.slack.origin}/nobody-here` });
  const question = await bot.slack.command(asked);
  expect(question.ack).toEqual({ kind: "dispatch_failed", status: 404 });
  const notice = await bot.slack.nextAnswer(question);
  expect(notice.text).toBe('/sim failed with the error "dispatch_failed"');
});

describe("Socket Mode", () => {
  test("without a connection a command fails with dispatch_failed", async () => {
    await using bot = await startBoltBot("socket", answering);
    await bot.app.stop();
    bot.slack.socket.cut();
    while (bot.slack.socket.connectionCount > 0) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect((await bot.slack.command(asked)).ack).toEqual({ kind: "dispatch_failed", status: null });
  });

  test("the app comes back after Slack asked it to reconnect", async () => {
    await using bot = await startBoltBot("socket", answering);
    const { slack } = bot;
    const opened = () =>
      slack.requests.filter(({ method }) => method === "apps.connections.open").length;
    expect(opened()).toBe(1);
    slack.socket.askToReconnect("refresh_requested");
    while (opened() < 2) await new Promise((resolve) => setImmediate(resolve));
    await slack.socket.connected();
    expect((await slack.nextAnswer(await slack.command(asked))).text).toContain("cargo-cam-07");
  });

  test("what the app was asked to leave is used no more once that is over", async () => {
    await using bot = await startBoltBot("socket", answering);
    const { socket: link } = bot.slack;
    await bot.app.stop();
    while (link.connectionCount > 0) await new Promise((resolve) => setImmediate(resolve));
    const heard: string[] = [];
    /** An app that goes on with a line that it was asked to leave. */
    const open = (name: string) => {
      const socket = new WebSocket(link.createAddress());
      socket.addEventListener("message", ({ data }) => {
        const { envelope_id } = JSON.parse(String(data));
        if (envelope_id === undefined) return;
        heard.push(name);
        socket.send(JSON.stringify({ envelope_id }));
      });
    };
    open("old");
    await link.connected();
    const renewed = link.renew();
    open("new");
    await renewed;
    link.retireLeaving();
    expect(link.connectionCount).toBe(1);
    for (let more = 0; more < 2; more += 1) await bot.slack.command(asked);
    expect(heard).toEqual(["new", "new"]);
  });

  test("an address is good for one connection only", async () => {
    await using bot = await startBoltBot("socket", answering);
    const address = bot.slack.socket.createAddress();
    const open = () =>
      new Promise<string>((resolve) => {
        const socket = new WebSocket(address);
        socket.addEventListener("message", ({ data }) => {
          resolve(JSON.parse(String(data)).type);
          socket.close();
        });
        socket.addEventListener("error", () => resolve("refused"));
      });
    expect([await open(), await open()]).toEqual(["hello", "refused"]);
  });
});

describe("requests that Slack would not send", () => {
  const body = new URLSearchParams({ command: "/sim", text: "help" }).toString();
  const forged = { contentType: "application/x-www-form-urlencoded", body };

  test("Bolt refuses a wrong secret, a made-up signature and an old time", async () => {
    const heard: string[] = [];
    await using bot = await startBoltBot("http", (app) => {
      app.command("/sim", async ({ ack, command }) => {
        heard.push(command.text);
        await ack();
      });
    });
    const { slack } = bot;
    const nowSeconds = Math.floor(bot.time.now() / 1_000);
    const statuses = await Promise.all(
      [
        { secret: "another secret" },
        { signature: "v0=00" },
        { timestampSeconds: nowSeconds - 400 },
      ].map(async (fault) => (await slack.sendForged({ ...forged, ...fault })).status),
    );
    expect(statuses).toEqual([401, 401, 401]);
    expect(heard).toEqual([]);
    // Bolt lets future times and replays pass: the bot's own guard has to catch those.
    expect((await slack.sendForged({ ...forged, timestampSeconds: nowSeconds + 400 })).status).toBe(
      200,
    );
    await slack.command(asked);
    const sent = slack.deliveries.at(-1)?.sent;
    if (!sent) throw new Error("nothing was sent");
    expect((await slack.replay(sent)).status).toBe(200);
    expect(heard).toEqual(["help", "sessions cargo-cam-07", "sessions cargo-cam-07"]);
  });
});

test("every element of a message has a block and an action to press", async () => {
  await using bot = await startBoltBot("http", answering);
  const answer = await bot.slack.nextAnswer(await bot.slack.command(asked));
  const placed = elementsIn(answer.blocks);
  expect(placed.map(({ element }) => element["action_id"])).toEqual(["older", "newer"]);
  expect(new Set(placed.map(({ blockId }) => blockId)).size).toBe(1);
});

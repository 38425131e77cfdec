import { createHmac } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Agent, request } from "undici";

/** What a bot posted to a response address. */
export interface Posted {
  readonly text: string;
  readonly blocks: readonly Block[];
}

interface Block {
  readonly type: string;
  readonly elements?: readonly { readonly action_id?: string; readonly value?: string }[];
}

/** How one interaction went. */
export interface Heard {
  /** From sending it to the whole answer, in milliseconds. */
  readonly answerMs: number;
  /** From sending it to the acknowledgement. */
  readonly ackMs: number;
  readonly answer: Posted;
}

interface Waiting {
  readonly take: (answer: Posted) => void;
  readonly isAnswer: (posted: Posted) => boolean;
}

/** A word that it takes longer is no answer yet. */
function hasButtons({ blocks }: Posted): boolean {
  return blocks?.some(({ type }) => type === "actions") ?? false;
}

/** What a type-ahead offers. */
export interface Offered {
  readonly answerMs: number;
  readonly options: number;
}

const signingSecret = "0123456789abcdef0123456789abcdef";
export const slackSecrets = { signingSecret, botToken: "xoxb-bench-0000" } as const;

const team = { id: "T0BENCH001", domain: "bench" };
const channel = { id: "C0BENCH001", name: "bench" };

/**
 * The smallest Slack that a bot can be measured with: it signs what people do, takes what is posted
 * for them, and says yes to everything else. What it costs itself is the same for all contenders.
 */
export async function startSlackSide() {
  const waiting = new Map<string, Waiting>();
  const server = createServer(async (incoming, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    response.setHeader("content-type", "application/json");
    response.end(answerTo(incoming.url ?? "", origin));
    const heard = waiting.get(incoming.url ?? "");
    if (heard === undefined) return;
    const posted: Posted = JSON.parse(body.toString());
    if (heard.isAnswer(posted)) heard.take(posted);
  });
  server.listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const dispatcher = new Agent({ connections: 64 });
  let sent = 0;

  /** Resolves with the body of the acknowledgement. */
  const post = async (botUrl: string, fields: Record<string, string>): Promise<string> => {
    const body = new URLSearchParams(fields).toString();
    const timestamp = String(Math.floor(Date.now() / 1_000));
    const hash = createHmac("sha256", signingSecret).update(`v0:${timestamp}:${body}`);
    const { body: ack, statusCode } = await request(botUrl, {
      method: "POST",
      body,
      dispatcher,
      headers: {
        "content-type": "application/x-www-form-urlencoded",
        "x-slack-request-timestamp": timestamp,
        "x-slack-signature": `v0=${hash.digest("hex")}`,
      },
    });
    if (statusCode !== 200) throw new Error(`the bot answered with HTTP ${statusCode}`);
    return ack.text();
  };

  const send = async (
    botUrl: string,
    fields: Record<string, string>,
    path: string,
    isAnswer = hasButtons,
  ) => {
    const startedAt = performance.now();
    const answered = new Promise<Posted>((take) => waiting.set(path, { take, isAnswer }));
    await post(botUrl, fields);
    const ackMs = performance.now() - startedAt;
    const answer = await answered;
    waiting.delete(path);
    return { answerMs: performance.now() - startedAt, ackMs, answer } satisfies Heard;
  };

  const unique = () => {
    sent += 1;
    return { path: `/respond/${sent}`, triggerId: `${sent}.0.bench` };
  };

  return {
    apiUrl: `${origin}/api/`,
    /** Types `/sim …`; resolves with the answer. */
    command: (botUrl: string, text: string, person = 0): Promise<Heard> => {
      const { path, triggerId } = unique();
      const fields = {
        ...{ command: "/sim", text, trigger_id: triggerId, api_app_id: "A0BENCH001" },
        ...{ team_id: team.id, team_domain: team.domain },
        ...{ channel_id: channel.id, channel_name: channel.name },
        ...{ user_id: userOf(person), user_name: "bench", response_url: origin + path },
      };
      return send(botUrl, fields, path);
    },
    /** Presses a button of an answer; resolves with the answer that takes its place. */
    click: (
      botUrl: string,
      { answer }: Pick<Heard, "answer">,
      actionId: string,
      isAnswer = hasButtons,
    ): Promise<Heard> => {
      const { path, triggerId } = unique();
      const button = answer.blocks
        .flatMap(({ elements = [] }) => elements)
        .find(({ action_id }) => action_id === actionId);
      if (button === undefined) throw new Error(`the answer has no ${actionId}`);
      const payload = {
        ...{ type: "block_actions", team, channel, api_app_id: "A0BENCH001" },
        user: { id: userOf(0), username: "bench", name: "bench", team_id: team.id },
        container: {
          type: "message",
          message_ts: "1.1",
          channel_id: channel.id,
          is_ephemeral: true,
        },
        ...{ trigger_id: triggerId, response_url: origin + path, token: "bench" },
        actions: [{ type: "button", block_id: "b", action_ts: "1.2", ...button }],
      };
      return send(botUrl, { payload: JSON.stringify(payload) }, path, isAnswer);
    },
    /** What the type-ahead of the window offers for a text, and how long it takes. */
    typeAhead: async (botUrl: string, text: string): Promise<Offered> => {
      // Two equal requests of one second would be one that is replayed.
      const { triggerId: block_id } = unique();
      const payload = {
        ...{ type: "block_suggestion", team, action_id: "sim_pick", block_id, value: text },
        user: { id: userOf(0), username: "bench", name: "bench", team_id: team.id },
        // A request that is the same as one of this second counts as a replay.
        ...{
          api_app_id: "A0BENCH001",
          token: unique().triggerId,
          view: { id: "V0BENCH", type: "modal" },
        },
        container: { type: "view", view_id: "V0BENCH" },
      };
      const startedAt = performance.now();
      const { options }: { options: readonly unknown[] } = JSON.parse(
        await post(botUrl, { payload: JSON.stringify(payload) }),
      );
      return { answerMs: performance.now() - startedAt, options: options.length };
    },
    close: async (): Promise<void> => {
      await dispatcher.close();
      server.closeAllConnections();
      server.close();
    },
  };
}

export type SlackSide = Awaited<ReturnType<typeof startSlackSide>>;

function userOf(person: number): string {
  return `U0BENCH${String(person).padStart(3, "0")}`;
}

function answerTo(url: string, origin: string): string {
  return JSON.stringify({ ok: true, ...(answers[url.split("?")[0] ?? ""]?.(origin) ?? {}) });
}

const answers: Readonly<Record<string, (origin: string) => object>> = {
  "/api/auth.test": () => ({
    ...{ url: "https://bench.slack.com/", team: "Bench", team_id: team.id },
    ...{ user: "simscope", user_id: "U0BENCHBOT", bot_id: "B0BENCHBOT" },
  }),
  "/api/users.info": () => ({ user: { tz: "Europe/Berlin" } }),
  "/api/files.getUploadURLExternal": (origin) => ({
    ...{ upload_url: `${origin}/upload`, file_id: "F0BENCH001" },
  }),
  "/api/conversations.open": () => ({ channel: { id: "D0BENCH001" } }),
  "/api/files.completeUploadExternal": () => ({ files: [{ id: "F0BENCH001" }] }),
  "/api/files.info": () => ({ file: { mimetype: "image/png", filetype: "png" } }),
};

/**
 * The floor beneath the bot: a bare Bolt app that acknowledges, makes the same HTTP reads, and posts
 * a constant. It keeps nothing, judges nothing and checks nothing; no bot on this framework that
 * reads the same can be faster. Takes the bot's own environment variables.
 */
import process from "node:process";
import { App, HTTPReceiver } from "@slack/bolt";
import { Agent, request } from "undici";

const env = (name: string): string => process.env[name] ?? "";
const api = env("SIM_API_URL");
const credentials = Buffer.from(`${env("TWILIO_ACCOUNT_SID")}:${env("TWILIO_AUTH_TOKEN")}`);
const headers = { authorization: `Basic ${credentials.toString("base64")}` };
const dispatcher = new Agent({ connections: 10 });

interface SessionPage {
  readonly data_sessions: readonly object[];
  readonly meta: { readonly next_page_url: string | null };
}

async function read<Body>(url: string): Promise<Body> {
  const { body } = await request(url, { headers, dispatcher });
  return (await body.json()) as Body;
}

async function readSessions(sid: string): Promise<number> {
  let count = 0;
  let next: string | null = `${api}/v1/Sims/${sid}/DataSessions?PageSize=1000`;
  while (next !== null) {
    const page: SessionPage = await read(next);
    count += page.data_sessions.length;
    next = page.meta.next_page_url;
  }
  return count;
}

/** About as long as an answer of the bot. */
const answer = (name: string) => ({
  text: `${name}: a constant`,
  blocks: [
    ...Array.from({ length: 10 }, (_, index) => ({
      type: "section",
      text: { type: "mrkdwn", text: `*Row ${index}* ${"of a constant ".repeat(15)}` },
    })),
    {
      type: "actions",
      elements: [
        {
          type: "button",
          action_id: "sessions_older",
          text: { type: "plain_text", text: "Older" },
          value: name,
        },
      ],
    },
  ],
});

const receiver = new HTTPReceiver({
  signingSecret: env("SLACK_SIGNING_SECRET"),
  endpoints: "/slack/events",
  customRoutes: ["/healthz", "/readyz"].map((path) => ({
    path,
    method: "GET",
    handler: (_, response) => void response.end("ok"),
  })),
});
const app = new App({
  receiver,
  token: env("SLACK_BOT_TOKEN"),
  clientOptions: { slackApiUrl: env("SLACK_API_URL") },
});

app.command("/sim", async ({ command, ack, respond }) => {
  await ack();
  const [, name = ""] = command.text.split(" ");
  const sim = await read<{ sid: string }>(`${api}/v1/Sims/${name}`);
  await readSessions(sim.sid);
  await respond({ ...answer(name), response_type: "ephemeral" });
});

app.action<import("@slack/bolt").BlockButtonAction>(
  "sessions_older",
  async ({ ack, respond, action }) => {
    await ack();
    await respond({ ...answer(action.value ?? ""), replace_original: true });
  },
);

app.options("sim_pick", async ({ ack }) => {
  await ack({
    options: Array.from({ length: 20 }, (_, index) => ({
      text: { type: "plain_text", text: `A constant ${index}` },
      value: `constant-${index}`,
    })),
  });
});

await app.start(Number(env("PORT")));

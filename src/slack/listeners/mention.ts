import type { App } from "@slack/bolt";
import { LRUCache } from "lru-cache";
import type { Scope } from "../../usecases/accounts.ts";
import type { Reply } from "../answering.ts";
import type { AnsweringInThread } from "../answering-in-thread.ts";
import { parseSimCommand, type SimCommand } from "../command.ts";
import type { Asked } from "../question-frame.ts";
import type { SlackCallsFor } from "../slack-calls.ts";

export interface MentionParts {
  readonly answerInThread: AnsweringInThread;
  readonly slackCalls: SlackCallsFor;
  /** Answers a command that everybody in the channel reads. */
  readonly publicReply: (command: SimCommand, scope: Scope, asked: Asked) => Promise<Reply>;
  /** Whether accounts have names, so that a command may end in one. */
  readonly hasAccountNames: boolean;
}

/** Slack repeats an event three times within some six minutes. */
const mostRemembered = 10_000;

/**
 * `@simscope sessions cargo-cam-07`, answered in the thread where it was said, or in a new one
 * below it: slash commands do not work in threads. Slack repeats an event whose receipt it did
 * not see in time; the repetition is dropped.
 */
export function listenToMentions(app: App, parts: MentionParts): void {
  const { answerInThread, slackCalls, publicReply, hasAccountNames } = parts;
  const seen = new LRUCache<string, true>({ max: mostRemembered });
  app.event("app_mention", async ({ event, body, context }) => {
    const { user, channel: channelId, ts, thread_ts: threadTs = ts } = event;
    // Bots that quote each other's mentions would never stop.
    if (user === undefined || user === context.botUserId || "bot_id" in event) return;
    if (seen.has(body.event_id)) return;
    seen.set(body.event_id, true);
    const text = textAfterMention(event.text, context.botUserId ?? "");
    const command = parseSimCommand(text, { hasAccountNames });
    const teamId = event.team ?? body.team_id;
    const asked = { command: "app_mention", userId: user, channelId, teamId };
    const slack = slackCalls(context.botToken ?? "");
    await answerInThread(asked, { channelId, threadTs, slack, respond: null }, (scope) =>
      publicReply(command, scope, asked),
    );
  });
}

/** What is said to the bot: the rest of the line after its name, or else what stands before it. */
export function textAfterMention(text: string, botUserId: string): string {
  const [before = "", ...after] = text.split(new RegExp(`<@${botUserId}(?:\\|[^>]*)?>`));
  const [line = ""] = after.join(" ").trim().split("\n");
  return line.trim() === "" ? before.trim() : line.trim();
}

import type { App } from "@slack/bolt";
import { messageCharacters } from "../../../core/reading/running-text.ts";
import { askedBy } from "../../intake/asker.ts";
import type { Message } from "../../kit/blocks.ts";
import { parseSimCommand } from "../../typed/command.ts";
import { commandReply } from "../commands/command-reply.ts";
import type { ListenerParts } from "../parts.ts";

/**
 * `@simscope sessions cargo-cam-07`, answered in the thread where it was said, or in a new one
 * below it: slash commands do not work in threads. Whoever may not ask hears so alone.
 */
export function listenToMentions(app: App, parts: ListenerParts): void {
  const { answerInThread, slackCalls } = parts;
  app.event("app_mention", async ({ event, body, context }) => {
    const { user, channel: channelId, ts, thread_ts: threadTs = ts } = event;
    // Bots that quote each other's mentions would never stop.
    if (user === undefined || user === context.botUserId || "bot_id" in event) return;
    const text = textAfterMention(event.text, context.botUserId ?? "");
    const command = parseSimCommand(text, parts);
    const asked = askedBy(body, "app_mention");
    const slack = slackCalls(context.botToken ?? "");
    const whisper = (message: Message) =>
      slack.postEphemeral({ channelId, userId: user, threadTs: event.thread_ts }, message);
    const place = { channelId, threadTs, slack, respond: null, whisper };
    await answerInThread(asked, place, (scope) =>
      commandReply(command, scope, parts, asked, { pick: "replace", readers: "channel", slack }),
    );
  });
}

/** What is said to the bot: the rest of the line after its name, or else what stands before it. */
export function textAfterMention(text: string, botUserId: string): string {
  const [before = "", ...after] = aroundMentions(text.slice(0, messageCharacters), botUserId);
  const [line = ""] = after.join(" ").trim().split("\n");
  return line.trim() === "" ? before.trim() : line.trim();
}

/** The text in pieces, without `<@U0BOT>` and `<@U0BOT|simscope>`. */
function aroundMentions(text: string, botUserId: string): string[] {
  const start = `<@${botUserId}`;
  const pieces: string[] = [];
  let from = 0;
  for (let at = text.indexOf(start); at >= 0; at = text.indexOf(start, at + 1)) {
    const behind = at + start.length;
    const end = text.charAt(behind) === "|" ? text.indexOf(">", behind) : behind;
    if (end < 0) break;
    if (text.charAt(end) !== ">") continue;
    pieces.push(text.slice(from, at));
    from = end + 1;
    at = end;
  }
  return [...pieces, text.slice(from)];
}

import type { WebClient } from "@slack/web-api";
import { markIn } from "./message-mark.ts";

/** Whether the direct messages with somebody hold the message with that mark. Never rejects. */
export type HasArrived = (userId: string, markId: string) => Promise<boolean | "unknown">;

/** A bot writes little to one person: what was sent a minute ago is among these. */
const latestMessages = 50;

/**
 * Looks among the latest messages of the bot's own conversation with that person. It needs the scope
 * `im:history`, which is optional: without it nobody can tell.
 */
export function createHasArrived(client: WebClient, token: string): HasArrived {
  return async (userId, markId) => {
    try {
      const { channel } = await client.conversations.open({ token, users: userId });
      if (channel?.id === undefined) return "unknown";
      const { messages } = await client.conversations.history({
        ...{ token, channel: channel.id, limit: latestMessages },
        include_all_metadata: true,
      });
      if (messages === undefined) return "unknown";
      return messages.some(({ metadata }) => markIn(metadata) === markId);
    } catch {
      return "unknown";
    }
  };
}

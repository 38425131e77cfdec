import { limits } from "../validate/limits.ts";
import type { JsonObject } from "../validate/shape.ts";
import { withIds } from "./block-ids.ts";
import type { Cause } from "./cause.ts";
import type { Ids } from "./ids.ts";

export type Author =
  | { readonly kind: "bot" }
  | { readonly kind: "person"; readonly id: string }
  /** Slack itself, for example when a command failed. */
  | { readonly kind: "slack" };

export interface SlackMessage {
  readonly ts: string;
  readonly channel: string;
  readonly threadTs: string | null;
  readonly author: Author;
  /** The only person who sees an ephemeral message; `null`: everybody in the channel. */
  readonly visibleTo: string | null;
  readonly text: string;
  /** With Slack's block_ids and action_ids filled in. */
  readonly blocks: readonly JsonObject[];
  /** Files shared with the message. */
  readonly files: readonly string[];
  readonly edited: boolean;
  /** What the bot put in for itself; nobody sees it. `null`: nothing. */
  readonly metadata: unknown;
}

export interface NewMessage {
  readonly channel: string;
  readonly author: Author;
  readonly text: string;
  readonly blocks?: readonly unknown[];
  readonly threadTs?: string | null;
  readonly visibleTo?: string | null;
  readonly files?: readonly string[];
  readonly metadata?: unknown;
}

export interface MessageChange {
  readonly kind: "message_posted" | "message_changed" | "message_deleted";
  readonly message: SlackMessage;
  readonly cause: Cause;
}

/** All messages of all channels. `tell` hears of each change. */
export class Messages {
  readonly #byKey = new Map<string, SlackMessage>();
  readonly #ids: Ids;
  readonly #tell: (change: MessageChange) => void;
  readonly #now: () => number;

  constructor(ids: Ids, tell: (change: MessageChange) => void, now: () => number) {
    this.#ids = ids;
    this.#tell = tell;
    this.#now = now;
  }

  post(message: NewMessage, cause: Cause): SlackMessage {
    const posted: SlackMessage = {
      ts: this.#ids.nextTs(this.#now()),
      channel: message.channel,
      threadTs: message.threadTs ?? null,
      author: message.author,
      visibleTo: message.visibleTo ?? null,
      text: message.text.slice(0, limits["message.text"]),
      blocks: withIds(message.blocks ?? [], this.#ids),
      files: message.files ?? [],
      edited: false,
      metadata: message.metadata ?? null,
    };
    this.#byKey.set(key(posted.channel, posted.ts), posted);
    this.#tell({ kind: "message_posted", message: posted, cause });
    return posted;
  }

  replace(
    old: SlackMessage,
    content: { readonly text: string; readonly blocks: readonly unknown[] },
    cause: Cause,
  ): SlackMessage {
    const message: SlackMessage = {
      ...old,
      text: content.text.slice(0, limits["message.text"]),
      blocks: withIds(content.blocks, this.#ids),
      edited: true,
    };
    this.#byKey.set(key(old.channel, old.ts), message);
    this.#tell({ kind: "message_changed", message, cause });
    return message;
  }

  remove(message: SlackMessage, cause: Cause): void {
    this.#byKey.delete(key(message.channel, message.ts));
    this.#tell({ kind: "message_deleted", message, cause });
  }

  find(channel: string, ts: string): SlackMessage | null {
    return this.#byKey.get(key(channel, ts)) ?? null;
  }

  /** Oldest first, as one person sees a channel. */
  seenBy(viewer: string, channel: string): SlackMessage[] {
    return [...this.#byKey.values()].filter(
      (message) => message.channel === channel && isVisibleTo(message, viewer),
    );
  }
}

export function isVisibleTo(message: SlackMessage, viewer: string): boolean {
  return message.visibleTo === null || message.visibleTo === viewer;
}

function key(channel: string, ts: string): string {
  return `${channel} ${ts}`;
}

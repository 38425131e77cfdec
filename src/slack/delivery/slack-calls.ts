import type { HomeView, ModalView } from "@slack/types";
import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  type WebClient,
} from "@slack/web-api";
import { cutText } from "../../core/cut-text.ts";
import { secondMs } from "../../core/instant.ts";
import type { Message } from "../kit/blocks.ts";
import type { Mrkdwn } from "../kit/mrkdwn.ts";
import { saysNotDone } from "../kit/slack-words.ts";
import { markOf } from "./message-mark.ts";

/** What came of a call to Slack. Whoever posts must know which: asking twice may post twice. */
export type CallOutcome<Value> =
  | { readonly kind: "done"; readonly value: Value }
  /** Nothing happened. `reason` is Slack's word (`channel_not_found`) or an HTTP status. */
  | {
      readonly kind: "refused";
      readonly reason: string;
      /** How long Slack asks to wait, where it said "too many at once". */
      readonly retryAfterMs?: number;
      readonly cause: unknown;
    }
  /** No answer came: it may have happened. */
  | { readonly kind: "unconfirmed"; readonly cause: unknown };

/** Whether Slack refused a message for a picture in it, as far as its word tells. */
export function isPictureRefused(outcome: CallOutcome<unknown>): boolean {
  return outcome.kind === "refused" && outcome.reason === "invalid_blocks";
}

export interface FileToSend {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Stands above the file in the conversation. */
  readonly comment: Mrkdwn;
  /** A picture that is shared with it, in the same message; it stays as long as the message does. */
  readonly picture?: AttachedPicture | null;
}

export interface AttachedPicture {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** For whoever cannot see it; Slack takes 1,000 characters. */
  readonly altText: string;
}

/** A thread, or below which message one begins. */
export interface FilePlace {
  readonly channelId: string;
  readonly threadTs: string;
}

export interface EphemeralPlace {
  readonly channelId: string;
  readonly userId: string;
  /** Only of a thread that is there already: in a new one Slack would not show it. */
  readonly threadTs: string | undefined;
}

export interface MarkedPlace {
  readonly channelId: string;
  readonly threadTs: string | null;
  readonly markId: string;
}

/** What simscope does in Slack besides answering through a response_url. Never rejects. */
export interface SlackCalls {
  /** A window for the person who just clicked; a trigger is good for 3 seconds and one window. */
  openModal(triggerId: string, view: ModalView): Promise<CallOutcome<{ readonly viewId: string }>>;
  updateModal(viewId: string, view: ModalView): Promise<CallOutcome<null>>;
  /** The bot's own tab, as this person sees it from now on. */
  publishHome(userId: string, view: HomeView): Promise<CallOutcome<null>>;
  /** Into a channel, or a thread of it; a person's id in place of the channel's is a direct message. */
  post(channelId: string, message: Message, threadTs?: string): Promise<CallOutcome<null>>;
  /** The same with an id in it, by which `has-arrived.ts` finds it again. */
  postMarked(to: MarkedPlace, message: Message): Promise<CallOutcome<null>>;
  /** A message of the bot's own, in a channel that it is a member of. */
  remove(channelId: string, ts: string): Promise<CallOutcome<null>>;
  /** In a channel that the bot is a member of, or a thread there, for one person alone. */
  postEphemeral(place: EphemeralPlace, message: Message): Promise<CallOutcome<null>>;
  /** As a direct message from the bot. `permalink` where Slack tells it. */
  sendFile(
    userId: string,
    file: FileToSend,
  ): Promise<CallOutcome<{ readonly permalink: string | null }>>;
  /** Into a thread of a channel that the bot is a member of, for everybody there. */
  shareFile(
    place: FilePlace,
    file: FileToSend,
  ): Promise<CallOutcome<{ readonly permalink: string | null }>>;
}

/** The calls in the name of one workspace's bot. */
export type SlackCallsFor = (botToken: string) => SlackCalls;

export interface SlackCallsParts {
  /** Without retries, as a repeated call may post twice; and apart from other clients, as one 429 pauses a whole client. */
  readonly client: WebClient;
  /** Node's own by default. undici's sends uploads as the text "[object FormData]". */
  readonly fetch?: typeof globalThis.fetch;
  readonly uploadTimeoutMs?: number;
  /** For metrics and log: what Slack did not do, as the person who asked hears it in other words. */
  readonly onFailure: (operation: string, reason: string, cause: unknown) => void;
}

const mostAltCharacters = 1_000;
/** The largest export has some 30 MB. */
const defaultUploadTimeoutMs = 20_000;

export function createSlackCalls({
  client,
  fetch = globalThis.fetch,
  uploadTimeoutMs = defaultUploadTimeoutMs,
  onFailure,
}: SlackCallsParts): SlackCallsFor {
  const outcomeOf = async <Value>(
    operation: string,
    call: () => Promise<Value>,
  ): Promise<CallOutcome<Value>> => {
    try {
      return { kind: "done", value: await call() };
    } catch (cause) {
      const reason = refusalOf(cause);
      onFailure(operation, reason ?? "unconfirmed", cause);
      if (reason === null) return { kind: "unconfirmed", cause };
      return cause instanceof WebAPIRateLimitedError
        ? { kind: "refused", reason, retryAfterMs: cause.retryAfter * secondMs, cause }
        : { kind: "refused", reason, cause };
    }
  };

  /** Resolves with the id of the file, which nobody sees yet. */
  const sendBytes = async (
    token: string,
    { name: filename, bytes, altText }: Omit<AttachedPicture, "altText"> & { altText?: string },
  ): Promise<string> => {
    const announced = await client.files.getUploadURLExternal({
      ...{ token, filename, length: bytes.byteLength },
      ...(altText !== undefined && { alt_txt: cutText(altText, mostAltCharacters) }),
    });
    const response = await fetch(needed(announced.upload_url), {
      method: "POST",
      headers: { "content-type": "application/octet-stream" },
      body: bytes,
      redirect: "error",
      signal: AbortSignal.timeout(uploadTimeoutMs),
    });
    await response.body?.cancel();
    if (!response.ok) throw new UploadRefused(response.status);
    return needed(announced.file_id);
  };

  const upload = async (
    token: string,
    { name, bytes, comment, picture = null }: FileToSend,
    place: { readonly channel_id: string; readonly thread_ts?: string },
  ) => {
    const files = [{ id: await sendBytes(token, { name, bytes }), title: name }];
    if (picture !== null) files.push({ id: await sendBytes(token, picture), title: picture.name });
    const { files: shared } = await client.files.completeUploadExternal({
      token,
      files,
      ...place,
      initial_comment: comment.mrkdwn,
    } as Parameters<typeof client.files.completeUploadExternal>[0]);
    return { permalink: shared?.[0]?.permalink ?? null };
  };

  return (token) => ({
    openModal: (triggerId, view) =>
      outcomeOf("views_open", async () => {
        const { view: opened } = await client.views.open({ token, trigger_id: triggerId, view });
        return { viewId: needed(opened?.id) };
      }),
    updateModal: (viewId, view) =>
      outcomeOf("views_update", async () => {
        await client.views.update({ token, view_id: viewId, view });
        return null;
      }),
    publishHome: (userId, view) =>
      outcomeOf("views_publish", async () => {
        await client.views.publish({ token, user_id: userId, view });
        return null;
      }),
    post: (channel, message, threadTs) =>
      outcomeOf("post_message", async () => {
        const place = threadTs === undefined ? { channel } : { channel, thread_ts: threadTs };
        await client.chat.postMessage({ token, ...place, ...message, unfurl_links: false });
        return null;
      }),
    postMarked: ({ channelId: channel, threadTs, markId }, message) =>
      outcomeOf("post_message", async () => {
        const thread = threadTs === null ? {} : { thread_ts: threadTs };
        const metadata = markOf(markId);
        await client.chat.postMessage({
          ...{ token, channel, ...thread, ...message },
          ...{ metadata, unfurl_links: false },
        });
        return null;
      }),
    remove: (channel, ts) =>
      outcomeOf("delete_message", async () => {
        await client.chat.delete({ token, channel, ts });
        return null;
      }),
    postEphemeral: ({ channelId: channel, userId: user, threadTs }, message) =>
      outcomeOf("post_ephemeral", async () => {
        const thread = threadTs === undefined ? {} : { thread_ts: threadTs };
        await client.chat.postEphemeral({ token, channel, user, ...thread, ...message });
        return null;
      }),
    sendFile: (userId, file) =>
      outcomeOf("send_file", async () => {
        const { channel } = await client.conversations.open({ token, users: userId });
        return upload(token, file, { channel_id: needed(channel?.id) });
      }),
    shareFile: ({ channelId, threadTs }, file) =>
      outcomeOf("share_file", () =>
        upload(token, file, { channel_id: channelId, thread_ts: threadTs }),
      ),
  });
}

class UploadRefused extends Error {
  readonly status: number;
  constructor(status: number) {
    super("the file was not taken");
    this.status = status;
  }
}

/**
 * `null`: it cannot be told whether Slack did it. Where a web page came in place of an answer, the
 * client hands over the page as if it were Slack's word.
 */
function refusalOf(cause: unknown): string | null {
  if (cause instanceof WebAPIPlatformError) {
    const word: unknown = cause.data.error;
    return typeof word === "string" && saysNotDone(word) ? word : null;
  }
  if (cause instanceof WebAPIRateLimitedError) return "ratelimited";
  if (cause instanceof UploadRefused) return String(cause.status);
  if (cause instanceof WebAPIHTTPError && cause.statusCode < 500) return String(cause.statusCode);
  return null;
}

/** Slack's types call everything optional. An answer without it is none. */
function needed(value: string | undefined): string {
  if (value === undefined) throw new Error("a field is missing in Slack's answer");
  return value;
}

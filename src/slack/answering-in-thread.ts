import type { RespondFn } from "@slack/bolt";
import type { Scope } from "../usecases/accounts.ts";
import type { Reply } from "./answering.ts";
import { type Delivery, deliver } from "./deliver.ts";
import type { Message } from "./kit/blocks.ts";
import { maskedMessage } from "./kit/masked.ts";
import { saidInThread } from "./kit/message-texts.ts";
import { type Asked, createQuestionFrame, type FrameParts } from "./question-frame.ts";
import type { CallOutcome, SlackCalls } from "./slack-calls.ts";

export interface ThreadPlace {
  readonly channelId: string;
  /** The message that began the thread, or begins it now. */
  readonly threadTs: string;
  readonly slack: SlackCalls;
  /** Reaches the asker alone, also where the bot is no member. `null`: there is no such way. */
  readonly respond: RespondFn | null;
  /** Reaches the asker alone where there is no `respond`: a refusal must not look like an answer to everybody. */
  readonly whisper?: (message: Message) => Promise<CallOutcome<null>>;
}

/**
 * A question that is answered in a thread, for everybody in the channel. Where the bot may not
 * write, and for what only the asker needs to hear, it is answered privately, if there is a way.
 * Never rejects.
 */
export type AnsweringInThread = (
  asked: Asked,
  place: ThreadPlace,
  produce: (scope: Scope) => Promise<Reply>,
) => Promise<void>;

export function createAnsweringInThread(parts: FrameParts): AnsweringInThread {
  const frame = createQuestionFrame(parts);
  return (asked, place, produce) =>
    frame<Reply>(asked, {
      produce,
      instead: (outcome, message) => ({ kind: "aside", outcome, message }),
      send: (reply) => send(reply, place),
    });
}

async function send(reply: Reply, place: ThreadPlace): Promise<Delivery> {
  const { respond, whisper } = place;
  if (reply.kind === "aside" && respond !== null) return privately(respond, reply.message);
  if (reply.outcome === "not_allowed" && whisper !== undefined) {
    // A failed call is counted where it is made; and nothing is said to everybody instead.
    await whisper(reply.message);
    return { kind: "delivered" };
  }
  const posted = await post(reply, place);
  // A failed call is counted where it is made; and what may stand there is not said twice.
  if (posted.kind !== "refused" || respond === null) return { kind: "delivered" };
  return privately(respond, reply.withoutPicture ?? reply.message);
}

/** Slack may refuse a picture that it called ready. */
async function post(
  { message, withoutPicture, forgetPicture }: Reply,
  { slack, channelId, threadTs }: ThreadPlace,
): Promise<CallOutcome<null>> {
  const posted = await slack.post(channelId, forEverybody(message), threadTs);
  const isPictureRefused = posted.kind === "refused" && posted.reason === "invalid_blocks";
  if (!isPictureRefused || withoutPicture === undefined) return posted;
  forgetPicture?.();
  return slack.post(channelId, forEverybody(withoutPicture), threadTs);
}

/** Names may be made of numbers that only the asker should see whole. */
function forEverybody(message: Message): Message {
  return maskedMessage(saidInThread(message), []);
}

function privately(respond: RespondFn, message: Message): Promise<Delivery> {
  return deliver(respond, message, { kind: "new", isPublic: false });
}

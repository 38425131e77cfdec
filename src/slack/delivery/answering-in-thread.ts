import type { RespondFn } from "@slack/bolt";
import type { Scope } from "../../accounts/accounts.ts";
import { secondMs } from "../../core/instant.ts";
import { type StartTimer, startRealTimer } from "../../core/time.ts";
import type { Asked } from "../intake/asker.ts";
import type { Message } from "../kit/blocks.ts";
import { maskedMessage, saidInThread } from "../kit/message-texts.ts";
import { refusalKind } from "../kit/slack-words.ts";
import { toAskerInstead, toAskerInWords } from "../views/not-posted.ts";
import type { Reply } from "./answering.ts";
import {
  type Delivery,
  deliver,
  mayHaveArrived,
  sendWithPicture,
  toAskerAlone,
} from "./deliver.ts";
import { type QuestionFrame, refusals } from "./question-frame.ts";
import { type CallOutcome, isPictureRefused, type SlackCalls } from "./slack-calls.ts";
import { createTellingLater, failuresTold } from "./telling-later.ts";

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
 * A question that is answered in a thread, for everybody in the channel. Where Slack does not take
 * it there, whoever asked hears why and gets the answer for themselves: through the click's own
 * way, else as a direct message. What may stand in the thread is never posted there again.
 * Never rejects.
 */
export type AnsweringInThread = (
  asked: Asked,
  place: ThreadPlace,
  produce: (scope: Scope) => Promise<Reply>,
) => Promise<void>;

export function createAnsweringInThread(
  frame: QuestionFrame,
  startTimer: StartTimer = startRealTimer,
): AnsweringInThread {
  const tellLater = createTellingLater<Reply>();
  const answer: AnsweringInThread = async (asked, place, produce) => {
    let later: Reply["later"];
    await frame<Reply>(asked, {
      produce: async (scope) => {
        const reply = await produce(scope);
        later = failuresTold(reply.later);
        return reply;
      },
      instead: (outcome, message) => ({ kind: "aside", outcome, message }),
      send: (reply) => send(reply, { ...place, userId: asked.userId, startTimer }),
    });
    tellLater(asked, later, async ({ isNews, produce: more }, again) => {
      if (isNews) await answer(again, place, more);
    });
  };
  return answer;
}

interface Ways extends ThreadPlace {
  readonly userId: string;
  readonly startTimer: StartTimer;
}

/** Refusals, which must not look like an answer to everybody, and what nobody else may read. */
function isForAskerAlone({ outcome, isConfidential }: Reply): boolean {
  return isConfidential === true || refusals.has(outcome);
}

async function send(reply: Reply, ways: Ways): Promise<Delivery> {
  const { respond, whisper } = ways;
  if (reply.kind === "aside" && respond !== null)
    return deliver(respond, reply.message, toAskerAlone);
  if (isForAskerAlone(reply) && whisper !== undefined) {
    // A failed call is counted where it is made; and nothing is said to everybody instead.
    await whisper(reply.message);
    return { kind: "delivered" };
  }
  const posted = await post(reply, ways);
  return posted.kind === "done" ? { kind: "delivered" } : toAsker(reply, posted, ways);
}

function post(reply: Reply, { startTimer, ...place }: Ways): Promise<CallOutcome<null>> {
  return sendWithPicture(
    reply,
    (message) => postPatiently(place, forEverybody(message), startTimer),
    isPictureRefused,
  );
}

/** A failed call is counted where it is made: only what reached nobody is a failure here. */
async function toAsker(
  reply: Reply,
  posted: Exclude<CallOutcome<null>, { kind: "done" }>,
  { channelId, slack, respond, userId, startTimer }: Ways,
): Promise<Delivery> {
  const where = { channelId, reason: posted.kind === "refused" ? posted.reason : null };
  const answer = toAskerInstead(reply.withoutPicture ?? reply.message, where);
  if (respond !== null) {
    const delivery = await deliver(respond, answer, toAskerAlone);
    if (delivery.kind === "delivered" || mayHaveArrived(delivery)) return delivery;
  }
  const directly = { slack, channelId: userId };
  // A direct message stays and is found by a search: its numbers are masked.
  let sent = await postPatiently(directly, maskedMessage(answer, []), startTimer);
  if (sent.kind === "refused")
    sent = await postPatiently(directly, toAskerInWords(where), startTimer);
  if (sent.kind !== "refused") return { kind: "delivered" };
  const { reason, cause } = sent;
  return { kind: "failed", operation: "direct_message", reason, cause };
}

/** Names may be made of numbers that only the asker should see whole. */
function forEverybody(message: Message): Message {
  return maskedMessage(saidInThread(message), []);
}

/** Somebody is waiting: a longer pause is answered elsewhere. */
const longestPauseMs = 5 * secondMs;
/** Where Slack names none: one message a second and channel is what it allows. */
const usualPauseMs = 1 * secondMs;

interface PostPlace {
  readonly slack: SlackCalls;
  /** A channel, or a person's id for the direct messages with them. */
  readonly channelId: string;
  readonly threadTs?: string;
}

/**
 * Posts, and once more after the pause that Slack asks for where it only said "too many at once":
 * then nothing was posted. Whatever else happened is not repeated. Never rejects.
 */
async function postPatiently(
  { slack, channelId, threadTs }: PostPlace,
  message: Message,
  startTimer: StartTimer,
): Promise<CallOutcome<null>> {
  const first = await slack.post(channelId, message, threadTs);
  if (first.kind !== "refused" || refusalKind(first.reason) !== "limited") return first;
  const pauseMs = first.retryAfterMs ?? usualPauseMs;
  if (pauseMs > longestPauseMs) return first;
  await new Promise<void>((resolve) => startTimer(resolve, pauseMs));
  return slack.post(channelId, message, threadTs);
}

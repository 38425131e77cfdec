import { secondMs } from "../../core/instant.ts";
import type { StartTimer } from "../../core/time.ts";
import type { Message } from "../kit/blocks.ts";
import { refusalKind } from "../kit/slack-words.ts";
import type { CallOutcome, SlackCalls } from "./slack-calls.ts";

/** Somebody is waiting: a longer pause is answered elsewhere. */
const longestPauseMs = 5 * secondMs;
/** Where Slack names none: one message a second and channel is what it allows. */
const usualPauseMs = 1 * secondMs;

export interface PostPlace {
  readonly slack: SlackCalls;
  /** A channel, or a person's id for the direct messages with them. */
  readonly channelId: string;
  readonly threadTs?: string;
}

/**
 * Posts, and once more after the pause that Slack asks for where it only said "too many at once":
 * then nothing was posted. Whatever else happened is not repeated. Never rejects.
 */
export async function postPatiently(
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

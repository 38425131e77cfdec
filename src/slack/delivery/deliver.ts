import type { RespondFn } from "@slack/bolt";
import type { Message } from "../kit/blocks.ts";

/** Where an answer goes. */
export type Placement =
  /** A message of its own; only for the asker, or for everybody in the channel. */
  | { readonly kind: "new"; readonly isPublic: boolean }
  /** In place of the message whose button was clicked. */
  | { readonly kind: "replace" };

/** Never in place of anything, so an answer that is there already stays. */
export const toAskerAlone: Placement = { kind: "new", isPublic: false };

export type Delivery =
  | { readonly kind: "delivered" }
  /** `reason` is an HTTP status or a short word, fit for a metric label, as is `operation`. */
  | {
      readonly kind: "failed";
      readonly operation: string;
      readonly reason: string;
      readonly cause: unknown;
    };

/**
 * Sends a message through the response_url, which works wherever the question was asked, member
 * or not. Once more after a lost connection or a fault of Slack's: a doubled answer is better
 * than none. Never rejects.
 */
export async function deliver(
  respond: RespondFn,
  message: Message,
  placement: Placement,
): Promise<Delivery> {
  const first = await deliverOnce(respond, message, placement);
  if (first.kind === "delivered" || !isWorthRepeating(first.reason)) return first;
  return deliverOnce(respond, message, placement);
}

/** The same without a second attempt, for what must not stand in a channel twice. Never rejects. */
export async function deliverOnce(
  respond: RespondFn,
  message: Message,
  placement: Placement,
): Promise<Delivery> {
  try {
    await respond({ ...message, ...placementArguments(placement), unfurl_links: false });
    return { kind: "delivered" };
  } catch (cause) {
    return { kind: "failed", operation: "respond", reason: reasonOf(cause), cause };
  }
}

/** Takes away the message whose button was pressed. Never rejects. */
export async function takeBack(respond: RespondFn): Promise<Delivery> {
  try {
    await respond({ delete_original: true });
    return { kind: "delivered" };
  } catch (cause) {
    return { kind: "failed", operation: "respond", reason: reasonOf(cause), cause };
  }
}

function placementArguments(placement: Placement) {
  if (placement.kind === "replace") return { replace_original: true };
  const type = placement.isPublic ? "in_channel" : "ephemeral";
  return { response_type: type, replace_original: false } as const;
}

/** Bolt's RespondError carries `statusCode`; a fetch that failed or timed out has a name only. */
function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return "unknown";
  if ("statusCode" in cause && typeof cause.statusCode === "number") return `${cause.statusCode}`;
  return cause.name === "TimeoutError" ? "timeout" : "connection";
}

function isWorthRepeating(reason: string): boolean {
  return reason === "connection" || /^5\d\d$/.test(reason);
}

/** Whether Slack may have taken the message although no answer said so. */
export function mayHaveArrived({ reason }: Extract<Delivery, { kind: "failed" }>): boolean {
  return reason === "timeout" || isWorthRepeating(reason);
}

/** A message, and how to send it where Slack refuses the picture in it. */
export interface Pictured {
  readonly message: Message;
  /** The same message without its picture, where it has one that Slack might refuse. */
  readonly withoutPicture?: Message;
  /** To be called when Slack refused the message with its picture: the next one is made anew. */
  readonly forgetPicture?: () => void;
}

/**
 * Sends a message, and once more without its picture where that was refused: Slack may refuse a
 * picture that it called ready, and the answer itself must not be lost to that.
 */
export async function sendWithPicture<Sent>(
  { message, withoutPicture, forgetPicture }: Pictured,
  send: (message: Message) => Promise<Sent>,
  isPictureRefused: (sent: Sent) => boolean,
): Promise<Sent> {
  const sent = await send(message);
  if (withoutPicture === undefined || !isPictureRefused(sent)) return sent;
  forgetPicture?.();
  return send(withoutPicture);
}

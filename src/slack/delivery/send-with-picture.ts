import type { Message } from "../kit/blocks.ts";

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

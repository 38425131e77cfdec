import type { SlackSimulator } from "./slack/simulator.ts";
import { channels, people } from "./slack/state/workspace.ts";
import { mrkdwnToText, type TextReader } from "./slack/text/render-inline.ts";
import { renderText } from "./slack/text/render-text.ts";
import { safeForTerminal } from "./slack/text/terminal-width.ts";

/** What a terminal gets to read, and whether it is the bot's own answer. */
export interface AskedAnswer {
  readonly text: string;
  readonly isAnswer: boolean;
}

/**
 * Types one command as Ada and renders what she gets to see. Rejects when nothing came before the
 * signal.
 */
export async function ask(
  slack: SlackSimulator,
  text: string,
  reader: TextReader,
  signal: AbortSignal,
): Promise<AskedAnswer> {
  const asked = await slack.command({ user: people.ada, channel: channels.incidents, text });
  const message = await slack.nextAnswer(asked, signal);
  const rendered =
    message.blocks.length > 0
      ? renderText(message.blocks, reader)
      : safeForTerminal(mrkdwnToText(message.text, reader));
  return { text: rendered, isAnswer: message.author.kind === "bot" };
}

import type { App, BlockAction, Context, RespondFn, SlackActionMiddlewareArgs } from "@slack/bolt";
import type { Scope } from "../../../accounts/accounts.ts";
import type { Reply } from "../../delivery/answering.ts";
import { toAskerAlone } from "../../delivery/deliver.ts";
import type { SlackCalls } from "../../delivery/slack-calls.ts";
import { type Asked, askedBy } from "../../intake/asker.ts";
import type { Message } from "../../kit/blocks.ts";
import { createOnceAtATime } from "../once-at-a-time.ts";
import type { ListenerParts } from "../parts.ts";
import { clickedValue } from "./session-buttons.ts";

/** A click on a button of an answer, and the ways to act for whoever made it. */
export interface Click {
  readonly asked: Asked;
  readonly value: unknown;
  readonly body: BlockAction;
  readonly slack: SlackCalls;
  readonly respond: RespondFn;
}

/** What answers a press; `value` is that of the button, or of the option in a menu of the same work. */
export type PressListener = (press: Press, value: unknown) => Promise<void>;
type Press = Pick<SlackActionMiddlewareArgs<BlockAction>, "body" | "respond"> & {
  readonly context: Context;
};

/** A button whose work is done once at a time, and told to whoever pressed it alone. */
export function asideButton(
  actionId: string,
  { answer, slackCalls }: ListenerParts,
  replyTo: (click: Click, scope: Scope) => Promise<Reply>,
  /** Said to somebody who has been waiting for seconds; left out: nothing. */
  whileWaiting?: () => Message,
): PressListener {
  const once = createOnceAtATime();
  return async ({ body, respond, context }, value) => {
    const asked = askedBy(body, actionId);
    const click = { asked, value, body, slack: slackCalls(context.botToken ?? ""), respond };
    const isSame = [asked.userId, asked.channelId, body.container?.["message_ts"], value];
    await once(asked, isSame, () =>
      answer(asked, respond, toAskerAlone, (scope) => replyTo(click, scope), whileWaiting),
    );
  };
}

/** Hears presses of a button by that id, and acknowledges them first. */
export function listenToPress(app: App, actionId: string, listener: PressListener): void {
  app.action<BlockAction>(actionId, async ({ ack, action, body, respond, context }) => {
    await ack();
    await listener({ body, respond, context }, clickedValue(action));
  });
}

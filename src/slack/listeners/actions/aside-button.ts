import type { App, BlockAction, RespondFn } from "@slack/bolt";
import type { Scope } from "../../../accounts/accounts.ts";
import type { Reply } from "../../delivery/answering.ts";
import { toAskerAlone } from "../../delivery/deliver.ts";
import type { SlackCalls } from "../../delivery/slack-calls.ts";
import { type Asked, askedBy } from "../../intake/asker.ts";
import type { ListenerParts } from "../parts.ts";
import { clickedValue } from "./session-buttons.ts";

/** A click on a button of an answer, and the ways to act for whoever made it. */
export interface Click {
  readonly asked: Asked;
  readonly value: unknown;
  readonly slack: SlackCalls;
  readonly respond: RespondFn;
}

/** A button whose work is done once at a time, and told to whoever pressed it alone. */
export function listenToAsideButton(
  app: App,
  actionId: string,
  { answer, slackCalls }: ListenerParts,
  replyTo: (click: Click, scope: Scope) => Promise<Reply>,
): void {
  const once = createOnceAtATime();
  app.action<BlockAction>(actionId, async ({ ack, action, body, respond, context }) => {
    await ack();
    const asked = askedBy(body, actionId);
    const value = clickedValue(action);
    const click = { asked, value, slack: slackCalls(context.botToken ?? ""), respond };
    await once([asked.userId, asked.channelId, value], () =>
      answer(asked, respond, toAskerAlone, (scope) => replyTo(click, scope)),
    );
  });
}

/** Runs a piece of work unless the same is under way: people press again what seems to do nothing. */
type OnceAtATime = (key: readonly unknown[], work: () => Promise<void>) => Promise<void>;

export function createOnceAtATime(): OnceAtATime {
  const underWay = new Set<string>();
  return async (parts, work) => {
    const key = JSON.stringify(parts);
    if (underWay.has(key)) return;
    underWay.add(key);
    try {
      await work();
    } finally {
      underWay.delete(key);
    }
  };
}

import type { App, BlockAction, GlobalShortcut, RespondFn } from "@slack/bolt";
import type { ModalView } from "@slack/types";
import { listsOf } from "../../../accounts/accounts.ts";
import { deliver, toAskerAlone } from "../../delivery/deliver.ts";
import type { Answered } from "../../delivery/question-frame.ts";
import type { SlackCalls } from "../../delivery/slack-calls.ts";
import { type Asked, askedBy } from "../../intake/asker.ts";
import { messageModal } from "../../kit/modal.ts";
import { windowNotOpenedMessage } from "../../views/outcomes.ts";
import { pickerModal, pickerTitle } from "../../views/picker.ts";
import type { ListenerParts } from "../parts.ts";

/** Both the global shortcut's callback_id and the action id of the button in help. */
export const lookUpId = "look_up_sim";

/** Opens the window in which a SIM is looked up without typing a command. */
export function listenToLookUp(app: App, { frame, slackCalls }: ListenerParts): void {
  const open = (asked: Asked, triggerId: string, slack: SlackCalls, respond: RespondFn | null) =>
    frame<Answered & { readonly view: ModalView }>(asked, {
      produce: async (scope) => ({
        outcome: "ok",
        view: pickerModal({ channelId: asked.channelId, lists: listsOf(scope) }),
      }),
      instead: (outcome, words) => ({ outcome, view: messageModal(pickerTitle, words) }),
      send: async ({ view }) => {
        const opened = await slack.openModal(triggerId, view);
        if (opened.kind === "done" || respond === null) return { kind: "delivered" };
        return deliver(respond, windowNotOpenedMessage(), toAskerAlone);
      },
    });

  app.shortcut<GlobalShortcut>(
    { callback_id: lookUpId, type: "shortcut" },
    async ({ ack, shortcut, context }) => {
      await ack();
      // A global shortcut does not tell where the person is.
      const asked = askedBy(shortcut, lookUpId);
      await open(asked, shortcut.trigger_id, slackCalls(context.botToken ?? ""), null);
    },
  );
  app.action<BlockAction>(lookUpId, async ({ ack, body, respond, context }) => {
    await ack();
    const slack = slackCalls(context.botToken ?? "");
    // In the bot's own tab there is no conversation to say something in.
    const inMessage = body.response_url === undefined ? null : respond;
    await open(askedBy(body, lookUpId), body.trigger_id, slack, inMessage);
  });
}

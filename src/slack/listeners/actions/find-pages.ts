import type { App, BlockAction } from "@slack/bolt";
import { staleButton } from "../../answers/clicked-question.ts";
import { findReply } from "../../answers/find-answers.ts";
import { askedBy } from "../../intake/asker.ts";
import { decodeFind } from "../../values/pick-state.ts";
import type { ListenerParts } from "../parts.ts";
import { clickedValue } from "./session-buttons.ts";

export const findActionIds = ["find_more", "find_back"] as const;

/** Another page of a search, in place of the one before. */
export function listenToFindPages(app: App, { answer }: ListenerParts): void {
  for (const actionId of findActionIds) {
    app.action<BlockAction>(actionId, async ({ ack, action, body, respond }) => {
      await ack();
      await answer(askedBy(body, actionId), respond, { kind: "replace" }, async (scope) => {
        const decoded = decodeFind(clickedValue(action));
        if (decoded.kind === "state") return findReply(scope, decoded.state);
        return staleButton(decoded.kind).reply;
      });
    });
  }
}

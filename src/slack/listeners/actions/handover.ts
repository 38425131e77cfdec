import type { App, BlockAction } from "@slack/bolt";
import { staleButton } from "../../answers/clicked-question.ts";
import { askedBy } from "../../intake/asker.ts";
import { decodeHandover } from "../../values/handover-value.ts";
import type { ListenerParts } from "../parts.ts";
import { audienceOf, clickedValue } from "./session-buttons.ts";

const handoverActionIds = ["handover_more", "handover_back"] as const;

/** Another page of a handover, in place of the one before. */
export function listenToHandover(app: App, { answer, handover }: ListenerParts): void {
  for (const actionId of handoverActionIds) {
    app.action<BlockAction>(actionId, async ({ ack, action, body, respond }) => {
      await ack();
      const asked = askedBy(body, actionId);
      await answer(asked, respond, { kind: "replace" }, async (scope) => {
        const decoded = decodeHandover(clickedValue(action));
        if (decoded.kind !== "state") return staleButton(decoded.kind).reply;
        return handover.page(decoded.state, { asked, scope, audience: audienceOf(body) });
      });
    });
  }
}

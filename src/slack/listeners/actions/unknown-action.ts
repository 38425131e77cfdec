import type { App, BlockAction } from "@slack/bolt";
import type { Answering } from "../../delivery/answering.ts";
import { askedBy } from "../../intake/asker.ts";
import { staleButtonMessage } from "../../views/outcomes.ts";
import { knownActionIds } from "./session-buttons.ts";

const known = knownActionIds.join("|");

/**
 * Buttons of other versions. Without a listener Slack would wait and then show an error; and as
 * Bolt runs every listener that matches, this one must not match the known ids.
 */
export function listenToUnknownActions(app: App, answer: Answering): void {
  app.action<BlockAction>(
    new RegExp(`^(?!(?:${known})$)`),
    async ({ ack, action, body, respond }) => {
      await ack();
      if (action.type === "button" && action.url !== undefined) return;
      await answer(askedBy(body, "unknown_action"), respond, { kind: "replace" }, async () => ({
        kind: "aside",
        outcome: "other_version",
        message: staleButtonMessage("other_version"),
      }));
    },
  );
}

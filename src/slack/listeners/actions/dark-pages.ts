import type { App, BlockAction } from "@slack/bolt";
import { staleButton } from "../../answers/clicked-question.ts";
import { askedBy } from "../../intake/asker.ts";
import { decodeDark } from "../../values/dark-state.ts";
import type { ListenerParts } from "../parts.ts";
import { asideButton, listenToPress } from "./aside-button.ts";
import { audienceOf, clickedValue } from "./session-buttons.ts";

export const darkActionIds = ["dark_more", "dark_back"] as const;

/** Another page of the silent SIMs, in place of the one before. */
export function listenToDarkPages(app: App, parts: ListenerParts): void {
  const { answer, dark } = parts;
  for (const actionId of darkActionIds) {
    app.action<BlockAction>(actionId, async ({ ack, action, body, respond }) => {
      await ack();
      await answer(askedBy(body, actionId), respond, { kind: "replace" }, async (scope) => {
        const decoded = decodeDark(clickedValue(action));
        if (decoded.kind !== "state") return staleButton(decoded.kind).reply;
        return dark.page(scope, decoded.state, audienceOf(body));
      });
    });
  }
  const toFile = asideButton("dark_export", parts, async ({ asked, value, slack }, scope) => {
    const decoded = decodeDark(value);
    if (decoded.kind !== "state") return staleButton(decoded.kind).reply;
    return dark.file(scope, decoded.state, asked.userId, slack);
  });
  listenToPress(app, "dark_export", toFile);
}

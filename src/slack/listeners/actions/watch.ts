import type { App, BlockAction } from "@slack/bolt";
import { askedBy } from "../../intake/asker.ts";
import type { ListenerParts } from "../parts.ts";
import { asideButton, listenToPress } from "./aside-button.ts";
import { clickedValue } from "./session-buttons.ts";

/** "Tell me when it is back", and the End of what one waits for. */
export function listenToWatch(app: App, parts: ListenerParts): void {
  const begin = asideButton("sessions_watch", parts, ({ asked, value, body }, scope) =>
    parts.watches.begin({ value, asked, threadTs: publicThreadOf(body) }, scope),
  );
  listenToPress(app, "sessions_watch", begin);
  app.action<BlockAction>("watch_end", async ({ ack, action, body, respond }) => {
    await ack();
    const asked = askedBy(body, "watch_end");
    await parts.answer(asked, respond, { kind: "replace" }, (scope) =>
      parts.watches.end(clickedValue(action), scope, asked.userId),
    );
  });
}

/** A private answer in a thread is told privately. */
function publicThreadOf({ container, message }: BlockAction): string | null {
  if (container?.["is_ephemeral"] === true) return null;
  const threadTs: unknown = container?.["thread_ts"] ?? message?.["thread_ts"];
  return typeof threadTs === "string" ? threadTs : null;
}

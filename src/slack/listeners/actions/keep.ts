import type { BlockAction } from "@slack/bolt";
import type { ListenerParts } from "../parts.ts";
import { asideButton, type PressListener } from "./aside-button.ts";

/** The answer as it stood, kept where it stands: see `keep-answers.ts`. */
export function keepListener(parts: ListenerParts): PressListener {
  return asideButton("sessions_keep", parts, ({ body, ...press }, scope) =>
    parts.keep({ ...press, threadTs: threadOf(body) }, scope),
  );
}

/** The thread of the message, or the message that begins one; `null`: only one person sees it. */
function threadOf({ container }: BlockAction): string | null {
  if (container?.["is_ephemeral"] === true) return null;
  const ts: unknown = container?.["thread_ts"] ?? container?.["message_ts"];
  return typeof ts === "string" && ts !== "" ? ts : null;
}

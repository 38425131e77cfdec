import { h } from "./dom.js";
import { showJson } from "./json-dialog.js";
import { menuButton } from "./menu.js";

/** What one can do with a message: answer in a thread, use a shortcut, see what was sent. */
export function messageTools(message, store, session, notice) {
  const { text, blocks } = message;
  // As in Slack: what only one person sees has no thread and no shortcuts.
  const isPublic = message.visibleTo === null;
  const shortcuts = isPublic
    ? (store.state.about?.shortcuts ?? []).filter(({ type }) => type === "message")
    : [];
  const items = () => [
    ...(isPublic
      ? [
          {
            words: "Reply in thread",
            choose: () => session.openThread(message.threadTs ?? message.ts),
          },
        ]
      : []),
    ...shortcuts.map(({ name, description, callbackId }) => ({
      words: name,
      description,
      choose: () => session.shortcut(callbackId, message).catch((error) => notice(error.message)),
    })),
    { words: "Show Block Kit JSON", choose: () => showJson("Block Kit JSON", { text, blocks }) },
  ];
  return h(
    "div",
    { class: "tools" },
    menuButton({ label: "Message actions", content: "⋯", items }),
  );
}

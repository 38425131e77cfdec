import { h } from "./dom.js";
import { mountMessageList } from "./message-list.js";
import { messageTools } from "./message-tools.js";
import { typedView } from "./message-view.js";
import { welcomeView } from "./welcome-view.js";

/** The open channel. Replies stand in their threads, with their number below the message. */
export function mountChannel(root, store, session, ask) {
  const list = mountMessageList(root, store, session, {
    shows: (message) => store.threadOf(message) === null,
    intro: () => welcomeView(store, ask),
    tools: (message) => messageTools(message, store, session, (words) => list.notice(words)),
    footer: (message) =>
      repliesView(store.repliesTo(message.ts), () => session.openThread(message.ts)),
  });

  store.listen((kind, detail) => {
    if (kind === "channel") list.redraw();
    else if (kind === "failed") list.notice(detail);
    else if (kind === "typed") {
      const view = typedView(detail, store);
      list.append(view);
      list.pending
        .until(detail.answer, () => view.querySelector(".typing")?.remove())
        // Whoever asked is told; here only the dots end.
        .catch(() => {});
    } else if (kind.startsWith("message_")) {
      const parent = store.threadOf(detail);
      if (parent !== null) list.refresh(parent);
    }
  });
  return { notice: list.notice };
}

function repliesView(replies, open) {
  if (replies.length === 0) return null;
  return h(
    "button",
    { type: "button", class: "replies", onclick: open },
    `${replies.length} ${replies.length === 1 ? "reply" : "replies"}`,
  );
}

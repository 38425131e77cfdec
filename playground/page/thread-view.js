import { createComposer } from "./composer.js";
import { h } from "./dom.js";
import { mountMessageList } from "./message-list.js";
import { messageTools } from "./message-tools.js";

/** The open thread, over the side panel: the message, its replies, and a field to answer in. */
export function mountThread(root, store, session, panels) {
  const body = h("div", { class: "messages", role: "log", "aria-label": "Replies" });
  const list = mountMessageList(body, store, session, {
    shows: ({ ts, threadTs }) => {
      const { thread } = store.state;
      return thread !== null && (ts === thread || threadTs === thread);
    },
    intro: () => null,
    tools: (message) => messageTools(message, store, session, (words) => list.notice(words)),
    footer: () => null,
  });
  const form = h("form", { class: "composer", "aria-label": "Reply in the thread" });
  const composer = createComposer(form, store, {
    label: "Reply",
    placeholder: () => "Reply, or ask @simscope",
    completes: false,
    say: (text) => session.say(text, store.state.thread),
    failed: (words) => list.notice(words),
  });
  root.append(
    h(
      "header",
      {},
      h("h2", {}, "Thread"),
      h(
        "button",
        {
          type: "button",
          class: "icon-button",
          "aria-label": "Close the thread",
          onclick: () => session.closeThread(),
        },
        "✕",
      ),
    ),
    body,
    form,
  );
  root.addEventListener("keydown", (event) => {
    if (event.key === "Escape") session.closeThread();
  });
  store.listen((kind) => {
    if (kind !== "thread") return;
    const isOpen = store.state.thread !== null;
    const wasOpen = !root.hidden;
    root.hidden = !isOpen;
    if (!isOpen) {
      if (wasOpen) panels.close();
      return;
    }
    list.redraw();
    if (wasOpen) return;
    panels.open("panel");
    composer.focus();
  });
}

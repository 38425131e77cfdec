import { h } from "./dom.js";
import { messageView, typedView } from "./message-view.js";

/** How near to the end one must be for new messages to be followed. */
const followPixels = 160;
/** After this long a button is given back, whatever happened. */
const longestWaitMs = 15_000;

/**
 * The open channel: draws what changes and nothing else, keeps the place of whoever reads back.
 *
 * @param {HTMLElement} root
 */
export function mountMessages(root, store, session) {
  const list = h("div", { class: "message-list" });
  root.append(list);
  // Whoever has no mouse scrolls it with the arrow keys, which needs the focus.
  root.tabIndex = 0;
  /** Buttons that wait, by the token of their answer. */
  const waiting = new Map();
  const answered = new Set();

  const isNearEnd = () => root.scrollHeight - root.scrollTop - root.clientHeight < followPixels;
  const toEnd = () => {
    root.scrollTop = root.scrollHeight;
  };

  function notice(words) {
    list.append(h("p", { class: "notice", role: "alert" }, words));
    toEnd();
  }

  function actionsFor(message) {
    return {
      async press(target, control) {
        if (control?.classList.contains("pending")) return;
        const release = hold(control);
        try {
          const { responseToken, ack } = await session.click(message, target);
          if (ack.kind !== "acknowledged" || answered.has(responseToken)) release();
          else waiting.set(responseToken, release);
        } catch (error) {
          release();
          notice(error.message);
        }
      },
      async suggest(target) {
        const place = { channel: message.channel, ts: message.ts };
        return (await session.suggest(place, target)).options;
      },
    };
  }

  function draw(message) {
    const view = messageView(message, store, actionsFor(message));
    for (const picture of view.querySelectorAll("img")) {
      const follow = isNearEnd();
      picture.addEventListener("load", () => follow && toEnd(), { once: true });
    }
    return view;
  }

  function redrawAll() {
    list.replaceChildren(welcomeView(store), ...[...store.state.messages.values()].map(draw));
    toEnd();
  }

  function post(message) {
    const follow = isNearEnd();
    const view = draw(message);
    const thread = [...list.querySelectorAll(`[data-ts="${message.threadTs}"], .reply`)].at(-1);
    if (message.threadTs !== null && thread !== undefined) thread.after(view);
    else list.append(view);
    if (follow) toEnd();
  }

  function change(message) {
    const old = list.querySelector(`[data-ts="${message.ts}"]`);
    if (old === null) return post(message);
    const focused = old.contains(document.activeElement)
      ? document.activeElement.closest("[data-action]")?.dataset.action
      : undefined;
    const view = draw(message);
    const bottom = old.getBoundingClientRect().bottom;
    reservePictures(old, view);
    old.replaceWith(view);
    view.classList.add("changed");
    // The buttons that were pressed stay under the finger.
    root.scrollTop += view.getBoundingClientRect().bottom - bottom;
    if (focused !== undefined) {
      const again = view.querySelector(`[data-action="${CSS.escape(focused)}"]`);
      (again ?? root).focus({ preventScroll: true });
    }
  }

  store.listen((kind, detail) => {
    if (kind === "channel") redrawAll();
    else if (kind === "message_posted") post(detail);
    else if (kind === "message_changed") change(detail);
    else if (kind === "message_deleted") list.querySelector(`[data-ts="${detail.ts}"]`)?.remove();
    else if (kind === "typed") {
      list.append(typedView(detail, store));
      toEnd();
    } else if (kind === "answered") {
      answered.add(detail);
      waiting.get(detail)?.();
      waiting.delete(detail);
      for (const typed of list.querySelectorAll(".typed .typing")) typed.remove();
    } else if (kind === "views") {
      // A modal is an answer, too, and names no token.
      for (const release of waiting.values()) release();
      waiting.clear();
    } else if (kind === "failed") {
      for (const typed of list.querySelectorAll(".typed .typing")) typed.remove();
      notice(detail);
    }
  });
}

/**
 * Shows that a control waits for the bot; the returned function gives it back. It is not disabled
 * for real: a disabled control would lose the focus.
 */
function hold(control) {
  if (control === null) return () => {};
  const timer = setTimeout(release, longestWaitMs);
  function release() {
    clearTimeout(timer);
    control.classList.remove("pending");
    control.removeAttribute("aria-busy");
    control.removeAttribute("aria-disabled");
  }
  control.classList.add("pending");
  control.setAttribute("aria-busy", "true");
  control.setAttribute("aria-disabled", "true");
  return release;
}

/** Until a new picture is loaded, the place of the old one is kept. */
function reservePictures(old, view) {
  const before = [...old.querySelectorAll("img.block-picture")];
  view.querySelectorAll("img.block-picture").forEach((picture, index) => {
    const height = before[index]?.offsetHeight ?? 0;
    picture.style.minHeight = `${height}px`;
    picture.addEventListener("load", () => picture.style.removeProperty("min-height"));
  });
}

function welcomeView(store) {
  const channel = store.currentChannel();
  const mark = channel?.kind === "im" ? "" : "#";
  return h(
    "section",
    { class: "welcome" },
    h("h2", {}, `Welcome to ${mark}${channel?.name ?? ""}`),
    h(
      "ol",
      {},
      h("li", {}, "This is a small Slack on your own machine, with the real bot behind it."),
      h("li", {}, "Press one of the questions below, or a device of the fleet; or type /sim help."),
      h("li", {}, "Buttons work. Nothing here leaves your machine."),
    ),
  );
}

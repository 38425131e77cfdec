import { h } from "./dom.js";
import { messageView } from "./message-view.js";
import { createPending, hold } from "./pending.js";
import { keepScroll } from "./scroll-keeper.js";

/**
 * The messages of a channel or thread: draws what changes and nothing else, keeps the place of
 * whoever reads back.
 *
 * @param {HTMLElement} root the part that scrolls
 * @param {{
 *   shows: (message: object) => boolean, intro: () => Node | null, tools: (message: object) => Node | null,
 *   footer: (message: object) => Node | null
 * }} place what belongs here, and what stands beside it
 */
export function mountMessageList(root, store, session, place) {
  const list = h("div", { class: "message-list" });
  const news = h(
    "button",
    {
      type: "button",
      class: "news",
      hidden: true,
      onclick: () => scroll.show(list.lastElementChild),
    },
    "New messages ↓",
  );
  root.append(list, news);
  // Whoever has no mouse scrolls it with the arrow keys, which needs the focus.
  root.tabIndex = 0;
  const scroll = keepScroll(root, list);
  const pending = createPending(store);

  root.addEventListener("scroll", () => {
    if (scroll.follows()) news.hidden = true;
  });

  function notice(words) {
    const element = h("p", { class: "notice", role: "alert" }, words);
    list.append(element);
    scroll.show(element);
  }

  function actionsFor(message) {
    return {
      async press(target, control) {
        if (control?.classList.contains("pending")) return;
        const release = control === null ? () => {} : hold(control);
        await pending
          .until(session.click(message, target), release)
          .catch((error) => notice(error.message));
      },
      async suggest(target) {
        return (await session.suggest({ channel: message.channel, ts: message.ts }, target))
          .options;
      },
    };
  }

  function draw(message) {
    const parts = { tools: place.tools(message), footer: place.footer(message) };
    return messageView(message, store, actionsFor(message), parts);
  }

  const find = (ts) => list.querySelector(`[data-ts="${ts}"]`);

  function redraw() {
    const shown = [...store.state.messages.values()].filter(place.shows).map(draw);
    list.replaceChildren(...[place.intro()].filter(Boolean), ...shown);
    news.hidden = true;
    if (list.lastElementChild !== null) scroll.show(list.lastElementChild);
  }

  function post(message) {
    const follows = scroll.follows();
    const view = draw(message);
    list.append(view);
    if (follows) scroll.show(view);
    else news.hidden = false;
  }

  function change(message) {
    const old = find(message.ts);
    if (old === null) return post(message);
    const focused = old.contains(document.activeElement)
      ? document.activeElement.closest("[data-action]")?.dataset.action
      : undefined;
    const view = draw(message);
    const { top, bottom } = old.getBoundingClientRect();
    const room = root.getBoundingClientRect();
    const wasInView = top >= room.top && bottom <= room.bottom;
    reservePictures(old, view);
    scroll.replace(old, view);
    old.replaceWith(view);
    view.classList.add("changed");
    // A short question that becomes a long answer is read from its top, where the verdict stands;
    // otherwise the buttons that were pressed stay under the finger.
    if (wasInView && view.offsetHeight > root.clientHeight) scroll.show(view);
    else root.scrollTop += view.getBoundingClientRect().bottom - bottom;
    if (focused !== undefined) {
      const again = view.querySelector(`[data-action="${CSS.escape(focused)}"]`);
      (again ?? root).focus({ preventScroll: true });
    }
  }

  store.listen((kind, detail) => {
    if (kind === "message_posted" && place.shows(detail)) post(detail);
    else if (kind === "message_changed" && place.shows(detail)) change(detail);
    else if (kind === "message_deleted") find(detail.ts)?.remove();
  });

  return {
    redraw,
    notice,
    pending,
    /** Draws one message again, because something beside it changed. */
    refresh(ts) {
      const message = store.state.messages.get(ts);
      const old = find(ts);
      if (message === undefined || old === null) return;
      const view = draw(message);
      scroll.replace(old, view);
      old.replaceWith(view);
    },
    append(element) {
      list.append(element);
      scroll.show(element);
    },
  };
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

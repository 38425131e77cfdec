import { h } from "./dom.js";

const gapPixels = 6;

/**
 * A button with a menu: arrows move, Enter chooses, Escape closes (ARIA menu button).
 *
 * @param {{
 *   label: string, content: string, class?: string,
 *   items: () => { words: string, description?: string, choose: () => void }[]
 * }} settings
 */
export function menuButton({ label, content, class: className, items, ...attributes }) {
  const menu = h("div", { class: "menu", role: "menu", "aria-label": label, popover: "auto" });
  const button = h(
    "button",
    {
      type: "button",
      class: className ?? "icon-button",
      "aria-label": label,
      "aria-haspopup": "menu",
      "aria-expanded": "false",
      title: label,
      ...attributes,
      // A popover closes by itself on pointer down; without this the click would open it again.
      onpointerdown: () => {
        wasOpen = menu.matches(":popover-open");
      },
      onclick: () => {
        if (!wasOpen) open();
        wasOpen = false;
      },
    },
    content,
  );
  let wasOpen = false;

  function open() {
    menu.replaceChildren(
      ...items().map(({ words, description, choose }) =>
        h(
          "button",
          {
            type: "button",
            role: "menuitem",
            tabindex: "-1",
            onclick: () => {
              menu.hidePopover();
              choose();
            },
          },
          words,
          description ? h("small", {}, description) : null,
        ),
      ),
    );
    // Beside an open dialog nothing can be reached, so its menus are within it.
    (button.closest("dialog") ?? document.querySelector("#dialogs")).append(menu);
    menu.showPopover();
    place();
    menu.firstElementChild?.focus();
  }

  /** Beside the button, inside of the window. */
  function place() {
    const anchor = button.getBoundingClientRect();
    const { offsetWidth: width, offsetHeight: height } = menu;
    const below = anchor.bottom + gapPixels;
    const top = below + height > innerHeight ? anchor.top - gapPixels - height : below;
    menu.style.top = `${Math.max(gapPixels, top)}px`;
    menu.style.left = `${Math.max(gapPixels, Math.min(anchor.left, innerWidth - width - gapPixels))}px`;
  }

  menu.addEventListener("toggle", ({ newState }) => {
    button.setAttribute("aria-expanded", String(newState === "open"));
    if (newState === "closed") menu.remove();
  });
  menu.addEventListener("keydown", (event) => {
    const choices = [...menu.children];
    const at = choices.indexOf(document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: choices.length - 1 }[event.key];
    if (to === undefined) {
      if (event.key === "Tab") menu.hidePopover();
      return;
    }
    event.preventDefault();
    choices.at(to % choices.length)?.focus();
  });
  return button;
}

import { h } from "./dom.js";

/**
 * Tabs in the side panel (ARIA tabs: arrows move between them).
 *
 * @param {{ id: string, label: string, body: HTMLElement }[]} tabs
 */
export function mountSidePanel(root, tabs, onClose) {
  const buttons = tabs.map(({ id, label }, index) =>
    h(
      "button",
      {
        type: "button",
        role: "tab",
        id: `tab-${id}`,
        "aria-controls": `part-${id}`,
        onclick: () => choose(index),
      },
      label,
    ),
  );
  tabs.forEach(({ id, body }) => {
    body.id = `part-${id}`;
    body.setAttribute("role", "tabpanel");
    body.setAttribute("aria-labelledby", `tab-${id}`);
    body.tabIndex = 0;
    body.classList.add("tab-part");
  });

  function choose(chosen) {
    buttons.forEach((button, index) => {
      button.setAttribute("aria-selected", String(index === chosen));
      button.tabIndex = index === chosen ? 0 : -1;
    });
    tabs.forEach(({ body }, index) => {
      body.hidden = index !== chosen;
    });
  }

  const list = h("div", { class: "tabs", role: "tablist", "aria-label": "Playground" }, buttons);
  list.addEventListener("keydown", ({ key }) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[key];
    if (step === undefined) return;
    const next = (buttons.indexOf(document.activeElement) + step + tabs.length) % tabs.length;
    choose(next);
    buttons[next].focus();
  });
  root.append(
    h(
      "header",
      { class: "panel-head" },
      list,
      h(
        "button",
        {
          type: "button",
          class: "icon-button close-panel",
          "aria-label": "Close the panel",
          onclick: onClose,
        },
        "✕",
      ),
    ),
    ...tabs.map(({ body }) => body),
  );
  choose(0);
  return { choose: (id) => choose(tabs.findIndex((tab) => tab.id === id)) };
}

import { aheadWords, clock } from "./clock.js";
import { h } from "./dom.js";

const themes = ["auto", "light", "dark"];
const storageKey = "simscope-playground-theme";

function applyTheme(theme) {
  if (theme === "auto") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

function themeButton() {
  let theme = localStorage.getItem(storageKey) ?? "auto";
  const button = h("button", {
    type: "button",
    class: "icon-button",
    onclick: () => {
      theme = themes[(themes.indexOf(theme) + 1) % themes.length];
      localStorage.setItem(storageKey, theme);
      apply();
    },
  });
  function apply() {
    applyTheme(theme);
    button.textContent = { auto: "◐", light: "☀", dark: "☾" }[theme];
    button.setAttribute("aria-label", `Colours: ${theme}`);
    button.title = `Colours: ${theme}`;
  }
  apply();
  return button;
}

/**
 * Name of the channel, what is unusual right now, and the buttons that open the panels and, where one
 * writes to the bot, its own tab.
 */
export function mountChannelHead(root, store, panels, { openTools, openHome }) {
  const title = h("h1", {});
  const about = h("p", { class: "context" });
  const topic = h("p", { class: "topic", hidden: true });
  const unusual = h("div", { class: "unusual", role: "status" });
  const home = h(
    "button",
    { type: "button", class: "button", hidden: true, onclick: openHome },
    "Home",
  );
  let broken = [];
  let outages = [];
  root.append(
    h(
      "button",
      {
        type: "button",
        class: "icon-button open-sidebar",
        "aria-label": "Channels",
        onclick: () => panels.open("sidebar"),
      },
      "☰",
    ),
    h("div", { class: "channel-title" }, title, about),
    unusual,
    home,
    themeButton(),
    h(
      "button",
      {
        type: "button",
        class: "button open-panel",
        onclick: () => panels.open("panel"),
      },
      "Fleet",
    ),
    topic,
  );

  function drawUnusual() {
    const ahead = aheadWords(clock.aheadMs);
    const chip = (words, className) =>
      h("button", { type: "button", class: className, onclick: openTools }, words);
    unusual.replaceChildren(
      ...(ahead === "" ? [] : [chip(ahead, "chip")]),
      ...[...outages, ...broken].map((words) => chip(words, "chip broken")),
    );
  }

  store.listen((kind, detail) => {
    if (kind === "faults") {
      broken = detail;
      drawUnusual();
    }
    if (kind === "outages") {
      outages = detail;
      drawUnusual();
    }
    if (kind === "clock") drawUnusual();
    if (kind !== "workspace") return;
    const channel = store.currentChannel();
    title.textContent = `${{ public: "# ", private: "🔒 ", im: "" }[channel.kind]}${channel.name}`;
    home.hidden = channel.kind !== "im" || !channel.botIsMember;
    const people = `${channel.members.length} ${channel.members.length === 1 ? "person" : "people"}`;
    about.textContent = `${people}${channel.botIsMember ? " and simscope" : ""}`;
    topic.textContent = channel.topic ?? "";
    topic.hidden = topic.textContent === "";
  });
}

import { h } from "./dom.js";

const themes = ["auto", "light", "dark"];
const storageKey = "simscope-playground-theme";

function applyTheme(theme) {
  if (theme === "auto") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

/** Name of the channel, and the buttons that open the panels on narrow screens. */
export function mountChannelHead(root, store, panels) {
  let theme = localStorage.getItem(storageKey) ?? "auto";
  applyTheme(theme);
  const themeButton = h("button", {
    type: "button",
    class: "icon-button",
    onclick: () => {
      theme = themes[(themes.indexOf(theme) + 1) % themes.length];
      localStorage.setItem(storageKey, theme);
      applyTheme(theme);
      label();
    },
  });
  function label() {
    themeButton.textContent = { auto: "◐", light: "☀", dark: "☾" }[theme];
    themeButton.setAttribute("aria-label", `Colours: ${theme}`);
    themeButton.title = `Colours: ${theme}`;
  }
  label();

  const title = h("h1", {});
  const about = h("p", { class: "context" });
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
    themeButton,
    h(
      "button",
      {
        type: "button",
        class: "button open-fleet",
        onclick: () => panels.open("fleet"),
      },
      "Fleet",
    ),
  );
  store.listen((kind) => {
    if (kind !== "workspace") return;
    const channel = store.currentChannel();
    title.textContent = `${{ public: "# ", private: "🔒 ", im: "" }[channel.kind]}${channel.name}`;
    const people = `${channel.members.length} ${channel.members.length === 1 ? "person" : "people"}`;
    about.textContent = `${people}${channel.botIsMember ? " and simscope" : ""}`;
  });
}

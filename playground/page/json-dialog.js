import { h } from "./dom.js";

/** A button that copies a text and says so. */
export function copyButton(textOf) {
  const button = h(
    "button",
    {
      type: "button",
      class: "button",
      onclick: async () => {
        await navigator.clipboard.writeText(textOf()).then(
          () => say("Copied"),
          () => say("Not allowed to copy"),
        );
      },
    },
    "Copy",
  );
  const say = (words) => {
    button.textContent = words;
  };
  button.addEventListener("blur", () => say("Copy"));
  return button;
}

/** What was sent, as Block Kit Builder takes it. */
export function showJson(title, value) {
  const text = JSON.stringify(value, null, 2);
  const dialog = h(
    "dialog",
    { class: "modal wide", "aria-label": title },
    h("header", {}, h("h2", {}, title)),
    h("pre", { class: "json", tabindex: "0", role: "region", "aria-label": "JSON" }, text),
    h(
      "form",
      { method: "dialog", class: "modal-foot" },
      copyButton(() => text),
      h("button", { class: "button primary" }, "Close"),
    ),
  );
  dialog.addEventListener("close", () => dialog.remove());
  document.querySelector("#dialogs").append(dialog);
  dialog.showModal();
}

import { h } from "./dom.js";
import { textNodes } from "./mrkdwn-view.js";

const noNames = () => undefined;

/** Asks before something is done, in the words of the message. Resolves to whether to go on. */
export function confirmDialog(confirm) {
  return new Promise((resolve) => {
    const words = (object, otherwise) =>
      object === undefined ? otherwise : textNodes(object, noNames);
    const dialog = h(
      "dialog",
      { class: "modal small" },
      h("h2", {}, words(confirm.title, "Are you sure?")),
      h("p", {}, words(confirm.text, "")),
      h(
        "form",
        { method: "dialog", class: "modal-foot" },
        h("button", { class: "button", value: "no" }, words(confirm.deny, "Cancel")),
        h(
          "button",
          { class: `button ${confirm.style ?? "primary"}`, value: "yes" },
          words(confirm.confirm, "Yes"),
        ),
      ),
    );
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes");
    });
    document.querySelector("#dialogs").append(dialog);
    dialog.showModal();
  });
}

import { mountChannelHead } from "./channel-head.js";
import { mountComposer } from "./composer.js";
import { h } from "./dom.js";
import { mountFleet } from "./fleet-panel.js";
import { mountMessages } from "./messages-view.js";
import { mountModals } from "./modal-view.js";
import { createSession } from "./session.js";
import { mountSidebar } from "./sidebar.js";
import { createStore } from "./store.js";

const part = (id) => document.getElementById(id);

/** Panels that lie over the channel on narrow screens. */
function createPanels() {
  const veil = part("veil");
  const close = () => {
    for (const id of ["sidebar", "fleet"]) part(id).classList.remove("open");
    veil.hidden = true;
  };
  veil.addEventListener("click", close);
  document.addEventListener("keydown", ({ key }) => key === "Escape" && close());
  return {
    close,
    open(id) {
      part(id).classList.add("open");
      veil.hidden = false;
      part(id).querySelector("button, input, select")?.focus();
    },
  };
}

const store = createStore();
const session = createSession(store);
const panels = createPanels();
mountChannelHead(part("channel-head"), store, panels);
mountSidebar(part("sidebar"), store, session, panels.close);
mountMessages(part("messages"), store, session);
mountModals(part("dialogs"), store, session);
const composer = mountComposer(part("composer"), store, session);
const fleet = mountFleet(part("fleet"), (question) => {
  panels.close();
  void composer.say(question);
});

try {
  await Promise.all([session.start(), fleet.load()]);
  if (matchMedia("(pointer: fine)").matches) composer.focus();
} catch (error) {
  part("messages").append(
    h("p", { class: "notice", role: "alert" }, `Not ready: ${error.message}`),
  );
}

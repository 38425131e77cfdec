import { mountChannelHead } from "./channel-head.js";
import { mountChannel } from "./channel-view.js";
import { createClockPanel } from "./clock-panel.js";
import { createComposer } from "./composer.js";
import { h } from "./dom.js";
import { createFaultsPanel } from "./faults-panel.js";
import { createFleet } from "./fleet-panel.js";
import { createInspector } from "./inspector.js";
import { mountModals } from "./modal-view.js";
import { createOutagesPanel } from "./outages-panel.js";
import { createSession } from "./session.js";
import { shortcutsMenu } from "./shortcuts-menu.js";
import { mountSidePanel } from "./side-panel.js";
import { mountSidebar } from "./sidebar.js";
import { createStore } from "./store.js";
import { mountThread } from "./thread-view.js";

const part = (id) => document.getElementById(id);

/** Panels that lie over the channel on narrow screens. */
function createPanels() {
  const veil = part("veil");
  const close = () => {
    for (const id of ["sidebar", "panel"]) part(id).classList.remove("open");
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
const failed = (words) => store.tell("failed", words);

const composer = createComposer(part("composer"), store, {
  label: "Message or command",
  placeholder: () => {
    const channel = store.currentChannel();
    return `Message ${channel?.kind === "im" ? "" : "#"}${channel?.name ?? ""} or /sim …`;
  },
  completes: true,
  say: (text) => session.say(text),
  failed,
});
/** Asks in the channel, wherever the question was pressed. */
function ask(question) {
  panels.close();
  void composer.say(question);
}

const fleet = createFleet(store, ask);
const sidePanel = mountSidePanel(
  part("tools"),
  [
    { id: "fleet", label: "Fleet", body: fleet.body },
    {
      id: "world",
      label: "Time & faults",
      body: h(
        "section",
        {},
        createClockPanel(store),
        createOutagesPanel(store, ask),
        createFaultsPanel(store),
      ),
    },
    { id: "requests", label: "Requests", body: createInspector(store) },
  ],
  panels.close,
);
mountChannelHead(part("channel-head"), store, panels, {
  openTools() {
    sidePanel.choose("world");
    session.closeThread();
    panels.open("panel");
  },
  openHome: () => void session.openHome().catch((error) => failed(error.message)),
});
mountSidebar(part("sidebar"), store, session, panels.close);
const channel = mountChannel(part("messages"), store, session, ask);
mountThread(part("thread"), store, session, panels);
mountModals(part("dialogs"), store, session);

try {
  await session.start();
  await fleet.load();
  const shortcuts = shortcutsMenu(store, session, failed);
  if (shortcuts !== null) composer.prepend(shortcuts);
  if (matchMedia("(pointer: fine)").matches) composer.focus();
} catch (error) {
  channel.notice(`Not ready: ${error.message}`);
}

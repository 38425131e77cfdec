import { menuButton } from "./menu.js";

/** Slack's lightning menu: the app's global shortcuts. `null` when it has none. */
export function shortcutsMenu(store, session, failed) {
  const shortcuts = (store.state.about?.shortcuts ?? []).filter(({ type }) => type === "global");
  if (shortcuts.length === 0) return null;
  return menuButton({
    label: "Shortcuts",
    content: "⚡",
    class: "icon-button shortcuts",
    items: () =>
      shortcuts.map(({ name, description, callbackId }) => ({
        words: name,
        description,
        choose: () =>
          session.shortcut(callbackId).then(
            ({ ack }) => {
              if (ack.kind !== "acknowledged") failed(`${name} did not work (${ack.kind})`);
            },
            (error) => failed(error.message),
          ),
      })),
  });
}

import { h } from "./dom.js";

const kinds = [
  ["public", "Channels", "#"],
  ["private", "Private", ""],
  ["im", "Direct messages", "●"],
];

/** Workspace, channels, and whose eyes one looks through. */
export function mountSidebar(root, store, session, onChosen) {
  function draw() {
    const { workspace, viewer, channel: open, unread, connection } = store.state;
    if (workspace === null) return;
    const channelItem = (kind, mark) => (channel) =>
      h(
        "li",
        {},
        h(
          "button",
          {
            type: "button",
            class: `channel-link ${unread.has(channel.id) ? "unread" : ""}`,
            "aria-current": channel.id === open ? "page" : null,
            onclick: () => {
              onChosen();
              void session.openChannel(channel.id);
            },
          },
          h("span", { class: `mark ${kind}`, "aria-hidden": "true" }, mark),
          directName(channel, store),
          channel.botIsMember ? null : h("small", {}, "bot not here"),
        ),
      );
    root.replaceChildren(
      h(
        "header",
        {},
        h("strong", {}, workspace.team.name),
        h("span", { class: `state ${connection}`, role: "status" }, stateWords(connection)),
      ),
      ...kinds.flatMap(([kind, title, mark]) => {
        const channels = store.ownChannels().filter((channel) => channel.kind === kind);
        if (channels.length === 0) return [];
        return [h("h2", {}, title), h("ul", {}, channels.map(channelItem(kind, mark)))];
      }),
      h(
        "footer",
        {},
        h("label", { for: "viewer" }, "You are"),
        h(
          "select",
          {
            id: "viewer",
            class: "select",
            onchange: (event) => {
              onChosen();
              void session.lookAs(event.target.value);
            },
          },
          workspace.users.map((user) =>
            h("option", { value: user.id, selected: user.id === viewer }, user.realName),
          ),
        ),
      ),
    );
  }
  store.listen((kind) => {
    if (["workspace", "unread", "connection", "channel"].includes(kind)) draw();
  });
}

/** Direct messages are called by the other one. */
function directName(channel, store) {
  if (channel.kind !== "im" || channel.botIsMember) return channel.name;
  const other = channel.members.find((id) => id !== store.state.viewer);
  return store.user(other)?.realName ?? channel.name;
}

function stateWords(connection) {
  return { live: "live", lost: "connecting again…", waiting: "connecting…" }[connection];
}

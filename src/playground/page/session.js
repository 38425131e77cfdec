import { api } from "./api.js";

/**
 * Joins the page to the simulator: loads, follows the live changes, and does what people do.
 *
 * @param {ReturnType<import("./store.js").createStore>} store
 */
export function createSession(store) {
  const { state } = store;
  let stopChanges = () => {};

  async function loadChannel() {
    const { messages } = await api.messages(state.channel, state.viewer);
    state.messages = new Map(messages.map((message) => [message.ts, message]));
    state.unread.delete(state.channel);
    store.tell("channel");
  }

  function applyMessage(kind, message) {
    if (message.channel !== state.channel) {
      if (kind === "message_posted") state.unread.add(message.channel);
      store.tell("unread");
      return;
    }
    if (kind === "message_deleted") state.messages.delete(message.ts);
    else state.messages.set(message.ts, message);
    store.tell(kind, message);
  }

  async function loadViews() {
    state.views = (await api.views(state.viewer)).stack;
    store.tell("views");
  }

  function apply(change) {
    if (change.kind === "reset") void loadChannel();
    else if ("message" in change) {
      applyMessage(change.kind, change.message);
      if (change.cause.token !== null) store.tell("answered", change.cause.token);
    } else void loadViews();
  }

  /** Follows first and loads then, so that nothing falls between the two. */
  async function look() {
    stopChanges();
    stopChanges = api.changes(state.viewer, apply, (connection) => {
      const isBack = connection === "live" && state.connection === "lost";
      state.connection = connection;
      store.tell("connection");
      if (isBack) void loadChannel();
    });
    await Promise.all([loadChannel(), loadViews()]);
  }

  return {
    async start() {
      state.workspace = await api.workspace();
      state.viewer = state.workspace.users[0].id;
      state.channel = store.ownChannels()[0].id;
      store.tell("workspace");
      await look();
    },

    async openChannel(id) {
      state.channel = id;
      store.tell("workspace");
      await loadChannel();
    },

    /** Sees the workspace as somebody else does. */
    async lookAs(viewer) {
      state.viewer = viewer;
      if (!store.currentChannel()?.members.includes(viewer)) {
        state.channel = store.ownChannels()[0].id;
      }
      store.tell("workspace");
      await look();
    },

    /** Sends what was typed: a command, or a message for everybody. */
    async say(text) {
      const typed = { user: state.viewer, channel: state.channel, text };
      if (!text.startsWith("/")) {
        const botName = state.workspace.bot.name;
        return api.write({ ...typed, text: text.replaceAll(`@${botName}`, "{bot}") });
      }
      store.tell("typed", typed);
      return api.command(typed);
    },

    click: (message, target) =>
      api.click({ ...target, user: state.viewer, channel: message.channel, ts: message.ts }),
    clickInView: (view, target) =>
      api.clickInView({ ...target, user: state.viewer, viewId: view.id }),
    suggest: (place, target) => api.suggest({ ...target, ...place, user: state.viewer }),
    submit: (view, values) => api.submit({ user: state.viewer, viewId: view.id, values }),
    closeView: (view) => api.closeView({ user: state.viewer, viewId: view.id }),
  };
}

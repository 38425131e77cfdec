/**
 * What the page shows, in one place: who looks, where, and what is there. Everything that changes
 * it tells the listeners what kind of change it was.
 */
export function createStore() {
  const listeners = new Set();
  const state = {
    /** @type {{users: object[], channels: object[], bot: object, team: object} | null} */
    workspace: null,
    /** @type {{commands: object[], shortcuts: object[], questions: object[], accounts: object[], transport: string} | null} */
    about: null,
    viewer: "",
    channel: "",
    /** The ts of the message whose thread is open; `null`: none is. */
    thread: null,
    connection: "waiting",
    /** Messages of the open channel by ts, oldest first. */
    messages: new Map(),
    /** Open modals of the viewer, the top one last; the bot's own tab, if open, below them. */
    views: [],
    /** Channels with something new. */
    unread: new Set(),
    /** Requests between Slack, bot and SIM platforms, oldest first. */
    traffic: [],
    /** The SIMs of all fleets, for completion. */
    sims: [],
  };
  return {
    state,
    listen(listener) {
      listeners.add(listener);
    },
    tell(kind, detail) {
      for (const listener of listeners) listener(kind, detail);
    },
    user(id) {
      return state.workspace?.users.find((user) => user.id === id) ?? null;
    },
    currentChannel() {
      return state.workspace?.channels.find(({ id }) => id === state.channel) ?? null;
    },
    /** Channels that the viewer is a member of. */
    ownChannels() {
      return (
        state.workspace?.channels.filter(({ members }) => members.includes(state.viewer)) ?? []
      );
    },
    /** A reply stands in the thread of its message, when that is here; elsewhere in the channel. */
    threadOf(message) {
      const { threadTs, ts } = message;
      return threadTs !== null && threadTs !== ts && state.messages.has(threadTs) ? threadTs : null;
    },
    repliesTo(ts) {
      return [...state.messages.values()].filter((message) => this.threadOf(message) === ts);
    },
    /** The words behind an id in a text. */
    nameOf(id) {
      const { workspace } = state;
      if (workspace?.bot.userId === id) return workspace.bot.name;
      return [...(workspace?.users ?? []), ...(workspace?.channels ?? [])].find(
        (one) => one.id === id,
      )?.name;
    },
  };
}

/** The people and the conversations that the viewer can choose from. */
export function placesOf(store) {
  const { viewer, channel, workspace } = store.state;
  return { viewer, channel, users: workspace?.users ?? [], channels: store.ownChannels() };
}

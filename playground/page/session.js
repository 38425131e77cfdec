import { api } from "./api.js";
import { clock } from "./clock.js";

const mostExchanges = 300;

/** Calls to SIM platforms count by themselves, as in what is kept for the next visitor. */
function withNewest(exchanges, exchange) {
  const isAlike = ({ to }) => (to === "sim_platform") === (exchange.to === "sim_platform");
  const all = [...exchanges, exchange];
  const isTooMuch = all.filter(isAlike).length > mostExchanges;
  return isTooMuch ? all.toSpliced(all.findIndex(isAlike), 1) : all;
}

/**
 * Joins the page to the simulator: loads, follows the live changes, and does what people do.
 *
 * @param {ReturnType<import("./store.js").createStore>} store
 */
export function createSession(store) {
  const { state } = store;
  let stopFollowing = () => {};
  /** The viewer looks at the bot's own tab. */
  let isHomeOpen = false;

  async function loadChannel() {
    const { messages } = await api.messages(state.channel, state.viewer);
    state.messages = new Map(messages.map((message) => [message.ts, message]));
    state.unread.delete(state.channel);
    if (state.thread !== null && !state.messages.has(state.thread)) state.thread = null;
    store.tell("channel");
    store.tell("thread");
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
    const { stack, home } = await api.views(state.viewer);
    state.views = isHomeOpen && home !== null ? [home, ...stack] : stack;
    store.tell("views");
  }

  function apply(change) {
    if (change.kind === "reset") void Promise.all([loadChannel(), loadViews()]);
    else if ("message" in change) {
      applyMessage(change.kind, change.message);
      if (change.cause.token !== null) store.tell("answered", change.cause.token);
    } else void loadViews();
  }

  /** Follows first and loads then, so that nothing falls between the two. */
  async function look() {
    stopFollowing();
    stopFollowing = api.follow(state.viewer, {
      change: apply,
      clock({ aheadMs }) {
        if (aheadMs === clock.aheadMs) return;
        clock.setAhead(aheadMs);
        store.tell("clock");
        // "Today" has another meaning now.
        store.tell("channel");
        store.tell("thread");
      },
      traffic(exchanges) {
        state.traffic = exchanges;
        store.tell("traffic");
      },
      exchange(exchange) {
        state.traffic = withNewest(state.traffic, exchange);
        store.tell("exchange", exchange);
      },
      connection(connection) {
        const isBack = connection === "live" && state.connection === "lost";
        state.connection = connection;
        store.tell("connection");
        if (isBack) void Promise.all([loadChannel(), loadViews()]);
      },
    });
    await Promise.all([loadChannel(), loadViews()]);
  }

  function placeOf(message) {
    return { user: state.viewer, channel: message.channel, ts: message.ts };
  }

  return {
    async start() {
      [state.workspace, state.about] = await Promise.all([api.workspace(), api.about()]);
      clock.setAhead(state.about.aheadMs);
      state.viewer = state.workspace.users[0].id;
      state.channel = store.ownChannels()[0].id;
      store.tell("workspace");
      store.tell("clock");
      await look();
    },

    async openChannel(id) {
      state.channel = id;
      state.thread = null;
      store.tell("workspace");
      await loadChannel();
    },

    openThread(ts) {
      state.thread = ts;
      store.tell("thread");
    },

    closeThread() {
      state.thread = null;
      store.tell("thread");
    },

    /** Sees the workspace as somebody else does. */
    async lookAs(viewer) {
      state.viewer = viewer;
      isHomeOpen = false;
      if (!store.currentChannel()?.members.includes(viewer)) {
        state.channel = store.ownChannels()[0].id;
      }
      store.tell("workspace");
      await look();
    },

    /** Sends what was typed: a command, or a message for everybody. `threadTs`: into a thread. */
    async say(text, threadTs = null) {
      const typed = { user: state.viewer, channel: state.channel, text };
      if (!text.startsWith("/")) {
        const botName = state.workspace.bot.name;
        const words = text.replaceAll(`@${botName}`, "{bot}");
        return api.write({ ...typed, text: words, ...(threadTs === null ? {} : { threadTs }) });
      }
      // Slack's own rule and words.
      if (threadTs !== null) {
        throw new Error(`${text.split(" ")[0]} is not supported in threads. Sorry!`);
      }
      const question = { ...typed, answer: api.command(typed) };
      store.tell("typed", question);
      return question.answer;
    },

    /** A shortcut of the lightning menu, or of one message. */
    shortcut: (callbackId, message = null) =>
      api.shortcut({
        user: state.viewer,
        callbackId,
        ...(message === null ? {} : { message: { channel: message.channel, ts: message.ts } }),
      }),

    click: (message, target) => api.click({ ...target, ...placeOf(message) }),
    clickInView: (view, target) =>
      api.clickInView({ ...target, user: state.viewer, viewId: view.id }),
    suggest: (place, target) => api.suggest({ ...target, ...place, user: state.viewer }),
    submit: (view, values) => api.submit({ user: state.viewer, viewId: view.id, values }),
    /** The bot's own tab: below any window, as long as it is open. */
    async openHome() {
      isHomeOpen = true;
      await api.openHome(state.viewer);
      await loadViews();
    },
    async closeView(view) {
      if (view.content.type !== "home")
        return api.closeView({ user: state.viewer, viewId: view.id });
      isHomeOpen = false;
      return loadViews();
    },
  };
}

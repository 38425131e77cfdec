import { blockViews } from "./blocks-view.js";
import { h } from "./dom.js";
import { fileView } from "./file-view.js";
import { mrkdwnNodes } from "./mrkdwn-view.js";
import { placesOf } from "./store.js";

const clockTime = new Intl.DateTimeFormat("en-US", { hour: "numeric", minute: "2-digit" });

function authorOf(message, store) {
  const { author } = message;
  if (author.kind === "bot") return { name: store.state.workspace.bot.name, mark: "bot" };
  if (author.kind === "slack") return { name: "Slackbot", mark: "slack" };
  return { name: store.user(author.id)?.realName ?? author.id, mark: "person" };
}

export function avatarView({ name, mark }) {
  const initials = name
    .split(" ")
    .map((word) => word[0])
    .join("")
    .slice(0, 2)
    .toUpperCase();
  const words = { bot: "", slack: "S" }[mark] ?? initials;
  return h("div", { class: `avatar ${mark}`, "aria-hidden": "true" }, words);
}

export function timeView(ts) {
  const instant = new Date(Number(ts) * 1_000);
  return h(
    "time",
    { datetime: instant.toISOString(), title: instant.toLocaleString() },
    clockTime.format(instant),
  );
}

/** One message as the viewer sees it, with what stands beside and below it. */
export function messageView(message, store, actions, { tools, footer }) {
  const author = authorOf(message, store);
  const nameOf = (id) => store.nameOf(id);
  const isPrivate = message.visibleTo !== null;
  const body =
    message.blocks.length > 0
      ? blockViews(message.blocks, { ...actions, nameOf, places: () => placesOf(store) })
      : h("div", { class: "section-text" }, mrkdwnNodes(message.text, nameOf));
  return h(
    "article",
    {
      class: `message ${isPrivate ? "private" : ""}`,
      "data-ts": message.ts,
      "aria-label": `${author.name}: ${message.text}`.slice(0, 300),
    },
    avatarView(author),
    h(
      "div",
      { class: "message-body" },
      isPrivate ? h("p", { class: "only-you" }, "Only visible to you") : null,
      h(
        "header",
        {},
        h("strong", {}, author.name),
        author.mark === "person" ? null : h("span", { class: "badge" }, "APP"),
        timeView(message.ts),
        message.edited ? h("span", { class: "edited" }, "(edited)") : null,
      ),
      body,
      message.files.map(fileView),
      footer,
    ),
    tools,
  );
}

/** A line for what the viewer typed: Slack keeps no message of a command. */
export function typedView(typed, store) {
  const name = store.user(typed.user)?.realName ?? "You";
  return h(
    "div",
    { class: "typed" },
    h("span", {}, `${name} typed`),
    h("code", {}, typed.text),
    h("span", { class: "typing", "aria-hidden": "true" }, h("i"), h("i"), h("i")),
  );
}

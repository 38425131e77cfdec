import { emojiCharacter } from "/shared/emoji.js";
import { h, outsideLink } from "./dom.js";
import { dateNode, mentionNode } from "./mrkdwn-view.js";

const groups = {
  rich_text_section: (group, nameOf) => h("div", { class: "rich-section" }, leaves(group, nameOf)),
  rich_text_quote: (group, nameOf) => h("blockquote", {}, leaves(group, nameOf)),
  rich_text_preformatted: (group, nameOf) => h("pre", {}, leaves(group, nameOf)),
  rich_text_list: listView,
};

/** A rich_text block or cell. */
export function richTextView(block, nameOf) {
  return h(
    "div",
    { class: "rich-text" },
    (block.elements ?? []).map((group) => {
      const view = groups[group.type];
      return view === undefined
        ? h("div", { class: "unknown" }, `Unknown rich text: ${group.type}`)
        : view(group, nameOf);
    }),
  );
}

function listView(list, nameOf) {
  const isOrdered = list.style === "ordered";
  return h(
    isOrdered ? "ol" : "ul",
    { class: `indent-${list.indent ?? 0}`, start: isOrdered ? (list.offset ?? 0) + 1 : null },
    (list.elements ?? []).map((item) => h("li", {}, leaves(item, nameOf))),
  );
}

function leaves(group, nameOf) {
  return (group.elements ?? []).map((leaf) => styled(leafNode(leaf, nameOf), leaf.style));
}

function leafNode(leaf, nameOf) {
  switch (leaf.type) {
    case "text":
      return document.createTextNode(leaf.text);
    case "link":
      return outsideLink(leaf.url, leaf.text || leaf.url);
    case "emoji":
      return document.createTextNode(emojiCharacter(leaf.name));
    case "date":
      return dateNode(leaf.timestamp, leaf.format, leaf.fallback ?? "", leaf.url);
    case "user":
      return mentionNode("@", nameOf(leaf.user_id) ?? leaf.user_id);
    case "usergroup":
      return mentionNode("@", leaf.usergroup_id);
    case "team":
      return mentionNode("@", leaf.team_id);
    case "channel":
      return mentionNode("#", nameOf(leaf.channel_id) ?? leaf.channel_id);
    case "broadcast":
      return mentionNode("@", leaf.range, "mention mention-all");
    case "color":
      return h("code", {}, leaf.value);
    default:
      return h("span", { class: "unknown-inline" }, `[${leaf.type}]`);
  }
}

const styleTags = { bold: "strong", italic: "em", strike: "s", underline: "u", code: "code" };

function styled(node, style) {
  return Object.entries(styleTags).reduce(
    (inner, [name, tag]) => (style?.[name] === true ? h(tag, {}, inner) : inner),
    node,
  );
}

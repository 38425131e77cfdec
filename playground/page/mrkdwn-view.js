import { emojiCharacter, withEmoji } from "/shared/emoji.js";
import { parseMrkdwn } from "/shared/mrkdwn.js";
import { formatSlackDate } from "/shared/slack-date.js";
import { clock } from "./clock.js";
import { h, outsideLink } from "./dom.js";

/** The time zone of whoever sits before this browser. */
export const readerZone = new Intl.DateTimeFormat().resolvedOptions().timeZone;

export function dateNode(timestamp, format, fallback, url = "") {
  const words = formatSlackDate(timestamp, format, { timeZone: readerZone, nowMs: clock.now() });
  const instant = new Date(timestamp * 1_000);
  const datetime = Number.isNaN(instant.valueOf()) ? "" : instant.toISOString();
  const time = h("time", { datetime, title: fallback || datetime, class: "date" }, words);
  return url === "" ? time : outsideLink(url, time);
}

export function mentionNode(mark, words, className = "mention") {
  return h("span", { class: className }, mark + words);
}

/** Slack's markup as nodes. */
export function mrkdwnNodes(text, nameOf) {
  return parseMrkdwn(text).map((node) => inlineNode(node, nameOf));
}

const styledTags = { bold: "strong", italic: "em", strike: "s", quote: "blockquote" };

function inlineNode(node, nameOf) {
  switch (node.kind) {
    case "text":
      return document.createTextNode(node.text);
    case "bold":
    case "italic":
    case "strike":
    case "quote":
      return h(
        styledTags[node.kind],
        {},
        node.inner.map((inner) => inlineNode(inner, nameOf)),
      );
    case "code":
      return h("code", {}, node.text);
    case "preformatted":
      return h("pre", {}, node.text);
    case "link":
      return outsideLink(node.url, node.label);
    case "user":
    case "usergroup":
      return mentionNode("@", node.label || nameOf(node.id) || node.id);
    case "channel":
      return mentionNode("#", node.label || nameOf(node.id) || node.id);
    case "broadcast":
      return mentionNode("@", node.range, "mention mention-all");
    case "emoji":
      return document.createTextNode(emojiCharacter(node.name));
    case "date":
      return dateNode(node.timestamp, node.format, node.fallback, node.url);
    default:
      return h("span", { class: "unknown-inline" }, `[${node.kind}]`);
  }
}

/** A text object of Block Kit: plain words, or markup. */
export function textNodes(object, nameOf) {
  if (object === null || typeof object !== "object") return [];
  const text = String(object.text ?? "");
  if (object.type === "mrkdwn") return mrkdwnNodes(text, nameOf);
  return [document.createTextNode(object.emoji === false ? text : withEmoji(text))];
}

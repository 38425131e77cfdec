import { h, outsideLink } from "./dom.js";

/** The common part of Markdown that a markdown block is likely to hold. */
export function markdownView(text) {
  const root = h("div", { class: "markdown" });
  let list = null;
  for (const part of text.split(/(```[\s\S]*?```)/)) {
    if (part.startsWith("```")) {
      root.append(h("pre", {}, part.replace(/^```[^\n]*\n?|\n?```$/g, "")));
      list = null;
      continue;
    }
    for (const line of part.split("\n")) {
      const item = /^\s*(?:[-*]|(\d+)\.)\s+(.*)$/.exec(line);
      if (item !== null) {
        if (list === null) {
          list = h(item[1] === undefined ? "ul" : "ol");
          root.append(list);
        }
        list.append(h("li", {}, inlineNodes(item[2])));
        continue;
      }
      list = null;
      if (line.trim() !== "") root.append(lineNode(line));
    }
  }
  return root;
}

function lineNode(line) {
  const heading = /^(#{1,6})\s+(.*)$/.exec(line);
  if (heading !== null)
    return h(`h${Math.min(6, heading[1].length + 2)}`, {}, inlineNodes(heading[2]));
  const quote = /^>\s?(.*)$/.exec(line);
  if (quote !== null) return h("blockquote", {}, inlineNodes(quote[1]));
  if (/^(-{3,}|\*{3,})$/.test(line.trim())) return h("hr");
  return h("p", {}, inlineNodes(line));
}

const patterns = [
  [/^`([^`]+)`/, (match) => h("code", {}, match[1])],
  [/^\*\*(.+?)\*\*/, (match) => h("strong", {}, inlineNodes(match[1]))],
  [/^~~(.+?)~~/, (match) => h("s", {}, inlineNodes(match[1]))],
  [/^[*_]([^*_]+)[*_]/, (match) => h("em", {}, inlineNodes(match[1]))],
  [/^\[([^\]]+)\]\(([^)\s]+)\)/, (match) => outsideLink(match[2], match[1])],
];

function inlineNodes(text) {
  const nodes = [];
  let plain = "";
  let at = 0;
  while (at < text.length) {
    const rest = text.slice(at);
    const found = patterns
      .map(([pattern, make]) => [pattern.exec(rest), make])
      .find(([match]) => match);
    if (found === undefined) {
      plain += text[at];
      at += 1;
      continue;
    }
    if (plain !== "") nodes.push(document.createTextNode(plain));
    plain = "";
    nodes.push(found[1](found[0]));
    at += found[0][0].length;
  }
  if (plain !== "") nodes.push(document.createTextNode(plain));
  return nodes;
}

import { emojiCharacter } from "./emoji.ts";
import { type Inline, parseMrkdwn } from "./mrkdwn.ts";
import { formatSlackDate, type Reader } from "./slack-date.ts";

/** Who reads, and the names behind the ids that a text may mention. */
export interface TextReader extends Reader {
  readonly nameOf?: (id: string) => string | undefined;
  /** Columns that a line may take; used for rules and pictures. */
  readonly columns?: number;
}

export function mrkdwnToText(text: string, reader: TextReader): string {
  return inlineToText(parseMrkdwn(text), reader);
}

/** Plain words for a parsed mrkdwn text: marks are dropped, links are followed by their address. */
export function inlineToText(nodes: readonly Inline[], reader: TextReader): string {
  return nodes.map((node) => nodeToText(node, reader)).join("");
}

function nodeToText(node: Inline, reader: TextReader): string {
  switch (node.kind) {
    case "text":
    case "code":
      return node.text;
    case "preformatted":
      return indentLines(node.text, "    ");
    case "bold":
    case "italic":
    case "strike":
      return inlineToText(node.inner, reader);
    case "quote":
      return `${indentLines(inlineToText(node.inner, reader), "│ ")}\n`;
    case "link":
      return node.label === node.url ? node.url : `${node.label} (${node.url})`;
    case "user":
    case "usergroup":
      return `@${mentionName(node, reader)}`;
    case "channel":
      return `#${mentionName(node, reader)}`;
    case "broadcast":
      return `@${node.range}`;
    case "emoji":
      return emojiCharacter(node.name);
    case "date":
      return formatSlackDate(node.timestamp, node.format, reader);
  }
}

function mentionName(node: { id: string; label: string }, reader: TextReader): string {
  return node.label === "" ? (reader.nameOf?.(node.id) ?? node.id) : node.label;
}

export function indentLines(text: string, indent: string): string {
  return text
    .split("\n")
    .map((line) => indent + line)
    .join("\n");
}

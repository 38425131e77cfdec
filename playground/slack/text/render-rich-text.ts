import { isObject } from "../validate/shape.ts";
import { emojiCharacter } from "./emoji.ts";
import { indentLines, type TextReader } from "./render-inline.ts";
import { formatSlackDate } from "./slack-date.ts";

/** A rich_text block or cell as plain lines. */
export function richTextToText(block: unknown, reader: TextReader): string {
  return elementsOf(block)
    .map((group) => groupToText(group, reader))
    .filter((text) => text !== "")
    .join("\n");
}

function elementsOf(value: unknown): readonly unknown[] {
  return isObject(value) && Array.isArray(value["elements"]) ? value["elements"] : [];
}

function groupToText(group: unknown, reader: TextReader): string {
  if (!isObject(group)) return "";
  const leaves = () =>
    elementsOf(group)
      .map((leaf) => leafToText(leaf, reader))
      .join("")
      .replace(/\n$/, "");
  switch (group["type"]) {
    case "rich_text_section":
      return leaves();
    case "rich_text_quote":
      return indentLines(leaves(), "│ ");
    case "rich_text_preformatted":
      return indentLines(leaves(), "    ");
    case "rich_text_list":
      return listToText(group, reader);
    default:
      return `[unknown rich text: ${String(group["type"])}]`;
  }
}

function listToText(list: Readonly<Record<string, unknown>>, reader: TextReader): string {
  const indent = "  ".repeat(typeof list["indent"] === "number" ? list["indent"] : 0);
  const first = typeof list["offset"] === "number" ? list["offset"] + 1 : 1;
  return elementsOf(list)
    .map((item, index) => {
      const mark = list["style"] === "ordered" ? `${first + index}.` : "•";
      return `${indent}${mark} ${groupToText(item, reader)}`;
    })
    .join("\n");
}

function leafToText(leaf: unknown, reader: TextReader): string {
  if (!isObject(leaf)) return "";
  const word = (name: string) => (typeof leaf[name] === "string" ? leaf[name] : "");
  const named = (id: string) => reader.nameOf?.(id) ?? id;
  switch (leaf["type"]) {
    case "text":
      return word("text");
    case "link":
      return word("text") === "" ? word("url") : `${word("text")} (${word("url")})`;
    case "emoji":
      return emojiCharacter(word("name"));
    case "date":
      return formatSlackDate(Number(leaf["timestamp"]), word("format"), reader);
    case "user":
      return `@${named(word("user_id"))}`;
    case "usergroup":
      return `@${named(word("usergroup_id"))}`;
    case "channel":
      return `#${named(word("channel_id"))}`;
    case "team":
      return `@${named(word("team_id"))}`;
    case "broadcast":
      return `@${word("range")}`;
    case "color":
      return word("value");
    default:
      return `[unknown: ${String(leaf["type"])}]`;
  }
}

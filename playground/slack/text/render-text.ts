import { isObject, type JsonObject } from "../validate/shape.ts";
import { elementToText, textObjectToText } from "./render-element.ts";
import type { TextReader } from "./render-inline.ts";
import { richTextToText } from "./render-rich-text.ts";
import { tableToText } from "./render-table.ts";
import { columnsOf, padTo, safeForTerminal, wrapText } from "./terminal-width.ts";

const defaultColumns = 80;
const gutter = "   ";

/**
 * The blocks of a message as plain text for a terminal: the same words in the same order, times
 * in the reader's zone, buttons as `[Older]`, pictures as their alt text. A block that is not
 * known is named, never left out.
 */
export function renderText(blocks: readonly unknown[], reader: TextReader): string {
  const parts = blocks
    .map((block) => {
      const text = blockToText(block, reader);
      return isTable(block) || reader.columns === undefined ? text : wrapText(text, reader.columns);
    })
    .filter((text) => text.trim() !== "");
  return safeForTerminal(parts.join("\n\n")).replace(/[ \t]+$/gm, "");
}

/** A wrapped row would be no row any more. */
function isTable(block: unknown): boolean {
  return isObject(block) && (block["type"] === "table" || block["type"] === "data_table");
}

function blockToText(block: unknown, reader: TextReader): string {
  if (!isObject(block)) return "[unknown block]";
  const elements = Array.isArray(block["elements"]) ? block["elements"] : [];
  switch (block["type"]) {
    case "header": {
      const title = textObjectToText(block["text"], reader);
      return `${title}\n${"═".repeat(columnsOf(title))}`;
    }
    case "section":
      return sectionToText(block, reader);
    case "context":
      return elements.map((one) => contextElementToText(one, reader)).join("  ·  ");
    case "actions":
    case "context_actions":
      return elements.map((one) => elementToText(one, reader)).join(" ");
    case "divider":
      return "─".repeat(reader.columns ?? defaultColumns);
    case "image":
      return imageToText(block, reader);
    case "rich_text":
      return richTextToText(block, reader);
    case "table":
    case "data_table":
      return tableToText(block, reader);
    case "markdown":
      return typeof block["text"] === "string" ? block["text"] : "";
    case "input":
      return inputToText(block, reader);
    case "container":
      return containerToText(block, reader);
    case "alert":
      return `! ${textObjectToText(block["text"], reader)}`;
    default:
      return `[unknown block: ${String(block["type"])}]`;
  }
}

function contextElementToText(element: unknown, reader: TextReader): string {
  const isText = isObject(element) && element["type"] !== "image";
  return isText ? textObjectToText(element, reader) : elementToText(element, reader);
}

function sectionToText(block: JsonObject, reader: TextReader): string {
  const fields = Array.isArray(block["fields"]) ? block["fields"] : [];
  const accessory =
    block["accessory"] === undefined ? "" : elementToText(block["accessory"], reader);
  const text = textObjectToText(block["text"], reader);
  const head = [text, accessory].filter((part) => part !== "").join("  ");
  return [head, fieldsToText(fields, reader)].filter((part) => part !== "").join("\n");
}

/** Slack shows fields two abreast; a pair that is too wide for the terminal goes one below. */
function fieldsToText(fields: readonly unknown[], reader: TextReader): string {
  const columns = reader.columns ?? Number.POSITIVE_INFINITY;
  const cells = fields.map((field) => textObjectToText(field, reader).split("\n"));
  const widthOf = (lines: readonly string[]) => Math.max(0, ...lines.map(columnsOf));
  const pairs = cells.flatMap((left, index) =>
    index % 2 === 0 ? [{ left, right: cells[index + 1] ?? [] }] : [],
  );
  const fits = ({ left, right }: (typeof pairs)[number]) =>
    widthOf(left) + gutter.length + widthOf(right) <= columns;
  const width = Math.max(0, ...pairs.filter(fits).map(({ left }) => widthOf(left)));
  return pairs
    .map((pair) => {
      const { left, right } = pair;
      if (!fits(pair)) return [...left, ...right].join("\n");
      const height = Math.max(left.length, right.length);
      return Array.from({ length: height }, (_, line) =>
        (padTo(left[line] ?? "", width, "left") + gutter + (right[line] ?? "")).trimEnd(),
      ).join("\n");
    })
    .join("\n");
}

function imageToText(block: JsonObject, reader: TextReader): string {
  const title = textObjectToText(block["title"], reader);
  const picture = `[picture: ${String(block["alt_text"])}]`;
  return title === "" ? picture : `${title}\n${picture}`;
}

function inputToText(block: JsonObject, reader: TextReader): string {
  const hint = textObjectToText(block["hint"], reader);
  const label = textObjectToText(block["label"], reader);
  const line = `${label}: ${elementToText(block["element"], reader)}`;
  return hint === "" ? line : `${line}\n  ${hint}`;
}

function containerToText(block: JsonObject, reader: TextReader): string {
  const children = Array.isArray(block["child_blocks"]) ? block["child_blocks"] : [];
  const heads = [block["title"], block["subtitle"]].map((text) => textObjectToText(text, reader));
  const body = children.map((child) => blockToText(child, reader));
  return [...heads, ...body].filter((part) => part !== "").join("\n");
}

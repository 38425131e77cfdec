import { isObject } from "../validate/shape.ts";
import type { TextReader } from "./render-inline.ts";
import { richTextToText } from "./render-rich-text.ts";
import { columnsOf, padTo } from "./terminal-width.ts";

type Align = "left" | "center" | "right";

/** A table or data_table as aligned columns, with a rule under the first row. */
export function tableToText(block: Readonly<Record<string, unknown>>, reader: TextReader): string {
  const rows = Array.isArray(block["rows"]) ? block["rows"] : [];
  const cells = rows.map((row): readonly string[] =>
    Array.isArray(row) ? row.map((cell) => cellToText(cell, reader)) : [],
  );
  const count = Math.max(0, ...cells.map((row) => row.length));
  const widths = Array.from({ length: count }, (_, column) =>
    Math.max(...cells.map((row) => columnsOf(row[column] ?? ""))),
  );
  const lines = cells.map((row) =>
    widths
      .map((width, column) => padTo(row[column] ?? "", width, alignOf(block, rows, column)))
      .join("  ")
      .trimEnd(),
  );
  const rule = widths.map((width) => "─".repeat(width)).join("  ");
  const caption = typeof block["caption"] === "string" ? [block["caption"]] : [];
  return [...caption, ...lines.slice(0, 1), rule, ...lines.slice(1)].join("\n");
}

function cellToText(cell: unknown, reader: TextReader): string {
  if (!isObject(cell)) return "";
  if (cell["type"] === "rich_text") return richTextToText(cell, reader).replaceAll("\n", " ");
  return typeof cell["text"] === "string" ? cell["text"].replaceAll("\n", " ") : "";
}

/** The column's own setting; without one, a column of numbers is aligned to the right. */
function alignOf(
  block: Readonly<Record<string, unknown>>,
  rows: readonly unknown[],
  column: number,
): Align {
  const settings = Array.isArray(block["column_settings"]) ? block["column_settings"] : [];
  const own = isObject(settings[column]) ? settings[column]["align"] : undefined;
  if (own === "left" || own === "center" || own === "right") return own;
  const last = rows.at(-1);
  const cell = Array.isArray(last) ? last[column] : undefined;
  return isObject(cell) && cell["type"] === "raw_number" ? "right" : "left";
}

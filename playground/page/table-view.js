import { h } from "./dom.js";
import { richTextView } from "./rich-text-view.js";

/** A table or data_table; the first row is the head. It scrolls sideways within itself. */
export function tableView(block, nameOf) {
  const rows = Array.isArray(block.rows) ? block.rows : [];
  const cellNode = (tag) => (cell, column) => {
    const settings = block.column_settings?.[column] ?? {};
    const align = settings.align ?? (cell?.type === "raw_number" ? "right" : "left");
    const wrap = settings.is_wrapped === true ? "wraps" : "";
    const scope = tag === "th" ? "col" : null;
    return h(tag, { class: `align-${align} ${wrap}`, scope }, cellContent(cell, nameOf));
  };
  const [head = [], ...body] = rows;
  return h(
    "div",
    {
      class: "table-scroll",
      tabindex: "0",
      role: "region",
      "aria-label": block.caption ?? "Table",
    },
    h(
      "table",
      {},
      block.caption ? h("caption", {}, block.caption) : null,
      h("thead", {}, h("tr", {}, head.map(cellNode("th")))),
      h(
        "tbody",
        {},
        body.map((row) => h("tr", {}, row.map(cellNode("td")))),
      ),
    ),
  );
}

function cellContent(cell, nameOf) {
  if (cell?.type === "rich_text") return richTextView(cell, nameOf);
  return cell?.type === "raw_text" || cell?.type === "raw_number"
    ? String(cell.text ?? "")
    : h("span", { class: "unknown-inline" }, `[${cell?.type}]`);
}

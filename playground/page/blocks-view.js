import { h } from "./dom.js";
import { elementView } from "./elements-view.js";
import { markdownView } from "./markdown-view.js";
import { textNodes } from "./mrkdwn-view.js";
import { pictureView } from "./picture-view.js";
import { richTextView } from "./rich-text-view.js";
import { tableView } from "./table-view.js";

const views = {
  header: (block, { nameOf }) => h("h3", { class: "header" }, textNodes(block.text, nameOf)),
  divider: () => h("hr"),
  section: sectionView,
  context: (block, { nameOf }) =>
    h(
      "div",
      { class: "context" },
      (block.elements ?? []).map((element) =>
        element.type === "image"
          ? pictureView(element, "context-picture")
          : h("span", {}, textNodes(element, nameOf)),
      ),
    ),
  actions: (block, actions) =>
    h(
      "div",
      { class: "actions" },
      (block.elements ?? []).map((element) => elementView(element, block, actions)),
    ),
  image: (block, { nameOf }) =>
    h(
      "figure",
      {},
      block.title ? h("figcaption", {}, textNodes(block.title, nameOf)) : null,
      pictureView(block, "block-picture"),
    ),
  rich_text: (block, { nameOf }) => richTextView(block, nameOf),
  table: (block, { nameOf }) => tableView(block, nameOf),
  data_table: (block, { nameOf }) => tableView(block, nameOf),
  markdown: (block) => markdownView(String(block.text ?? "")),
  container: (block, actions) =>
    h(
      "section",
      { class: "container" },
      block.title ? h("h4", {}, textNodes(block.title, actions.nameOf)) : null,
      block.subtitle
        ? h("p", { class: "context" }, textNodes(block.subtitle, actions.nameOf))
        : null,
      blockViews(block.child_blocks ?? [], actions),
    ),
  alert: (block, { nameOf }) =>
    h("div", { class: `alert ${block.level ?? "default"}` }, textNodes(block.text, nameOf)),
};

/** The block types that are drawn; all others show as a labelled box. */
export const drawnBlocks = Object.keys(views);

function sectionView(block, actions) {
  const { nameOf } = actions;
  return h(
    "div",
    { class: "section" },
    h(
      "div",
      { class: "section-body" },
      block.text ? h("div", { class: "section-text" }, textNodes(block.text, nameOf)) : null,
      block.fields
        ? h(
            "div",
            { class: "fields" },
            block.fields.map((field) => h("div", { class: "field" }, textNodes(field, nameOf))),
          )
        : null,
    ),
    block.accessory
      ? h("div", { class: "accessory" }, elementView(block.accessory, block, actions))
      : null,
  );
}

function unknownView(block) {
  return h(
    "details",
    { class: "unknown" },
    h("summary", {}, `Unknown block: ${block?.type}`),
    h("pre", {}, JSON.stringify(block, null, 2)),
  );
}

/** All blocks of a message or view; one that is not known is named, with what it holds. */
export function blockViews(blocks, actions) {
  return blocks.map((block) => {
    const view = Object.hasOwn(views, block?.type) ? views[block.type] : unknownView;
    return view(block, actions);
  });
}

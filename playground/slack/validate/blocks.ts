import { anyText, type FileGate, markdownText, pictureSource, plainText } from "./composition.ts";
import { elements, elementsFor, imageElement } from "./elements.ts";
import { richTextBlock } from "./rich-text.ts";
import {
  byType,
  type Fields,
  flag,
  isObject,
  list,
  needed,
  number,
  object,
  optional,
  type Shape,
  text,
  webAddress,
  wholeNumber,
  word,
} from "./shape.ts";

export type Surface = "message" | "modal" | "home";

const containerChildren = [
  ...["actions", "context", "divider", "header", "image"],
  ...["input", "rich_text", "section", "table", "video"],
];

function block(type: string, fields: Fields, also?: Shape): Shape {
  const own = { type: needed(word(type)), block_id: optional(text("block.block_id", 1)) };
  return object({ ...own, ...fields }, also);
}

/** Two elements of one block may not share an action_id. */
const distinctActionIds: Shape = (value, pointer, report) => {
  if (!isObject(value) || !Array.isArray(value["elements"])) return;
  const seen = new Set<unknown>();
  value["elements"].forEach((element, index) => {
    const id = isObject(element) ? element["action_id"] : undefined;
    if (id === undefined) return;
    if (seen.has(id)) {
      report.add({
        pointer: `${pointer}/elements/${index}/action_id`,
        code: "duplicate_action_id",
        message: "action_id already exists for another element of this block",
      });
    }
    seen.add(id);
  });
};

const sectionHasText: Shape = (value, pointer, report) => {
  if (!isObject(value) || value["text"] !== undefined || value["fields"] !== undefined) return;
  report.add({ pointer, code: "missing", message: "missing required field: text" });
};

const cardHasContent: Shape = (value, pointer, report) => {
  if (!isObject(value)) return;
  if (["hero_image", "title", "actions", "body"].some((name) => value[name] !== undefined)) return;
  report.add({ pointer, code: "missing", message: "missing required field: title" });
};

const rawText = object({ type: needed(word("raw_text")), text: needed(text(null, 1)) });
const rawNumber = object({
  type: needed(word("raw_number")),
  value: needed(number),
  text: needed(text(null, 1)),
});
const cell = byType(() => ({ raw_text: rawText, raw_number: rawNumber, rich_text: richTextBlock }));
const columnSetting = object({
  align: optional(word("left", "center", "right")),
  is_wrapped: optional(flag),
});

/** Every block type that the referee takes on a surface. All others are refused by name. */
export function blockShapes(surface: Surface, fileIsReady: FileGate): Record<string, Shape> {
  const picture = imageElement(fileIsReady);
  const card = block(
    "card",
    {
      hero_image: optional(picture),
      icon: optional(picture),
      title: optional(markdownText("card.title")),
      subtitle: optional(markdownText("card.subtitle")),
      body: optional(markdownText("card.body")),
      actions: optional(
        list(
          byType(() => ({ button: elements["button"] ?? picture })),
          null,
        ),
      ),
    },
    cardHasContent,
  );
  const shapes: Record<string, Shape> = {
    section: block(
      "section",
      {
        text: optional(anyText("section.text")),
        fields: optional(list(anyText("section.field"), "section.fields")),
        accessory: optional(byType(() => ({ ...elementsFor("section"), image: picture }))),
        expand: optional(flag),
      },
      sectionHasText,
    ),
    header: block("header", { text: needed(plainText("header.text")) }),
    divider: block("divider", {}),
    context: block("context", {
      elements: needed(list(contextElement(picture), "context.elements")),
    }),
    actions: block(
      "actions",
      {
        elements: needed(
          list(
            byType(() => elementsFor("actions")),
            "actions.elements",
          ),
        ),
      },
      distinctActionIds,
    ),
    image: block(
      "image",
      {
        alt_text: needed(text("image.alt_text", 1)),
        title: optional(plainText("image.title")),
        image_url: optional(webAddress("image.image_url")),
        slack_file: optional(() => undefined),
      },
      pictureSource(fileIsReady),
    ),
    input: block("input", {
      label: needed(plainText("input.label")),
      hint: optional(plainText("input.hint")),
      optional: optional(flag),
      dispatch_action: optional(flag),
      element: needed(byType(() => elementsFor("input"))),
    }),
    rich_text: richTextBlock,
    video: block("video", {
      video_url: needed(webAddress(null)),
      thumbnail_url: needed(webAddress(null)),
      alt_text: needed(text("image.alt_text", 1)),
      title: needed(plainText("video.title")),
      title_url: optional(webAddress(null)),
      author_name: optional(text("video.author_name")),
      provider_name: optional(text(null)),
      provider_icon_url: optional(webAddress(null)),
      description: optional(plainText("text.text")),
    }),
    container: container(() => shapes, picture),
    card,
    carousel: block("carousel", {
      elements: needed(
        list(
          byType(() => ({ card })),
          "carousel.elements",
        ),
      ),
    }),
    ...surfaceOnly[surface],
  };
  return shapes;
}

function contextElement(picture: Shape): Shape {
  const words = anyText("text.text");
  return byType(() => ({ image: picture, plain_text: words, mrkdwn: words }));
}

function container(shapes: () => Record<string, Shape>, picture: Shape): Shape {
  const children = () =>
    Object.fromEntries(
      Object.entries(shapes()).filter(([type]) => containerChildren.includes(type)),
    );
  return block("container", {
    title: optional(plainText("container.title")),
    rich_text_title: optional(richTextBlock),
    subtitle: optional(anyText("container.subtitle")),
    child_blocks: needed(list(byType(children), "container.child_blocks")),
    width: optional(word("narrow", "standard", "wide", "full")),
    icon: optional(picture),
    is_collapsible: optional(flag),
    default_collapsed: optional(flag),
    has_header_divider: optional(flag),
  });
}

/**
 * Blocks that exist on one kind of surface only. `alert` is refused in messages: it is known to
 * work in modals only. `data_visualization` is refused everywhere, as some workspaces do.
 */
const surfaceOnly: Readonly<Record<Surface, Readonly<Record<string, Shape>>>> = {
  message: {
    markdown: block("markdown", { text: needed(text(null, 1)) }),
    table: block("table", {
      rows: needed(list(list(cell, "table.cells"), "table.rows")),
      column_settings: optional(
        list(
          (value, pointer, report) => {
            // A null keeps the column as it is.
            if (value !== null) columnSetting(value, pointer, report);
          },
          "table.column_settings",
          0,
        ),
      ),
    }),
    data_table: block("data_table", {
      caption: needed(text(null, 1)),
      rows: needed(list(list(cell, "data_table.cells"), "data_table.rows")),
      page_size: optional(wholeNumber(1, "data_table.page_size")),
      row_header_column_index: optional(wholeNumber(0, 19)),
    }),
    context_actions: block("context_actions", {
      elements: needed(
        list(
          byType(() => elementsFor("context_actions")),
          "context_actions.elements",
        ),
      ),
    }),
  },
  modal: {
    alert: block("alert", {
      text: needed(anyText("text.text")),
      level: optional(word("default", "info", "warning", "error", "success")),
    }),
  },
  home: {},
};

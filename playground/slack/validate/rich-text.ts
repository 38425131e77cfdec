import {
  byType,
  flag,
  list,
  needed,
  number,
  object,
  optional,
  type Shape,
  text,
  wholeNumber,
  word,
} from "./shape.ts";

const leafStyle = optional(
  object({
    bold: optional(flag),
    italic: optional(flag),
    strike: optional(flag),
    underline: optional(flag),
    code: optional(flag),
    highlight: optional(flag),
    client_highlight: optional(flag),
    unlink: optional(flag),
  }),
);

function leaf(type: string, fields: Parameters<typeof object>[0]): Shape {
  return object({ type: needed(word(type)), style: leafStyle, ...fields });
}

const someText = needed(text(null, 1));

const leaves: Readonly<Record<string, Shape>> = {
  text: leaf("text", { text: someText }),
  link: leaf("link", { url: someText, text: optional(text(null)), unsafe: optional(flag) }),
  emoji: leaf("emoji", {
    name: someText,
    unicode: optional(text(null)),
    url: optional(text(null)),
    skin_tone: optional(wholeNumber(1, 6)),
  }),
  date: leaf("date", {
    timestamp: needed(number),
    format: someText,
    url: optional(text(null)),
    fallback: optional(text(null)),
  }),
  user: leaf("user", { user_id: someText }),
  usergroup: leaf("usergroup", { usergroup_id: someText }),
  channel: leaf("channel", { channel_id: someText }),
  team: leaf("team", { team_id: someText }),
  color: leaf("color", { value: someText }),
  broadcast: leaf("broadcast", { range: needed(word("here", "channel", "everyone")) }),
};

const leafList = needed(
  list(
    byType(() => leaves),
    null,
    0,
  ),
);
const plainLeaves = needed(
  list(
    byType(() => ({ text: leaves["text"] ?? unreachable, link: leaves["link"] ?? unreachable })),
    null,
    0,
  ),
);
const border = optional(wholeNumber(0, 1));

function unreachable(): void {
  throw new Error("the table of rich text leaves lost a row");
}

const section = object({ type: needed(word("rich_text_section")), elements: leafList });

const groups: Readonly<Record<string, Shape>> = {
  rich_text_section: section,
  rich_text_list: object({
    type: needed(word("rich_text_list")),
    style: needed(word("bullet", "ordered")),
    elements: needed(list(section, null)),
    indent: optional(wholeNumber(0, "rich_text.indent")),
    offset: optional(wholeNumber(0, 1_000_000)),
    border,
  }),
  rich_text_quote: object({
    type: needed(word("rich_text_quote")),
    elements: leafList,
    border,
  }),
  rich_text_preformatted: object({
    type: needed(word("rich_text_preformatted")),
    elements: plainLeaves,
    border,
    language: optional(text(null)),
  }),
};

/** A rich_text block or cell. */
export const richTextBlock = object({
  type: needed(word("rich_text")),
  block_id: optional(text("block.block_id", 1)),
  elements: needed(
    list(
      byType(() => groups),
      null,
      0,
    ),
  ),
});

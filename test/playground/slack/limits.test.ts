import { describe, expect, test } from "vitest";
import { type LimitName, limits } from "../../../playground/slack/validate/limits.ts";
import type { Problem } from "../../../playground/slack/validate/problem.ts";
import { validateMessage } from "../../../playground/slack/validate/validate-message.ts";
import { validateView } from "../../../playground/slack/validate/validate-view.ts";

const letters = (count: number) => "x".repeat(count);
const plain = (text: string) => ({ type: "plain_text", text });
const mrkdwn = (text: string) => ({ type: "mrkdwn", text });
const many = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));
const option = (index: number, more: object = {}) => ({
  text: plain(`option ${index}`),
  value: `value-${index}`,
  ...more,
});
const divider = { type: "divider" };
const picture = { type: "image", alt_text: "a picture", image_url: "https://example.com/a.png" };

const message = (...blocks: unknown[]) =>
  validateMessage({ text: "said in words", blocks }, { via: "response_url" });
const element = (one: object) => message({ type: "actions", elements: [one] });
const button = (more: object) => element({ type: "button", text: plain("Older"), ...more });
const select = (more: object) => element({ type: "static_select", ...more });
const modal = (more: object) =>
  validateView({ type: "modal", title: plain("Title"), blocks: [divider], ...more });
const input = (one: object, more: object = {}) =>
  modal({
    submit: plain("Go"),
    blocks: [{ type: "input", label: plain("Label"), element: one, ...more }],
  });
const table = (rows: unknown[][], more: object = {}) => ({ type: "table", rows, ...more });
const cell = (text: string) => ({ type: "raw_text", text });
const dataTable = (rows: unknown[][], more: object = {}) => ({
  type: "data_table",
  caption: "Sessions",
  rows,
  ...more,
});
const confirmed = (more: object) => button({ confirm: { text: plain("Sure?"), ...more } });
const address = (length: number) => `https://example.com/${letters(length - 20)}`;
/** Chunks that respect the limit of one section, so that only the total can break. */
const sections = (total: number) =>
  many(Math.ceil(total / 3_000), (index) => ({
    type: "section",
    text: mrkdwn(letters(Math.min(3_000, total - index * 3_000))),
  }));

/** What the referee says about a message that uses exactly `size` of a limited thing. */
const cases: Record<
  Exclude<LimitName, "message.text" | "view.stack">,
  (size: number) => Problem[]
> = {
  "message.blocks": (size) => message(...many(size, () => divider)),
  "message.text_in_update": (size) =>
    validateMessage({ text: letters(size) }, { via: "chat.update" }),
  "message.block_text": (size) => validateMessage({ text: "words", blocks: sections(size) }),
  "message.tables": (size) => message(...many(size, () => table([[cell("one")]]))),
  "message.markdown": (size) =>
    message({ type: "markdown", text: letters(size - 1) }, { type: "markdown", text: letters(1) }),
  "view.blocks": (size) => modal({ blocks: many(size, () => divider) }),
  "view.title": (size) => modal({ title: plain(letters(size)) }),
  "view.submit": (size) => modal({ submit: plain(letters(size)) }),
  "view.close": (size) => modal({ close: plain(letters(size)) }),
  "view.private_metadata": (size) => modal({ private_metadata: letters(size) }),
  "view.callback_id": (size) => modal({ callback_id: letters(size) }),
  "view.external_id": (size) => modal({ external_id: letters(size) }),
  "block.block_id": (size) => message({ ...divider, block_id: letters(size) }),
  "element.action_id": (size) => button({ action_id: letters(size) }),
  "section.text": (size) => message({ type: "section", text: mrkdwn(letters(size)) }),
  "section.fields": (size) =>
    message({ type: "section", fields: many(size, () => mrkdwn("field")) }),
  "section.field": (size) => message({ type: "section", fields: [mrkdwn(letters(size))] }),
  "header.text": (size) => message({ type: "header", text: plain(letters(size)) }),
  "context.elements": (size) =>
    message({ type: "context", elements: many(size, () => mrkdwn("note")) }),
  "actions.elements": (size) =>
    message({
      type: "actions",
      elements: many(size, (index) => ({ type: "button", text: plain(`button ${index}`) })),
    }),
  "context_actions.elements": (size) =>
    message({
      type: "context_actions",
      elements: many(size, () => ({ type: "icon_button", icon: "trash", text: plain("Bin") })),
    }),
  "image.alt_text": (size) => message({ ...picture, alt_text: letters(size) }),
  "image.title": (size) => message({ ...picture, title: plain(letters(size)) }),
  "image.image_url": (size) => message({ ...picture, image_url: address(size) }),
  "input.label": (size) => input({ type: "plain_text_input" }, { label: plain(letters(size)) }),
  "input.hint": (size) => input({ type: "plain_text_input" }, { hint: plain(letters(size)) }),
  "rich_text.indent": (size) =>
    message({
      type: "rich_text",
      elements: [
        {
          type: "rich_text_list",
          style: "bullet",
          indent: size,
          elements: [
            { type: "rich_text_section", elements: [{ type: "text", text: "deep inside" }] },
          ],
        },
      ],
    }),
  "table.rows": (size) => message(table(many(size, () => [cell("one")]))),
  "table.cells": (size) => message(table([many(size, () => cell("one"))])),
  "table.column_settings": (size) =>
    message(table([[cell("one")]], { column_settings: many(size, () => ({ align: "right" })) })),
  "table.text": (size) => message(table([[cell(letters(size))]])),
  "data_table.rows": (size) => message(dataTable(many(size, () => [cell("one")]))),
  "data_table.cells": (size) => message(dataTable([many(size, () => cell("one"))])),
  "data_table.text": (size) => message(dataTable([[cell(letters(size))]])),
  "data_table.page_size": (size) => message(dataTable([[cell("one")]], { page_size: size })),
  "container.title": (size) =>
    message({ type: "container", title: plain(letters(size)), child_blocks: [divider] }),
  "container.subtitle": (size) =>
    message({ type: "container", subtitle: plain(letters(size)), child_blocks: [divider] }),
  "container.child_blocks": (size) =>
    message({ type: "container", child_blocks: many(size, () => divider) }),
  "card.title": (size) => message({ type: "card", title: mrkdwn(letters(size)) }),
  "card.subtitle": (size) =>
    message({ type: "card", title: mrkdwn("Card"), subtitle: mrkdwn(letters(size)) }),
  "card.body": (size) => message({ type: "card", body: mrkdwn(letters(size)) }),
  "carousel.elements": (size) =>
    message({
      type: "carousel",
      elements: many(size, () => ({ type: "card", title: mrkdwn("Card") })),
    }),
  "video.title": (size) => message(video({ title: plain(letters(size)) })),
  "video.author_name": (size) => message(video({ author_name: letters(size) })),
  "text.text": (size) => message({ type: "context", elements: [mrkdwn(letters(size))] }),
  "placeholder.text": (size) => select({ options: [option(1)], placeholder: plain(letters(size)) }),
  "button.text": (size) => button({ text: plain(letters(size)) }),
  "button.value": (size) => button({ value: letters(size) }),
  "button.url": (size) => button({ url: address(size) }),
  "button.accessibility_label": (size) => button({ accessibility_label: letters(size) }),
  "overflow.options": (size) =>
    element({ type: "overflow", options: many(size, (index) => option(index)) }),
  "select.options": (size) => select({ options: many(size, (index) => option(index)) }),
  "select.option_groups": (size) =>
    select({
      option_groups: many(size, (index) => ({
        label: plain(`group ${index}`),
        options: [option(index)],
      })),
    }),
  "checkboxes.options": (size) =>
    element({ type: "checkboxes", options: many(size, (index) => option(index)) }),
  "radio_buttons.options": (size) =>
    element({ type: "radio_buttons", options: many(size, (index) => option(index)) }),
  "option.text": (size) => select({ options: [option(1, { text: plain(letters(size)) })] }),
  "option.value": (size) => select({ options: [option(1, { value: letters(size) })] }),
  "option.description": (size) =>
    select({ options: [option(1, { description: plain(letters(size)) })] }),
  "option.url": (size) =>
    element({ type: "overflow", options: [option(1, { url: address(size) })] }),
  "option_group.label": (size) =>
    select({ option_groups: [{ label: plain(letters(size)), options: [option(1)] }] }),
  "confirm.title": (size) => confirmed({ title: plain(letters(size)) }),
  "confirm.text": (size) => confirmed({ text: plain(letters(size)) }),
  "confirm.button": (size) => confirmed({ deny: plain(letters(size)) }),
  "plain_text_input.min_length": (size) => input({ type: "plain_text_input", min_length: size }),
  "plain_text_input.max_length": (size) => input({ type: "plain_text_input", max_length: size }),
  "rich_text_input.lines": (size) => input({ type: "rich_text_input", max_lines: size }),
  "file_input.max_files": (size) => input({ type: "file_input", max_files: size }),
};

function video(more: object) {
  return {
    type: "video",
    video_url: "https://example.com/v",
    thumbnail_url: "https://example.com/t.png",
    alt_text: "a video",
    title: plain("Video"),
    ...more,
  };
}

describe("every limit of the table", () => {
  test.each(Object.entries(cases))("%s: the limit passes, one more is refused", (name, check) => {
    const limit = name as LimitName;
    expect(check(limits[limit])).toEqual([]);
    const refused = check(limits[limit] + 1);
    expect(refused.map((problem) => problem.limit)).toContain(limit);
  });
});

describe("what Slack refuses besides limits", () => {
  const refusals: [string, Problem[], string, string][] = [
    ["an unknown block", message({ type: "chart" }), "/blocks/0/type", "unsupported_type"],
    [
      "a modal's block",
      message({ type: "alert", text: plain("!") }),
      "/blocks/0/type",
      "unsupported_type",
    ],
    ["no type", message({}), "/blocks/0", "missing"],
    ["a block that is no object", message("text"), "/blocks/0", "wrong_type"],
    [
      "an unknown element",
      element({ type: "lever" }),
      "/blocks/0/elements/0/type",
      "unsupported_type",
    ],
    [
      "an element in the wrong place",
      element({ type: "plain_text_input" }),
      "/blocks/0/elements/0/type",
      "unsupported_type",
    ],
    ["a section without text", message({ type: "section" }), "/blocks/0", "missing"],
    [
      "an empty text",
      message({ type: "section", text: mrkdwn("") }),
      "/blocks/0/text/text",
      "too_short",
    ],
    [
      "a header in mrkdwn",
      message({ type: "header", text: mrkdwn("Hi") }),
      "/blocks/0/text/type",
      "unsupported_type",
    ],
    [
      "a foreign property",
      message({ ...divider, colour: "red" }),
      "/blocks/0",
      "additional_property",
    ],
    [
      "two equal block ids",
      message({ ...divider, block_id: "a" }, { ...divider, block_id: "a" }),
      "/blocks/1/block_id",
      "duplicate_block_id",
    ],
    [
      "two equal action ids in one block",
      message({
        type: "actions",
        elements: many(2, () => ({ type: "button", text: plain("Go"), action_id: "go" })),
      }),
      "/blocks/0/elements/1/action_id",
      "duplicate_action_id",
    ],
    [
      "a picture from a file path",
      message({ ...picture, image_url: "file:///a.png" }),
      "/blocks/0/image_url",
      "invalid_url",
    ],
    [
      "a picture without words",
      message({ ...picture, alt_text: "" }),
      "/blocks/0/alt_text",
      "too_short",
    ],
    ["a picture without source", message({ type: "image", alt_text: "a" }), "/blocks/0", "missing"],
    [
      "a picture with two sources",
      message({ ...picture, slack_file: { id: "F0AAAAAAAA" } }),
      "/blocks/0",
      "ambiguous",
    ],
    [
      "a file named twice",
      message({
        type: "image",
        alt_text: "a",
        slack_file: { id: "F0AAAAAAAA", url: "https://a.b/c" },
      }),
      "/blocks/0/slack_file",
      "slack_file",
    ],
    [
      "a misspelt file",
      message({ type: "image", alt_text: "a", slack_file: { id: "f1" } }),
      "/blocks/0/slack_file",
      "slack_file",
    ],
    [
      "an unprocessed file",
      validateMessage(
        {
          text: "words",
          blocks: [{ type: "image", alt_text: "a", slack_file: { id: "F0AAAAAAAA" } }],
        },
        { fileIsReady: () => false },
      ),
      "/blocks/0/slack_file",
      "slack_file",
    ],
    ["no options", select({}), "/blocks/0/elements/0", "missing"],
    [
      "an initial option from elsewhere",
      select({ options: [option(1)], initial_option: option(2) }),
      "/blocks/0/elements/0",
      "initial_option",
    ],
    [
      "an unknown style",
      button({ style: "warning" }),
      "/blocks/0/elements/0/style",
      "unknown_word",
    ],
    [
      "a button that jumps to a script",
      button({ url: "javascript:alert(1)" }),
      "/blocks/0/elements/0/url",
      "invalid_url",
    ],
    [
      "an input without submit",
      modal({
        blocks: [{ type: "input", label: plain("a"), element: { type: "plain_text_input" } }],
      }),
      "",
      "missing",
    ],
    [
      "blocks that are no list",
      validateMessage({ text: "a", blocks: {} }),
      "/blocks",
      "wrong_type",
    ],
    ["nothing at all", validateMessage({ text: "" }), "", "no_text"],
  ];
  test.each(refusals)("%s", (_name, problems, pointer, code) => {
    expect(problems.map((problem) => [problem.pointer, problem.code])).toEqual([[pointer, code]]);
  });

  test("the same text passes through a response_url and is refused by chat.postMessage", () => {
    const blocks = sections(11_341);
    expect(validateMessage({ text: "a", blocks }, { via: "response_url" })).toEqual([]);
    expect(validateMessage({ text: "a", blocks }).map((problem) => problem.error)).toEqual([
      "msg_blocks_too_long",
    ]);
  });

  test("an answer that uses every block simscope sends is taken", () => {
    expect(
      message(
        { type: "header", text: plain("cargo-cam-07") },
        { type: "section", text: mrkdwn("*LTE*"), accessory: { ...picture } },
        { type: "context", elements: [mrkdwn("note"), picture] },
        { type: "image", alt_text: "Timeline", slack_file: { id: "F0AAAAAAAA" } },
        table([[cell("Start"), { type: "raw_number", value: 1, text: "1" }]], {
          column_settings: [{ align: "right" }, null],
        }),
        { type: "actions", elements: [{ type: "button", text: plain("Older"), value: "v" }] },
        { type: "rich_text", elements: [{ type: "rich_text_section", elements: [] }] },
        { type: "markdown", text: "# Title" },
      ),
    ).toEqual([]);
  });
});

import {
  anyOption,
  confirm,
  type FileGate,
  initialAmongOptions,
  optionGroup,
  pictureSource,
  plainOption,
  plainText,
} from "./composition.ts";
import { richTextBlock } from "./rich-text.ts";
import {
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

const actionId = { action_id: optional(text("element.action_id", 1)) };
const confirmable = { confirm: optional(confirm) };
const focusable = { focus_on_load: optional(flag) };
const placeholder = { placeholder: optional(plainText("placeholder.text")) };
const dispatch = {
  dispatch_action_config: optional(
    object({
      trigger_actions_on: optional(list(word("on_enter_pressed", "on_character_entered"), null)),
    }),
  ),
};
const style = optional(word("primary", "danger"));
const anything: Shape = () => undefined;

function element(type: string, fields: Fields, also?: Shape): Shape {
  return object({ type: needed(word(type)), ...actionId, ...fields }, also);
}

/** A static select needs options or option_groups, never both. */
const optionsOnce: Shape = (value, pointer, report) => {
  if (!isObject(value)) return;
  const [flat, grouped] = [value["options"] !== undefined, value["option_groups"] !== undefined];
  if (flat && grouped) {
    report.add({
      pointer,
      code: "ambiguous",
      message: "only one of options and option_groups is allowed",
    });
  } else if (!flat && !grouped) {
    report.add({ pointer, code: "missing", message: "missing required field: options" });
  }
  initialAmongOptions(value, pointer, report);
};

const options = {
  options: optional(list(plainOption, "select.options")),
  option_groups: optional(list(optionGroup, "select.option_groups")),
};
const select = { ...confirmable, ...focusable, ...placeholder };
const multiSelect = { ...select, max_selected_items: optional(wholeNumber(1, 100)) };
const urlEnabled = { response_url_enabled: optional(flag) };
const conversationFilter = {
  default_to_current_conversation: optional(flag),
  filter: optional(
    object({
      include: optional(list(word("im", "mpim", "private", "public"), null)),
      exclude_external_shared_channels: optional(flag),
      exclude_bot_users: optional(flag),
    }),
  ),
};
const ids = list(text(null, 1), null);

/** An image inside a section or context: same sources as the image block. */
export function imageElement(fileIsReady: FileGate): Shape {
  return object(
    {
      type: needed(word("image")),
      alt_text: needed(text("image.alt_text", 1)),
      image_url: optional(webAddress("image.image_url")),
      slack_file: optional(anything),
    },
    pictureSource(fileIsReady),
  );
}

/** Every interactive element by its `type`. Which block may hold which: see blocks.ts. */
export const elements: Readonly<Record<string, Shape>> = {
  button: element("button", {
    ...confirmable,
    text: needed(plainText("button.text")),
    value: optional(text("button.value")),
    url: optional(webAddress("button.url")),
    style,
    accessibility_label: optional(text("button.accessibility_label")),
  }),
  overflow: element("overflow", {
    ...confirmable,
    options: needed(list(plainOption, "overflow.options")),
  }),
  static_select: element(
    "static_select",
    { ...select, ...options, initial_option: optional(plainOption) },
    optionsOnce,
  ),
  multi_static_select: element(
    "multi_static_select",
    { ...multiSelect, ...options, initial_options: optional(list(plainOption, null)) },
    optionsOnce,
  ),
  external_select: element("external_select", {
    ...select,
    initial_option: optional(plainOption),
    min_query_length: optional(wholeNumber(0, 1_000)),
  }),
  multi_external_select: element("multi_external_select", {
    ...multiSelect,
    initial_options: optional(list(plainOption, null)),
    min_query_length: optional(wholeNumber(0, 1_000)),
  }),
  users_select: element("users_select", { ...select, initial_user: optional(text(null)) }),
  multi_users_select: element("multi_users_select", {
    ...multiSelect,
    initial_users: optional(ids),
  }),
  conversations_select: element("conversations_select", {
    ...select,
    ...urlEnabled,
    ...conversationFilter,
    initial_conversation: optional(text(null)),
  }),
  multi_conversations_select: element("multi_conversations_select", {
    ...multiSelect,
    ...conversationFilter,
    initial_conversations: optional(ids),
  }),
  channels_select: element("channels_select", {
    ...select,
    ...urlEnabled,
    initial_channel: optional(text(null)),
  }),
  multi_channels_select: element("multi_channels_select", {
    ...multiSelect,
    initial_channels: optional(ids),
  }),
  checkboxes: element(
    "checkboxes",
    {
      ...confirmable,
      ...focusable,
      options: needed(list(anyOption, "checkboxes.options")),
      initial_options: optional(list(anyOption, null)),
    },
    initialAmongOptions,
  ),
  radio_buttons: element(
    "radio_buttons",
    {
      ...confirmable,
      ...focusable,
      options: needed(list(anyOption, "radio_buttons.options")),
      initial_option: optional(anyOption),
    },
    initialAmongOptions,
  ),
  datepicker: element("datepicker", { ...select, initial_date: optional(text(null)) }),
  datetimepicker: element("datetimepicker", {
    ...confirmable,
    ...focusable,
    initial_date_time: optional(number),
  }),
  timepicker: element("timepicker", {
    ...select,
    initial_time: optional(text(null)),
    timezone: optional(text(null)),
  }),
  workflow_button: element("workflow_button", {
    ...confirmable,
    text: needed(plainText("button.text")),
    workflow: needed(anything),
    style,
    accessibility_label: optional(text("button.accessibility_label")),
  }),
  plain_text_input: element("plain_text_input", {
    ...focusable,
    ...placeholder,
    ...dispatch,
    initial_value: optional(text(null)),
    multiline: optional(flag),
    min_length: optional(wholeNumber(0, "plain_text_input.min_length")),
    max_length: optional(wholeNumber(1, "plain_text_input.max_length")),
  }),
  rich_text_input: element("rich_text_input", {
    ...focusable,
    ...placeholder,
    ...dispatch,
    initial_value: optional(richTextBlock),
    min_lines: optional(wholeNumber(1, "rich_text_input.lines")),
    max_lines: optional(wholeNumber(1, "rich_text_input.lines")),
  }),
  number_input: element("number_input", {
    ...focusable,
    ...placeholder,
    ...dispatch,
    is_decimal_allowed: needed(flag),
    initial_value: optional(text(null)),
    min_value: optional(text(null)),
    max_value: optional(text(null)),
  }),
  email_text_input: element("email_text_input", {
    ...focusable,
    ...placeholder,
    ...dispatch,
    initial_value: optional(text(null)),
  }),
  url_text_input: element("url_text_input", {
    ...focusable,
    ...placeholder,
    ...dispatch,
    initial_value: optional(text(null)),
  }),
  file_input: element("file_input", {
    filetypes: optional(list(text(null, 1), null)),
    max_files: optional(wholeNumber(1, "file_input.max_files")),
  }),
  icon_button: element("icon_button", {
    ...confirmable,
    icon: needed(text(null, 1)),
    text: needed(plainText("button.text")),
    value: optional(text("button.value")),
    accessibility_label: optional(text("button.accessibility_label")),
    visible_to_user_ids: optional(ids),
  }),
  feedback_buttons: element("feedback_buttons", {
    positive_button: needed(feedbackButton()),
    negative_button: needed(feedbackButton()),
  }),
};

function feedbackButton(): Shape {
  return object({
    text: needed(plainText("button.text")),
    value: needed(text("button.value")),
    accessibility_label: optional(text("button.accessibility_label")),
  });
}

const pickers = ["datepicker", "timepicker", "workflow_button"];
const choices = [
  ...["static_select", "external_select", "users_select", "conversations_select"],
  ...["channels_select", "multi_static_select", "multi_external_select", "multi_users_select"],
  ...["multi_conversations_select", "multi_channels_select", "checkboxes", "radio_buttons"],
];

/** Which elements Slack takes where. */
export const elementsAllowedIn = {
  section: ["button", "overflow", ...choices, ...pickers],
  actions: ["button", "overflow", ...choices, ...pickers, "datetimepicker", "rich_text_input"],
  input: [
    ...[...choices, "datepicker", "timepicker", "datetimepicker", "plain_text_input"],
    ...["rich_text_input", "number_input", "email_text_input", "url_text_input", "file_input"],
  ],
  context_actions: ["feedback_buttons", "icon_button"],
} as const;

export function elementsFor(place: keyof typeof elementsAllowedIn): Record<string, Shape> {
  const allowed: readonly string[] = elementsAllowedIn[place];
  return Object.fromEntries(Object.entries(elements).filter(([type]) => allowed.includes(type)));
}

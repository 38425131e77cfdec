import { isObject, type JsonObject } from "../validate/shape.ts";
import { listOf } from "../web-api/method.ts";

/** What a person put into an element: words, an option's value, several of them, or an option. */
export type Chosen = string | readonly string[] | JsonObject;

/** All options of an element, grouped or not. */
export function optionsOf(element: JsonObject): readonly JsonObject[] {
  const groups = listOf(element["option_groups"]).filter(isObject);
  const grouped = groups.flatMap((group) => listOf(group["options"]));
  return [...listOf(element["options"]), ...grouped].filter(isObject);
}

/** An option as Slack reports it; a value that is not offered is sent as a client could forge it. */
function optionFor(element: JsonObject, chosen: string | JsonObject): JsonObject {
  if (typeof chosen !== "string") return chosen;
  const offered = optionsOf(element).find((option) => option["value"] === chosen);
  return offered ?? { text: { type: "plain_text", text: chosen }, value: chosen };
}

const plainFields: Readonly<Record<string, string>> = {
  users_select: "selected_user",
  channels_select: "selected_channel",
  conversations_select: "selected_conversation",
  datepicker: "selected_date",
  timepicker: "selected_time",
  datetimepicker: "selected_date_time",
  multi_users_select: "selected_users",
  multi_channels_select: "selected_channels",
  multi_conversations_select: "selected_conversations",
  rich_text_input: "rich_text_value",
};

const oneOption = ["static_select", "external_select", "overflow", "radio_buttons"];
const manyOptions = ["multi_static_select", "multi_external_select", "checkboxes"];

/**
 * The part of a payload that says what an element holds, in the words that Slack uses for its
 * type. `undefined`: untouched, so its initial value counts.
 */
export function valueFields(element: JsonObject, chosen: Chosen | undefined): JsonObject {
  const type = String(element["type"]);
  if (oneOption.includes(type)) {
    if (chosen === undefined) return { selected_option: element["initial_option"] ?? null };
    const one = Array.isArray(chosen) ? chosen[0] : chosen;
    return { selected_option: optionFor(element, one as string | JsonObject) };
  }
  if (manyOptions.includes(type)) {
    if (chosen === undefined) return { selected_options: element["initial_options"] ?? [] };
    const several: readonly (string | JsonObject)[] = Array.isArray(chosen)
      ? chosen
      : [chosen as string | JsonObject];
    return { selected_options: several.map((one) => optionFor(element, one)) };
  }
  const plain = plainFields[type];
  if (plain !== undefined) {
    const initial = element[plain.replace(/^(selected|rich_text)_(value)?/, "initial_$2")];
    return { [plain]: chosen ?? initial ?? null };
  }
  return { value: chosen ?? element["initial_value"] ?? element["value"] ?? null };
}
